"""Slip: one date moves, those of the later parts follow."""

from datetime import date, datetime, time

import pytest
import time_machine
from django.urls import reverse
from wagtail.models import PageLogEntry

from series.desk import slip, slip_view
from series.desk.order import read_order
from series.desk.rhythm import Rhythm
from series.desk.slip import LOG_ACTION, DatesChanged, carry_out, preview
from series.models import ChecklistSettings, InstallmentPage, PlannedPart
from tests import factories

pytestmark = pytest.mark.django_db

NOON = "2026-03-02T12:00:00+09:00"  # a Monday


def at(day, hour=10):
    return datetime.fromisoformat(f"2026-03-{day:02}T{hour:02}:00:00+09:00")


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def series():
    return factories.SeriesFactory(slug="rivers", rhythm_weekday=0, rhythm_hour=time(10))


@pytest.fixture
def chief():
    return factories.UserFactory(role="Managing editors")


@pytest.fixture
def plan(series):
    """Part 1 is live, part 2 scheduled for the 9th, 3 a draft for the 16th, 4 planned for the 23rd, 5 without a day."""
    factories.InstallmentFactory(parent=series, title="One")
    two, three = (
        factories.InstallmentFactory(parent=series, title=title, live=False) for title in ("Two", "Three")
    )
    factories.draft_of(two, go_live_at=at(9)).publish()
    factories.draft_of(three, go_live_at=at(16))
    four = factories.PlannedPartFactory(
        series=series, part_number=4, working_title="Four", expected_on=date(2026, 3, 23)
    )
    five = factories.PlannedPartFactory(series=series, part_number=5, working_title="Five")
    return {
        "two": f"part-{two.pk}",
        "three": f"part-{three.pk}",
        "four": f"planned-{four.pk}",
        "five": f"planned-{five.pk}",
    }


def moves(shifts):
    return [
        (shift.row.title, shift.new_moment or shift.new_expected) for shift in shifts if not shift.refused
    ]


def marks(shifts):
    return [shift.mark for shift in shifts]


@pytest.mark.parametrize(
    ("rhythm", "day", "after"),
    [
        (Rhythm(days=14), date(2026, 3, 2), date(2026, 3, 16)),
        (Rhythm(weekday=0), date(2026, 3, 2), date(2026, 3, 9)),
        (Rhythm(weekday=0), date(2026, 3, 4), date(2026, 3, 9)),
        (Rhythm(days=14, weekday=2), date(2026, 3, 2), date(2026, 3, 18)),
        (Rhythm(), date(2026, 3, 2), date(2026, 3, 2)),
    ],
)
def test_the_rhythm_says_when_the_next_part_appears(rhythm, day, after):
    assert rhythm.after(day) == after


def test_later_parts_follow_in_the_rhythm_and_nothing_is_written(series, plan, chief):
    shifts = preview(series, plan["two"], date(2026, 3, 11), chief)
    assert moves(shifts) == [("Two", at(11)), ("Three", at(16)), ("Four", date(2026, 3, 23))]
    assert InstallmentPage.objects.get(title="Two").scheduled_revision.approved_go_live_at == at(9)


def test_schedules_drafts_and_expected_days_move_together(series, plan, chief):
    day = date(2026, 3, 16)
    shown = marks(preview(series, plan["two"], day, chief))
    carry_out(series, plan["two"], day, shown, chief)
    two, three = (InstallmentPage.objects.get(title=title) for title in ("Two", "Three"))
    assert two.scheduled_revision.approved_go_live_at == at(16)
    assert two.scheduled_revision.as_object().go_live_at == at(16)
    assert three.get_latest_revision_as_object().go_live_at == at(23)
    assert three.scheduled_revision is None
    assert PlannedPart.objects.get(working_title="Four").expected_on == date(2026, 3, 30)
    assert PlannedPart.objects.get(working_title="Five").expected_on is None
    entry = PageLogEntry.objects.get(action=LOG_ACTION)
    assert (entry.user, [move["title"] for move in entry.data["moves"]]) == (chief, ["Two", "Three", "Four"])


def test_without_a_rhythm_all_move_by_as_many_days(series, plan, chief):
    series.rhythm_weekday = series.rhythm_hour = None
    shifts = preview(series, plan["two"], date(2026, 3, 12), chief)
    assert moves(shifts) == [("Two", at(12)), ("Three", at(19)), ("Four", date(2026, 3, 26))]


def test_earlier_parts_stay(series, plan, chief):
    assert moves(preview(series, plan["four"], date(2026, 3, 24), chief)) == [("Four", date(2026, 3, 24))]


def test_a_version_written_after_the_scheduled_one_stays_the_latest(series, plan, chief):
    two = InstallmentPage.objects.get(title="Two")
    later = two.scheduled_revision.as_object()
    later.title = "Two, better"
    later.save_revision()
    shown = marks(preview(series, plan["two"], date(2026, 3, 11), chief))
    carry_out(series, plan["two"], date(2026, 3, 11), shown, chief)
    two = InstallmentPage.objects.get(pk=two.pk)
    assert two.scheduled_revision.content["title"] == "Two"
    assert two.get_latest_revision().content["title"] == "Two, better"
    assert two.get_latest_revision().approved_go_live_at is None


def test_a_scheduled_part_stays_for_an_editor_who_may_not_publish_and_the_others_follow(series, plan):
    editor = factories.UserFactory(role="Editors")
    shifts = preview(series, plan["two"], date(2026, 3, 16), editor)
    assert [(shift.row.title, shift.refused) for shift in shifts] == [
        ("Two", "It is scheduled, and you may not publish it."), ("Three", ""), ("Four", ""),
    ]  # fmt: skip
    carry_out(series, plan["two"], date(2026, 3, 16), marks(shifts), editor)
    assert InstallmentPage.objects.get(title="Two").scheduled_revision.approved_go_live_at == at(9)
    assert PlannedPart.objects.get(working_title="Four").expected_on == date(2026, 3, 30)


def test_a_part_in_moderation_keeps_its_date(series, plan, chief):
    three = InstallmentPage.objects.get(title="Three")
    three.get_workflow().start(three, chief)
    shifts = preview(series, plan["two"], date(2026, 3, 16), chief)
    assert shifts[1].refused == "In moderation: decide the review first."


def test_a_scheduled_part_that_would_not_be_published_keeps_its_date(series, plan, chief):
    ChecklistSettings.objects.create(required={"topic": True})
    shifts = preview(series, plan["two"], date(2026, 3, 16), chief)
    assert "it lacks" in shifts[0].refused
    assert [shift.refused for shift in shifts[1:]] == ["", ""]


def test_a_date_that_has_passed_is_refused(series, plan, chief):
    [first, *_] = preview(series, plan["two"], date(2026, 3, 1), chief)
    assert "has passed" in first.refused


def test_what_changed_after_the_preview_is_not_overrun(series, plan, chief):
    shown = marks(preview(series, plan["two"], date(2026, 3, 16), chief))
    PlannedPart.objects.filter(working_title="Four").update(expected_on=date(2026, 4, 27))
    with pytest.raises(DatesChanged):
        carry_out(series, plan["two"], date(2026, 3, 16), shown, chief)
    assert InstallmentPage.objects.get(title="Two").scheduled_revision.approved_go_live_at == at(9)


def test_the_view_previews_first_and_then_moves(client, series, plan, chief):
    client.force_login(chief)
    address = reverse("series_slip", args=[series.pk, plan["two"]])
    assert client.get(address).status_code == 200
    dry_run = client.post(address, {"day": "2026-03-16"})
    assert "30 March 2026" in dry_run.content.decode()
    assert PlannedPart.objects.get(working_title="Four").expected_on == date(2026, 3, 23)
    done = client.post(address, {"day": "2026-03-16", "marks": dry_run.context["confirmed_by"]})
    assert done.status_code == 302
    assert PlannedPart.objects.get(working_title="Four").expected_on == date(2026, 3, 30)
    history = client.get(reverse("wagtailadmin_pages:history", args=[series.pk])).content.decode()
    assert "Moved dates: “Two” from 9 March 2026" in history


def test_the_order_is_read_once_for_the_preview_and_once_under_the_lock(
    client, series, plan, chief, monkeypatch
):
    reads = []
    for module in (slip, slip_view):
        monkeypatch.setattr(module, "read_order", lambda series: reads.append(series) or read_order(series))
    client.force_login(chief)
    address = reverse("series_slip", args=[series.pk, plan["three"]])
    shown = client.post(address, {"day": "2026-03-23"}).context["confirmed_by"]
    assert len(reads) == 1
    client.post(address, {"day": "2026-03-23", "marks": shown})
    assert len(reads) == 2


@pytest.mark.parametrize("marks", ["", "x", "[]", "{}", pytest.param("[" * 100_000, id="nested")])
def test_forged_marks_move_nothing(client, series, plan, chief, marks):
    client.force_login(chief)
    response = client.post(
        reverse("series_slip", args=[series.pk, plan["two"]]), {"day": "2026-03-16", "marks": marks}
    )
    assert response.status_code == 200
    assert PlannedPart.objects.get(working_title="Four").expected_on == date(2026, 3, 23)


def test_a_part_without_a_date_has_none_to_move(client, series, plan, chief):
    client.force_login(chief)
    for key in (plan["five"], "part-0", "nonsense"):
        assert client.get(reverse("series_slip", args=[series.pk, key])).status_code == 404
