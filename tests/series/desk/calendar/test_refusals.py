"""What stands in the way of moving a date: it is said, and nothing is changed."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from wagtail.users.models import UserProfile

from series.desk.calendar.moving import find
from series.desk.calendar.scope import Scope
from series.models import ChecklistSettings, InstallmentPage
from tests import factories
from tests.series.desk.calendar.world import asked, at, key_of, moves, refused, schedule_of, send

pytestmark = pytest.mark.django_db


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
