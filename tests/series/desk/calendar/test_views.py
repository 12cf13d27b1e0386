"""The views of the calendar: zones, months, pages, odd addresses, and how much is read for them."""

from datetime import date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.users.models import UserProfile

from series.desk.calendar.days import Month
from series.models import InstallmentPage
from tests import factories
from tests.series.desk.calendar.world import (
    LIST,
    MONTH,
    at,
    part,
)

pytestmark = pytest.mark.django_db


def test_both_views_name_the_editorial_zone_and_the_viewers_own(series, chief, client):
    factories.draft_of(part(series, "Alder"), go_live_at=at(9, hour=5)).publish()
    client.force_login(chief)
    for address in (MONTH, LIST):
        text = client.get(address).content.decode()
        assert "Asia/Seoul (UTC+09:00)" in text
        assert "Your own is" not in text
    profile = UserProfile.get_for_user(chief)
    profile.current_time_zone = "Europe/Paris"
    profile.save()
    for address in (MONTH, LIST):
        text = client.get(address).content.decode()
        assert "Asia/Seoul (UTC+09:00)" in text
        assert "Your own is Europe/Paris (UTC+01:00)" in text
        assert "05:00" in text
        assert "8 March 2026, 21:00" in text


def test_months_are_walked_through(chief, client):
    client.force_login(chief)
    text = client.get(MONTH + "?month=2026-12").content.decode()
    assert "December 2026" in text
    assert "?month=2026-11" in text
    assert "?month=2027-01" in text
    assert len(Month(2028, 2).days()) == 29
    assert Month(1900, 1).previous is None
    assert Month(2200, 12).next is None


ODD = [
    "month=", "month=2026-13", "month=0000-01", "month=9999-12", "month=1900-01", "month=2200-12", "month=2026-3",
    "month=２０２６-０３", "month=2026-03-01", "month=%00", "month[]=1", "series=99999999999999999999", "series=x",
    "series=%00", "editor=-1", "editor=1e9", "author=None", "state=nothing", "state=overdue&state=draft",
    "from=2026-02-30", "from=0001-01-01", "from=9999-12-31", "from=%F0%9F%90%9F", "from=1900-01-01", "from=2200-12-31",
    "series=%27%22%3E%3Cscript%3E", "view=x&view=y",
]  # fmt: skip


@pytest.mark.parametrize("query", ODD)
def test_odd_addresses_are_answered(series, chief, client, query):
    factories.draft_of(part(series, "Alder"), go_live_at=at(9))
    client.force_login(chief)
    for address in (MONTH, LIST):
        assert client.get(f"{address}?{query}").status_code == 200


@pytest.mark.parametrize("page", ["0", "-1", "x", "2", "99999999999"])
def test_a_page_that_is_not_there_is_not_found(chief, client, page):
    client.force_login(chief)
    assert client.get(f"{LIST}?page={page}").status_code == 404


def test_only_the_month_that_is_shown_is_read(series, chief, client):
    factories.draft_of(part(series, "March hare"), go_live_at=at(9)).publish()
    factories.InstallmentFactory(
        parent=series,
        title="February frost",
        first_published_at=datetime.fromisoformat("2026-02-03T10:00+09:00"),
    )
    client.force_login(chief)
    text = client.get(MONTH).content.decode()
    assert "March hare" in text
    assert "February frost" not in text


def test_the_list_is_paged_and_keeps_its_filters(series, chief, client):
    for day in range(60):
        factories.PlannedPartFactory(
            series=series,
            part_number=day + 1,
            working_title=f"Plan {day + 1:02}",
            expected_on=date(2026, 4, 1),
        )
    client.force_login(chief)
    query = f"?series={series.pk}&from=2026-04-01"
    text = client.get(LIST + query).content.decode()
    assert "Plan 50" in text
    assert "Plan 51" not in text
    assert f"series={series.pk}&amp;from=2026-04-01&amp;page=2" in text
    assert "Plan 60" in client.get(LIST + query + "&page=2").content.decode()


def test_a_full_day_leads_to_the_list(series, chief, client):
    for number in range(9):
        factories.PlannedPartFactory(series=series, part_number=number + 1, expected_on=date(2026, 3, 20))
    client.force_login(chief)
    text = client.get(MONTH).content.decode()
    assert "3 more" in text
    assert "from=2026-03-20" in text


def fill(series, count, first):
    """So many pieces of every kind in March, with authors and plans."""
    author, editor = factories.AuthorFactory(), factories.UserFactory()
    for place in range(count):
        number = first + place * 5
        factories.InstallmentFactory(
            parent=series, first_published_at=at(1 + place % 28), bylines=[author], owner=editor
        )
        factories.draft_of(
            part(series, f"Scheduled {number}", bylines=[author]), go_live_at=at(3 + place % 25)
        ).publish()
        factories.draft_of(part(series, f"Asked {number}", owner=editor), go_live_at=at(3 + place % 25))
        part(series, f"Undated {number}").save_revision()
        factories.PlannedPartFactory(
            series=series, part_number=500 + number, expected_on=date(2026, 3, 5 + place % 20), author=author,
            due_on=date(2026, 2, 20), handling_editor=editor,
        )  # fmt: skip
        factories.PlannedPartFactory(series=series, part_number=700 + number)


@pytest.mark.parametrize("role", ["Contributors", "Editors", "Managing editors"])
@pytest.mark.parametrize("address", [MONTH, LIST + "?from=2026-03-01"])
def test_the_number_of_queries_does_not_grow(client, role, address):
    user = factories.UserFactory(role=role)
    client.force_login(user)
    counts = []
    for count in (1, 3):
        series = factories.SeriesFactory()
        fill(series, count, 1)
        InstallmentPage.objects.filter(pk__gt=0, title__startswith="Asked").update(owner=user)
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]
    assert counts[1] <= 45


def test_the_menu_leads_to_the_calendar(client, contributor):
    client.force_login(contributor)
    assert reverse("series_calendar") == MONTH
    assert MONTH in client.get("/admin/").content.decode()
