"""A series from the start: its first part at once, then one part on each chosen day, until nothing is left to catch up.

What somebody was mailed already, in this way or as news, is not mailed again, and parts that the public cannot see, or
whose own mailing has not gone, are passed over until they can be. With the last one the follow becomes one of each new
part, in the same transaction that holds back the opening of mailings, so that no part falls between the two.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.utils import translation

from series.followers.mailing.days import last_time_of_weekday, last_times
from series.followers.mailing.framing import LetterFrame
from series.followers.mailing.opening import letters_are_being_written, parts_not_opened, planning
from series.models import Follow, Letter, SeriesPage
from series.models.mailing import new_message_id
from series.reading.parts import Part, read_parts

FOLLOWS_AT_ONCE = 500


@dataclass(frozen=True)
class _Given:
    """The parts of a series that may go to those who read it from the start, in order, and its key."""

    series: UUID
    parts: tuple[Part, ...]

    def purpose(self, part: Part) -> str:
        """What the letter with a part is for."""
        return f"{Letter.Kind.START}:{self.series}:{part.group}"


def queue_next_parts(frame: LetterFrame, now: datetime, hour: int) -> int:
    """Write the letters with the next parts that are due; how many. One query when none is."""
    count = 0
    for family, language in list(due(now, hour).values_list("family", "language").order_by().distinct()):
        after = 0
        while after is not None:
            with planning():
                after, written = _queue_batch(family, language, frame, now, hour, after)
            count += written
    return count


def due(now: datetime, hour: int):
    """The follows from the start that had no part yet, or none since their day last came; of series that can be read."""
    last = Letter.objects.filter(follow=OuterRef("pk"), kind=Letter.Kind.START).order_by("-made_at")
    open_series = SeriesPage.objects.visible().filter(
        translation_key=OuterRef("family"), locale__language_code=OuterRef("language"), alias_of=None
    )
    return (
        Follow.objects.active()
        .filter(Exists(open_series), choice=Follow.Choice.START)
        .annotate(
            last_at=Subquery(last.values("made_at")[:1]), due_at=last_time_of_weekday(last_times(now, hour))
        )
        .filter(Q(last_at=None) | Q(last_at__lt=F("due_at")))
    )


def parts_to_read(series: SeriesPage, frame: LetterFrame) -> list[Part]:
    """The parts of a public series in its own language, from the first to the last, that may be mailed now."""
    language = frame.language_of(series.locale_id)
    with translation.override(language):
        parts = read_parts(series, frame)
    held = parts_not_opened(series.translation_key, language)
    own = [
        part for part in parts.listed if not part.language and not part.is_withdrawn and part.pk not in held
    ]
    return own if parts.is_numbered else own[::-1]


def _queue_batch(family: UUID, language: str, frame: LetterFrame, now: datetime, hour: int, after: int):
    """(the last follow that was looked at, None at the end; how many letters were written)."""
    series = (
        SeriesPage.objects.visible()
        .filter(translation_key=family, locale__language_code=language, alias_of=None)
        .first()
    )
    if series is None or letters_are_being_written(family, language):
        return None, 0  # the next run looks again
    given = _Given(family, tuple(parts_to_read(series, frame)))
    rows = due(now, hour).filter(family=family, language=language, pk__gt=after)
    follows = list(rows.order_by("pk")[:FOLLOWS_AT_ONCE])
    had = _parts_had(given, [follow.follower_id for follow in follows])
    letters, caught_up = [], []
    for follow in follows:
        left = [part for part in given.parts if part.group not in had[follow.follower_id]]
        if left:
            letters.append(_letter(follow, left[0], given, frame, now))
        if len(left) < 2:
            caught_up.append(follow.pk)
    Letter.objects.bulk_create(letters, ignore_conflicts=True)
    Follow.objects.filter(pk__in=caught_up, choice=Follow.Choice.START).update(
        choice=Follow.Choice.EACH, weekday=None
    )
    return (follows[-1].pk if len(follows) == FOLLOWS_AT_ONCE else None), len(letters)


def _letter(follow: Follow, part: Part, given: _Given, frame: LetterFrame, now: datetime) -> Letter:
    return Letter(
        follower_id=follow.follower_id,
        follow=follow,
        page_id=part.pk,
        kind=Letter.Kind.START,
        purpose=given.purpose(part),
        language=follow.language,
        message_id=new_message_id(frame.host),
        made_at=now,
    )


def _parts_had(given: _Given, followers: Iterable[int]) -> dict[int, set[UUID]]:
    """The keys of parts that each follower was mailed or will be: whatever became of a letter from the start, of news
    only what was not given up. One query."""
    key_of = {given.purpose(part): part.group for part in given.parts}
    news = {f"{Letter.Kind.PART}:{part.group}": part.group for part in given.parts}
    lost = (Letter.State.FAILED, Letter.State.REFUSED, Letter.State.DROPPED)
    rows = Letter.objects.filter(follower__in=followers).filter(
        Q(purpose__in=list(key_of)) | Q(purpose__in=list(news)) & ~Q(state__in=lost)
    )
    had: dict[int, set[UUID]] = defaultdict(set)
    for follower, purpose in rows.values_list("follower", "purpose"):
        had[follower].add((key_of | news)[purpose])
    return had
