"""The sections of the home of the admin: what stands in each, for whom, and in which order."""

from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.utils import timezone
from wagtail.models import Comment, CommentReply, Revision

from series.desk.today.answers import comments_for_me
from series.desk.today.manuscripts import overdue_manuscripts
from series.desk.today.my_drafts import my_drafts
from series.desk.today.reviews import awaiting_my_review
from series.desk.today.scheduled import in_trouble, scheduled_versions, this_week
from series.models import ChecklistSettings
from tests import factories

pytestmark = pytest.mark.django_db

NOON = "2026-03-02T12:00:00+09:00"
TEN = datetime.fromisoformat("2026-03-09T10:00:00+09:00")


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture
def series():
    return factories.SeriesFactory(title="Rivers")


@pytest.fixture
def contributor():
    return factories.UserFactory(username="sora", role="Contributors")


@pytest.fixture
def editor():
    return factories.UserFactory(username="kim", first_name="Min", last_name="Kim", role="Editors")


@pytest.fixture
def managing():
    return factories.UserFactory(username="lee", role="Managing editors")


def draft(series, title, user, *, by=None):
    """A draft that `user` made, its latest version by `by`."""
    page = factories.InstallmentFactory(parent=series, title=title, owner=user, live=False)
    page.save_revision(user=by or user)
    return page


def schedule(page, moment, user=None):
    revision = factories.draft_of(page, go_live_at=moment)
    Revision.objects.filter(pk=revision.pk).update(user=user)
    revision.publish()
    return page


def titles(entries):
    return [entry.title for entry in entries]


# My drafts.


def test_my_drafts_are_those_that_i_made_or_wrote_in_last(series, editor, contributor):
    draft(series, "Made by me", editor, by=contributor)
    draft(series, "Written in by me", contributor, by=editor)
    draft(series, "Nothing of mine", contributor)
    factories.InstallmentFactory(parent=series, title="Out", owner=editor)
    assert set(titles(my_drafts(editor))) == {"Made by me", "Written in by me"}


def test_unpublished_changes_of_mine_to_a_live_piece_are_a_draft(series, editor, contributor):
    piece = factories.InstallmentFactory(parent=series, title="Out", owner=contributor)
    revision = factories.draft_of(piece, title="Out, changed")
    Revision.objects.filter(pk=revision.pk).update(user=editor)
    [entry] = my_drafts(editor)
    assert (entry.title, entry.detail) == (
        "Out, changed",
        "part 1 · Rivers · changes not published · saved Monday 2 March, 12:00",
    )


def test_what_a_reviewer_asked_to_change_comes_first(series, contributor, managing, clock):
    asked, waiting = draft(series, "Asked", contributor), draft(series, "In review", contributor)
    for page in (asked, waiting):
        page.get_workflow().start(page, contributor)
    asked.current_workflow_state.current_task_state.reject(user=managing)
    clock.shift(timedelta(hours=1))
    draft(series, "Newest", contributor)
    entries = my_drafts(contributor)
    assert titles(entries) == ["Asked", "Newest", "In review"]
    assert [entry.alert for entry in entries] == ["Changes asked for", "", ""]
    assert "in review" in entries[2].detail


def test_a_scheduled_draft_is_done(series, managing):
    page = draft(series, "Scheduled", managing)
    schedule(page, TEN, managing)
    assert my_drafts(managing) == []


def test_a_contributor_is_never_told_of_a_draft_of_somebody_else(series, contributor, editor):
    draft(series, "Secret", editor, by=contributor)
    assert my_drafts(contributor) == []


# Reviews.


def test_reviewers_are_told_what_waits_for_them_the_longest_first(
    series, contributor, managing, editor, clock
):
    for title in ("First", "Second"):
        page = draft(series, title, contributor)
        page.get_workflow().start(page, contributor)
        clock.shift(timedelta(days=1))
    entries = awaiting_my_review(managing)
    assert titles(entries) == ["First", "Second"]
    assert entries[0].detail == "part 1 · Rivers · submitted by sora, Monday 2 March, 12:00"
    assert awaiting_my_review(editor) == awaiting_my_review(contributor) == []


# What goes out.


def test_this_week_ends_with_the_sixth_day_from_now(series, editor):
    for days in (6, 7):
        moment = timezone.now() + timedelta(days=days)
        schedule(draft(series, f"In {days} days", editor), moment)
    [entry] = this_week(scheduled_versions(editor))
    assert (entry.title, entry.detail) == ("In 6 days", "Sunday 8 March, 12:00 · part 1 · Rivers")


def test_times_are_on_the_clock_of_the_editor(series, editor):
    schedule(draft(series, "The gauge", editor), datetime.fromisoformat("2026-03-03T01:30:00+09:00"))
    with timezone.override("Europe/London"):
        [entry] = this_week(scheduled_versions(editor))
    assert entry.detail.startswith("Monday 2 March, 16:30")


def test_a_time_that_comes_twice_is_told_with_its_offset(series, editor, clock):
    clock.move_to(datetime.fromisoformat("2026-10-24T12:00:00+00:00"))
    schedule(draft(series, "The gauge", editor), datetime.fromisoformat("2026-10-25T01:30:00+00:00"))
    with timezone.override("Europe/London"):
        [entry] = this_week(scheduled_versions(editor))
    assert entry.detail.startswith("Sunday 25 October, 01:30 (UTC+00:00)")


def test_what_lacks_a_required_point_in_the_scheduled_version_will_not_go_out(series, editor):
    page = schedule(draft(series, "Far away", editor), timezone.now() + timedelta(days=90))
    schedule(draft(series, "Near", editor), TEN)
    assert in_trouble(scheduled_versions(editor)) == []
    ChecklistSettings.objects.create(required={"byline": True})
    entries = in_trouble(scheduled_versions(editor))
    assert titles(entries) == ["Near", "Far away"]
    assert entries[0].alert == "Missing: Byline"
    assert this_week(scheduled_versions(editor)) == []
    # A later draft with a byline does not help: it is not what goes out.
    later = page.get_latest_revision_as_object()
    later.bylines = [later.bylines.model(author=factories.AuthorFactory(), locale_id=page.locale_id)]
    later.save_revision()
    assert "Far away" in titles(in_trouble(scheduled_versions(editor)))


def test_what_should_be_out_and_is_not_is_told(series, editor, clock):
    schedule(draft(series, "The gauge", editor), timezone.now() + timedelta(hours=1))
    clock.shift(timedelta(hours=2))
    [entry] = in_trouble(scheduled_versions(editor))
    assert entry.alert == "Its time has passed, and it is not out"
    assert this_week(scheduled_versions(editor)) == []


def test_a_contributor_is_told_of_their_own_schedule_only(series, contributor, editor):
    schedule(draft(series, "Mine", contributor), timezone.now() + timedelta(days=1))
    schedule(draft(series, "Secret", editor), timezone.now() + timedelta(days=1))
    assert titles(this_week(scheduled_versions(contributor))) == ["Mine"]
    assert titles(this_week(scheduled_versions(editor))) == ["Mine", "Secret"]


# Manuscripts.


def test_manuscripts_past_due_are_told_mine_first(series, editor, contributor):
    due = {"series": series, "announced": False}
    factories.PlannedPartFactory(
        part_number=1, working_title="Elm", due_on=date(2026, 2, 1), author_name="A. Oak", **due
    )
    factories.PlannedPartFactory(
        part_number=2, working_title="Mine", due_on=date(2026, 3, 1), handling_editor=editor, **due
    )
    factories.PlannedPartFactory(part_number=3, due_on=date(2026, 3, 1), state="received", **due)
    factories.PlannedPartFactory(part_number=4, due_on=date(2026, 3, 2), **due)
    mine, other = overdue_manuscripts(editor)
    assert (mine.title, mine.alert) == ("Mine", "1 day late")
    assert (other.title, other.alert) == ("Elm", "29 days late")
    assert other.detail == "A. Oak · Rivers · due Sunday 1 February"
    assert overdue_manuscripts(contributor) == []


def test_a_plan_that_became_a_live_part_is_not_overdue(series, editor):
    factories.PlannedPartFactory(series=series, part_number=1, due_on=date(2026, 2, 1))
    factories.InstallmentFactory(parent=series)
    assert overdue_manuscripts(editor) == []


# Comments.


def comment(page, user, text="Which river?"):
    return Comment.objects.create(page=page, user=user, text=text, contentpath="title")


def test_comments_on_my_pieces_are_told_until_i_answer_or_resolve(series, contributor, editor, clock):
    page = draft(series, "Mine", contributor)
    comment(page, contributor, "A note to myself")
    first = comment(page, editor)
    clock.shift(timedelta(hours=1))
    second = comment(page, editor)
    [entry] = comments_for_me(contributor)
    assert entry.detail == ("2 open comments · the last by Min Kim, Monday 2 March, 13:00 · part 1 · Rivers")
    CommentReply.objects.create(comment=first, user=contributor, text="The Han.")
    second.resolved_at = timezone.now()
    second.save()
    assert comments_for_me(contributor) == []
    [entry] = comments_for_me(editor)
    assert entry.detail.startswith("1 open comment · the last by sora")


def test_comments_on_pieces_of_others_are_not_mine(series, contributor, editor):
    comment(draft(series, "Theirs", contributor), factories.UserFactory())
    assert comments_for_me(editor) == []
