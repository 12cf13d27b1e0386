"""What happens at its hour: scheduled versions are published, expired pages are taken down.

Wagtail's publish_scheduled stops at the first page it cannot publish and leaves the rest unpublished. Here each page
is a transaction of its own: what fails keeps its schedule and its draft, is reported, and the next page has its turn.
Readers never wait for it: publication/visibility.py asks the dates themselves.
"""

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import connection, models, transaction
from django.utils import timezone
from wagtail.models import DraftStateMixin, Page, Revision

logger = logging.getLogger(__name__)

# What else has its turn every minute, after publishing: layers above say so when they are made ready.
_turns: list[Callable[[], object]] = []


def every_minute(turn: Callable[[], object]) -> None:
    """Have a function called each time that `publish_due` has published; it must be quick, and may find nothing to do."""
    if turn not in _turns:
        _turns.append(turn)


def take_turns() -> None:
    """Call what has its turn every minute. An error ends that turn only, and is in the log."""
    for turn in _turns:
        try:
            turn()
        except Exception:
            logger.exception("A turn of every minute failed")


class Task(Enum):
    """What is due."""

    PUBLISH = "publish"
    EXPIRE = "expire"


class Result(Enum):
    """What became of it. OVERTAKEN: somebody else, or another machine, was faster, and nothing was left to do."""

    DONE = "done"
    OVERTAKEN = "overtaken"
    FAILED = "failed"


@dataclass(frozen=True)
class Due:
    """One thing whose time has come: a revision to publish (`pk` is the revision's), or an object that expires."""

    task: Task
    model: type[models.Model]
    pk: int
    object_id: int | str
    title: str
    since: datetime


@dataclass(frozen=True)
class Outcome:
    """What became of a due thing, and why when it failed."""

    due: Due
    result: Result
    reason: str = ""

    def __str__(self):
        ending = f": {self.reason}" if self.reason else ""
        due = self.due
        return f"{due.object_id} “{due.title}” {due.task.value} {self.result.value}{ending}"


def due_now(moment: datetime | None = None) -> Iterator[Due]:
    """All that is due at a moment (now, by default), in the order to be carried out.

    Versions come before expiries, so that one whose whole time passed while no machine ran does not stay up, and a
    page whose next version is due is not taken down in between.
    """
    moment = moment or timezone.now()
    revisions = Revision.objects.filter(approved_go_live_at__lte=moment).order_by("approved_go_live_at", "pk")
    for row in revisions.select_related("content_type").defer("content"):
        yield Due(
            Task.PUBLISH,
            row.content_type.model_class(),
            row.pk,
            row.object_id,
            row.object_str,
            row.approved_go_live_at,
        )
    for model in _models_with_drafts():
        for thing in model._base_manager.filter(live=True, expire_at__lte=moment).order_by("expire_at", "pk"):
            yield Due(Task.EXPIRE, model, thing.pk, thing.pk, str(thing), thing.expire_at)


def carry_out(due: Due) -> Outcome:
    """Do what is due, once, however many machines try, and write one line to the log.

    Nothing is raised: whatever goes wrong with one page must not hold back the others. A failure leaves everything
    as it was, so the next run tries again.
    """
    try:
        with transaction.atomic():
            claimed = _publish(due) if due.task is Task.PUBLISH else _expire(due)
    except ValidationError as error:
        outcome = Outcome(due, Result.FAILED, _in_one_line(error))
        logger.error("%s", outcome)
    except Exception as error:
        outcome = Outcome(due, Result.FAILED, f"{type(error).__name__}: {error}")
        logger.exception("%s", outcome)
    else:
        outcome = Outcome(due, Result.DONE if claimed else Result.OVERTAKEN)
        logger.info("%s", outcome)
    return outcome


def _publish(due: Due) -> bool:
    """Publish a revision if it is still due; its row is held until the end of the transaction."""
    revision = _claim(Revision.objects.filter(pk=due.pk, approved_go_live_at__lte=timezone.now()))
    if revision is None:
        return False
    revision.publish(log_action="wagtail.publish.scheduled")
    return True


def _expire(due: Due) -> bool:
    """Take an object down if its time has passed.

    Wagtail forgets on this occasion the schedule of every version; one that was scheduled for later than the expiry
    is meant to come.
    """
    thing = _claim(due.model._base_manager.filter(pk=due.pk, live=True, expire_at__lte=timezone.now()))
    if thing is None:
        return False
    if isinstance(thing, Page):
        thing = thing.specific
    scheduled = dict(
        thing.revisions.filter(approved_go_live_at__isnull=False).values_list("pk", "approved_go_live_at")
    )
    thing.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")
    for pk, moment in scheduled.items():
        Revision.objects.filter(pk=pk).update(approved_go_live_at=moment)
    return True


def _claim(rows):
    """The one row of a queryset, held until the transaction ends; None when it is gone, or held by another.

    On SQLite, which has no row locks, the IMMEDIATE transaction of config/environment.py lets one in at a time, and
    the conditions of the queryset are asked again inside it.
    """
    if connection.features.has_select_for_update_skip_locked:
        rows = rows.select_for_update(skip_locked=True, of=("self",))
    return rows.first()


def _models_with_drafts() -> list[type[models.Model]]:
    """Page, for all page types, and every other model that can be published."""
    others = [model for model in apps.get_models() if issubclass(model, DraftStateMixin)]
    return [Page, *(model for model in others if not issubclass(model, Page))]


def _in_one_line(error: ValidationError) -> str:
    if hasattr(error, "message_dict"):
        return "; ".join(f"{field}: {' '.join(words)}" for field, words in error.message_dict.items())
    return " ".join(error.messages)
