"""The calendar with two thousand pieces, against Wagtail's own explorer listing as many pages in the same run."""

import time
from datetime import timedelta
from statistics import median

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail import hooks
from wagtail.admin.views.pages.listing import ExplorableIndexView
from wagtail.admin.viewsets.pages import page_viewset_registry

from series.models import Byline, SeriesPage
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.prove]

SERIES, PARTS, PLANS = 4, 500, 50
ROUNDS, MOST = 5, 3.0


@pytest.fixture(scope="module", autouse=True)
def built(lasting):
    """2,000 pieces in four series: of each five, three were published over the last years, one is scheduled and one a
    draft, most of these with a date; and 200 planned parts. This month holds some of each.
    """
    with lasting():
        author = factories.AuthorFactory()
        now = timezone.now().replace(hour=3, minute=0, second=0, microsecond=0)
        worlds = [factories.SeriesFactory() for _ in range(SERIES)]
        pieces = []
        for series in worlds:
            for place in range(PARTS):
                is_out = place % 5 < 3
                piece = factories.InstallmentFactory(
                    parent=series,
                    live=is_out,
                    first_published_at=now - timedelta(days=2 * place) if is_out else None,
                )
                pieces.append(piece)
                if place % 5 == 3:
                    factories.draft_of(piece, go_live_at=now + timedelta(days=1 + place // 5)).publish()
                elif place % 5 == 4:
                    ahead = now + timedelta(days=1 + place // 5)
                    factories.draft_of(piece, go_live_at=ahead if place % 10 == 4 else None)
            for place in range(PLANS):
                factories.PlannedPartFactory(
                    series=series,
                    part_number=1000 + place,
                    expected_on=(now + timedelta(days=place)).date() if place % 5 else None,
                    due_on=(now + timedelta(days=place - 5)).date(),
                    author=author,
                )
        Byline.objects.bulk_create(
            Byline(page=piece, author=author, name=author.title, locale=piece.locale) for piece in pieces
        )
        assert sum(series.get_children().count() for series in worlds) == 2000
        yield worlds[0]


@pytest.fixture
def explorer(built, monkeypatch):
    """The address of the stock listing of a series, made to show `rows` pages at once.

    Our own listing is taken away, and so are the buttons that we add to its rows. Call it after a first request,
    which is when Wagtail collects both.
    """

    def address(rows):
        monkeypatch.delitem(page_viewset_registry.values_by_parent_model, SeriesPage)
        for name in ("register_page_listing_buttons", "register_page_listing_more_buttons"):
            own = [hook for hook in hooks._hooks.get(name, []) if hook[0].__module__.startswith("wagtail.")]
            monkeypatch.setitem(hooks._hooks, name, own)
        monkeypatch.setattr(ExplorableIndexView, "paginate_by", rows)
        return reverse("wagtailadmin_explore", args=[built.pk])

    return address


def entries_on(response) -> int:
    """How many entries the page shows, those of the tray and the overdue manuscripts among them."""
    context = response.context
    own = context.get("entries") or [entry for day in context["days"] for entry in day.entries]
    return len(own) + len(context["tray"].entries) + len(context["overdue"].entries)


def seconds(client, address) -> float:
    begun = time.perf_counter()
    assert client.get(address).status_code == 200
    return time.perf_counter() - begun


VIEWS = {
    "this month": lambda: "/admin/calendar/",
    "list from today": lambda: "/admin/calendar/list/",
    "list of everything": lambda: "/admin/calendar/list/?from=1990-01-01",
    "this month, one author": lambda: f"/admin/calendar/?author={Byline.objects.first().author_id}",
}


@pytest.mark.parametrize("view", VIEWS)
def test_the_calendar_keeps_up_with_the_explorer(client, explorer, view, record_property):
    client.force_login(factories.UserFactory(role="Managing editors"))
    address = VIEWS[view]()
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        shown = entries_on(client.get(address))
    count = len(queries)  # the next request forgets them
    assert shown >= 50
    stock = explorer(shown)
    listing = client.get(stock).context
    assert type(listing["view"]) is ExplorableIndexView
    assert len(listing["object_list"]) == shown
    ours, theirs = [], []
    for _round in range(ROUNDS):
        ours.append(seconds(client, address))
        theirs.append(seconds(client, stock))
    ratio = median(ours) / median(theirs)
    words = f"{shown} entries, {count} queries, {median(ours) * 1000:.0f} ms; "
    words += f"explorer {median(theirs) * 1000:.0f} ms; {ratio:.2f}×"
    record_property(view, words)
    print(f"{view:24} {words}")  # noqa: T201 (the figures of the proof are its result)
    assert ratio <= MOST, words
