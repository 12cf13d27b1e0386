"""Series told to programs, many at once, and the parts of one."""

from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from django.db.models import Count, Window
from django.utils import translation
from wagtail.models import Page

from publication.frame import Frame, absolute
from publication.licences import Licence
from publication.pictures import Wanted
from publication.prose import expand_block, find_links, sanitise
from series.feeds.addresses import feeds_of_series
from series.feeds.markup import for_feed
from series.metadata.describing import who_of
from series.metadata.description import Description, Neighbour, PageKind, SeriesFacts
from series.metadata.framing import image, publisher_of_site
from series.metadata.twins import Twin, twins_of
from series.models import SeriesPage
from series.reading.cards import cards_and_parts
from series.reading.editors import editors_of_many
from series.reading.full import find_plain
from series.reading.parts import Part, Parts, read_parts
from series.reading.shapes import SeriesCard

OWN = (
    "pk", "translation_key", "locale_id", "title", "url_path", "subtitle", "standfirst", "introduction", "image_id",
    "citation_kind", "licence", "last_published_at", "first_published_at",
)  # fmt: skip


@dataclass(frozen=True)
class SeriesTold:
    """A series. `introduction` is HTML with absolute addresses."""

    pk: int
    key: UUID
    about: Description
    card: SeriesCard
    licence: Licence | None
    introduction: str
    twins: tuple[Twin, ...]


@dataclass(frozen=True)
class PartTold:
    """A part that stands: what a description has of it, its id, and whether it was withdrawn."""

    pk: int
    about: Neighbour
    is_withdrawn: bool


@dataclass(frozen=True)
class PartToCome:
    """A part that is announced; what is not known is empty."""

    number: int | None
    title: str
    address: str
    summary: str
    author: str
    expected_on: date | None


def tell_series(series, frame: Frame, *, start: int, limit: int) -> tuple[list[SeriesTold], int]:
    """`limit` series from `start` on of an ordered queryset that the public may see, and the number of all.

    Nine queries at most, whatever the number of series and parts.
    """
    rows = list(
        series.annotate(all_of_them=Window(Count("*"))).values(*OWN, "all_of_them")[start : start + limit]
    )
    if not rows:
        return [], 0
    ids = [row["pk"] for row in rows]
    cards, parts = cards_and_parts(SeriesPage.objects.visible().filter(pk__in=ids), frame)
    first: dict[int, object] = {}
    for part in parts:
        if part.published_at:
            first[part.series] = min(first.get(part.series, part.published_at), part.published_at)
    by_id = {card.pk: card for card in cards}
    twins = twins_of({row["translation_key"] for row in rows}, frame)
    pictures = find_plain(Wanted(row["image_id"]) for row in rows if row["image_id"])
    texts = {row["pk"]: sanitise(row["introduction"]) for row in rows}
    links = find_links(list(texts.values()), frame)
    told = []
    # Editors are named in the language in hand where their names have one of their own.
    editors = editors_of_many(ids, frame)
    for row in rows:
        language = frame.language_of(row["locale_id"])
        with translation.override(language):
            own = absolute(frame, frame.address(row["url_path"]) or "/")
            others = tuple(twin for twin in twins[row["translation_key"]] if twin.language != language)
            about = _description(
                row, frame, own, by_id[row["pk"]], pictures, editors.get(row["pk"], ()), first.get(row["pk"])
            )
            told.append(
                SeriesTold(
                    pk=row["pk"],
                    key=row["translation_key"],
                    about=replace(about, versions=tuple(twin.version for twin in others)),
                    card=by_id[row["pk"]],
                    licence=Licence.of(row["licence"]),
                    introduction=for_feed(expand_block(texts[row["pk"]], links), own),
                    twins=others,
                )
            )
    return told, rows[0]["all_of_them"]


def tell_parts(series: SeriesPage, frame: Frame) -> tuple[list[PartTold], list[PartToCome]]:
    """The parts of a series in their order, and those announced. Three queries.

    An alias has the id of its source, whose text it shows.
    """
    parts: Parts = read_parts(series, frame)
    sources = dict(
        Page.objects.filter(pk__in=[part.pk for part in parts.listed], alias_of__isnull=False).values_list(
            "pk", "alias_of_id"
        )
    )
    language = frame.language_of(series.locale_id)
    told = [
        PartTold(sources.get(part.pk, part.pk), _neighbour(part, frame, language), part.is_withdrawn)
        for part in parts.listed
    ]
    to_come = [
        PartToCome(
            number=part.number,
            title=part.title,
            address=absolute(frame, part.address),
            summary=part.standfirst,
            author=part.author.name if part.author else "",
            expected_on=part.expected_on,
        )
        for part in parts.forthcoming
    ]
    return told, to_come


def _neighbour(part: Part, frame: Frame, language: str) -> Neighbour:
    return Neighbour(
        part.title,
        absolute(frame, part.address),
        part.number,
        part.published_at,
        language=part.language or language,
    )


def _description(
    row: dict, frame: Frame, own: str, card: SeriesCard, pictures, editors, first
) -> Description:
    licence = Licence.of(row["licence"])
    wanted = Wanted(row["image_id"]) if row["image_id"] else None
    return Description(
        kind=PageKind.SERIES,
        title=row["title"],
        subtitle=row["subtitle"],
        summary=row["standfirst"],
        address=own,
        own=own,
        language=frame.language_of(row["locale_id"]),
        publisher=publisher_of_site(frame),
        published_at=first,
        modified_at=row["last_published_at"],
        image=image(pictures.get(wanted), frame) if wanted else None,
        series=SeriesFacts(
            title=row["title"],
            address=own,
            kind=row["citation_kind"],
            status=card.status,
            total=card.total,
            editors=tuple(who_of(credit, frame) for credit in editors),
        ),
        feeds=feeds_of_series(own, row["title"], card.is_numbered),
        licence=licence.address if licence else "",
        rights=str(licence.label) if licence is Licence.ALL_RIGHTS else "",
        key=f"series-{row['pk']}",
    )
