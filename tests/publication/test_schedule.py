"""Scheduled versions come at their hour, once; expired pages go; what is broken holds nobody back."""

import logging
from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.utils import timezone
from wagtail.models import Page, PageLogEntry

from publication.schedule import Result, Task, carry_out, due_now
from series.models import InstallmentPage
from tests.factories import InstallmentFactory, SeriesFactory, draft_of, series_index

pytestmark = pytest.mark.django_db

NINE = "2026-03-02T09:00:00+09:00"
TEN = "2026-03-02T10:00:00+09:00"
HALF_PAST_TEN = "2026-03-02T10:30:00+09:00"
ELEVEN = "2026-03-02T11:00:00+09:00"


def moment(text):
    from datetime import datetime

    return datetime.fromisoformat(text)


def schedule(page, *, at=TEN, **changes):
    """Save a version of a page that goes live at `at`; returns the revision."""
    revision = draft_of(page, go_live_at=moment(at), **changes)
    revision.publish()
    return revision


def publish_due():
    """Run the command; what it printed is not the point."""
    call_command("publish_due")


def fresh(page):
    return InstallmentPage.objects.get(pk=page.pk)


@pytest.fixture(autouse=True)
def at_nine():
    with time_machine.travel(NINE, tick=False) as clock:
        yield clock


@pytest.fixture
def v1():
    return InstallmentFactory(title="v1")


def test_a_later_draft_does_not_ride_along(v1, at_nine):
    first_published = v1.first_published_at
    schedule(v1, title="v2")
    draft_of(fresh(v1), title="v3 UNCHECKED", go_live_at=None)
    at_nine.move_to(ELEVEN)
    publish_due()
    page = fresh(v1)
    assert (page.title, page.live, page.has_unpublished_changes) == ("v2", True, True)
    assert page.first_published_at == first_published
    newest = page.get_latest_revision()
    assert newest.content["title"] == "v3 UNCHECKED"
    assert newest.approved_go_live_at is None
    assert page.scheduled_revision is None
    assert list(InstallmentPage.objects.search("UNCHECKED")) == []
    assert [found.pk for found in InstallmentPage.objects.search("v2")] == [page.pk]


def test_nothing_happens_before_the_hour(v1, at_nine):
    schedule(v1, title="v2")
    publish_due()
    assert fresh(v1).title == "v1"


def test_scheduling_a_version_of_a_page_that_code_made_leaves_it_up(v1):
    assert v1.live_revision is None
    schedule(v1, title="v2")
    page = fresh(v1)
    assert (page.live, page.title, page.live_revision.content["title"]) == (True, "v1", "v1")
    assert [row.content["title"] for row in page.revisions.order_by("created_at", "pk")] == ["v1", "v2"]


def test_a_version_published_by_hand_before_the_time_stays(v1, at_nine):
    schedule(v1, title="v2")
    draft_of(fresh(v1), title="v4", go_live_at=None).publish()
    at_nine.move_to(ELEVEN)
    publish_due()
    assert fresh(v1).title == "v4"
    assert not list(due_now())


def test_a_publish_by_hand_that_is_refused_leaves_the_schedule_alive(v1, at_nine):
    v2 = schedule(v1, title="v2")
    broken = draft_of(fresh(v1), title="broken", go_live_at=None)
    broken.content["doi"] = "none"
    broken.save()
    with pytest.raises(ValidationError):
        broken.publish()
    v2.refresh_from_db()
    assert v2.approved_go_live_at == moment(TEN)
    at_nine.move_to(ELEVEN)
    publish_due()
    assert fresh(v1).title == "v2"


def test_a_broken_page_holds_nobody_back_and_keeps_its_schedule(at_nine, caplog):
    broken, sound = InstallmentFactory(title="Broken", live=False), InstallmentFactory(live=False)
    revision = schedule(broken, at=TEN)
    schedule(sound, at=HALF_PAST_TEN)
    revision.content["doi"] = "none"
    revision.save()
    at_nine.move_to(ELEVEN)
    with pytest.raises(CommandError, match=r"1 done, 0 overtaken, 1 failed\n.*“Broken”.*doi: "):
        publish_due()
    revision.refresh_from_db()
    assert not fresh(broken).live
    assert revision.approved_go_live_at == moment(TEN)
    assert fresh(sound).live
    lines = [record.getMessage() for record in caplog.records if record.levelno == logging.ERROR]
    assert len(lines) == 1
    assert lines[0].startswith(f"{broken.pk} “Broken” publish failed: doi: ")


def test_a_fault_in_the_software_holds_nobody_back_either(at_nine, monkeypatch):
    one, other = InstallmentFactory(live=False), InstallmentFactory(live=False)
    schedule(one)
    schedule(other)
    save = InstallmentPage.save

    def failing_save(self, *args, **kwargs):
        if self.pk == one.pk:
            raise RuntimeError("out of ink")
        return save(self, *args, **kwargs)

    monkeypatch.setattr(InstallmentPage, "save", failing_save)
    at_nine.move_to(ELEVEN)
    with pytest.raises(CommandError, match="RuntimeError: out of ink"):
        publish_due()
    assert fresh(other).live


def test_each_page_gets_one_line_in_the_log(v1, at_nine, caplog):
    schedule(v1, title="v2")
    at_nine.move_to(ELEVEN)
    with caplog.at_level(logging.INFO, "publication.schedule"):
        publish_due()
    lines = [record.getMessage() for record in caplog.records if record.name == "publication.schedule"]
    assert lines == [f"{v1.pk} “v2” publish done"]


def test_a_dry_run_says_what_is_due_and_changes_nothing(v1, at_nine, capsys):
    schedule(v1, title="v2")
    at_nine.move_to(ELEVEN)
    call_command("publish_due", "--dry-run")
    assert capsys.readouterr().out == f"{v1.pk} “v2” publish due since 2026-03-02T10:00+09:00\n"
    assert fresh(v1).title == "v1"


def test_of_two_machines_one_publishes(v1, at_nine):
    schedule(v1, title="v2")
    at_nine.move_to(ELEVEN)
    seen_by_one, seen_by_other = list(due_now()), list(due_now())
    assert [carry_out(due).result for due in seen_by_one + seen_by_other] == [Result.DONE, Result.OVERTAKEN]
    entries = PageLogEntry.objects.filter(page=v1.pk, action="wagtail.publish.scheduled")
    assert entries.count() == 1


def test_of_two_machines_one_takes_down(at_nine):
    InstallmentFactory(expire_at=moment(TEN))
    at_nine.move_to(ELEVEN)
    (due,), (same,) = due_now(), due_now()
    assert (due.task, carry_out(due).result, carry_out(same).result) == (
        Task.EXPIRE,
        Result.DONE,
        Result.OVERTAKEN,
    )


def test_the_alias_of_a_scheduled_page_waits_with_it(at_nine):
    page = InstallmentFactory(live=False)
    alias = page.create_alias(parent=SeriesFactory(), update_slug="alias")
    schedule(page)
    assert not Page.objects.get(pk=alias.pk).live
    at_nine.move_to(ELEVEN)
    publish_due()
    assert InstallmentPage.objects.visible().filter(pk=alias.pk).exists()


def test_an_alias_that_wagtail_made_live_too_early_is_not_visible(at_nine):
    page = InstallmentFactory(live=False)
    alias = page.create_alias(parent=SeriesFactory(), update_slug="alias")
    schedule(page)
    Page.objects.filter(pk=alias.pk).update(live=True, go_live_at=moment(TEN))
    assert not InstallmentPage.objects.visible().filter(pk=alias.pk).exists()


def test_a_part_expires_at_its_moment_before_any_command_runs(at_nine):
    series = SeriesFactory()
    first, second, third = (
        InstallmentFactory(parent=series, expire_at=moment(TEN) if n == 2 else None) for n in (1, 2, 3)
    )
    shown = InstallmentPage.objects.visible().filter(series=series).order_by("part_number")
    assert list(shown.values_list("pk", flat=True)) == [first.pk, second.pk, third.pk]
    at_nine.move_to(TEN)
    shown = InstallmentPage.objects.visible().filter(series=series).order_by("part_number")
    assert list(shown.values_list("pk", flat=True)) == [first.pk, third.pk]


def test_an_expired_part_is_unpublished_and_says_so(at_nine):
    page = InstallmentFactory(expire_at=moment(TEN))
    at_nine.move_to(ELEVEN)
    publish_due()
    page = fresh(page)
    assert (page.live, page.expired, page.part_number) == (False, True, 1)
    assert PageLogEntry.objects.filter(page=page.pk, action="wagtail.unpublish.scheduled").count() == 1


def test_an_expiry_does_not_cancel_the_version_that_comes_after_it(at_nine):
    page = InstallmentFactory(title="v1", expire_at=moment(TEN))
    schedule(page, at=ELEVEN, title="v2", expire_at=None)
    at_nine.move_to(HALF_PAST_TEN)
    publish_due()
    assert not fresh(page).live
    at_nine.move_to(ELEVEN)
    publish_due()
    assert (fresh(page).live, fresh(page).title) == (True, "v2")


def test_a_version_whose_whole_time_passed_unseen_does_not_stay_up(v1, at_nine):
    schedule(v1, title="v2", expire_at=moment(HALF_PAST_TEN))
    at_nine.move_to(ELEVEN)
    publish_due()
    assert (fresh(v1).title, fresh(v1).live, fresh(v1).expired) == ("v2", False, True)


def test_a_page_whose_next_version_is_due_is_not_taken_down_in_between(at_nine):
    page = InstallmentFactory(title="v1", expire_at=moment(TEN))
    schedule(page, at=TEN, title="v2", expire_at=None)
    at_nine.move_to(ELEVEN)
    publish_due()
    assert (fresh(page).live, fresh(page).title) == (True, "v2")
    assert not PageLogEntry.objects.filter(page=page.pk, action="wagtail.unpublish.scheduled").exists()


def test_a_scheduled_part_keeps_its_number(at_nine):
    series = SeriesFactory()
    waiting = InstallmentFactory(parent=series, live=False)
    InstallmentFactory(parent=series)
    schedule(waiting)
    at_nine.move_to(timezone.now() + timedelta(days=1))
    publish_due()
    assert (fresh(waiting).live, fresh(waiting).part_number) == (True, 1)
    assert series_index().get_descendants().live().count() == 3
