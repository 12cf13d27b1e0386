"""Does what is due, in order, until nothing is: for a worker as a job, and for a command without one."""

from collections import Counter
from collections.abc import Callable

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from publication.background import Job, Refused, start, work
from publication.background.life import a_worker_is_running
from series.followers.mailing import digests, from_the_start, opening
from series.followers.mailing.composing import Composer
from series.followers.mailing.framing import frame_of_letters
from series.followers.mailing.leases import LEASE
from series.followers.mailing.sending import CannotSend, send_due
from series.models import Letter, Mailing, MailSettings

KIND = "followers.mail"
# So many letters a job; then others that wait for the worker have their turn, and a minute later the next begins.
LETTERS_A_JOB = 1000


def run(most: int = LETTERS_A_JOB, *, advance: Callable[[int], None] = lambda count: None) -> Counter:
    """Open, write and send what is due, up to `most` letters; how many ended in which state. Raises CannotSend.

    Killed anywhere, it is begun again by the next run.
    """
    mail = MailSettings.now()
    if mail.is_paused:
        return Counter()
    frame = frame_of_letters()
    now = timezone.now()
    opening.open_due(now)
    opening.queue_letters(frame)
    digests.queue_digests(frame, now, mail.hour)
    from_the_start.queue_next_parts(frame, now, mail.hour)
    try:
        return send_due(Composer(frame, mail), most, advance=advance)
    finally:
        opening.close_finished()


def is_due() -> bool:
    """Is there anything to do now? Six small queries at most, for the minute's turn."""
    mail, now = MailSettings.now(), timezone.now()
    if mail.is_paused:
        return False
    opened = Mailing.objects.filter(state=Mailing.State.SENDING)
    letters = Letter.objects.filter(state=Letter.State.QUEUED, next_try__lte=now)
    abandoned = Letter.objects.filter(state=Letter.State.SENDING, since__lt=now - LEASE)
    questions = (
        opening.to_decide(now, mail),
        opened.filter(queued_up_to__isnull=False),
        letters,
        abandoned,
        digests.due_digests(now, mail.hour),
        from_the_start.due(now, mail.hour),
    )
    return any(question.exists() for question in questions)


@work(KIND, again=True)
def send_mail(progress) -> dict:
    """The job: everything that is due now, up to a bound."""
    progress.begin(None)
    try:
        ended = run(advance=progress.advance)
    except CannotSend as error:
        raise Refused(
            _("The mail server takes nothing now (%(answer)s). Nothing is lost; it is tried again.")
            % {"answer": error}
        ) from error
    sent = ended[Letter.State.SENT]
    progress.say(ngettext("%(count)d letter sent", "%(count)d letters sent", sent) % {"count": sent})
    return {str(state): count for state, count in ended.items()}


def send_in_background() -> Job | None:
    """Start the job where something is due, a worker is running and no such job is going; for the minute's turn.

    Never in hand here: without a worker nothing is sent but by `manage.py send_mail_queue`.
    """
    if not a_worker_is_running() or Job.objects.filter(kind=KIND).going().exists() or not is_due():
        return None
    return start(send_mail, user=None, label=_("Mail to followers"))
