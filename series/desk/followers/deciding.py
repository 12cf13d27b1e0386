"""Holds the mail of a piece, lets it go, leaves it out: each a change that only one of two editors can make."""

from django.utils import timezone
from wagtail.log_actions import log

from series.models import InstallmentPage, Mailing

HELD, RELEASED, LEFT_OUT = "series.mail_hold", "series.mail_release", "series.mail_skip"

State = Mailing.State


def hold(mailing: Mailing, user) -> bool:
    """Keep it back until somebody lets it go; False when it has gone, or is kept back already."""
    return _change(mailing, user, HELD, (State.WAITING,), state=State.HELD)


def release(mailing: Mailing, user) -> bool:
    """Let it go now, however old the piece is; False when it went already. It still waits until readers can see it."""
    return _change(
        mailing,
        user,
        RELEASED,
        (State.WAITING, State.HELD, State.SKIPPED),
        state=State.WAITING,
        release_at=timezone.now(),
        is_by_hand=True,
        problem="",
    )


def leave_out(mailing: Mailing, user) -> bool:
    """Mail it to nobody; False when it went already."""
    return _change(
        mailing,
        user,
        LEFT_OUT,
        (State.WAITING, State.HELD),
        state=State.SKIPPED,
        problem=Mailing.Problem.BY_HAND,
    )


def mail_after_all(piece: InstallmentPage, user) -> Mailing:
    """Mail a published piece that was never announced: it came before there were followers."""
    mailing, is_new = Mailing.objects.get_or_create(
        kind=Mailing.Kind.PART,
        about=piece.translation_key,
        language=piece.locale.language_code,
        defaults={"page": piece, "release_at": timezone.now(), "is_by_hand": True},
    )
    if is_new:
        log(instance=piece, action=RELEASED, user=user)
    return mailing


def _change(mailing: Mailing, user, action: str, while_in: tuple[str, ...], **values) -> bool:
    changed = Mailing.objects.filter(pk=mailing.pk, state__in=while_in).update(**values)
    if changed:
        log(instance=mailing.page, action=action, user=user, data={"kind": mailing.kind})
    return bool(changed)
