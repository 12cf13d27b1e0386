"""What is measured of the mail to followers when metrics are asked for."""

from django.db.models import Count, Q
from django.utils import timezone

from publication import metrics
from series.models import Letter


def letters() -> dict[str, float]:
    """Letters by what they wait for: their next try, the mail server now, or an answer; and those given up."""
    state = Letter.State
    due = Q(state=state.QUEUED, next_try__lte=timezone.now())
    return Letter.objects.filter(state__in=(state.QUEUED, state.SENDING, state.FAILED)).aggregate(
        due=Count("pk", filter=due),
        later=Count("pk", filter=Q(state=state.QUEUED) & ~due),
        sending=Count("pk", filter=Q(state=state.SENDING)),
        given_up=Count("pk", filter=Q(state=state.FAILED)),
    )


def register() -> None:
    """Have them read with the metrics."""
    metrics.gauge("site_letters", "Letters to followers", letters, label="state")
