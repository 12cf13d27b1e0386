"""Moving one date in the calendar: dropped on a day or typed, and everything that may stand in its way."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.utils import timezone
from wagtail.models import PageLogEntry
from wagtail.users.models import UserProfile

from series.desk.calendar.moving import find
from series.desk.calendar.scope import Scope
from series.desk.slip import LOG_ACTION
from series.models import ChecklistSettings, InstallmentPage, PlannedPart
from tests import factories

pytestmark = pytest.mark.django_db

NOON = "2026-03-02T12:00:00+09:00"


def at(day, hour=10, month=3):
    return datetime.fromisoformat(f"2026-{month:02}-{day:02}T{hour:02}:00:00+09:00")


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def series():
    return factories.SeriesFactory(title="Rivers", slug="rivers", rhythm_weekday=0, rhythm_hour=time(10))


@pytest.fixture
def chief():
    return factories.UserFactory(username="chief", role="Managing editors")


@pytest.fixture
def editor():
    return factories.UserFactory(username="editor", role="Editors")


@pytest.fixture
def scheduled(series):
    part = factories.InstallmentFactory(parent=series, title="Alder", live=False)
    factories.draft_of(part, go_live_at=at(9)).publish()
    return InstallmentPage.objects.get(pk=part.pk)


@pytest.fixture
def draft(series):
    part = factories.InstallmentFactory(parent=series, title="Birch", live=False)
    factories.draft_of(part, go_live_at=at(9))
    return InstallmentPage.objects.get(pk=part.pk)


@pytest.fixture
def planned(series):
    return factories.PlannedPartFactory(
        series=series, part_number=7, working_title="Cedar", expected_on=date(2026, 3, 9)
    )


def key_of(thing):
    return f"{'planned' if isinstance(thing, PlannedPart) else 'part'}-{thing.pk}"


def send(client, user, thing, **data):
    """Post to the form of a thing, with the dates as the user would see them now."""
    client.force_login(user)
    entry = find(key_of(thing), Scope(user))
    data.setdefault("shown", entry.token if entry else "")
    return client.post(f"/admin/calendar/move/{key_of(thing)}/", data, follow=True)


def schedule_of(part):
    revision = InstallmentPage.objects.get(pk=part.pk).scheduled_revision
    return revision and revision.approved_go_live_at


def asked(part):
    return InstallmentPage.objects.get(pk=part.pk).get_latest_revision_as_object().go_live_at


def expected(planned):
    return PlannedPart.objects.get(pk=planned.pk).expected_on


def moves():
    return [entry.data["moves"] for entry in PageLogEntry.objects.filter(action=LOG_ACTION)]


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


def test_who_changed_the_date_first_wins_and_the_second_is_told(client, chief, scheduled):
    shown = find(key_of(scheduled), Scope(chief)).token
    send(client, chief, scheduled, dropped="2026-03-12", shown=shown)
    response = send(client, chief, scheduled, dropped="2026-03-14", shown=shown)
    text = response.content.decode()
    assert "“Alder” was not moved: Somebody changed this date meanwhile: now it is 12 March 2026" in text
    assert schedule_of(scheduled) == at(12)
    response = send(client, chief, scheduled, day="2026-03-14", hour="10:00", shown=shown)
    assert "Somebody changed this date meanwhile" in response.content.decode()
    assert schedule_of(scheduled) == at(12)
    assert len(moves()) == 1


def refused(client, user, thing, **data):
    """What is said of a move that must change nothing."""
    before = (InstallmentPage.objects.count(), list(PlannedPart.objects.values_list("expected_on")), moves())
    revisions = list(InstallmentPage.objects.values_list("latest_revision_id", flat=True))
    response = send(client, user, thing, **data)
    assert revisions == list(InstallmentPage.objects.values_list("latest_revision_id", flat=True))
    assert before == (
        InstallmentPage.objects.count(), list(PlannedPart.objects.values_list("expected_on")), moves()
    )  # fmt: skip
    return response.content.decode()


def test_a_moment_that_has_passed_is_refused(client, chief, scheduled, draft):
    for part in (scheduled, draft):
        assert "has passed" in refused(client, chief, part, dropped="2026-03-01")
        assert "has passed" in refused(client, chief, part, day="2026-03-02", hour="11:59")
    assert schedule_of(scheduled) == at(9)


def test_an_editor_who_may_not_publish_does_not_move_a_schedule(client, editor, scheduled):
    assert "you may not publish it" in refused(client, editor, scheduled, dropped="2026-03-12")


def test_a_part_that_lacks_a_required_point_is_not_scheduled_anew(client, chief, scheduled):
    ChecklistSettings.objects.create(required={"topic": True})
    assert "topic" in refused(client, chief, scheduled, dropped="2026-03-12").lower()
    assert schedule_of(scheduled) == at(9)


def test_a_lock_and_a_review_stand_in_the_way(client, chief, editor, draft, series):
    InstallmentPage.objects.filter(pk=draft.pk).update(
        locked=True, locked_by=editor, locked_at=timezone.now()
    )
    assert "Locked by editor." in refused(client, chief, draft, dropped="2026-03-12")
    other = factories.InstallmentFactory(parent=series, title="In review", live=False)
    factories.draft_of(other, go_live_at=at(9))
    other.get_workflow().start(other, chief)
    assert "In moderation" in refused(client, chief, other, dropped="2026-03-12")


def test_a_part_that_would_have_expired_stays(client, chief, series):
    part = factories.InstallmentFactory(parent=series, title="Brief", live=False)
    factories.draft_of(part, go_live_at=at(9), expire_at=at(11)).publish()
    assert "It would have expired by then" in refused(client, chief, part, dropped="2026-03-12")


def test_a_published_part_is_not_moved(client, chief, series):
    part = factories.InstallmentFactory(parent=series, title="Out", first_published_at=at(1))
    assert "It is published" in refused(client, chief, part, dropped="2026-03-12")


@pytest.mark.parametrize("day", ["", "x", "2026-02-30", "0001-01-01", "9999-12-31", "\x00"])
def test_what_is_no_day_is_refused(client, chief, scheduled, day):
    assert "was not moved" in refused(client, chief, scheduled, dropped=day)
    assert "error" in refused(client, chief, scheduled, day=day, hour="10:00")


@pytest.mark.parametrize(
    "key", ["part-0", "part-999999999", "part-99999999999999", "planned-1x", "series-1", "part"]
)
def test_what_is_not_there_is_not_found(client, chief, key):
    client.force_login(chief)
    assert client.get(f"/admin/calendar/move/{key}/").status_code == 404
    assert client.post(f"/admin/calendar/move/{key}/", {"dropped": "2026-03-12"}).status_code == 404


def test_a_contributor_moves_an_own_draft_and_knows_of_no_other(client, series, draft, planned):
    contributor = factories.UserFactory(role="Contributors")
    own = factories.InstallmentFactory(parent=series, title="Own", live=False, owner=contributor)
    own.save_revision()
    send(client, contributor, own, dropped="2026-03-12")
    assert asked(own) == at(12)
    for thing in (draft, planned):
        assert send(client, contributor, thing, dropped="2026-03-12").redirect_chain == [("/admin/", 302)]
    assert asked(draft) == at(9)


def test_the_way_back_stays_on_this_site(client, chief, draft):
    for address in ("https://example.org/", "//example.org", "javascript:alert(1)"):
        response = send(client, chief, draft, dropped="2026-03-12", next=address)
        assert response.redirect_chain == [("/admin/calendar/", 302)]
    response = send(client, chief, draft, dropped="2026-03-13", next="/admin/calendar/?month=2026-03")
    assert response.redirect_chain == [("/admin/calendar/?month=2026-03", 302)]


class TestInAZoneThatPutsItsClocks:
    """New York, 2026: 02:30 on 8 March does not exist, 01:30 on 1 November comes twice."""

    @pytest.fixture(autouse=True)
    def new_york(self, chief):
        profile = UserProfile.get_for_user(chief)
        profile.current_time_zone = "America/New_York"
        profile.save()

    def test_a_time_that_does_not_exist_is_refused(self, client, chief, draft):
        assert "does not exist" in refused(client, chief, draft, day="2026-03-08", hour="02:30")

    def test_of_an_hour_that_comes_twice_it_is_asked_which(self, client, chief, draft):
        typed = {"day": "2026-11-01", "hour": "01:30"}
        text = refused(client, chief, draft, **typed)
        assert "That night this time comes twice" in text
        assert "UTC-04:00" in text
        assert "UTC-05:00" in text
        send(client, chief, draft, **typed, which="second")
        assert asked(draft) == datetime.fromisoformat("2026-11-01T01:30-05:00")
        send(client, chief, draft, **typed, which="first")
        assert asked(draft) == datetime.fromisoformat("2026-11-01T01:30-04:00")


class TestOfAnEditorialZoneThatPutsItsClocks:
    """The same, of entries that are dropped."""

    @pytest.fixture(autouse=True)
    def new_york(self, settings):
        settings.TIME_ZONE = "America/New_York"
        with timezone.override(ZoneInfo("America/New_York")):
            yield

    def drop(self, client, chief, series, hour, day):
        part = factories.InstallmentFactory(parent=series, title="Elm", live=False)
        factories.draft_of(part, go_live_at=datetime.fromisoformat(f"2026-03-05T{hour}:30-05:00"))
        return part, refused(client, chief, part, dropped=day)

    def test_an_hour_that_does_not_exist_is_refused(self, client, chief, series):
        assert "does not exist" in self.drop(client, chief, series, "02", "2026-03-08")[1]

    def test_of_an_hour_that_comes_twice_it_is_asked_which(self, client, chief, series):
        part, text = self.drop(client, chief, series, "01", "2026-11-01")
        assert "On that day this hour comes twice" in text
        assert 'value="2026-11-01"' in text
        assert asked(part) == datetime.fromisoformat("2026-03-05T01:30-05:00")
