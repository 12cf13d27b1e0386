"""Starts jobs, runs them, cancels them and begins them again."""

import json
import logging
from datetime import timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from publication.background.life import a_worker_is_running, job_alive
from publication.background.progress import Cancelled, Progress, Refused
from publication.background.works import NoSuchWork, Work, find
from publication.logs import belonging, request_id
from publication.models import Job
from publication.models.jobs import DAYS_KEPT

logger = logging.getLogger(__name__)

State = Job.State


def start(work: Work, arguments: dict | None = None, *, user, label, about=None) -> Job:
    """Start a job: queued when a worker is running, else done when this returns. The package says how to use it.

    Raises PermissionDenied when the work's `may` says no, and TypeError when the arguments are not plain JSON.
    """
    work.check(user, about)
    if work.once and about is not None:
        going = Job.objects.about(about).filter(kind=work.kind).going().first()
        if going is not None:
            return going
    _forget_old_ones()
    job = Job(
        kind=work.kind,
        path=work.path,
        arguments=json.loads(json.dumps(arguments or {})),
        label=str(label)[:255],
        started_by=user,
        language=translation.get_language() or "en",
        time_zone=timezone.get_current_timezone_name(),
    )
    if about is not None:
        job.about = about
    with transaction.atomic():
        job.save()
        is_queued = _enqueue(job)
    return job if is_queued else _run_here(job)


def may_be_begun_again(job: Job) -> bool:
    """Is there a way on for a job that did not come to its end, or waits for a worker that is gone?"""
    try:
        work = find(job.path)
    except NoSuchWork:
        return False
    if job.state == State.WAITING:
        return not a_worker_is_running()
    return job.state != State.DONE and not job.is_going and work.again


def begin_again(job: Job, user) -> Job:
    """Begin a job again that did not come to its end. Raises PermissionDenied; leaves a job alone that is going."""
    if not may_be_begun_again(job):
        return job
    find(job.path).check(user, job.about, was_about=job.about_type_id is not None)
    mine = Job.objects.filter(pk=job.pk, attempt=job.attempt, state=job.state)
    with transaction.atomic():
        taken = mine.update(
            state=State.WAITING, attempt=F("attempt") + 1, started_by=user, done=0, step="", error="",
            in_request=False, started_at=None, finished_at=None,
        )  # fmt: skip
        job.refresh_from_db()
        is_queued = not taken or _enqueue(job)
    return job if is_queued else _run_here(job)


def cancel(job: Job) -> bool:
    """Cancel a job: one that waits never begins, one at work ends at its next step. False when it has ended already."""
    return bool(
        Job.objects.filter(pk=job.pk, state__in=[State.WAITING, State.RUNNING]).update(
            state=State.CANCELLED, finished_at=timezone.now()
        )
    )


@task(backend="slow")
def run_job(pk: int, asked_in: str = "") -> None:
    """What the queue holds: the number of a job, and the id of the request in which it was asked for."""
    with belonging(request_id=asked_in, job=pk):
        run(pk)


def run(pk: int, *, in_request: bool = False) -> None:
    """Do the work of a waiting job; nothing when somebody else has taken it, or it was cancelled.

    Errors end in the job, for people, and in the log; only the end of the process passes.
    """
    now = timezone.now()
    taken = Job.objects.filter(pk=pk, state=State.WAITING).update(
        state=State.RUNNING,
        attempt=F("attempt") + 1,
        started_at=now,
        beaten_at=now,
        in_request=in_request,
    )
    if not taken:
        return
    job = Job.objects.select_related("started_by").get(pk=pk)
    progress = Progress(job)
    with translation.override(job.language), timezone.override(job.time_zone), job_alive(job):
        try:
            work = find(job.path)
            work.check(job.started_by, job.about)
            progress.finish(State.DONE, result=work(progress, **job.arguments))
        except Cancelled:
            progress.finish(State.CANCELLED)
        except PermissionDenied:
            progress.finish(State.FAILED, error=_("You do not have permission to do this, or no longer."))
        except Refused as refusal:
            progress.finish(State.FAILED, error=refusal.message)
        except ValidationError as refusal:
            progress.finish(State.FAILED, error=" ".join(map(str, refusal.messages)))
        except Exception:
            logger.exception("Job %s (%s) failed", job.pk, job.kind)
            progress.finish(
                State.FAILED,
                error=_(
                    "Something went wrong that is not your doing. It is in the site’s log, as job %(number)d."
                )
                % {"number": job.pk},
            )
        except BaseException:
            progress.finish(State.FAILED, error=_("The worker was stopped before it came to the end."))
            raise


def _enqueue(job: Job) -> bool:
    """Queue a job when somebody is there to take it. In one transaction with its row, which the queue stands beside."""
    if not a_worker_is_running():
        return False
    run_job.enqueue(job.pk, request_id())
    return True


def _run_here(job: Job) -> Job:
    with belonging(request_id=request_id(), job=job.pk):
        run(job.pk, in_request=True)
    job.refresh_from_db()
    return job


def _forget_old_ones() -> None:
    """Jobs, and what the queue remembers of them, go after a month."""
    Job.objects.all().old().delete()
    DBTaskResult.objects.filter(enqueued_at__lt=timezone.now() - timedelta(days=DAYS_KEPT)).delete()
