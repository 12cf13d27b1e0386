"""Signs of life: of workers, and of jobs while somebody is at work on them."""

import logging
import threading
from collections.abc import Callable
from contextlib import contextmanager, suppress
from datetime import timedelta

from django.db import Error, connection
from django.utils import timezone

from publication.background.chores import see_to_all
from publication.models import Job, WorkerBeat
from publication.models.jobs import SIGN_OF_LIFE

logger = logging.getLogger(__name__)

SECONDS_BETWEEN_BEATS = 15


def a_worker_is_running() -> bool:
    """Has any worker given a sign of life within a minute?"""
    return WorkerBeat.objects.filter(beaten_at__gt=timezone.now() - SIGN_OF_LIFE).exists()


@contextmanager
def worker_alive(name: str):
    """Be known as a running worker as long as the block lasts, whatever the worker is busy with."""

    def beat():
        WorkerBeat.objects.update_or_create(worker=name, defaults={"beaten_at": timezone.now()})

    WorkerBeat.objects.filter(beaten_at__lt=timezone.now() - timedelta(days=1)).delete()

    def beat_and_look():
        beat()
        see_to_all()

    beat()
    try:
        with pulse(beat_and_look):
            yield
    finally:
        with suppress(Error):  # of a database that is away: the sign runs out by itself
            WorkerBeat.objects.filter(worker=name).delete()


@contextmanager
def job_alive(job: Job):
    """Let the job be known to be in somebody's hands as long as the block lasts, also through one long step."""
    mine = Job.objects.filter(pk=job.pk, attempt=job.attempt, state=Job.State.RUNNING)
    with pulse(lambda: mine.update(beaten_at=timezone.now())):
        yield


@contextmanager
def pulse(beat: Callable[[], object]):
    """Call `beat` every 15 seconds from a thread, which has a connection of its own."""
    over = threading.Event()

    def go():
        while not over.wait(SECONDS_BETWEEN_BEATS):
            try:
                beat()
            except Error:
                # A database that is away or busy for a moment; three more beats fit into the minute.
                logger.warning("A sign of life could not be written", exc_info=True)
            finally:
                connection.close()

    thread = threading.Thread(target=go, name="sign of life", daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join(timeout=1)
