"""Two thousand pieces: every public page stays within its budget of queries and answers in a moment."""

import time

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from series.models import Byline, InstallmentTopic
from series.models.dated import date_all_rows
from tests.factories import AuthorFactory, InstallmentFactory, SeriesFactory, TopicFactory

pytestmark = [pytest.mark.django_db, pytest.mark.prove, pytest.mark.usefixtures("counts_are_kept")]

SERIES, PARTS, AUTHORS, TOPICS = 34, 60, 200, 40
SECONDS = 2.0
# At most so many queries, uncached, whatever the number of pieces.
BUDGETS = {
    "installment": 12,
    "series": 10,
    "home": 14,
    "list of series": 10,
    "author": 10,
    "authors": 10,
    "topic": 10,
    "topics": 10,
    "topic, narrowed": 10,
    "archive": 10,
    "month": 10,
    "search": 8,
}


@pytest.fixture
def addresses():
    """Addresses of one page of each kind on a site of 34 series of 60 parts, by 200 authors on 40 topics."""
    authors = AuthorFactory.create_batch(AUTHORS)
    topics = TopicFactory.create_batch(TOPICS)
    pieces = []
    for _ in range(SERIES):
        series = SeriesFactory(planned_parts=PARTS)
        pieces += [InstallmentFactory(parent=series) for _ in range(PARTS)]
    Byline.objects.bulk_create(
        Byline(page=piece, author=authors[(at + shift) % AUTHORS], name="As credited", locale=piece.locale)
        for at, piece in enumerate(pieces)
        for shift in (0, 7)
    )
    InstallmentTopic.objects.bulk_create(
        InstallmentTopic(page=piece, topic=topics[(at + shift) % TOPICS])
        for at, piece in enumerate(pieces)
        for shift in (0, 1, 5)
    )
    date_all_rows()
    return {
        "installment": pieces[-1].url,
        "series": pieces[-1].get_parent().url,
        "home": "/",
        "list of series": "/series/",
        "author": authors[0].url,
        "authors": "/authors/",
        "topic": topics[0].get_absolute_url(),
        "topics": "/topics/",
        "topic, narrowed": f"{topics[0].get_absolute_url()}?language=en&order=oldest",
        "archive": "/archive/",
        "month": timezone.localtime(pieces[-1].first_published_at).strftime("/archive/%Y/%m/"),
        "search": "/search/?q=gauge",
    }


def test_budgets_hold_with_two_thousand_pieces(client, addresses, record_property):
    figures = {}
    for name, address in addresses.items():
        client.get(address)
        cache.clear()
        with CaptureQueriesContext(connection) as queries:
            begun = time.perf_counter()
            answer = client.get(address)
        assert answer.status_code == 200, name
        figures[name] = (len(queries), time.perf_counter() - begun)
    for name, (count, seconds) in figures.items():
        record_property(name, f"{count} queries, {seconds * 1000:.0f} ms")
        print(  # noqa: T201 (the figures of the proof are its result)
            f"{name:15} {count:3} of {BUDGETS[name]} queries  {seconds * 1000:6.0f} ms"
        )
    assert {name: count for name, (count, _) in figures.items() if count > BUDGETS[name]} == {}
    assert {name: seconds for name, (_, seconds) in figures.items() if seconds > SECONDS} == {}
