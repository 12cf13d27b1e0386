"""Books read from what everybody may see. What is closed to anybody is in none; what became closed drops out."""

from datetime import datetime

from django.utils import timezone, translation
from django.utils.safestring import SafeString, mark_safe

from publication.frame import Frame, absolute
from publication.licences import Licence
from publication.pictures import Picture, Wanted
from publication.prose import Links, Notes, expand_block, expand_inline, sanitise
from series.citation.reference import Kind, Name, Reference
from series.citation.styles import STYLES
from series.editions.book.shapes import Book, Chapter, Told
from series.feeds.names import authority_of, name_of
from series.metadata.citing import names_of
from series.metadata.describing import who_of
from series.metadata.description import AUTHORS
from series.models import Correction, InstallmentPage, SeriesPage
from series.place import Place
from series.reading.block_readers import Found, caption_parts
from series.reading.body import set_body
from series.reading.full import FullPiece, find_links_of, find_plain, read_full
from series.reading.parts import IN_ORDER, read_parts
from series.reading.pieces import oldest_first
from series.reading.shapes import Note

# More than any series has; a column of years stays within it.
MOST_CHAPTERS = 1000


def book_of_series(series: SeriesPage, frame: Frame) -> Book | None:
    """The whole series with its parts in order; a column oldest first. None without any part, or when it is closed."""
    if not SeriesPage.objects.visible().filter(pk=series.pk).exists():
        return None
    with translation.override(frame.language_of(series.locale_id)):
        parts_of_it = InstallmentPage.objects.visible().filter(series_id=series.pk)
        pieces = parts_of_it.order_by(*IN_ORDER) if series.is_numbered else oldest_first(parts_of_it)
        introduction = sanitise(series.introduction)
        read, links, pictures = _gathered(pieces, frame, [introduction])
        if not read:
            return None
        parts = read_parts(series, frame)
        chapters = tuple(
            _chapter(piece, frame, links, pictures, parts.total, series.is_numbered, place)
            for place, piece in enumerate(read, start=1)
        )
        return Book(
            name=series.slug,
            key=name_of(authority_of(frame), "book", series.translation_key, translation.get_language()),
            title=series.title,
            subtitle=series.subtitle,
            standfirst=series.standfirst,
            introduction=expand_block(introduction, links),
            editors=tuple(
                series.editors.order_by("sort_order", "pk").values_list("author__title", flat=True)
            ),
            language=translation.get_language(),
            cloth=series.cloth,
            spines=parts.spines(),
            status=series.status,
            publisher=frame.masthead.local_name,
            address=absolute(frame, frame.address(series.url_path) or "/"),
            chapters=chapters,
            licence=_licence(series.licence),
            version=_version(series.last_published_at, chapters),
            citation=_cited(_series_reference(series, chapters, frame)),
        )


def book_of_piece(piece: InstallmentPage, frame: Frame) -> Book | None:
    """A single piece as a book of one chapter. None when it is closed."""
    with translation.override(frame.language_of(piece.locale_id)):
        read, links, pictures = _gathered(InstallmentPage.objects.visible().filter(pk=piece.pk), frame)
        if not read:
            return None
        row, series = read[0].row, piece.series
        is_numbered = row["series__form"] == SeriesPage.Form.NUMBERED
        parts = read_parts(series, frame) if series else None
        chapter = _chapter(read[0], frame, links, pictures, parts and parts.total, is_numbered, 1)
        authority, language = authority_of(frame), translation.get_language()
        return Book(
            name=piece.slug,
            key=name_of(authority, "book", piece.translation_key, language),
            title=chapter.title,
            subtitle=chapter.subtitle,
            standfirst=chapter.standfirst,
            language=language,
            cloth=row["series__cloth"] or SeriesPage.Cloth.CELADON.value,
            spines=parts.spines(current=piece.pk) if parts else (),
            publisher=frame.masthead.local_name,
            address=chapter.address,
            chapters=(chapter,),
            licence=chapter.licence,
            version=_version(None, (chapter,)),
            citation=_cited(_piece_reference(chapter, row, frame)),
            series=row["series__title"] or "",
            series_key=name_of(authority, "book", series.translation_key, language) if series else "",
            doi=chapter.doi,
        )


def _gathered(pieces, frame: Frame, also=()) -> tuple[list[FullPiece], Links, dict[Wanted, Picture]]:
    read, _count = read_full(pieces, frame, start=0, limit=MOST_CHAPTERS)
    biographies = [sanitise(row.biography) for piece in read for row in piece.credits]
    links = find_links_of(read, frame, [*also, *biographies])
    pictures = find_plain(wanted for piece in read for wanted in piece.wanted)
    return read, links, pictures


def _chapter(piece: FullPiece, frame, links, pictures, total, is_numbered: bool, position: int) -> Chapter:
    row = piece.row
    number = row["part_number"] if is_numbered else None
    notes = Notes(piece.notes)
    body = set_body(piece.draft, Found(links=links, pictures=pictures, notes=notes))
    return Chapter(
        pk=row["pk"],
        name=f"part-{number}" if number is not None else f"piece-{position}",
        title=row["title"],
        subtitle=row["subtitle"],
        standfirst="" if row["is_withdrawn"] else row["standfirst"],
        place=Place(number, total if number and total and number <= total else None),
        language=frame.language_of(row["locale_id"]),
        address=absolute(frame, frame.address(row["url_path"]) or "/"),
        credits=tuple(
            each.with_photo(pictures, expand_block(sanitise(each.biography), links)) for each in piece.credits
        ),
        published_at=row["first_published_at"],
        modified_at=row["last_published_at"],
        lead=pictures.get(piece.lead) if piece.lead else None,
        lead_caption=caption_parts(row["image_caption"]),
        editors_note=expand_inline(piece.editors_note, links),
        body=body,
        notes=tuple(
            Note(number=number, text=expand_inline(text, links), marks=marks)
            for number, text, marks in notes.listed()
        ),
        corrections=tuple(
            Told(str(Correction.Kind(kind).label), day, expand_inline(text, links))
            for (kind, day, _text), text in zip(piece.attached.corrections, piece.corrections, strict=True)
        ),
        disclosure=row["disclosure"],
        outlet=row["first_published_outlet"],
        outlet_address=row["first_published_address"],
        outlet_on=row["first_published_on"],
        outlet_permission=row["first_published_permission"],
        outlet_copy=links.copy_of(row["first_published_address"]),
        doi=row["doi"],
        licence=_licence(row["licence"] or row["series__licence"]),
        is_withdrawn=row["is_withdrawn"],
    )


def _series_reference(series: SeriesPage, chapters: tuple[Chapter, ...], frame: Frame) -> Reference:
    editors = series.editors.select_related("author").order_by("sort_order", "pk")
    return Reference(
        key=f"series-{series.pk}",
        kind=Kind.SERIES,
        title=series.title,
        subtitle=series.subtitle,
        container=frame.masthead.local_name,
        url=absolute(frame, frame.address(series.url_path) or "/"),
        editors=tuple(
            Name.of(
                row.author.family_name, row.author.given_name, row.author.title,
                is_organisation=row.author.is_organisation,
            )
            for row in editors
        ),
        issued=min((timezone.localdate(c.published_at) for c in chapters if c.published_at), default=None),
        language=frame.language_of(series.locale_id),
    )  # fmt: skip


def _piece_reference(chapter: Chapter, row: dict, frame: Frame) -> Reference:
    people = tuple(who_of(credit, frame) for credit in chapter.credits)
    return Reference(
        key=f"piece-{row['pk']}",
        kind=Kind(row["series__citation_kind"] or Kind.BLOG_POST.value),
        title=chapter.title,
        subtitle=chapter.subtitle,
        container=frame.masthead.local_name,
        url=chapter.address,
        authors=names_of(tuple(who for who in people if who.role in AUTHORS)),
        translators=names_of(tuple(who for who in people if who.role == "translator")),
        series=row["series__title"] or "",
        number=chapter.place.number,
        issued=timezone.localdate(chapter.published_at) if chapter.published_at else None,
        doi=chapter.doi,
        language=chapter.language,
    )


def _cited(reference: Reference) -> SafeString:
    """In the style of Chicago; what was typed is escaped there."""
    return mark_safe(STYLES["Chicago"](reference).html)  # noqa: S308


def _licence(value: str) -> Licence | None:
    return Licence(value) if value in Licence.values else None


def _version(own: datetime | None, chapters: tuple[Chapter, ...]) -> datetime | None:
    moments = [own, *(chapter.modified_at for chapter in chapters), *(c.published_at for c in chapters)]
    return max((moment for moment in moments if moment), default=None)
