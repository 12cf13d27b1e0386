"""Makes what is stale: one task of the slow queue for all of it, behind everything that an editor waits for.

The marks are rows, so nothing depends on the task: a worker looks for marks with each sign of life and queues the task
when there are some and it is not waiting already. `manage.py make_editions` does the same work without a worker.
"""

import logging
import time
from collections.abc import Iterator
from datetime import timedelta

from django.utils import timezone
from django_tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult
from wagtail.models import Page

from publication.frame import frame_of
from series.editions.shelf.forms import KINDS
from series.editions.shelf.making import (
    Busy,
    Closed,
    book_of,
    clear_away,
    digest_of,
    left_behind,
    make,
    words_of,
)
from series.editions.shelf.stale import due, look_up_changes, put_off, settle
from series.editions.shelf.withdrawing import empty
from series.models import ChangedThing, Edition

log = logging.getLogger(__name__)

# After that the task ends and is queued anew, so that other work has its turn.
SECONDS_AT_A_TIME = 60
TASKS_KEPT = timedelta(hours=1)


@task(backend="slow", priority=-20)
def make_stale_editions() -> int:
    """Make editions that are due, for a minute; gives how many were made."""
    until = time.monotonic() + SECONDS_AT_A_TIME
    made = 0
    for _edition in work_off():
        made += 1
        if time.monotonic() > until:
            break
    DBTaskResult.objects.filter(
        task_path=make_stale_editions.module_path,
        status=TaskResultStatus.SUCCESSFUL,
        finished_at__lt=timezone.now() - TASKS_KEPT,
    ).delete()
    return made


def queue_when_due() -> None:
    """Queue the task when there is something for it to do, unless it waits in the queue. Four queries at most."""
    if not (ChangedThing.objects.exists() or due().exists() or left_behind().exists()):
        return
    waiting = DBTaskResult.objects.filter(
        task_path=make_stale_editions.module_path, status=TaskResultStatus.READY
    )
    if not waiting.exists():
        make_stale_editions.enqueue()


def work_off() -> Iterator[Edition]:
    """Make one edition after the other until none is due; gives each that was made. Failures are noted in its row."""
    for pk in list(left_behind().values_list("pk", flat=True)):
        clear_away(pk)
    look_up_changes()
    while edition := due().first():
        yield from _bring_up_to_date(edition.page_id)


def _bring_up_to_date(page_id: int) -> Iterator[Edition]:
    """Make the editions of one page that are due and do not say what its book says now."""
    # The marks are read before the book: what comes later is not taken off with them.
    rows = list(due().filter(page=page_id))
    for edition in rows:
        put_off(edition)
    try:
        page = Page.objects.get(pk=page_id).specific
        frame = frame_of(page.get_site())
        book = book_of(page, frame)
    except Exception as error:
        log.exception("The book of page %s could not be read", page_id)
        Edition.objects.filter(pk__in=[row.pk for row in rows]).update(problem=words_of(error))
        return
    if book is None:
        empty([row.pk for row in rows])
    digest = book and digest_of(book)
    # A form that this machine cannot make, any more, is no failure: its downloads and the desk say why.
    settled = [
        row
        for row in rows
        if book is None or KINDS[row.form].problem(book.language) or (row.file and row.digest == digest)
    ]
    settle({row.pk: row.changes for row in settled})
    for row in rows:
        if row not in settled and (made := _made(page, row.form, frame)):
            yield made


def _made(page: Page, form: str, frame) -> Edition | None:
    try:
        return make(page, form, frame)[0]
    except (Busy, Closed):
        return None
    except Exception:
        log.exception("The %s of page %s could not be made", form, page.pk)
        return None
