"""Lets mailings go whose time has come, and writes their letters in batches that can be begun again anywhere."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from series.followers.mailing.announcing import is_too_old
from series.followers.mailing.audience import following, narrowest, subjects_of
from series.followers.mailing.framing import LetterFrame
from series.followers.mailing.standing import may_be_read, readable
from series.models import Follow, InstallmentPage, Letter, Mailing, MailSettings
from series.models.mailing import new_message_id

LETTERS_AT_ONCE = 1000
# A letter that is still to be sent, or in somebody's hands.
ON_THE_WAY = (Letter.State.QUEUED, Letter.State.SENDING)


@contextmanager
def planning() -> Iterator[MailSettings]:
    """A transaction in which nobody else decides who gets what; the settings' row is what others wait for.

    Two decisions need it: that a mailing goes to those who follow now, and that somebody who read a series from the
    start is among them from now on. Between the two nobody may fall through. On SQLite the transaction itself is the
    lock (config/environment.py).
    """
    with transaction.atomic():
        settings = MailSettings.objects.select_for_update().order_by("pk").first()
        yield settings or MailSettings.load()


def to_decide(now: datetime, settings: MailSettings) -> QuerySet[Mailing]:
    """The mailings of which something is to be decided: their time has come.

    Of one that waits for its readers there is only once they can see the piece, or when it is no news any more;
    otherwise it would be looked at every minute, for ever where an editor let it go.
    """
    due = Mailing.objects.filter(state=Mailing.State.WAITING, release_at__lte=now)
    part, correction = Mailing.Kind.PART, Mailing.Kind.CORRECTION
    opens = Q(kind=part, page__in=readable().order_by().values("pk")) | Q(
        kind=correction, page__in=readable(withdrawn=True).order_by().values("pk")
    )
    is_old = Q(is_by_hand=False, made_at__lt=now - timedelta(days=settings.oldest_days))
    return due.filter(~Q(problem=Mailing.Problem.CLOSED) | opens | is_old)


def open_due(now: datetime) -> None:
    """Open the mailings whose time has come, leave out what is no news any more, let wait what nobody can read."""
    due = to_decide(now, MailSettings.now()).order_by("release_at", "pk")
    for pk in list(due.values_list("pk", flat=True)):
        with planning() as settings:
            mailing = due.filter(pk=pk).select_for_update(of=("self",)).select_related("page").first()
            if mailing is not None:
                _decide(mailing, settings, now)


def _decide(mailing: Mailing, settings: MailSettings, now: datetime) -> None:
    if is_too_old(mailing, mailing.page, settings, now):
        mailing.state, mailing.problem = Mailing.State.SKIPPED, mailing.problem or Mailing.Problem.OLD
    elif may_be_read(mailing.page_id, _correction(mailing)):
        mailing.state, mailing.problem = Mailing.State.SENDING, ""
        mailing.opened_at, mailing.queued_up_to = now, 0
    elif mailing.problem == Mailing.Problem.CLOSED:
        return
    else:
        mailing.problem = Mailing.Problem.CLOSED
    mailing.save(update_fields=["state", "problem", "opened_at", "queued_up_to"])


def queue_letters(frame: LetterFrame, at_once: int = LETTERS_AT_ONCE) -> int:
    """Write the letters of all open mailings; how many addresses were gone through."""
    count = 0
    opened = Mailing.objects.filter(state=Mailing.State.SENDING, queued_up_to__isnull=False)
    for mailing in opened.select_related("page__series").order_by("opened_at", "pk"):
        while mailing.queued_up_to is not None:
            count += _queue_batch(mailing, frame, at_once)
    return count


def _queue_batch(mailing: Mailing, frame: LetterFrame, at_once: int) -> int:
    """The letters of the next followers, and how far it got, in one transaction: killed anywhere, it is begun again."""
    with transaction.atomic():
        chosen, up_to = _next_followers(mailing, at_once)
        letters = [
            Letter(
                follower_id=follower,
                follow=follow,
                mailing=mailing,
                page_id=mailing.page_id,
                kind=mailing.kind,
                purpose=f"{mailing.kind}:{mailing.about}",
                language=mailing.language,
                message_id=new_message_id(frame.host),
            )
            for follower, follow in chosen.items()
        ]
        Letter.objects.bulk_create(letters, ignore_conflicts=True, batch_size=at_once)
        here = Mailing.objects.filter(pk=mailing.pk, queued_up_to=mailing.queued_up_to)
        here.update(queued_up_to=up_to)
    # Not what was written: another worker may have got further.
    mailing.refresh_from_db(fields=["queued_up_to"])
    return len(chosen)


def _next_followers(mailing: Mailing, most: int) -> tuple[dict[int, Follow], int | None]:
    """The next addresses in the order of their ids, each with the follow that is why it gets the letter; and the last
    id that was looked at, None once there are no more.

    Readers come and go meanwhile, also between the two queries: how many were chosen says nothing of those to come.
    """
    if mailing.kind == Mailing.Kind.CORRECTION:
        follows = Follow.objects.active().filter(language=mailing.language)
        had = Letter.objects.filter(
            follower=OuterRef("follower"),
            page_id=mailing.page_id,
            kind__in=(Letter.Kind.PART, Letter.Kind.START),
            state=Letter.State.SENT,
        )
        wanted = follows.filter(Exists(had))
    else:
        follows = following(subjects_of(mailing.page), mailing.language)
        # Who came to it while reading the series from the start has had it.
        had = Letter.objects.filter(
            follower=OuterRef("follower"), page_id=mailing.page_id, kind=Letter.Kind.START
        )
        wanted = follows.filter(~Exists(had), choice=Follow.Choice.EACH)
    after = wanted.filter(follower__gt=mailing.queued_up_to)
    followers = list(after.order_by("follower").values_list("follower", flat=True).distinct()[:most])
    if not followers:
        return {}, None
    span = wanted.filter(follower__gte=followers[0], follower__lte=followers[-1])
    up_to = followers[-1] if len(followers) == most else None
    return narrowest(span.only("pk", "kind", "follower")), up_to


def close_finished() -> None:
    """Mailings none of whose letters is still on the way are done. One query."""
    waiting = Letter.objects.filter(mailing=OuterRef("pk"), state__in=ON_THE_WAY)
    Mailing.objects.filter(~Exists(waiting), state=Mailing.State.SENDING, queued_up_to__isnull=True).update(
        state=Mailing.State.DONE, done_at=timezone.now()
    )


def _correction(mailing: Mailing):
    return mailing.about if mailing.kind == Mailing.Kind.CORRECTION else None


def parts_not_opened(series_key, language: str) -> set[int]:
    """The ids of pieces of a series whose mailing has not gone yet, in a language: they are not for anybody's mail."""
    pieces = InstallmentPage.objects.filter(series__translation_key=series_key)
    held = (Mailing.State.WAITING, Mailing.State.HELD)
    return set(
        Mailing.objects.filter(
            page__in=pieces.values("pk"), kind=Mailing.Kind.PART, language=language, state__in=held
        ).values_list("page_id", flat=True)
    )


def letters_are_being_written(series_key, language: str) -> bool:
    """Is a piece of a series open whose letters are not all written yet? Then nobody can say who has had it."""
    pieces = InstallmentPage.objects.filter(series__translation_key=series_key)
    return Mailing.objects.filter(
        page__in=pieces.values("pk"),
        kind=Mailing.Kind.PART,
        language=language,
        state=Mailing.State.SENDING,
        queued_up_to__isnull=False,
    ).exists()
