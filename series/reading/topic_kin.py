"""The topics around a topic: the broader one, the narrower ones, and those that the same pieces have.

Only topics under which there is something to read are named, with the number of their pieces. Where the topic directly
above or below has nothing, the nearest that has stands for it, so that the way up and down is never cut
(docs/decisions/015).
"""

from dataclasses import dataclass

from django.utils import translation

from publication.site_state import Counted, SiteState
from series.models import InstallmentTopic, Topic
from series.models.topics import topics_above
from series.reading.shapes import TopicLink
from series.reading.topics import counted_topics, pieces_on, topics_of_all

MOST_RELATED = 6


@dataclass(frozen=True)
class Kin:
    """Links with counts; `broader` is one topic or none, `narrower` by name, `related` those most often shared first."""

    broader: tuple[TopicLink, ...] = ()
    narrower: tuple[TopicLink, ...] = ()
    related: tuple[TopicLink, ...] = ()


def kin_of(topic: Topic, state: SiteState) -> Kin:
    """The topics around a topic. Three queries at most."""
    broader_of = Topic.broader_topics()
    above = topics_above(topic.broader_id, broader_of)
    narrower_of: dict[int, list[int]] = {}
    for pk, broader in broader_of.items():
        narrower_of.setdefault(broader, []).append(pk)
    wanted = {*above, *_reached(topic.pk, narrower_of)} - {topic.pk}
    known = {pk: link for pk, link in topics_of_all(state) if pk in wanted} if wanted else {}
    broader = next((known[pk] for pk in above if pk in known), None)
    narrower = [known[pk] for pk in _nearest_below(topic.pk, narrower_of, known)]
    return Kin(
        broader=(broader,) if broader else (),
        narrower=tuple(sorted(narrower, key=lambda link: link.name.casefold())),
        related=_related(topic, {topic.pk, *known}, state),
    )


def above_and_below(topics: set[int]) -> set[int]:
    """Topics and all whose pages may name them as broader or narrower; merged ones with their heirs. One query."""
    up: dict[int, list[int]] = {}
    down: dict[int, list[int]] = {}
    for pk, *nearer in Topic.objects.values_list("pk", "broader_id", "merged_into_id"):
        for other in filter(None, nearer):
            up.setdefault(pk, []).append(other)
            down.setdefault(other, []).append(pk)
    found = set(topics)
    for pk in topics:
        found |= _reached(pk, up) | _reached(pk, down)
    return found


def _related(topic: Topic, but: set[int], state: SiteState) -> tuple[TopicLink, ...]:
    """The topics that its visible pieces have most often, without those above and below. One query at most."""
    shared = SHARED.at(state, topic.pk, translation.get_language())
    return tuple(link for pk, link in shared if pk not in but)[:MOST_RELATED]


def _shared(topic_id: int, language: str) -> tuple[tuple[int, TopicLink], ...]:
    pieces = pieces_on(Topic(pk=topic_id)).order_by().values("pk")
    return tuple(counted_topics(InstallmentTopic.objects.filter(page_id__in=pieces)))


SHARED = Counted(_shared, most=512)


def _reached(pk: int, ways: dict[int, list[int]]) -> set[int]:
    """All that the ways lead to from a topic, however far."""
    found: set[int] = set()
    waiting = [pk]
    while waiting:
        for other in ways.get(waiting.pop(), ()):
            if other not in found:
                found.add(other)
                waiting.append(other)
    return found


def _nearest_below(pk: int, narrower_of: dict[int, list[int]], known: dict[int, TopicLink]) -> list[int]:
    """On each way down the first topic that has pieces."""
    found, seen, waiting = [], {pk}, [pk]
    while waiting:
        for below in narrower_of.get(waiting.pop(), ()):
            if below in seen:
                continue
            seen.add(below)
            (found if below in known else waiting).append(below)
    return found
