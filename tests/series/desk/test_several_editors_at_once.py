"""OPS-01, steps 3 and 5 with real threads: twenty creations of one title, and two clicks in the same moment."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from wagtail.models import Page, PageLogEntry

from series.models import InstallmentPage
from tests import factories
from tests.roles.world import form_of
from tests.series.desk.edit_form import body, opened, publish

pytestmark = pytest.mark.django_db(transaction=True)

CREATIONS = 20


def in_threads(times: int, work) -> list:
    """The results of `work(n)`, done by so many threads that start together, each with a connection of its own."""
    start = Barrier(times)

    def run(number):
        start.wait(timeout=60)
        try:
            return work(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(times) as pool:
        return list(pool.map(run, range(times)))


def signed_in(user) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(user)
    return client


def test_twenty_parallel_creations_of_one_title_leave_a_sound_tree_and_no_error():
    series = factories.SeriesFactory()
    editor = factories.UserFactory(role="Editors")
    clients = [signed_in(editor) for _ in range(CREATIONS)]
    address = reverse("wagtailadmin_pages:add", args=["series", "installmentpage", series.pk])
    sent = form_of(InstallmentPage(), series, title="Same Title", slug="", standfirst="S.") | body("Text.")

    answers = in_threads(CREATIONS, lambda number: clients[number].post(address, sent))

    made = InstallmentPage.objects.filter(series=series)
    statuses = [answer.status_code for answer in answers]
    assert [status for status in statuses if status >= 500] == []
    # Whoever was not let in was told so, with the form as it was sent.
    refused = [answer for answer in answers if answer.status_code == 200]
    assert all("error" in answer.content.decode() for answer in refused)
    assert made.count() == statuses.count(302) == CREATIONS - len(refused)
    assert made.count() >= 1
    assert len(set(made.values_list("slug", flat=True))) == made.count()
    assert sorted(made.values_list("part_number", flat=True)) == list(range(1, made.count() + 1))
    assert [len(problems) for problems in Page.find_problems()] == [0, 0, 0, 0, 0]


def test_two_clicks_in_the_same_moment_publish_once():
    page = factories.InstallmentFactory(live=False)
    page.save_revision()
    page = InstallmentPage.objects.get(pk=page.pk)
    user = factories.UserFactory(role="Managing editors")
    clients = [signed_in(user), Client(raise_request_exception=False)]
    clients[1].cookies = clients[0].cookies
    sent = opened(clients[0], page) | body("Once.")
    PageLogEntry.objects.all().delete()

    answers = in_threads(2, lambda number: publish(clients[number], page, sent))

    assert [answer.status_code for answer in answers] == [302, 302]
    assert PageLogEntry.objects.filter(page=page.pk, action="wagtail.publish").count() == 1
    page = InstallmentPage.objects.get(pk=page.pk)
    assert page.live
    assert page.revisions.count() == 2
