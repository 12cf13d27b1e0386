"""Takes letters from the queue so that no two workers ever have one in hand, and gives back those of a dead worker.

Taking is one UPDATE that asks for the state it found: of two workers the database lets one through, on SQLite as on
PostgreSQL. Everything that is written of a letter afterwards asks whether it is still in the same hands.
"""

import uuid
from datetime import datetime, timedelta

from django.db.models import F
from django.utils import timezone

from series.models import Letter

# Longer than a batch takes with a mail server that lets us wait (settings.EMAIL_TIMEOUT for each answer).
LEASE = timedelta(minutes=15)
# So many letters are taken at once, and given back when they were not sent within half a lease.
LETTERS_AT_ONCE = 20
TRIES = 5


def take(now: datetime, at_once: int = LETTERS_AT_ONCE) -> list[Letter]:
    """Some letters whose time has come, now in this worker's hands; empty when there are none."""
    give_back_abandoned(now)
    for _attempt in range(TRIES):
        due = Letter.objects.filter(state=Letter.State.QUEUED, next_try__lte=now)
        ids = list(due.order_by("next_try", "pk").values_list("pk", flat=True)[:at_once])
        if not ids:
            return []
        lease = uuid.uuid4()
        taken = Letter.objects.filter(pk__in=ids, state=Letter.State.QUEUED)
        if taken.update(state=Letter.State.SENDING, lease=lease, since=timezone.now()):
            mine = Letter.objects.filter(lease=lease, state=Letter.State.SENDING)
            return list(mine.select_related("follower", "follow", "mailing").order_by("next_try", "pk"))
    return []  # others were faster each time, so the queue is in good hands


def give_back_abandoned(now: datetime) -> int:
    """Put back what a worker took and never came back to. It may have been sent: its Message-ID stays the same."""
    return Letter.objects.filter(state=Letter.State.SENDING, since__lt=now - LEASE).update(
        state=Letter.State.QUEUED, lease=None, since=None
    )


def begin(letter: Letter) -> bool:
    """Count an attempt at a letter, unless it is in other hands by now."""
    return bool(_mine(letter).update(since=timezone.now(), attempts=F("attempts") + 1))


def finish(letter: Letter, state: str, reply: str = "") -> None:
    """Write what became of a letter, for good."""
    _mine(letter).update(state=state, reply=reply[:60], lease=None, since=None, ended_at=timezone.now())


def put_off(letter: Letter, until: datetime, reply: str = "", *, counts: bool = True) -> None:
    """Put a letter back into the queue. `counts`: was it an attempt at it, or could nothing be sent at all?"""
    attempts = F("attempts") if counts else F("attempts") - 1
    _mine(letter).update(
        state=Letter.State.QUEUED, next_try=until, reply=reply[:60], attempts=attempts, lease=None, since=None
    )


def give_back(letters: list[Letter], until: datetime) -> None:
    """Put letters back that were taken and not begun."""
    for lease in {letter.lease for letter in letters}:
        Letter.objects.filter(
            pk__in=[letter.pk for letter in letters], lease=lease, state=Letter.State.SENDING
        ).update(state=Letter.State.QUEUED, next_try=until, lease=None, since=None)


def _mine(letter: Letter):
    return Letter.objects.filter(pk=letter.pk, lease=letter.lease, state=Letter.State.SENDING)
