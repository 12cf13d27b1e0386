"""Part numbers under real threads: no number twice, no error, whatever happens at once."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from series import running_order
from series.models import InstallmentPage, SeriesPage
from tests.factories import InstallmentFactory, SeriesFactory

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*jobs) -> list:
    """Run jobs in threads that start together; their results, in order, or the first error."""
    barrier = Barrier(len(jobs))

    def run(job):
        try:
            barrier.wait(timeout=30)
            return job()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(jobs)) as pool:
        return [future.result() for future in [pool.submit(run, job) for job in jobs]]


def create(series_pk: int, times: int):
    def job():
        for _ in range(times):
            InstallmentFactory(parent=SeriesPage.objects.get(pk=series_pk))

    return job


def numbers(series) -> list[int]:
    return sorted(InstallmentPage.objects.filter(series=series).values_list("part_number", flat=True))


@pytest.mark.parametrize(
    ("threads", "times"), [(3, 2), pytest.param(6, 5, marks=pytest.mark.prove)], ids=["sample", "full"]
)
def test_parts_made_at_once_have_numbers_of_their_own(threads, times):
    series = SeriesFactory()
    at_once(*[create(series.pk, times)] * threads)
    assert numbers(series) == list(range(1, threads * times + 1))


@pytest.mark.parametrize(
    ("publishes", "orders"), [(3, 6), pytest.param(12, 30, marks=pytest.mark.prove)], ids=["sample", "full"]
)
def test_publishing_during_a_renumbering_neither_fails_nor_brings_back_an_old_number(publishes, orders):
    series = SeriesFactory()
    parts = [InstallmentFactory(parent=series) for _ in range(4)]
    keys = [part.translation_key for part in parts]
    revision = parts[0].save_revision().pk

    def publish():
        for _ in range(publishes):
            InstallmentPage.objects.get(pk=parts[0].pk).revisions.get(pk=revision).publish()

    def reorder():
        for turn in range(1, orders + 1):
            order = [(place + turn) % 4 + 1 for place in range(4)]
            running_order.renumber(SeriesPage.objects.get(pk=series.pk), dict(zip(keys, order, strict=True)))
        return order

    _, last = at_once(publish, reorder)
    written = dict(
        InstallmentPage.objects.filter(series=series).values_list("translation_key", "part_number")
    )
    assert [written[key] for key in keys] == last
