"""FEED-04: who has a feed already is told so, and nobody is told so who has another."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import DatabaseError
from django.utils import timezone
from django.utils.http import http_date, parse_http_date
from wagtail.models import Page

from series.models import FeedState, InstallmentPage
from tests import factories
from tests.publication.caching.headers import is_kept_by_anybody

pytestmark = pytest.mark.django_db

START = datetime(2026, 6, 1, 3, tzinfo=UTC)
ADDRESSES = [f"/series/rivers/feed/{form}/" for form in ("rss", "atom", "json")]


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(START, tick=False) as clock:
        yield clock


@pytest.fixture
def part():
    series = factories.SeriesFactory(slug="rivers")
    return factories.InstallmentFactory(parent=series, title="Part one")


def ask(client, address=ADDRESSES[0], *, tag=None, since=None):
    headers = {"If-None-Match": tag, "If-Modified-Since": since}
    return client.get(address, headers={name: value for name, value in headers.items() if value is not None})


@pytest.mark.parametrize("address", ADDRESSES)
def test_who_has_it_gets_nothing_but_the_tag(client, part, address):
    first = ask(client, address)
    again = ask(client, address, tag=first["ETag"])
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    assert again["Last-Modified"] == first["Last-Modified"]
    assert ask(client, address, since=first["Last-Modified"]).status_code == 304


def test_an_older_date_no_date_or_a_stale_tag_gets_the_feed(client, part):
    first = ask(client)
    earlier = http_date(parse_http_date(first["Last-Modified"]) - 1)
    assert ask(client, since=earlier).status_code == 200
    assert ask(client, since="not a date").status_code == 200
    assert ask(client, tag='W/"stale"', since=first["Last-Modified"]).status_code == 200
    assert ask(client, tag="nonsense").status_code == 200


def test_nothing_changed_nothing_changes(client, part, clock):
    first = ask(client)
    clock.shift(3600)
    assert (ask(client)["ETag"], ask(client)["Last-Modified"]) == (first["ETag"], first["Last-Modified"])


def test_both_nodes_say_the_same(client, part):
    first = ask(client)
    FeedState.objects.all().delete()  # as a node finds it that was never asked
    second = ask(client)
    assert (second["ETag"], second["Last-Modified"]) == (first["ETag"], first["Last-Modified"])


def edit(part):
    part.title = "Part one, edited"
    part.save_revision().publish()


def publish(part):
    factories.InstallmentFactory(parent=part.series, title="Part two", first_published_at=timezone.now())


def rename_series(part):
    part.series.title = "Streams"
    part.series.save()


CHANGES = {
    "publish": publish,
    "edit": edit,
    "unpublish": lambda part: part.unpublish(),
    "expire": lambda part: Page.objects.filter(pk=part.pk).update(expire_at=timezone.now()),
    "delete": lambda part: part.delete(),
    "rename its series": rename_series,
}


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("address", ADDRESSES)
def test_a_change_gives_a_new_tag_and_a_later_date(client, part, clock, change, address):
    first = ask(client, address)
    clock.shift(60)
    CHANGES[change](InstallmentPage.objects.get(pk=part.pk))
    clock.shift(60)
    second = ask(client, address, since=first["Last-Modified"])
    assert second.status_code == 200
    assert second["ETag"] != first["ETag"]
    moved = parse_http_date(second["Last-Modified"])
    assert parse_http_date(first["Last-Modified"]) < moved <= timezone.now().timestamp()


def test_a_piece_that_goes_live_by_itself_changes_the_feed(client, part, clock):
    coming = factories.InstallmentFactory(parent=part.series, title="Part two", live=False)
    coming.go_live_at = START + timedelta(hours=1)
    coming.save_revision().publish()
    first = ask(client)
    clock.shift(1800)
    assert ask(client)["Last-Modified"] == first["Last-Modified"]
    clock.shift(1801)
    coming.scheduled_revision.publish()
    later = ask(client, tag=first["ETag"])
    assert later.status_code == 200
    assert parse_http_date(later["Last-Modified"]) > parse_http_date(first["Last-Modified"])


def test_drafts_and_scheduled_pieces_move_nothing(client, part, clock):
    first = ask(client)
    clock.shift(60)
    factories.draft_of(part, title="A draft")
    factories.InstallmentFactory(parent=part.series, live=False)
    scheduled = factories.draft_of(part, title="Later", go_live_at=START + timedelta(days=1))
    scheduled.publish()
    second = ask(client)
    assert (second["ETag"], second["Last-Modified"]) == (first["ETag"], first["Last-Modified"])


def test_a_date_ahead_of_the_clock_is_not_told(client, part):
    ahead = START + timedelta(days=2)
    Page.objects.filter(pk=part.pk).update(last_published_at=ahead, first_published_at=ahead)
    assert parse_http_date(ask(client)["Last-Modified"]) <= START.timestamp()


def test_compressed_and_plain_share_no_strong_tag(client, part):
    assert ask(client)["ETag"].startswith('W/"')


def test_anybody_may_keep_a_feed_and_no_cookie_is_set(client, part):
    response = ask(client)
    assert is_kept_by_anybody(response)
    assert not response.cookies
    assert response["Vary"] == "Accept-Encoding"


def test_a_database_that_takes_nothing_keeps_nobody_from_the_feed(client, part, monkeypatch):
    def refuse(*args, **kwargs):
        raise DatabaseError("read-only")

    monkeypatch.setattr(FeedState.objects, "bulk_create", refuse)
    assert ask(client).status_code == 200


def test_each_page_of_a_feed_is_judged_by_itself(client, part):
    for _ in range(25):
        factories.InstallmentFactory(parent=part.series)
    first, second = ask(client), ask(client, f"{ADDRESSES[0]}?page=2")
    assert first["ETag"] != second["ETag"]
    assert ask(client, f"{ADDRESSES[0]}?page=2", tag=first["ETag"]).status_code == 200
