"""The running order of a hundred parts: as many queries as for ten, and at most three times Wagtail's own list of pages."""

import statistics
import time
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.admin.views.pages.listing import ExplorableIndexView
from wagtail.models import Page

from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.prove]

PARTS, PLANNED, ROUNDS, MOST = 100, 10, 7, 3.0


def series_of(parts: int):
    """A series as it is while it is worked on: live parts, drafts, scheduled ones, changes that wait, planned parts."""
    series = factories.SeriesFactory(planned_parts=parts + PLANNED)
    authors = factories.AuthorFactory.create_batch(5)
    topic = factories.TopicFactory()
    for number in range(parts):
        part = factories.InstallmentFactory(
            parent=series,
            live=number % 3 != 0,
            bylines=[authors[number % 5], authors[(number + 1) % 5]],
            topics=[topic],
        )
        part.save_revision()
        if number % 3 == 0 and number % 2:
            factories.draft_of(part, go_live_at=timezone.now() + timedelta(days=number + 1)).publish()
        elif number % 3 == 1:
            factories.draft_of(part, title=f"Another title {number}")
    for number in range(PLANNED):
        factories.PlannedPartFactory(series=series, part_number=parts + number + 1)
    return series


def queries(client, address) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


def seconds(client, address) -> float:
    cache.clear()
    begun = time.process_time()
    client.get(address)
    return time.process_time() - begun


def test_the_running_order_of_a_hundred_parts_beside_the_stock_explorer(client, monkeypatch, record_property):
    client.force_login(factories.UserFactory(role="Managing editors"))
    desk = reverse("series_running_order", args=[series_of(PARTS).pk])
    assert client.get(desk).content.decode().count("data-key=") == PARTS + PLANNED
    few = reverse("series_running_order", args=[series_of(10).pk])
    # Standing pages have no list of ours: Wagtail shows them in its own, as many at once as the desk shows rows.
    for _ in range(PARTS + PLANNED - factories.home().get_children().count()):
        factories.StandingPageFactory().save_revision()
    monkeypatch.setattr(ExplorableIndexView, "paginate_by", PARTS + PLANNED)
    stock = reverse("wagtailadmin_explore", args=[factories.home().pk])
    listed = client.get(stock).content.decode()
    assert all(page.title in listed for page in Page.objects.child_of(factories.home()))

    asked = {
        name: queries(client, address) for name, address in (("desk", desk), ("few", few), ("stock", stock))
    }
    times = {"desk": [], "stock": []}
    for _ in range(ROUNDS):
        times["desk"].append(seconds(client, desk))
        times["stock"].append(seconds(client, stock))
    took = {name: statistics.median(values) for name, values in times.items()}
    ratio = took["desk"] / took["stock"]

    figures = (
        f"running order {asked['desk']} queries, {took['desk'] * 1000:.0f} ms; "
        f"stock explorer {asked['stock']} queries, {took['stock'] * 1000:.0f} ms; {ratio:.2f} times"
    )
    record_property("running order of 100 parts", figures)
    print(figures)  # noqa: T201 (the figures of the proof are its result)
    assert asked["desk"] == asked["few"]
    assert ratio <= MOST
