"""Pieces: which a request asks for, and what is told of them."""

from typing import Annotated

from django.db.models import DateTimeField
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from ninja import Path, Query, Router
from pydantic import Field

from authors.models import AuthorPage
from home.api import answers, shapes, words
from home.api.asked import Asked, Dated, Word, end_of_day, fields_of, one_of, start_of_day
from home.api.door import frame_in
from home.api.lists import answered, page_of, told
from home.api.things import Id, missing, on_site
from publication.frame import Frame
from series.citation.identifiers import doi_address
from series.editions.shelf.forms import forms_in
from series.metadata.telling_pieces import PieceTold, Text, tell_pieces
from series.models import Byline, InstallmentPage, SeriesPage, Topic
from series.reading import topics as topic_reading
from series.reading.parts import IN_ORDER
from series.reading.pieces import listed_pieces, newest_first, oldest_first

router = Router(tags=["Pieces"])
# What takes long to make or to send is told where it is asked for.
LARGE = frozenset({"html", "text", "images", "citations"})
IN_LISTS = tuple(name for name in shapes.Piece.model_fields if name not in LARGE)
TEXT = LARGE - {"citations"}


class PiecesAsked(Dated):
    """Which pieces, in which order."""

    series: Word = Field("", description="The last word of the address of a series, in any language.")
    author: Word = Field("", description="The last word of the address of an author, in any language.")
    topic: Word = Field("", description="The last word of the address of a topic.")
    order: one_of("newest", "oldest", "updated", "number") = Field(
        "newest",
        description="The newest first, the oldest first, those changed last at the end, or by their numbers.",
    )
    fields: fields_of(shapes.Piece, IN_LISTS)


class PieceAsked(Asked):
    """How much of a piece."""

    fields: fields_of(shapes.Piece)


@router.get(
    "/pieces",
    response=answers.PieceList,
    url_name="pieces",
    operation_id="list_pieces",
    summary="List pieces",
)
def pieces(request: HttpRequest, asked: Query[PiecesAsked]) -> HttpResponse:
    """Everything that was published, without its text unless `fields` asks for it. A piece and its translation are two
    items with the same `work`. To stay up to date, ask with `order=updated` and `updated_since`."""
    frame = frame_in(request)
    found = _ordered(_narrowed(on_site(listed_pieces(), frame), asked), asked.order)

    def read(start: int, limit: int):
        text = Text.WHOLE if asked.fields & TEXT else Text.NONE
        told_of, count = tell_pieces(found, frame, start=start, limit=limit, text=text)
        return [shape_of(piece, frame, asked.fields) for piece in told_of], count

    return page_of(request, frame, asked, read, asked.fields)


@router.get(
    "/pieces/{int:id}",
    response=shapes.Piece,
    url_name="piece",
    operation_id="get_piece",
    summary="Get a piece",
)
def piece(request: HttpRequest, id: Annotated[Id, Path()], asked: Query[PieceAsked]) -> HttpResponse:
    """One piece with its text. Of a withdrawn piece the reason is told, and no text; what was taken down answers 410."""
    frame = frame_in(request)
    found = on_site(listed_pieces().filter(pk=id), frame).order_by("pk")
    text = Text.WHOLE if asked.fields & TEXT else Text.NONE
    pieces, _count = tell_pieces(found, frame, start=0, limit=1, text=text)
    if not pieces:
        raise missing(InstallmentPage, id, frame)
    answer = answered(told(shape_of(pieces[0], frame, asked.fields), asked.fields))
    answer["Content-Language"] = pieces[0].about.language
    return answer


def shape_of(piece: PieceTold, frame: Frame, fields: frozenset[str]) -> shapes.Piece:
    """A piece as the API tells it; what is large is only made where it is asked for."""
    about, series = piece.about, piece.about.series
    with translation.override(about.language):
        large = {
            "html": lambda: piece.html,
            "text": lambda: piece.text,
            "images": lambda: [words.picture(image) for image in piece.images],
            "citations": lambda: words.citations(about),
        }
        return shapes.Piece.model_construct(
            id=piece.pk,
            work=piece.key,
            language=about.language,
            url=about.own,
            canonical_url=about.address,
            api_url=words.api_url(frame, "piece", piece.pk),
            title=about.title,
            subtitle=about.subtitle,
            summary=about.summary,
            published_at=about.published_at,
            updated_at=about.modified_at or about.published_at,
            minutes=about.minutes,
            version=about.version,
            is_withdrawn=piece.is_withdrawn,
            people=[words.person(who) for who in about.people],
            series=shapes.InSeries(
                id=piece.series_id,
                title=series.title,
                url=series.address,
                status=series.status,
                number=series.position,
                total=series.total,
                is_last=series.total is not None and series.position == series.total,
            )
            if series
            else None,
            topics=[shapes.TopicName(name=topic.name, url=topic.address) for topic in about.topics],
            image=words.picture(about.image),
            licence=words.licensed(piece.licence),
            doi=doi_address(about.doi) or None,
            disclosure=about.disclosure,
            first_published=shapes.FirstPublished(
                outlet=about.source.outlet, url=about.source.address or None, date=about.source.on
            )
            if about.source
            else None,
            corrections=[words.corrected(correction) for correction in about.corrections],
            translations=words.translated(frame, "piece", piece.twins),
            editions=[] if piece.is_withdrawn else words.editions(about, forms_in(about.language)),
            **{name: make() for name, make in large.items() if name in fields},
        )


def _narrowed(found, asked: PiecesAsked):
    """The pieces that all filters leave. A word that nobody may know of leaves none, as one that is not there."""
    if asked.language:
        found = found.filter(locale__language_code=asked.language)
    if asked.series:
        series = SeriesPage.objects.visible().filter(slug=asked.series)
        found = found.filter(series__translation_key__in=series.order_by().values("translation_key"))
    if asked.author:
        authors = AuthorPage.objects.visible().filter(slug=asked.author).order_by()
        bylines = Byline.objects.with_person().filter(person__in=authors.values("translation_key"))
        found = found.filter(pk__in=bylines.order_by().values("page_id"))
    if asked.topic:
        topic = Topic.objects.filter(slug=asked.topic).select_related("merged_into").first()
        on_topic = (
            topic_reading.pieces_on(topic.merged_into or topic) if topic else InstallmentPage.objects.none()
        )
        found = found.filter(pk__in=on_topic.values("pk"))
    if since := asked.since and start_of_day(asked.since):
        found = found.filter(first_published_at__gte=since)
    if asked.until:
        found = found.filter(first_published_at__lt=end_of_day(asked.until))
    if asked.updated_since:
        found = found.annotate(changed_at=CHANGED).filter(changed_at__gte=asked.updated_since)
    return found


# When a piece was last published; what was imported may have its first day only.
CHANGED = Coalesce("last_published_at", "first_published_at", output_field=DateTimeField())


def _ordered(found, order: str):
    if order == "oldest":
        return oldest_first(found)
    if order == "updated":
        return found.order_by(CHANGED.asc(nulls_first=True), "pk")
    if order == "number":
        return found.order_by(*IN_ORDER)
    return newest_first(found)
