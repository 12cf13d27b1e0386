"""Jobs: queued when a worker is running, done at once when none is, and always ended with a sentence for people."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone, translation
from django_tasks_db.models import DBTaskResult

from publication.background import progress as progress_module
from publication.background import start
from publication.background.running import begin_again, cancel, may_be_begun_again, run
from publication.models import Job, WorkerBeat
from tests import factories
from tests.publication.background import a_worker, work_off, works

pytestmark = pytest.mark.django_db


@pytest.fixture
def user():
    return factories.UserFactory(username="kim", role="Editors")


@pytest.fixture
def every_step_is_written(monkeypatch):
    monkeypatch.setattr(progress_module, "SECONDS_BETWEEN_WRITES", 0)


def fresh(job):
    return Job.objects.get(pk=job.pk)


def test_without_a_worker_the_work_is_done_when_start_returns(user):
    job = start(works.count, {"to": 3}, user=user, label="Counting to 3")
    assert (job.state, job.in_request, job.done, job.total) == ("done", True, 3, 3)
    assert (job.result, job.step, job.error) == ({"counted": 3}, "Number 3", "")
    assert (job.onward, job.onward_label) == ("/admin/", "See the numbers")
    assert (job.kind, job.label, job.started_by) == ("test.count", "Counting to 3", user)
    assert job.created_at <= job.started_at <= job.finished_at
    assert not DBTaskResult.objects.exists()


def test_with_a_worker_it_is_queued_and_done_by_the_worker(user):
    a_worker()
    job = start(works.count, {"to": 3}, user=user, label="Counting")
    assert (job.state, job.started_at) == ("waiting", None)
    assert work_off() == 1
    job = fresh(job)
    assert (job.state, job.in_request, job.done, job.result) == ("done", False, 3, {"counted": 3})


@pytest.mark.parametrize(("seconds", "state"), [(59, "waiting"), (61, "done")])
def test_a_worker_is_running_when_it_gave_a_sign_of_life_within_a_minute(user, seconds, state):
    WorkerBeat.objects.create(worker="w", beaten_at=timezone.now() - timedelta(seconds=seconds))
    assert start(works.count, {"to": 1}, user=user, label="Counting").state == state


def test_the_work_runs_in_the_language_and_the_zone_of_whoever_started_it(user):
    a_worker()
    with translation.override("ko"), timezone.override("Europe/Berlin"):
        job = start(works.say_where_it_runs, user=user, label="Where")
    work_off()
    assert fresh(job).result == {"language": "ko", "zone": "Europe/Berlin", "user": "kim"}


@pytest.mark.parametrize(
    ("kind", "error"),
    [
        (works.refuse, "The file holds no text."),
        (works.invalid, "A title is missing."),
        (works.crash, "Something went wrong that is not your doing. It is in the site’s log, as job {pk}."),
        (
            works.unspeakable,
            "Something went wrong that is not your doing. It is in the site’s log, as job {pk}.",
        ),
    ],
    ids=["refused", "invalid", "crashed", "result that is no JSON"],
)
def test_an_error_becomes_a_sentence_and_start_raises_none(user, kind, error):
    job = start(kind, user=user, label="Work")
    assert (job.state, job.error) == ("failed", error.format(pk=job.pk))
    assert job.finished_at


def test_what_came_out_before_a_failure_is_kept(user):
    assert start(works.refuse, user=user, label="Work").result == {"read": 2}


def test_texts_from_outside_may_hold_what_no_database_stores(user):
    job = start(works.hostile, user=user, label="Work")
    assert (job.state, job.step) == ("done", "chapterone")
    assert job.result == {"title": "ab", "path": r"c:\u0000"}


def test_the_end_of_the_process_is_told_and_not_swallowed(user):
    with pytest.raises(SystemExit):
        start(works.stop, user=user, label="Work")
    job = Job.objects.get()
    assert (job.state, job.error) == ("failed", "The worker was stopped before it came to the end.")


def test_arguments_are_plain(user):
    with pytest.raises(TypeError):
        start(works.count, {"to": object()}, user=user, label="Work")
    assert not Job.objects.exists()


def test_who_may_is_asked_at_the_start_and_again_when_it_begins(user):
    with pytest.raises(PermissionDenied):
        start(works.allowed, user=user, label="Work")
    assert not Job.objects.exists()
    root = factories.UserFactory(is_superuser=True)
    a_worker()
    job = start(works.allowed, user=root, label="Work")
    root.is_superuser = False
    root.save()
    work_off()
    job = fresh(job)
    assert (job.state, job.result) == ("failed", {})
    assert job.error == "You do not have permission to do this, or no longer."


def test_a_kind_of_work_that_is_gone_from_the_code_fails_its_job(user):
    a_worker()
    job = start(works.count, {"to": 1}, user=user, label="Work")
    Job.objects.update(path="os.system")
    work_off()
    assert fresh(job).state == "failed"


def test_a_second_job_about_the_same_thing_is_the_first(user):
    a_worker()
    series, other = factories.SeriesFactory(), factories.SeriesFactory()
    first = start(works.once, user=user, label="Work", about=series)
    assert start(works.once, user=user, label="Work", about=series) == first
    assert start(works.once, user=user, label="Work", about=other) != first
    work_off()
    assert start(works.once, user=user, label="Work", about=series) != first
    assert [job.about for job in Job.objects.about(series)] == [series, series]


# Cancelling and beginning again


def test_a_waiting_job_that_is_cancelled_never_begins(user):
    a_worker()
    job = start(works.count, {"to": 3}, user=user, label="Work")
    assert cancel(job)
    work_off()
    job = fresh(job)
    assert (job.state, job.started_at, job.result) == ("cancelled", None, {})


def test_a_job_at_work_that_is_cancelled_ends_at_its_next_step(user, every_step_is_written):
    job = start(works.cancelled_on_the_way, {"at": 2}, user=user, label="Work")
    assert (job.state, job.done, job.result) == ("cancelled", 3, {"counted": 3})


def test_work_that_came_to_its_end_is_done_even_if_it_was_cancelled_on_the_way(user):
    # Without the fixture above all five steps lie within the second in which nothing is written.
    job = start(works.cancelled_on_the_way, {"at": 2}, user=user, label="Work")
    assert (job.state, job.result) == ("done", {"counted": 5})
    assert not cancel(job)


def test_two_workers_do_a_job_once(user):
    a_worker()
    job = start(works.count, {"to": 1}, user=user, label="Work")
    run(job.pk)
    ended = fresh(job).finished_at
    run(job.pk)
    assert fresh(job).finished_at == ended


def test_a_job_whose_worker_died_is_stopped_and_can_be_begun_again(user):
    job = start(works.count, {"to": 2}, user=user, label="Work")
    Job.objects.update(state="running", beaten_at=timezone.now() - timedelta(seconds=61), finished_at=None)
    job = fresh(job)
    assert (job.is_stopped, job.is_going, may_be_begun_again(job)) == (True, False, True)
    again = begin_again(job, user)
    assert (again.pk, again.state, again.attempt, again.done) == (job.pk, "done", 3, 2)


def test_what_an_earlier_run_still_says_is_not_heard(user):
    job = start(works.count, {"to": 2}, user=user, label="Work")
    Job.objects.update(state="running")
    late = progress_module.Progress(fresh(job))
    Job.objects.update(attempt=2, result={"counted": 7})
    with pytest.raises(progress_module.Cancelled):
        late.say("I was only asleep")
    late.finish(Job.State.DONE, result={"counted": 2})
    assert (fresh(job).state, fresh(job).result) == ("running", {"counted": 7})


def test_a_job_at_work_shows_signs_of_life(user):
    job = start(works.count, {"to": 2}, user=user, label="Work")
    Job.objects.update(state="running", beaten_at=timezone.now() - timedelta(seconds=50))
    job = fresh(job)
    assert (job.is_stopped, job.is_going, may_be_begun_again(job)) == (False, True, False)
    assert begin_again(job, user).attempt == 1


def test_a_job_that_waits_for_a_worker_that_is_gone_can_be_done_now(user):
    beat = a_worker()
    job = start(works.count, {"to": 2}, user=user, label="Work")
    assert not may_be_begun_again(job)
    beat.delete()
    assert may_be_begun_again(job)
    assert begin_again(job, user).state == "done"
    assert work_off() == 1  # the worker that comes back finds nothing to do
    assert fresh(job).attempt == 2


def test_work_that_the_code_no_longer_has_is_not_begun_again(user):
    job = Job.objects.create(
        kind="w", path="no.such.work", label="Work", started_by=user, language="en", time_zone="UTC"
    )
    assert not may_be_begun_again(job)
    assert begin_again(job, user).state == "waiting"


def test_work_about_something_that_is_gone_is_not_begun_again():
    boss = factories.UserFactory(is_superuser=True)
    series = factories.SeriesFactory()
    job = start(works.refuse, user=boss, label="Refuse", about=series)
    series.delete()
    with pytest.raises(PermissionDenied):
        begin_again(fresh(job), boss)


def test_beginning_again_takes_the_permission_and_work_that_allows_it(user):
    root = factories.UserFactory(is_superuser=True)
    job = start(works.allowed, user=root, label="Work")
    Job.objects.update(state="failed")
    with pytest.raises(PermissionDenied):
        begin_again(fresh(job), user)
    crashed = start(works.crash, user=user, label="Work")
    assert not may_be_begun_again(crashed)


# Progress


def test_progress_is_written_at_most_once_a_second(user, django_assert_num_queries):
    job = start(works.count, {"to": 1}, user=user, label="Work")
    Job.objects.update(state="running")
    now = 100.0
    progress = progress_module.Progress(fresh(job), clock=lambda: now)
    with django_assert_num_queries(1):
        progress.begin(1000)
        for _ in range(500):
            progress.advance()
    assert fresh(job).done == 0
    now = 101.0
    with django_assert_num_queries(1):
        progress.advance()
    assert (fresh(job).done, fresh(job).total) == (501, 1000)


def test_nothing_is_written_inside_a_transaction_of_the_work(user, every_step_is_written):
    job = start(works.in_a_transaction, user=user, label="Work")
    assert job.result == {"inside": 0, "after": 2}


# Keeping order


def test_jobs_are_kept_for_thirty_days(user):
    for days in (29, 31):
        job = start(works.count, {"to": 1}, user=user, label=f"{days} days ago")
        Job.objects.filter(pk=job.pk).update(created_at=timezone.now() - timedelta(days=days))
    start(works.count, {"to": 1}, user=user, label="today")
    assert [job.label for job in Job.objects.all()] == ["today", "29 days ago"]
