"""What is not needed any more goes: what nobody confirmed, what was ended, and addresses that follow nothing."""

from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from series.models import Follow, Follower

# Longer than a link confirms, so that "this link is too old" can still be said of it.
DAYS_UNCONFIRMED = 7
# So that who ended by mistake, or is still written to, can be answered.
DAYS_ENDED = 30


@dataclass(frozen=True)
class Forgotten:
    """How many rows went."""

    unconfirmed: int
    ended: int
    addresses: int


@transaction.atomic
def forget() -> Forgotten:
    """Delete what has had its time.

    An ended follow stays while its address follows the same thing again: the links of its letters have to end that.
    """
    now = timezone.now()
    unconfirmed = Follow.objects.filter(
        confirmed_at=None, asked_at__lt=now - timedelta(days=DAYS_UNCONFIRMED)
    )
    same = Q(family=OuterRef("family")) | Q(topic=OuterRef("topic")) | Q(kind=Follow.Kind.SITE)
    again = Follow.objects.open().filter(
        same, follower=OuterRef("follower"), kind=OuterRef("kind"), language=OuterRef("language")
    )
    ended = Follow.objects.filter(ended_at__lt=now - timedelta(days=DAYS_ENDED)).exclude(Exists(again))
    return Forgotten(
        unconfirmed=unconfirmed.delete()[1].get("series.Follow", 0),
        ended=ended.delete()[1].get("series.Follow", 0),
        addresses=_followers_of_nothing().delete()[1].get("series.Follower", 0),
    )


def _followers_of_nothing():
    """Addresses without any row. One that is being made has its first follow in the same transaction."""
    return Follower.objects.filter(follows=None)
