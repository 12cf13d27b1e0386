"""What a letter says of a piece: plain values with absolute addresses. Everything in it is what the public may see.

Of a draft, for the preview of its editors, the piece itself is as typed and all around it is public.
"""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import override

from publication.frame import absolute
from publication.prose import plain_text
from series.editions.shelf.forms import forms_in
from series.followers.mailing.framing import LetterFrame
from series.followers.mailing.look import Colours, colours_of
from series.models import Correction, Edition, InstallmentPage, SeriesPage
from series.place import Place
from series.reading.parts import Part, Parts, read_parts
from series.reading.people import credits_in_memory, credits_of
from series.reading.shapes import MOST_ON_ONE_PAGE, Credit, Spine
from series.withdrawal import as_readers_may_see, still_told

# A list of more parts than that would push the foot of the letter away.
MOST_OTHERS = 12
# Heights of the bars in turn, and their width; the part in hand is higher and wider.
HEIGHTS = (26, 23, 27)


@dataclass(frozen=True)
class Bar:
    """One bar of the house device, in pixels."""

    height: int
    is_current: bool = False
    is_forthcoming: bool = False


@dataclass(frozen=True)
class OtherPart:
    """Another part of the series, in a list."""

    title: str
    address: str
    number: int | None
    language: str = ""


@dataclass(frozen=True)
class PieceWords:
    """A piece in a letter. `others` are the parts before it; `whole` are (name, address) of the series as a whole."""

    pk: int
    language: str
    title: str
    subtitle: str
    address: str
    standfirst: str
    minutes: int
    place: Place
    is_numbered: bool
    series: str
    series_address: str
    colours: Colours
    credits: tuple[Credit, ...] = ()
    takeaways: tuple[str, ...] = ()
    bars: tuple[Bar, ...] = ()
    others: tuple[OtherPart, ...] = ()
    is_complete: bool = False
    whole: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class CorrectionWords:
    """A correction in a letter: what kind it is, its day, its words in paragraphs."""

    label: str
    on: date
    paragraphs: tuple[str, ...]


def read_piece(page: InstallmentPage, frame: LetterFrame, *, is_draft: bool = False) -> PieceWords:
    """What a letter says of a piece, in its language. About six queries, whatever the number of parts."""
    language = frame.language_of(page.locale_id)
    shown = as_readers_may_see(page)
    series = page.series or page.get_parent().specific
    with override(language):
        parts = read_parts(series, frame)
        number = page.part_number if series.is_numbered else None
        address = frame.address(page.url_path) or ""
        if is_draft:
            parts = parts.with_part(_as_part(page, number, address))
        rows = credits_in_memory(page, frame) if is_draft else credits_of([page.pk], frame).get(page.pk, ())
        is_complete = series.status == SeriesPage.Status.COMPLETE
        return PieceWords(
            pk=page.pk,
            language=language,
            title=page.title,
            subtitle=page.subtitle,
            address=absolute(frame, address),
            standfirst=shown.standfirst,
            minutes=shown.reading_minutes,
            place=parts.place_of(number),
            is_numbered=series.is_numbered,
            series=series.title,
            series_address=absolute(frame, frame.address(series.url_path) or ""),
            colours=colours_of(series.cloth),
            credits=tuple(row.credit for row in rows),
            takeaways=_takeaways(shown),
            bars=tuple(_bar(place, spine) for place, spine in enumerate(parts.spines(current=page.pk or 0))),
            others=_others(parts, page.pk, number, frame),
            is_complete=is_complete,
            whole=_whole(series, parts, frame, language) if is_complete else (),
        )


def read_correction(page: InstallmentPage, key) -> CorrectionWords | None:
    """A correction that is told of a piece, by its key; None where there is none."""
    row = next((row for row in still_told(page) if str(row.translation_key) == str(key)), None)
    if row is None:
        return None
    paragraphs = (plain_text(each) for each in str(row.text).split("</p>"))
    label = str(Correction.Kind(row.kind).label)
    return CorrectionWords(label, row.date, tuple(paragraph for paragraph in paragraphs if paragraph))


def _as_part(page: InstallmentPage, number: int | None, address: str) -> Part:
    return Part(
        page.pk or 0,
        page.title,
        address,
        number,
        page.reading_minutes,
        page.first_published_at,
        group=page.translation_key,
    )


def _takeaways(page: InstallmentPage) -> tuple[str, ...]:
    blocks = page.body.raw_data if page.body else ()
    items = [
        item["value"] if isinstance(item, dict) else item
        for block in blocks
        if block["type"] == "key_takeaways"
        for item in block["value"].get("items") or ()
    ]
    return tuple(filter(None, map(plain_text, items)))


def _bar(place: int, spine: Spine) -> Bar:
    if spine.is_current:
        return Bar(34, is_current=True)
    return Bar(HEIGHTS[place % len(HEIGHTS)], is_forthcoming=spine.is_forthcoming)


def _others(parts: Parts, pk: int, number: int | None, frame: LetterFrame) -> tuple[OtherPart, ...]:
    """The parts before a piece, the last of them where they are too many; those after one that comes in late, too."""
    others = [part for part in parts.listed if part.pk != pk and part.group is not None]
    nearest = others[-MOST_OTHERS:] if parts.is_numbered else others[:MOST_OTHERS]
    return tuple(
        OtherPart(part.title, absolute(frame, part.address), part.number, part.language) for part in nearest
    )


def _whole(
    series: SeriesPage, parts: Parts, frame: LetterFrame, language: str
) -> tuple[tuple[str, str], ...]:
    """Where a complete series can be had as a whole."""
    address = frame.address(series.url_path) or ""
    links = []
    if 0 < len(parts.listed) <= MOST_ON_ONE_PAGE:
        links.append((_("All parts on one page"), f"{address}all/"))
    links += [(str(Edition.Form(form).label), f"{address.rstrip('/')}.{form}") for form in forms_in(language)]
    return tuple((name, absolute(frame, each)) for name, each in links)
