"""Sends letters, a batch at a time through one connection, and writes what became of each."""

import logging
import smtplib
import time
from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta

from django.core.mail import get_connection
from django.utils import timezone

from series.followers.mailing import leases
from series.followers.mailing.answers import Answer, Meaning, read_failure
from series.followers.mailing.composing import Composer, NotNeeded, NotNow
from series.models import Follow, Letter

logger = logging.getLogger(__name__)

State = Letter.State

# The wait after each attempt; a letter that failed once more than there are waits is given up, after two days.
WAITS = tuple(timedelta(minutes=minutes) for minutes in (2, 10, 30, 60, 180, 360, 720, 1440))
# What cannot be sent for reasons of ours, or of the piece, is tried again after so long.
PAUSE = timedelta(minutes=5)
# So many refusals in a row by the mail server of an address end all that it follows.
MOST_REFUSALS = 3


class CannotSend(Exception):
    """The mail server is away or takes nothing from us; everything is back in the queue."""


def send_due(
    composer: Composer, most: int, *, advance: Callable[[int], None] = lambda count: None
) -> Counter:
    """Send up to `most` letters whose time has come; how many ended in which state. Raises CannotSend."""
    ended: Counter = Counter()
    while (left := most - ended.total()) > 0:
        letters = leases.take(timezone.now(), min(left, leases.LETTERS_AT_ONCE))
        if not letters:
            break
        ended += _send_batch(letters, composer)
        advance(len(letters))
    return ended


def _send_batch(letters: list[Letter], composer: Composer) -> Counter:
    connection, ended = get_connection(), Counter()
    until = time.monotonic() + leases.LEASE.total_seconds() / 2
    composer.forget()  # what was read of a piece holds for one batch
    try:
        for place, letter in enumerate(letters):
            if time.monotonic() > until:
                leases.give_back(letters[place:], timezone.now())
                break
            try:
                state = _send(letter, composer, connection)
            except CannotSend:
                leases.give_back(letters[place:], timezone.now() + PAUSE)
                raise
            if state:
                ended[state] += 1
    finally:
        _close(connection)
    return ended


def _send(letter: Letter, composer: Composer, connection) -> str:
    """Send one letter; the state in which it ended, "" where it is back in the queue. Raises CannotSend."""
    try:
        message = composer.message(letter, connection)
    except NotNeeded:
        leases.finish(letter, State.DROPPED)
        return State.DROPPED
    except NotNow:
        leases.give_back([letter], timezone.now() + PAUSE)
        return ""
    except Exception:
        # A fault in what one piece holds: every other letter has its turn.
        logger.exception("Letter %s could not be composed", letter.pk)
        return _try_later(letter, "compose") if leases.begin(letter) else ""
    _open(connection)
    if not leases.begin(letter):
        return ""
    try:
        connection.send_messages([message])
    except Exception as error:
        return _failed(letter, read_failure(error, letter.follower.address), error, connection)
    leases.finish(letter, State.SENT)
    return State.SENT


def _failed(letter: Letter, answer: Answer, error: Exception, connection) -> str:
    now = timezone.now()
    # The address is nobody's business in a log, and words of mail servers repeat it.
    logger.warning("Letter %s was not taken: %s (%s)", letter.pk, answer.reply, type(error).__name__)
    if not isinstance(error, smtplib.SMTPResponseException | smtplib.SMTPRecipientsRefused):
        _close(connection)  # the next letter opens another
    if answer.meaning is Meaning.STOP:
        leases.put_off(letter, now + PAUSE, answer.reply, counts=False)
        raise CannotSend(answer.reply)
    if answer.meaning is Meaning.REFUSED:
        # "@" marks what was said of the address itself.
        leases.finish(letter, State.REFUSED, f"@ {answer.reply}" if answer.is_address else answer.reply)
        if answer.is_address:
            _end_after_refusals(letter.follower_id, now)
        return State.REFUSED
    return _try_later(letter, answer.reply)


def _try_later(letter: Letter, reply: str) -> str:
    """Put a letter back for another attempt, or give it up after the last."""
    if letter.attempts >= len(WAITS):
        leases.finish(letter, State.FAILED, reply)
        return State.FAILED
    leases.put_off(letter, timezone.now() + WAITS[letter.attempts], reply)
    return ""


def _end_after_refusals(follower_id: int, now: datetime) -> None:
    """End what an address follows that its mail server refused so many times in a row: nobody reads there."""
    ended = Letter.objects.filter(follower=follower_id, state__in=(State.SENT, State.REFUSED))
    last = ended.order_by("-ended_at", "-pk").values_list("state", "reply")[:MOST_REFUSALS]
    refusals = [state == State.REFUSED and reply.startswith("@") for state, reply in last]
    if len(refusals) == MOST_REFUSALS and all(refusals):
        Follow.objects.open().filter(follower=follower_id).update(ended_at=now)


def _open(connection) -> None:
    try:
        connection.open()
    except (smtplib.SMTPException, OSError) as error:
        logger.warning("The mail server cannot be reached: %s", type(error).__name__)
        raise CannotSend(type(error).__name__) from error


def _close(connection) -> None:
    try:
        connection.close()
    except (smtplib.SMTPException, OSError):
        connection.connection = None  # it is gone, one way or another
