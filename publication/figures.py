"""What is measured of the publication when metrics are asked for: the queue, its workers, and what is overdue."""

from datetime import timedelta

from django.db.models import Count, Min
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult
from wagtail.models import Page, Revision

from publication import metrics
from publication.models import Purge, WorkerBeat
from publication.models.jobs import SIGN_OF_LIFE

# `publish_due` runs every minute; what is later than this was missed.
OVERDUE = timedelta(minutes=3)


def waiting_tasks() -> tuple[int, float]:
    """How many tasks wait for a worker, and for how many seconds the first of them has."""
    waiting = DBTaskResult.objects.filter(status=TaskResultStatus.READY)
    found = waiting.aggregate(number=Count("pk"), first=Min("enqueued_at"))
    waited = (timezone.now() - found["first"]).total_seconds() if found["first"] else 0
    return found["number"], max(0, waited)


def workers() -> int:
    return WorkerBeat.objects.filter(beaten_at__gt=timezone.now() - SIGN_OF_LIFE).count()


def overdue() -> int:
    """Versions and expiries whose time passed more than OVERDUE ago, and that nothing has carried out."""
    before = timezone.now() - OVERDUE
    return (
        Revision.objects.filter(approved_go_live_at__lte=before).count()
        + Page.objects.filter(live=True, expire_at__lte=before).count()
    )


def waiting_purges() -> tuple[int, float]:
    """How many addresses some cache was not told of yet, and for how many seconds the first of them has waited."""
    found = Purge.objects.exclude(left="").aggregate(number=Count("pk"), first=Min("at"))
    waited = (timezone.now() - found["first"]).total_seconds() if found["first"] else 0
    return found["number"], max(0, waited)


def register() -> None:
    """Have them read with the metrics."""
    metrics.gauge("site_workers", "Workers with a sign of life within a minute", workers)
    metrics.gauge("site_tasks_waiting", "Tasks that wait for a worker", lambda: waiting_tasks()[0])
    metrics.gauge(
        "site_tasks_oldest_seconds",
        "For how long the first of them has waited",
        lambda: waiting_tasks()[1],
    )
    metrics.gauge("site_schedule_overdue", "Pages that should have gone live or down by now", overdue)
    metrics.gauge(
        "site_purges_waiting", "Addresses that a cache was not told of yet", lambda: waiting_purges()[0]
    )
    metrics.gauge(
        "site_purges_oldest_seconds",
        "For how long the first of them has waited",
        lambda: waiting_purges()[1],
    )
