"""Moving one date in the calendar: dropped on a day or typed, and what follows."""

from datetime import date, datetime

import pytest
from wagtail.models import PageLogEntry
from wagtail.users.models import UserProfile

from series.desk.slip import LOG_ACTION
from series.models import InstallmentPage, PlannedPart
from tests import factories
from tests.series.desk.calendar.world import (
    asked,
    at,
    expected,
    moves,
    schedule_of,
    send,
)

pytestmark = pytest.mark.django_db


def test_a_dropped_part_keeps_its_hour_and_is_logged(client, chief, scheduled):
    response = send(client, chief, scheduled, dropped="2026-03-12")
    assert "“Alder” was moved from 9 March 2026, 10:00" in response.content.decode()
    assert schedule_of(scheduled) == at(12)
    assert [move["title"] for (move,) in moves()] == ["Alder"]
    assert PageLogEntry.objects.get(action=LOG_ACTION).user == chief


def test_a_typed_day_and_hour_are_of_the_users_own_clock(client, chief, scheduled):
    profile = UserProfile.get_for_user(chief)
    profile.current_time_zone = "Europe/Paris"
    profile.save()
    send(client, chief, scheduled, day="2026-03-12", hour="02:30")
    assert schedule_of(scheduled) == datetime.fromisoformat("2026-03-12T02:30+01:00")


def test_a_draft_and_a_planned_part_move_with_the_right_to_edit_them(client, editor, draft, planned):
    send(client, editor, draft, dropped="2026-03-12")
    send(client, editor, planned, day="2026-03-13")
    assert asked(draft) == at(12)
    assert InstallmentPage.objects.get(pk=draft.pk).live is False
    assert expected(planned) == date(2026, 3, 13)
    assert PlannedPart.objects.get(pk=planned.pk).first_expected_on == date(2026, 3, 9)
    assert len(moves()) == 2


def test_the_later_parts_stay_and_the_slip_view_is_offered(client, chief, series, scheduled):
    later = factories.InstallmentFactory(parent=series, title="Later", live=False)
    factories.draft_of(later, go_live_at=at(16))
    response = send(client, chief, scheduled, dropped="2026-03-12")
    assert asked(later) == at(16)
    slip = f"/admin/running-order/{series.pk}/date/part-{scheduled.pk}/?day=2026-03-12&amp;was=2026-03-09"
    assert slip in response.content.decode()


def test_without_a_rhythm_the_slip_view_moves_the_others_by_as_many_days(client, chief, scheduled):
    series = scheduled.series
    series.rhythm_weekday = None
    series.save()
    later = factories.InstallmentFactory(parent=series, title="Later", live=False)
    factories.draft_of(later, go_live_at=at(16))
    send(client, chief, scheduled, dropped="2026-03-12")
    address = f"/admin/running-order/{series.pk}/date/part-{scheduled.pk}/"
    form = client.get(address + "?day=2026-03-12&was=2026-03-09").context["form"]
    assert form.initial == {"day": date(2026, 3, 12), "was": date(2026, 3, 9)}
    data = {"day": "2026-03-12", "was": "2026-03-09"}
    marks = client.post(address, data).context["confirmed_by"]
    client.post(address, data | {"marks": marks})
    assert asked(later) == at(19)
    assert schedule_of(scheduled) == at(12)
    for odd in ("0001-01-01", "9999-12-31", "x"):
        assert client.post(address, {"day": "2026-03-12", "was": odd}).status_code == 200


def test_an_undated_draft_takes_the_hour_of_its_series(client, chief, series):
    part = factories.InstallmentFactory(parent=series, title="Undated", live=False)
    part.save_revision()
    send(client, chief, part, dropped="2026-03-12")
    assert asked(part) == at(12)


def test_an_undated_plan_is_given_a_day(client, editor, series):
    plan = factories.PlannedPartFactory(series=series, part_number=4)
    send(client, editor, plan, dropped="2026-03-12")
    plan.refresh_from_db()
    assert (plan.expected_on, plan.first_expected_on) == (date(2026, 3, 12), date(2026, 3, 12))


def test_the_expected_day_goes_along_with_its_part(client, chief, series, scheduled):
    plan = factories.PlannedPartFactory(
        series=series, part_number=scheduled.part_number, expected_on=date(2026, 3, 9)
    )
    send(client, chief, scheduled, dropped="2026-03-12")
    assert expected(plan) == date(2026, 3, 12)


def test_a_draft_that_only_the_plan_has_a_date_for_moves_with_the_plan(client, editor, series):
    part = factories.InstallmentFactory(parent=series, title="Undated", live=False)
    plan = factories.PlannedPartFactory(series=series, part_number=1, expected_on=date(2026, 3, 9))
    send(client, editor, part, dropped="2026-03-12")
    assert expected(plan) == date(2026, 3, 12)
    assert asked(part) is None


def test_changes_scheduled_for_a_live_part_can_be_moved(client, chief, series):
    part = factories.InstallmentFactory(parent=series, title="Live", first_published_at=at(1))
    factories.draft_of(part, title="Live and changed", go_live_at=at(9)).publish()
    send(client, chief, part, dropped="2026-03-12")
    assert schedule_of(part) == at(12)
    assert InstallmentPage.objects.get(pk=part.pk).live


def test_the_way_back_stays_on_this_site(client, chief, draft):
    for address in ("https://example.org/", "//example.org", "javascript:alert(1)"):
        response = send(client, chief, draft, dropped="2026-03-12", next=address)
        assert response.redirect_chain == [("/admin/calendar/", 302)]
    response = send(client, chief, draft, dropped="2026-03-13", next="/admin/calendar/?month=2026-03")
    assert response.redirect_chain == [("/admin/calendar/?month=2026-03", 302)]
