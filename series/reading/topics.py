"""Topics as readers see them: which are listed, with how many pieces, and which stand near one another.

A topic is listed when the public may see a piece under it, or a part is announced under it. Counts are of visible
pieces: a piece and its translation are one, aliases are none (series/reading/pieces.py). A topic that was merged into
another is not listed; its pieces are the other's.
"""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db.models import Count, Max, Q
from django.db.models.functions import Coalesce
from django.urls import Resolver404, resolve, reverse
from django.utils import timezone, translation

from publication.frame import Frame
from publication.site_state import Counted, SiteState, site_state
from publication.visibility import is_open_among_many
from series.models import InstallmentTopic, PlannedPart, SeriesPage, Topic
from series.reading.pieces import listed_pieces
from series.reading.shapes import Link, Teaser, TopicLink
from series.reading.tally import Tally

WORDS = ("slug", "name", "name_ko", "description", "description_ko")


@dataclass(frozen=True)
class Words:
    """A text in the one language there is, with its code where that is not the page's."""

    text: str
    language: str = ""


@dataclass(frozen=True)
class FirstAnnounced:
    """The part that will be the first under a topic."""

    series: Link
    number: int | None


def topics_of_all(state: SiteState | None = None) -> tuple[tuple[int, TopicLink], ...]:
    """(id, link) of every topic under which there is something to read, those with most pieces first.

    Kept for the state of the site. Two queries at most.
    """
    return TOPICS_OF_ALL.at(state or site_state(), translation.get_language())


def _count_all(language: str) -> tuple[tuple[int, TopicLink], ...]:
    return tuple(counted_topics(visible_rows()))


TOPICS_OF_ALL = Counted(_count_all)


def topics_by_count(limit: int) -> list[TopicLink]:
    """The topics with most pieces. Two queries at most."""
    return [link for _pk, link in topics_of_all()[:limit]]


def listed_topics() -> tuple[TopicLink, ...]:
    """All listed topics by name; those that are only announced have count 0. Kept for the state of the site."""
    return LISTED.at(site_state(), translation.get_language())


def _listed(language: str) -> tuple[TopicLink, ...]:
    found = {topic.address: topic for _pk, topic in _count_all(language)}
    for row in Topic.objects.filter(merged_into=None, pk__in=_announced().values("topics")).values(*WORDS):
        topic = _link(row, 0)
        found.setdefault(topic.address, topic)
    return tuple(sorted(found.values(), key=lambda topic: topic.name.casefold()))


LISTED = Counted(_listed)


def topics_of_pages(page_ids, limit: int) -> list[TopicLink]:
    """The topics that visible pages (a subquery of ids) have most often. One query."""
    return _links(InstallmentTopic.objects.filter(page_id__in=page_ids))[:limit]


def pieces_on(topic: Topic):
    """The listed pieces under a topic and the topics merged into it, in both languages; in no order."""
    # By their ids: an "or" over two tables has a database look at the rows of all topics.
    own = Topic.objects.filter(Q(pk=topic.pk) | Q(merged_into=topic)).order_by().values("pk")
    rows = InstallmentTopic.objects.filter(topic_id__in=own)
    return listed_pieces().filter(pk__in=rows.order_by().values("page_id"))


def tally_on(topic: Topic, state: SiteState) -> Tally:
    """The tally of those pieces, kept for the state of the site. One query, or none."""
    return ON_TOPIC.at(state, topic.pk, translation.get_language(), timezone.get_current_timezone_name())


def _tally_on(topic_id: int, language: str, zone: str) -> Tally:
    return Tally(pieces_on(Topic(pk=topic_id)))


ON_TOPIC = Counted(_tally_on, most=512)


def by_year(teasers: list[Teaser]) -> list[tuple[int, list[Teaser]]]:
    """Teasers in their order in groups of (year in the editorial time zone, teasers); the year is 0 where none is known."""
    years: dict[int, list[Teaser]] = {}
    for teaser in teasers:
        year = timezone.localtime(teaser.published_at).year if teaser.published_at else 0
        years.setdefault(year, []).append(teaser)
    return list(years.items())


def first_announced(topic: Topic, frame: Frame) -> FirstAnnounced | None:
    """The first announced part under a topic, None where there is none. Two queries."""
    named = Q(topics=topic) | Q(topics__merged_into=topic)
    planned = (
        _announced()
        .filter(named)
        .select_related("series")
        .order_by("expected_on", "part_number", "pk")
        .first()
    )
    if planned is None:
        return None
    # Planned parts belong to the series in its first language; readers are led to it in theirs.
    versions = SeriesPage.objects.visible().filter(translation_key=planned.series.translation_key)
    here = versions.filter(locale__language_code=translation.get_language()).first()
    series = here or planned.series
    return FirstAnnounced(
        series=Link(
            series.title,
            frame.address(series.url_path) or "",
            "" if here else _foreign(frame.language_of(series.locale_id)),
        ),
        number=planned.part_number,
    )


def is_public_address(path: str) -> bool | None:
    """May the public see the topic at a path? None where the path is no topic's; asked by publication/redirects.py."""
    with translation.override(translation.get_language_from_path(path) or settings.LANGUAGE_CODE):
        try:
            found = resolve(path)
        except Resolver404:
            return None
    if found.url_name != "topic":
        return None
    named = Topic.objects.filter(slug=found.kwargs["slug"]).select_related("merged_into").first()
    topic = named and (named.merged_into or named)
    return topic is not None and is_public(topic)


def is_public(topic: Topic) -> bool:
    """Is there a piece under a topic that the public may see, or an announced part? Two queries at most."""
    announced = _announced().filter(Q(topics=topic) | Q(topics__merged_into=topic))
    return pieces_on(topic).exists() or announced.exists()


def newest_under_topics() -> dict[str, datetime | None]:
    """When the newest of its visible pieces last changed, by the slug of a topic that has one. One query."""
    slug = Coalesce("topic__merged_into__slug", "topic__slug")
    rows = visible_rows().order_by().annotate(slug=slug).values("slug")
    return dict(rows.annotate(newest=Max("page__last_published_at")).values_list("slug", "newest"))


def description_of(topic: Topic) -> Words:
    """The description in the language of the page, or in the other, marked, where only that exists."""
    return _words(topic.description, topic.description_ko)


def name_of(topic: Topic) -> Words:
    """The name in the language of the page; the English one, marked, where there is no Korean."""
    return _words(topic.name, topic.name_ko)


def visible_rows():
    """The rows of pieces that the public may see, aliases left out."""
    return InstallmentTopic.objects.filter(page__alias_of=None).filter(is_open_among_many(page="page__"))


def _announced():
    return PlannedPart.objects.announced()


def counted_topics(rows) -> list[tuple[int, TopicLink]]:
    """Rows of topics grouped by topic, with its id; those with most pieces first. One query."""
    heirs = {word: Coalesce(f"topic__merged_into__{word}", f"topic__{word}") for word in WORDS}
    heirs["topic_key"] = Coalesce("topic__merged_into_id", "topic_id")
    grouped = rows.order_by().values(**heirs).annotate(pieces=Count("page__translation_key", distinct=True))
    ordered = grouped.order_by("-pieces", "name", "topic_key")
    return [(row["topic_key"], _link(row, row["pieces"])) for row in ordered]


def _links(rows) -> list[TopicLink]:
    return [link for _, link in counted_topics(rows)]


def _link(row: dict, count: int) -> TopicLink:
    name = _words(row["name"], row["name_ko"])
    return TopicLink(
        name=name.text,
        address=reverse("topic", args=[row["slug"]]),
        count=count,
        description=_words(row["description"], row["description_ko"]).text,
        language=name.language,
    )


def _words(english: str, korean: str) -> Words:
    own, other, code = (
        (korean, english, "en") if translation.get_language() == "ko" else (english, korean, "ko")
    )
    return Words(own) if own else Words(other, code if other else "")


def _foreign(language: str) -> str:
    return "" if language == translation.get_language() else language
