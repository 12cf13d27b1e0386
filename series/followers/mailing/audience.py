"""Who hears of a piece: the follows that it answers to, and of somebody with several the one that is named in the letter."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import Q, QuerySet

from authors.models import AuthorPage
from series.models import Follow, InstallmentPage, Topic

# Of several follows the narrowest is why somebody gets a letter; it is also what its link to stop ends.
NARROWEST_FIRST = (Follow.Kind.SERIES, Follow.Kind.AUTHOR, Follow.Kind.TOPIC, Follow.Kind.SITE)


@dataclass(frozen=True)
class Subjects:
    """What a piece is of: translation keys of its series and of its people, ids of its topics.

    Profiles and topics that were merged are in it beside their heirs: somebody may follow either.
    """

    series: UUID | None = None
    people: frozenset[UUID] = field(default_factory=frozenset)
    topics: frozenset[int] = field(default_factory=frozenset)

    def answers(self) -> Q:
        """The follows that a piece of these subjects answers to, as a condition."""
        found = Q(kind=Follow.Kind.SITE)
        if self.series:
            found |= Q(kind=Follow.Kind.SERIES, family=self.series)
        if self.people:
            found |= Q(kind=Follow.Kind.AUTHOR, family__in=self.people)
        if self.topics:
            found |= Q(kind=Follow.Kind.TOPIC, topic__in=self.topics)
        return found


def subjects_of(piece: InstallmentPage) -> Subjects:
    """The subjects of a piece as it is published. Three queries at most."""
    named = list(piece.bylines.model.objects.filter(page=piece).values_list("author_id", flat=True))
    tagged = list(piece.topic_rows.model.objects.filter(page=piece).values_list("topic_id", flat=True))
    return Subjects(
        series=piece.series.translation_key if piece.series else None,
        people=frozenset(_with_merged(AuthorPage.objects, named).values_list("translation_key", flat=True)),
        topics=frozenset(_with_merged(Topic.objects, tagged).values_list("pk", flat=True)),
    )


def following(subjects: Subjects, language: str) -> QuerySet[Follow]:
    """The confirmed follows in a language that a piece of these subjects answers to."""
    return Follow.objects.active().filter(subjects.answers(), language=language)


def narrowest(follows: Iterable[Follow]) -> dict[int, Follow]:
    """Of follows the narrowest of each follower, by the follower's id; of two alike the older."""
    ordered = sorted(follows, key=lambda follow: (NARROWEST_FIRST.index(follow.kind), follow.pk))
    chosen: dict[int, Follow] = {}
    for follow in ordered:
        chosen.setdefault(follow.follower_id, follow)
    return chosen


def _with_merged(objects, ids: list[int]):
    """Rows with these ids, their heirs, and all that were merged into either."""
    if not ids:
        return objects.none()
    heirs = objects.filter(pk__in=ids, merged_into__isnull=False).values("merged_into")
    return objects.filter(Q(pk__in=ids) | Q(pk__in=heirs) | Q(merged_into__in=ids) | Q(merged_into__in=heirs))
