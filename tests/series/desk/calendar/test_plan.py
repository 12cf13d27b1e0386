"""Planned and actual dates of a series: what is compared, how it is said, and how it is drawn."""

from datetime import date, datetime

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from series.desk.calendar.dated import Kind
from series.desk.calendar.plan import Outcome, outcomes_of
from series.desk.calendar.strip import draw_strip
from tests import factories

pytestmark = pytest.mark.django_db

TODAY = date(2026, 3, 2)


def at(day):
    return datetime.fromisoformat(f"2026-03-{day:02}T10:00:00+09:00")


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel("2026-03-02T12:00:00+09:00", tick=False):
        yield


@pytest.fixture
def series():
    return factories.SeriesFactory(title="Rivers", slug="rivers")


@pytest.fixture
def chief():
    return factories.UserFactory(role="Managing editors")


def plan(series, number, day):
    return factories.PlannedPartFactory(
        series=series, part_number=number, working_title=f"Plan {number}", expected_on=date(2026, 3, day)
    )


def told(series):
    return [(each.title, each.planned_on and each.planned_on.day, each.day and each.day.day, each.lateness)
            for each in outcomes_of(series)]  # fmt: skip


def test_a_part_is_compared_with_the_day_that_was_planned_at_first(series):
    factories.InstallmentFactory(parent=series, title="Out", first_published_at=at(2))
    plan(series, 1, 1).expect_on(date(2026, 3, 9))
    factories.draft_of(
        factories.InstallmentFactory(parent=series, title="Scheduled", live=False), go_live_at=at(9)
    ).publish()
    plan(series, 2, 11)
    factories.draft_of(
        factories.InstallmentFactory(parent=series, title="Asked for", live=False), go_live_at=at(16)
    )
    plan(series, 3, 16)
    factories.InstallmentFactory(parent=series, title="Not planned", live=False)
    plan(series, 5, 1)
    plan(series, 6, 20)
    assert told(series) == [
        ("Out", 1, 2, "1 day late"),
        ("Scheduled", 11, 9, "2 days early"),
        ("Asked for", 16, 16, "on the planned day"),
        ("Not planned", None, None, "no planned date"),
        ("Plan 5", 1, 1, "1 day late so far"),
        ("Plan 6", 20, 20, "on the planned day"),
    ]


def test_a_part_that_has_no_date_any_more_is_late_by_the_days_that_have_passed():
    assert Outcome(1, "A", date(2026, 2, 27)).lateness == "3 days late so far"
    assert Outcome(1, "A", date(2026, 3, 20)).lateness == "still to come"
    assert Outcome(1, "A", date(2026, 2, 20), Kind.DRAFT, date(2026, 3, 1)).lateness == "10 days late so far"


def test_the_strip_places_days_on_a_line_of_time():
    strip = draw_strip(
        [
            Outcome(1, "A", date(2026, 3, 1), Kind.PUBLISHED, date(2026, 3, 3)),
            Outcome(None, "B", None, Kind.DRAFT, date(2026, 3, 31)),
            Outcome(3, "C", None),
        ],
        TODAY,
    )
    assert [(track.label, track.is_late, bool(track.planned)) for track in strip.tracks] == [
        ("1", True, True),
        ("·", False, False),
    ]
    first, second = strip.tracks
    assert 8 < float(first.planned[:-1]) < float(first.actual[:-1]) < float(second.actual[:-1]) < 97
    assert strip.today
    assert draw_strip([Outcome(3, "C", None)], TODAY) is None


def test_a_strip_of_one_day_and_one_of_a_century_are_drawn():
    assert draw_strip([Outcome(1, "A", TODAY)], TODAY).tracks
    long = draw_strip([Outcome(1, "A", date(1900, 1, 1)), Outcome(2, "B", date(2200, 1, 1))], TODAY)
    assert len(long.ticks) <= 6


def test_the_page_tells_the_drawing_in_a_table_and_styles_nothing_inline(series, chief, client):
    factories.InstallmentFactory(parent=series, title="Out", first_published_at=at(2))
    plan(series, 1, 1)
    client.force_login(chief)
    text = client.get(f"/admin/running-order/{series.pk}/dates/").content.decode()
    drawing = text[text.index('<figure class="plan">') : text.index("</figure>")]
    assert "style=" not in drawing
    assert 'role="img"' in drawing
    assert "1 day late</td>" in text
    assert "2 March 2026 (published)" in text
    assert (
        f"/admin/running-order/{series.pk}/dates/"
        in client.get(f"/admin/running-order/{series.pk}/").content.decode()
    )


def test_the_number_of_queries_does_not_grow(chief, client):
    client.force_login(chief)
    counts = []
    for count in (2, 9):
        series = factories.SeriesFactory()
        for number in range(1, count):
            factories.draft_of(factories.InstallmentFactory(parent=series, live=False), go_live_at=at(9))
            plan(series, number, 9)
        client.get(f"/admin/running-order/{series.pk}/dates/")
        with CaptureQueriesContext(connection) as queries:
            client.get(f"/admin/running-order/{series.pk}/dates/")
        counts.append(len(queries))
    assert counts[0] == counts[1]
