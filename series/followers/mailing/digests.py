"""Weekly digests: one letter a week for an address and language, on the first of its chosen weekdays.

The letter is written when its hour comes, and filled when it is sent: with what was mailed, or would have been, since
the digest before, as far as the public can see it then. With nothing in it, it is not sent.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import CharField, Exists, F, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Concat

from series.followers.mailing.audience import narrowest
from series.followers.mailing.days import last_time_of_weekday, last_times, week_of_weekday
from series.followers.mailing.framing import LetterFrame
from series.models import Follow, InstallmentPage, Letter, Mailing, Topic
from series.models.mailing import new_message_id

LETTERS_AT_ONCE = 1000
MOST_PIECES = 50


def queue_digests(frame: LetterFrame, now: datetime, hour: int) -> int:
    """Write the letters of digests that are due; how many. One query when none is."""
    count = 0
    while rows := list(due_digests(now, hour)[:LETTERS_AT_ONCE]):
        one_each: dict[tuple[int, str], list[Follow]] = {}
        for follow in rows:
            one_each.setdefault((follow.follower_id, follow.purpose), []).append(follow)
        letters = [
            Letter(
                follower_id=follower,
                follow=narrowest(follows)[follower],
                kind=Letter.Kind.DIGEST,
                purpose=purpose,
                language=follows[0].language,
                message_id=new_message_id(frame.host),
                made_at=now,
            )
            for (follower, purpose), follows in one_each.items()
        ]
        Letter.objects.bulk_create(letters, ignore_conflicts=True)
        count += len(letters)
    return count


def due_digests(now: datetime, hour: int) -> QuerySet[Follow]:
    """The weekly follows whose day has come since they were confirmed, and whose digest of that week was not written."""
    times = last_times(now, hour)
    purpose = Concat(
        Value("digest:"), F("language"), Value(":"), week_of_weekday(times), output_field=CharField()
    )
    written = Letter.objects.filter(follower=OuterRef("follower"), purpose=OuterRef("purpose"))
    return (
        Follow.objects.active()
        .filter(choice=Follow.Choice.WEEKLY)
        .annotate(purpose=purpose, due_at=last_time_of_weekday(times))
        .filter(~Exists(written), confirmed_at__lte=F("due_at"))
        .order_by("follower", "pk")
    )


@dataclass(frozen=True)
class Digest:
    """What a digest tells: ids of pieces, the newest mailing first, and how many more there are."""

    pieces: tuple[int, ...]
    more: int = 0


def digest_of(letter: Letter) -> Digest:
    """The pieces of a digest as the public may see them now. Four queries at most."""
    follows = list(
        Follow.objects.active().filter(
            follower=letter.follower_id, language=letter.language, choice=Follow.Choice.WEEKLY
        )
    )
    if not follows:
        return Digest(())
    before = Letter.objects.filter(
        follower=letter.follower_id,
        kind=Letter.Kind.DIGEST,
        language=letter.language,
        made_at__lt=letter.made_at,
        state__in=(Letter.State.SENT, Letter.State.DROPPED),
    )
    since = before.order_by("-made_at").values_list("made_at", flat=True).first()
    wanted = Q(pk=None)
    for follow in follows:
        # Asked for later than it was confirmed is what was changed to another language since.
        start = max(filter(None, (since, follow.confirmed_at, follow.asked_at)))
        wanted |= Q(opened_at__gt=start) & _is_of(follow)
    had = Letter.objects.filter(
        follower=letter.follower_id,
        page=OuterRef("page"),
        kind__in=(Letter.Kind.PART, Letter.Kind.START),
        state=Letter.State.SENT,
    )
    readable = InstallmentPage.objects.visible().filter(is_withdrawn=False, alias_of=None)
    found = (
        Mailing.objects.filter(
            wanted,
            ~Exists(had),
            kind=Mailing.Kind.PART,
            language=letter.language,
            state__in=(Mailing.State.SENDING, Mailing.State.DONE),
            opened_at__lte=letter.made_at,
            page__in=readable.values("pk"),
        )
        .order_by("-opened_at", "-pk")
        .values_list("page_id", flat=True)
    )
    pieces = list(dict.fromkeys(found))
    return Digest(tuple(pieces[:MOST_PIECES]), max(0, len(pieces) - MOST_PIECES))


def _is_of(follow: Follow) -> Q:
    """The mailings of pieces that a follow is about, as a condition; merged authors and topics with their heirs."""
    if follow.kind == Follow.Kind.SERIES:
        return Q(page__series__translation_key=follow.family)
    if follow.kind == Follow.Kind.AUTHOR:
        pieces = InstallmentPage.objects.filter(
            Q(bylines__author__translation_key=follow.family)
            | Q(bylines__author__merged_into__translation_key=follow.family)
            | Q(bylines__author__merged_from__translation_key=follow.family)
        )
        return Q(page__in=pieces.order_by().values("pk"))
    if follow.kind == Follow.Kind.TOPIC:
        topics = Topic.objects.filter(
            Q(pk=follow.topic_id) | Q(merged_into=follow.topic_id) | Q(merged_from=follow.topic_id)
        )
        return Q(
            page__in=InstallmentPage.objects.filter(topic_rows__topic__in=topics.values("pk"))
            .order_by()
            .values("pk")
        )
    return Q()
