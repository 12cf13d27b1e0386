"""What an answer means for a link: when it is dead, and when it is asked again.

A page that its server says is gone (404, 410) is dead at once, and looked at again the next day, as a site that is being
rebuilt says so, too. Silence, a name that nobody has, a broken certificate and a server's own errors are dead only when
they were met FAILURES times in a row over PATIENCE or longer. A server that refuses programs (401, 403, 429 and the
like) has told nothing: that is no death, and no life.
"""

from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime

from django.utils import timezone

from publication.models import OutgoingLink
from publication.outgoing import Answer, Reason, Verdict

State = OutgoingLink.State

RHYTHM = timedelta(days=30)
AFTER_A_FAILURE = timedelta(days=1)
WHILE_DEAD = timedelta(days=7)
# An editor has looked at it.
WHILE_TRUSTED = timedelta(days=365)
FAILURES = 3
PATIENCE = timedelta(days=3)
# What a server may ask for; nobody is left unasked for ever.
LONGEST_WAIT = timedelta(days=30)

SILENCE = frozenset({Reason.NAME, Reason.SILENT, Reason.ENCRYPTION, Reason.LOOP})


def judge(link: OutgoingLink, answer: Answer, now: datetime) -> None:
    """Write an answer into a link; it is not saved."""
    link.checked_at, link.status, link.target = now, answer.status, answer.target
    link.reason = answer.reason.value if answer.reason else ""
    link.trusted_by = None
    if answer.verdict in (Verdict.FINE, Verdict.MOVED):
        link.state = State.FINE if answer.verdict is Verdict.FINE else State.MOVED
        link.failures, link.first_failed_at, link.due_at = 0, None, now + RHYTHM
    elif answer.verdict is Verdict.DEAD or _is_failure(answer):
        link.failures += 1
        link.first_failed_at = link.first_failed_at or now
        is_dead = answer.verdict is Verdict.DEAD or (
            link.failures >= FAILURES and now - link.first_failed_at >= PATIENCE
        )
        link.state = State.DEAD if is_dead else State.FAILING
        link.due_at = now + (WHILE_DEAD if is_dead and link.failures > 1 else AFTER_A_FAILURE)
    else:
        link.state = State.UNKNOWN
        link.due_at = now + RHYTHM
    if answer.retry_after:
        link.due_at = max(now + AFTER_A_FAILURE, now + wait_of(answer.retry_after, now))


def trust(link: OutgoingLink, user, now: datetime) -> None:
    """Write down that somebody has looked at a link and found it right; it is not saved."""
    link.state, link.trusted_by, link.due_at = State.FINE, user, now + WHILE_TRUSTED
    link.failures, link.first_failed_at = 0, None


def wait_of(header: str, now: datetime) -> timedelta:
    """How long `Retry-After` asks to wait: seconds or a date (RFC 9110, 10.2.3); nothing for what is neither."""
    header = header.strip()
    if header.isascii() and header.isdigit():
        return timedelta(seconds=min(int(header[:9]), LONGEST_WAIT.total_seconds()))
    try:
        until = parsedate_to_datetime(header)
    except (ValueError, OverflowError):  # the latter for numbers that no date can hold
        return timedelta(0)
    if timezone.is_naive(until):
        until = timezone.make_aware(until, timezone.get_default_timezone())
    return min(max(until - now, timedelta(0)), LONGEST_WAIT)


def _is_failure(answer: Answer) -> bool:
    """No answer, or a server that says that the fault is its own; not one that asks to come back later."""
    if answer.reason in SILENCE:
        return True
    return answer.status is not None and 500 <= answer.status < 600 and not answer.retry_after
