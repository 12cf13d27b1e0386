"""What an editor is offered for a manuscript: its topics by their names, its authors, its place in the series."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from authors.known import KnownAuthors
from authors.names import HANGUL, matching_key
from series import running_order
from series.checklist.markup import read_markup
from series.desk.order import places_of
from series.desk.planned import author_of
from series.models import PlannedPart, SeriesPage, Topic

MOST_TOPICS = 12
MOST_CHOSEN = 4
# A name in the title or standfirst weighs as much as so many in the text; from here on a topic is proposed.
WEIGHT_OF_THE_OPENING = 4
ENOUGH = 3


@dataclass(frozen=True)
class TopicOffer:
    """A topic whose names stand in the text, how much they weigh, and whether it is proposed."""

    topic: Topic
    weight: int
    is_proposed: bool


def topics_for(reading: Mapping) -> list[TopicOffer]:
    """The topics whose names a text has, the weightiest first. Two queries."""
    opening = f"{reading['title']}\n{reading['standfirst']}".casefold()
    text = text_of(reading).casefold()
    weighed = []
    for topic in Topic.objects.filter(merged_into=None).prefetch_related("alternative_names"):
        names = {name.casefold() for name in topic.all_names()}
        weight = sum(WEIGHT_OF_THE_OPENING * _times(name, opening) + _times(name, text) for name in names)
        if weight:
            weighed.append((weight, topic))
    weighed.sort(key=lambda pair: (-pair[0], pair[1].name))
    return [
        TopicOffer(topic, weight, place < MOST_CHOSEN and weight >= ENOUGH)
        for place, (weight, topic) in enumerate(weighed[:MOST_TOPICS])
    ]


def text_of(reading: Mapping) -> str:
    """The words of the body, as plain text."""
    markup = []
    for block in reading["blocks"]:
        value = block["value"]
        markup += (
            [value]
            if isinstance(value, str)
            else [str(each) for each in value.values() if isinstance(each, str)]
        )
    return read_markup(*markup).text


def _times(name: str, text: str) -> int:
    """How often a name stands in a text: in Korean also before a particle, else as whole words."""
    if HANGUL.search(name):
        return text.count(name)
    return len(re.findall(rf"(?<!\w){re.escape(name)}(?!\w)", text))


def authors_for(name: str, series: SeriesPage, known: KnownAuthors) -> list[tuple[int, str, bool]]:
    """(id, name, is it known by this name) of the authors that a byline may mean, the likeliest first."""
    same = known.matches(name, series.locale_id)
    return [(pk, known.title(pk), True) for pk in same] + [
        (pk, known.title(pk), False) for pk in known.alike(name, series.locale_id)
    ]


@dataclass(frozen=True)
class Place:
    """Where a part could go: its key in the form, what is said of it, and the planned part, if it is one's."""

    key: str
    label_number: int | None
    planned: PlannedPart | None = None

    @property
    def working_title(self) -> str:
        return str(self.planned) if self.planned else ""

    @property
    def author(self) -> str:
        return author_of(self.planned) if self.planned else ""


def open_places(series: SeriesPage, *, may_order: bool) -> list[Place]:
    """The place after the last part, then the planned parts that no part stands beside, for those who may order."""
    number = running_order.next_number(series) if series.is_numbered else None
    places = [Place("next", number)]
    if may_order:
        places += [
            Place(f"planned-{place.planned.pk}", place.number, place.planned)
            for place in places_of(series)
            if place.planned is not None and place.part is None
        ]
    return places


def likely_place(places: list[Place], reading: Mapping) -> str:
    """The key of the planned part that has the title or the author of the text; else of the place after the last."""
    title = matching_key(reading["title"])
    names = {matching_key(entry["name"]) for entry in reading["byline"]}
    for place in places:
        if title and title in {matching_key(place.working_title)}:
            return place.key
    by_author = [place.key for place in places if place.author and matching_key(place.author) in names]
    return by_author[0] if len(by_author) == 1 else "next"
