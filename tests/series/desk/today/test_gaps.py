"""Which gaps of a series are told on the home of the admin, and which are none."""

from datetime import date, datetime

import pytest
import time_machine

from series.desk.today.gaps import in_ranges, series_with_gaps
from series.models import InstallmentPage
from tests import factories

pytestmark = pytest.mark.django_db

NOON = "2026-03-02T12:00:00+09:00"
LATER = datetime.fromisoformat("2026-03-09T10:00:00+09:00")


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def editor():
    return factories.UserFactory(role="Editors")


@pytest.fixture
def series():
    return factories.SeriesFactory(title="Rivers")


def expected(series, **values):
    return factories.PlannedPartFactory(series=series, expected_on=date(2026, 3, 9), **values)


def told(user):
    return [(entry.title, entry.detail) for entry in series_with_gaps(user)]


def test_numbers_are_told_in_runs():
    assert in_ranges([1, 3, 4, 5, 8, 9]) == "1, 3–5, 8–9"


def test_a_number_that_nobody_has_is_missing_up_to_the_highest_or_the_one_promised(series, editor):
    for number in (1, 2, 4):
        part = factories.InstallmentFactory(parent=series)
        InstallmentPage.objects.filter(pk=part.pk).update(part_number=number)
    expected(series, part_number=6)
    assert told(editor) == [("Rivers", "Parts 3, 5 are neither written nor planned.")]
    series.planned_parts = 8
    series.save()
    assert told(editor) == [("Rivers", "Parts 3, 5, 7–8 are neither written nor planned.")]


def test_a_column_has_no_numbers_to_miss(editor):
    column = factories.SeriesFactory(form="column", planned_parts=3)
    expected(column, part_number=None)
    assert told(editor) == []


def test_a_plan_whose_day_has_passed_is_told_until_there_is_a_piece(series, editor):
    plan = factories.PlannedPartFactory(
        series=series, part_number=1, working_title="Elm", expected_on=date(2026, 3, 1)
    )
    expected(series, part_number=2)
    assert told(editor) == [("Rivers", "“Elm” was expected on Sunday 1 March and is not there.")]
    factories.InstallmentFactory(parent=series, live=False)
    assert plan.part_number == InstallmentPage.objects.get().part_number
    assert told(editor) == []


def test_a_plan_for_today_is_not_late(series, editor):
    factories.PlannedPartFactory(series=series, part_number=1, expected_on=date(2026, 3, 2))
    assert told(editor) == []


def test_an_ongoing_series_wants_a_next_date(series, editor):
    factories.InstallmentFactory(parent=series)
    assert told(editor) == [("Rivers", "No date for the next part.")]


def test_a_schedule_or_the_time_that_a_draft_asks_for_is_a_date(series, editor):
    factories.InstallmentFactory(parent=series)
    draft = factories.InstallmentFactory(parent=series, live=False)
    factories.draft_of(draft, go_live_at=LATER)
    assert told(editor) == []
    factories.draft_of(draft, go_live_at=None)
    assert told(editor) != []
    factories.draft_of(draft, go_live_at=LATER).publish()
    assert told(editor) == []


def test_a_korean_part_counts_for_the_series_in_both_languages(series, editor):
    part = factories.InstallmentFactory(parent=series)
    korean = factories.translated(part).series
    draft = factories.InstallmentFactory(parent=korean, live=False)
    factories.draft_of(draft, go_live_at=LATER).publish()
    assert told(editor) == []


def test_what_is_out_in_full_wants_no_date(series, editor):
    series.planned_parts = 1
    series.save()
    factories.InstallmentFactory(parent=series)
    assert told(editor) == []


@pytest.mark.parametrize("values", [{"status": "paused"}, {"status": "complete"}, {"live": False}])
def test_a_series_that_rests_or_is_not_out_is_not_told(editor, values):
    series = factories.SeriesFactory(planned_parts=4, **values)
    factories.PlannedPartFactory(series=series, part_number=1, expected_on=date(2026, 3, 1))
    assert told(editor) == []


def test_a_planned_series_needs_no_next_date(editor):
    factories.SeriesFactory(status="planned")
    assert told(editor) == []


def test_contributors_are_not_told_of_plans(series):
    factories.InstallmentFactory(parent=series)
    assert told(factories.UserFactory(role="Contributors")) == []
