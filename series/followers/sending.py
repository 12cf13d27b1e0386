"""Has the worker send the letters of following that are no part of the mailing: they answer what somebody typed.

The queue holds ids and never an address, and is filled in the same way whoever was asked for, so that neither its rows
nor the time that a form takes tell anything. A letter that the mail server does not take is tried again twice.
"""

import logging
import secrets
from datetime import timedelta
from smtplib import SMTPException

from django.utils import timezone
from django_tasks import task
from django_tasks_db.models import DBTaskResult
from django_tasks_db.utils import exclusive_transaction

from publication.background.worker import make_worker
from publication.limits import Limit
from series.followers import letters
from series.models import Follow, Follower

logger = logging.getLogger(__name__)

ASKED, LOST = "asked", "lost"
# So many letters of these kinds to one address in a day, whoever types it: nobody's mailbox is filled through our form.
PER_ADDRESS = Limit("follow-address", most=3, seconds=24 * 60 * 60, passes_blind=False)
MINUTES_UNTIL_AGAIN = (5, 60)


def queue(what: str, pk: int, language: str = "") -> None:
    """Queue a letter, with the transaction in hand: ASKED about the follow with the id, or LOST to the follower with it."""
    answer.enqueue(what, pk, language)


@task(backend="slow")
def answer(what: str, pk: int, language: str, attempt: int = 0) -> None:
    """Send the letter, if there is anybody to send it to and they were not sent enough today."""
    letter, key = _asked(pk) if what == ASKED else _lost(pk, language)
    if letter is None or (attempt == 0 and PER_ADDRESS.wait(key)):
        return
    try:
        letter.send()
    except (SMTPException, OSError) as error:
        # What the server said may name the address, and so only the kind of error is in the log.
        logger.error("A letter to a follower could not be sent: %s.", type(error).__name__)
        if attempt < len(MINUTES_UNTIL_AGAIN):
            later = timezone.now() + timedelta(minutes=MINUTES_UNTIL_AGAIN[attempt])
            answer.using(run_after=later).enqueue(what, pk, language, attempt + 1)


def answer_waiting() -> None:
    """Send what waits for a worker here and now, for sites that have none. Two at once do not take the same letter."""
    name = f"answers-{secrets.token_hex(4)}"
    waiting = DBTaskResult.objects.ready().filter(backend_name="slow", task_path=answer.module_path)
    while True:
        with exclusive_transaction(waiting.db):
            taken = waiting.all().get_locked()
            if taken is None:
                return
            taken.claim(name)
        make_worker(name).run_task(taken)


def _asked(pk: int):
    follow = Follow.objects.open().filter(pk=pk).select_related("follower", "page", "topic").first()
    if follow is None:
        return None, ""
    write = letters.follows_already if follow.is_active else letters.please_confirm
    return write(follow), follow.follower.key


def _lost(pk: int, language: str):
    follower = Follower.objects.filter(pk=pk, confirmed_at__isnull=False).first()
    return (letters.your_pages(follower, language), follower.key) if follower else (None, "")
