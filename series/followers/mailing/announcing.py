"""What becomes mail: the only place of that rule. Asked when a piece is published, and again when its mail would go.

A piece is announced once in each language, when it is published there for the first time: not when it is published
again, copied, made an alias or taken down and put back. It is no news when it came with an import, or when its day of
publication lies further back than the settings say; an editor can send it all the same. A correction is announced when
an editor has ticked that, once.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime, timedelta

from django.utils import timezone

from series.models import InstallmentPage, Mailing, MailSettings

_imported: ContextVar[bool] = ContextVar("imported", default=False)


@contextmanager
def imported() -> Iterator[None]:
    """What is published inside came with an import: its mailing is written as left out."""
    token = _imported.set(True)
    try:
        yield
    finally:
        _imported.reset(token)


def announce(piece: InstallmentPage, *, is_first: bool) -> None:
    """Write the mailings of a piece that was just saved as published, in the transaction of that. Three queries at most.

    `is_first`: for the first time. `piece` is as it stands in memory, with its rows.
    """
    if not piece.live or piece.alias_of_id:
        return
    told = [row.translation_key for row in piece.corrections.all() if row.is_mailed]
    if not is_first:
        _wait_again(piece)
    if not is_first and not told:
        return
    was_imported = _imported.get()
    common = {
        "page": piece,
        "language": piece.locale.language_code,
        "release_at": timezone.now() + _grace(),
        "state": Mailing.State.SKIPPED if was_imported else Mailing.State.WAITING,
        "problem": Mailing.Problem.IMPORTED if was_imported else "",
    }
    mailings = [Mailing(kind=Mailing.Kind.CORRECTION, about=key, **common) for key in told]
    if is_first:
        mailings.append(Mailing(kind=Mailing.Kind.PART, about=piece.translation_key, **common))
    # Of what was announced before, in an earlier version or by another process, the constraint lets nothing through.
    Mailing.objects.bulk_create(mailings, ignore_conflicts=True)


def is_too_old(mailing: Mailing, piece: InstallmentPage, settings: MailSettings, now: datetime) -> bool:
    """Is a piece no news: dated back when it was published, or closed to readers since? Never what an editor let go.

    A worker that was away, or mail that was paused, takes nothing from anybody.
    """
    limit = timedelta(days=settings.oldest_days)
    is_dated_back = mailing.kind == Mailing.Kind.PART and (
        piece.first_published_at is None or piece.first_published_at < mailing.made_at - limit
    )
    was_closed = mailing.problem == Mailing.Problem.CLOSED and mailing.made_at < now - limit
    return not mailing.is_by_hand and (is_dated_back or was_closed)


def _wait_again(piece: InstallmentPage) -> None:
    """Who publishes again before the mail went has seen a mistake: the grace period begins anew. One query or two."""
    waiting = Mailing.objects.filter(page=piece, state=Mailing.State.WAITING)
    if waiting.exists():
        waiting.update(release_at=timezone.now() + _grace())


def _grace() -> timedelta:
    return timedelta(minutes=MailSettings.now().grace_minutes)
