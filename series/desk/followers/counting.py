"""How many follow what, and what became of letters: numbers only, never an address."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Q

from series.followers.mailing.audience import following, subjects_of
from series.models import Follow, InstallmentPage, Letter, Mailing


@dataclass(frozen=True)
class Tally:
    """Letters by what became of them: on their way, sent, refused or given up, and not needed any more."""

    waiting: int = 0
    sent: int = 0
    failed: int = 0
    dropped: int = 0


@dataclass(frozen=True)
class Following:
    """Addresses that follow one thing in one language: at once, weekly, from the start."""

    language: str
    each: int = 0
    weekly: int = 0
    start: int = 0

    @property
    def all(self) -> int:
        """All of them."""
        return self.each + self.weekly + self.start

    @property
    def language_name(self) -> str:
        """The language as editors call it."""
        return str(Follow.Language(self.language).label)


def tallies(mailings: Iterable[Mailing]) -> dict[int, Tally]:
    """What became of the letters of mailings, by the mailing's id. One query."""
    states = Letter.State
    counts = {
        "waiting": Count("pk", filter=Q(state__in=(states.QUEUED, states.SENDING))),
        "sent": Count("pk", filter=Q(state=states.SENT)),
        "failed": Count("pk", filter=Q(state__in=(states.FAILED, states.REFUSED))),
        "dropped": Count("pk", filter=Q(state=states.DROPPED)),
    }
    ids = [mailing.pk for mailing in mailings]
    rows = Letter.objects.filter(mailing__in=ids).order_by().values("mailing").annotate(**counts)
    return {row.pop("mailing"): Tally(**row) for row in rows}


def how_many_would_get(piece: InstallmentPage) -> int:
    """How many addresses a piece would be mailed to at once, as it is published. Four queries."""
    follows = following(subjects_of(piece), piece.locale.language_code)
    return follows.filter(choice=Follow.Choice.EACH).values("follower").distinct().count()


def followers_of(family: UUID) -> list[Following]:
    """Who follows a series or an author, by language. One query."""
    rows = _counted(Follow.objects.active().filter(family=family).values("language"))
    return [Following(**row) for row in rows.order_by("language")]


def counted_follows():
    """Rows of everything that is followed: kind, family, topic, language, and counts as of `Following`."""
    return _counted(Follow.objects.active().values("kind", "family", "topic", "language"))


def _counted(rows):
    choice = Follow.Choice
    return rows.order_by().annotate(
        each=Count("pk", filter=Q(choice=choice.EACH)),
        weekly=Count("pk", filter=Q(choice=choice.WEEKLY)),
        start=Count("pk", filter=Q(choice=choice.START)),
    )
