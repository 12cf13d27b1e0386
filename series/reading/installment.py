"""An installment as its page shows it: the piece, its place in the series, who made it, what belongs to it."""

from dataclasses import dataclass, field, replace
from datetime import date

from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import pgettext_lazy

from publication.frame import Frame
from publication.licences import Licence
from publication.pictures import Picture, Wanted, find_pictures
from publication.prose import Links, Notes, expand_block, expand_inline, find_links, sanitise
from publication.visibility import restrictions_above
from series.models import Correction, InstallmentPage, SeriesPage
from series.place import Place
from series.reading.block_readers import FIGURE_SIZES, Found, caption_parts
from series.reading.body import Body, read_body, set_body
from series.reading.cards import card_of
from series.reading.parts import Part, Parts, read_parts
from series.reading.people import CreditRow, credits_in_memory, credits_of
from series.reading.related import related_pieces
from series.reading.rows_of_piece import beside
from series.reading.shapes import (
    Credit,
    EditionFile,
    Forthcoming,
    Note,
    Section,
    SeriesCard,
    Teaser,
    TopicLink,
)
from series.reading.teasers import teaser_from
from series.reading.typed import corrections_of, notes_of, number_of, part_as_typed, topics_of

# A column's contents list shows this many pieces around the one in hand.
COLUMN_WINDOW = 12

# A piece with fewer headings is read without a list of them.
FEWEST_SECTIONS = 3

# What the dateline of a piece says, by the kind of its correction.
MARKS = {
    Correction.Kind.CORRECTION: pgettext_lazy("in the dateline of a piece", "Corrected"),
    Correction.Kind.CLARIFICATION: pgettext_lazy("in the dateline of a piece", "Clarified"),
    Correction.Kind.UPDATE: pgettext_lazy("in the dateline of a piece", "Updated"),
    Correction.Kind.WITHDRAWAL: pgettext_lazy("in the dateline of a piece", "Withdrawn"),
}


@dataclass(frozen=True)
class CorrectionNote:
    """A correction as readers see it; `mark` is what the dateline says of the piece for it."""

    label: str
    mark: str
    date: date
    text: SafeString


@dataclass(frozen=True)
class Reading:
    """All that the page of an installment prints."""

    series: SeriesCard
    place: Place
    contents: tuple[Part, ...]
    forthcoming: tuple[Forthcoming, ...]
    previous: Part | None
    next: Part | None
    next_forthcoming: Forthcoming | None
    credits: tuple[Credit, ...]
    lead: Picture | None
    lead_caption: tuple[str, str]
    editors_note: SafeString
    body: Body
    notes: tuple[Note, ...]
    corrections: tuple[CorrectionNote, ...]
    topics: tuple[TopicLink, ...]
    related: tuple[Teaser, ...]
    marks: tuple[CorrectionNote, ...]
    updated_at: date | None
    versions: str
    licence: Licence | None
    canonical: str
    current: int
    editors: tuple[Credit, ...] = ()  # of its series
    files: dict[str, EditionFile] = field(default_factory=dict)
    source_copy: SafeString = SafeString("")  # after the link to the first publication

    @property
    def sections(self) -> tuple[Section, ...]:
        """The headings for the contents of the piece; none where they are too few to need one."""
        return self.body.sections if len(self.body.sections) >= FEWEST_SECTIONS else ()

    @property
    def profiles(self) -> tuple[Credit, ...]:
        """Those who are introduced under the text, each once."""
        told = {}
        for credit in self.credits:
            if credit.biography or credit.address:
                told.setdefault((credit.name, credit.address), credit)
        return tuple(told.values())


def read_installment(page: InstallmentPage, frame: Frame, *, in_preview: bool = False) -> Reading:
    """Read the page of an installment: nine queries when its renditions exist, whatever the number of parts.

    In a preview the rows that belong to the page are those in memory, as the editor typed them.
    """
    placed = _placed(page)
    series = _series_of(placed)
    admitted = page.admitted
    if in_preview:
        admitted = tuple(restriction.pk for restriction in restrictions_above(page))
    parts = read_parts(series, frame, admitted)
    number = number_of(placed, series, in_preview)
    if in_preview and placed is page:
        parts = parts.with_part(part_as_typed(page, number, frame))
    saved = beside(page.pk, series.pk)
    topic_ids, topics = topics_of(page, saved, in_preview)
    before, after = parts.neighbours(placed.pk or 0, number)
    beyond = _beyond(parts, placed.pk, before, after)
    related = [
        teaser_from(frame, row, {}, ()) for row in related_pieces(page, topic_ids, saved.authors, beyond)
    ]
    credits = credits_of([*([] if in_preview else [page.pk]), *(piece.pk for piece in related)], frame)
    own = credits_in_memory(page, frame) if in_preview else credits.get(page.pk, [])

    lead = _lead(page)
    draft = read_body(page.body.raw_data, leads=lead is None)
    clean_notes = {uuid: sanitise(text) for uuid, text in notes_of(page, in_preview).items()}
    editors_note = sanitise(page.editors_note)
    noted = corrections_of(page, in_preview)
    clean_corrections = [sanitise(text) for _kind, _day, text in noted]
    biographies = [sanitise(row.biography) for row in own]
    links = find_links(
        [*draft.needs.texts, *clean_notes.values(), editors_note, *clean_corrections, *biographies],
        frame,
        pages=draft.needs.pages,
        documents=draft.needs.documents,
        addresses=[*draft.needs.addresses, page.first_published_address],
    )
    pictures = find_pictures(
        [*([lead] if lead else []), *draft.needs.pictures, *(row.photo for row in own if row.photo)]
    )
    notes = Notes(clean_notes)
    body = set_body(draft, Found(links=links, pictures=pictures, notes=notes))
    told = tuple(
        CorrectionNote(Correction.Kind(kind).label, str(MARKS[kind]), day, expand_inline(clean, links))
        for (kind, day, _text), clean in zip(noted, clean_corrections, strict=True)
    )
    marks = _marks(told)
    return Reading(
        series=card_of(series, parts, frame, spines=parts.spines(current=placed.pk or 0)),
        place=parts.place_of(number),
        contents=_contents(parts, placed.pk or 0),
        forthcoming=parts.forthcoming,
        previous=before,
        next=after,
        next_forthcoming=_next_forthcoming(parts, after, number),
        credits=_printed(own, pictures, biographies, links),
        lead=pictures.get(lead) if lead else None,
        lead_caption=caption_parts(page.image_caption),
        editors_note=expand_inline(editors_note, links),
        body=body,
        notes=tuple(
            Note(number=number, text=expand_inline(text, links), marks=marks)
            for number, text, marks in notes.listed()
        ),
        corrections=told,
        marks=marks,
        topics=topics,
        related=tuple(
            replace(piece, credits=tuple(row.credit for row in credits.get(piece.pk, ())))
            for piece in related
        ),
        updated_at=_updated(page, marks),
        versions=_versions(page, frame, in_preview),
        licence=Licence.of(page.licence, series.licence),
        canonical=_canonical(page, placed, frame),
        current=placed.pk or 0,
        editors=saved.editors,
        files=saved.files,
        source_copy=links.copy_of(page.first_published_address),
    )


def _placed(page: InstallmentPage) -> InstallmentPage:
    """The page whose place is told: an alias in the same language shows its source's."""
    if page.alias_of_id and page.part_number is None:
        source = InstallmentPage.objects.select_related("series").filter(pk=page.alias_of_id).first()
        if source is not None and source.locale_id == page.locale_id:
            return source
    return page


def _series_of(page: InstallmentPage) -> SeriesPage:
    """The series of a part; that of its parent for one that was never saved."""
    return page.series or page.get_parent().specific


def _lead(page: InstallmentPage) -> Wanted | None:
    if not page.image_id:
        return None
    return Wanted(
        page.image_id,
        alt=page.image_alt,
        decorative=page.image_is_decorative,
        caption=page.image_caption,
        sizes=FIGURE_SIZES,
        leads=True,
    )


def _contents(parts: Parts, pk: int | None) -> tuple[Part, ...]:
    if parts.is_numbered or len(parts.listed) <= COLUMN_WINDOW:
        return parts.listed
    start = max(0, min((parts.index_of(pk) or 0) - COLUMN_WINDOW // 2, len(parts.listed) - COLUMN_WINDOW))
    return parts.listed[start : start + COLUMN_WINDOW]


def _beyond(parts: Parts, pk: int | None, before: Part | None, after: Part | None) -> int | None:
    """The part of the series to name as related: the one behind the next, or before the previous, which the page names."""
    _, beyond = parts.neighbours(after.pk, after.number) if after else (None, None)
    if beyond is None and before:
        beyond, _ = parts.neighbours(before.pk, before.number)
    return beyond.pk if beyond and beyond.pk != pk and not beyond.is_withdrawn else None


def _next_forthcoming(parts: Parts, after: Part | None, number: int | None) -> Forthcoming | None:
    """The announced part that follows, where no part stands behind this one yet."""
    if after is not None or not number:
        return None
    return next(
        (part for part in parts.forthcoming if part.number is not None and part.number > number), None
    )


def _printed(
    rows: list[CreditRow], pictures: dict, biographies: list[str], links: Links
) -> tuple[Credit, ...]:
    return tuple(
        row.with_photo(pictures, expand_block(biography, links))
        for row, biography in zip(rows, biographies, strict=True)
    )


def _marks(told: tuple[CorrectionNote, ...]) -> tuple[CorrectionNote, ...]:
    """Of each kind the latest, for the dateline."""
    return tuple({note.mark: note for note in told}.values())


def _versions(page: InstallmentPage, frame: Frame, in_preview: bool) -> str:
    """The address of the page that shows what changed; empty where the editors do not allow it."""
    if in_preview or not page.tells_versions:
        return ""
    return f"{frame.address(page.url_path)}versions/"


def _updated(page: InstallmentPage, marks: tuple[CorrectionNote, ...]) -> date | None:
    """The day of the last publication, when it is another than that of the first and no correction accounts for it."""
    if not page.first_published_at or not page.last_published_at:
        return None
    first, last = timezone.localdate(page.first_published_at), timezone.localdate(page.last_published_at)
    accounted = any(mark.date >= last for mark in marks)
    return last if last > first and not accounted else None


def _canonical(page: InstallmentPage, placed: InstallmentPage, frame: Frame) -> str:
    """The one address of the piece: the first publication's where the editors chose it, an alias's source's, its own."""
    if page.canonical == InstallmentPage.Canonical.THERE and page.first_published_address:
        return page.first_published_address
    url_path = placed.url_path or page.url_path
    return frame.site.root_url + (frame.address(url_path) or "/") if url_path else ""
