"""The owner of an address confirms a follow, and says how to be written to. The only place that confirms."""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from series.followers import tokens
from series.models import Follow, Follower


@dataclass(frozen=True)
class Manner:
    """How to be written to: one of Follow.Choice, and the day of the week that "weekly" and "start" need."""

    choice: str = Follow.Choice.EACH
    weekday: int | None = None

    @property
    def columns(self) -> dict:
        """What a `Follow` says of it."""
        return {
            "choice": self.choice,
            "weekday": None if self.choice == Follow.Choice.EACH else self.weekday or 0,
        }


def asked_for(token: str) -> Follow | None:
    """The follow that a link confirms, or has confirmed; None where the link is too old, made up, or its follow ended."""
    read = tokens.read(tokens.CONFIRM, token)
    if read is None:
        return None
    return (
        Follow.objects.open()
        .filter(pk=read[0], stamp=read[1])
        .select_related("follower", "page", "topic")
        .first()
    )


@transaction.atomic
def confirm(token: str, manner: Manner | None = None) -> Follow | None:
    """Confirm a follow by its link, in a manner or in the one that was asked for; None where the link does not work.

    A link that was used changes nothing, and gives the follow that it confirmed as it is now.
    """
    follow = asked_for(token)
    if follow is None:
        return None
    now = timezone.now()
    # One of two clicks at once, and none after an ending that came between.
    columns = manner.columns if manner else {}
    waiting = Follow.objects.open().filter(pk=follow.pk, confirmed_at=None)
    if waiting.update(confirmed_at=now, **columns):
        Follower.objects.filter(pk=follow.follower_id, confirmed_at=None).update(confirmed_at=now)
    return asked_for(token)
