"""The list of corrections: what was put right in pieces that everybody may read, in both languages."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, Value, Window
from django.db.models.lookups import Exact
from django.utils import translation
from django.utils.safestring import SafeString

from publication.frame import Frame
from publication.prose import expand_inline, find_links, sanitise
from publication.visibility import is_open
from series.models import Correction, InstallmentPage, SeriesPage
from series.place import Place
from series.reading.shapes import Link
from series.reading.teasers import OF_SERIES, other_language, totals_of
from series.withdrawal import STILL_TOLD

FIELDS = (
    "kind", "date", "text", "page__title", "page__url_path", "page__part_number", "page__locale_id",
    "page__series_id", "page__last_published_at", "translation_key",
)  # fmt: skip


@dataclass(frozen=True)
class ListedCorrection:
    """One correction with the piece that it belongs to; `language` is set where it is not that of the page.

    `code` is always set. `key` names it in all languages, `published_at` is when its piece was last published.
    """

    label: str
    date: date
    text: SafeString
    piece: Link
    series: Link | None
    place: Place
    cloth: str
    language: str
    code: str
    key: UUID
    published_at: datetime | None


def public_corrections(at=None):
    """Corrections that are told of pieces that the public may see; those of aliases are their source's."""
    told = Correction.objects.filter(STILL_TOLD, page__live=True, page__alias_of=None)
    return told.filter(is_open(at, path="page__path"))


def there_is_a_correction(at) -> Exists:
    """The condition under which the footer leads to the list: `public_corrections`, asked of each correction.

    Joined, a database may begin with all pieces, and every page of the site asks this.
    """
    told = Q(is_withdrawn=False) | Exact(OuterRef("kind"), Value(Correction.Kind.WITHDRAWAL.value))
    piece = InstallmentPage.objects.order_by().filter(told, pk=OuterRef("page_id"), live=True, alias_of=None)
    return Exists(Correction.objects.order_by().filter(Exists(piece.filter(is_open(at)))))


def listed_corrections(frame: Frame, *, start: int, limit: int) -> tuple[tuple[ListedCorrection, ...], int]:
    """(`limit` corrections from `start` on, the newest first, the number of all). Three queries at most.

    One that a piece and its translation share is listed once, in the language of the page where it is told in it. The
    number is 0 when `start` lies after the last.
    """
    here = Q(locale__language_code=translation.get_language())
    twin = public_corrections().filter(here, translation_key=OuterRef("translation_key"))
    rows = list(
        public_corrections()
        .filter(here | ~Exists(twin))
        .annotate(all_of_them=Window(Count("*")))
        .order_by("-date", "-pk")
        .values(*FIELDS, "all_of_them", *(f"page__series__{name}" for name in OF_SERIES))[
            start : start + limit
        ]
    )
    if not rows:
        return (), 0
    totals = totals_of({row["page__series_id"] for row in rows if row["page__series_id"]})
    texts = [sanitise(row["text"]) for row in rows]
    links = find_links(texts, frame)
    listed = (
        correction_from(frame, row, expand_inline(text, links), totals)
        for row, text in zip(rows, texts, strict=True)
    )
    return tuple(listed), rows[0]["all_of_them"]


def newest_corrections(frame: Frame, limit: int) -> list[dict]:
    """Rows of the newest corrections of pieces in the language of the page, for `correction_from`. One query."""
    here = public_corrections().filter(locale__language_code=translation.get_language())
    of_series = (f"page__series__{name}" for name in OF_SERIES)
    return list(here.order_by("-date", "-pk").values("pk", *FIELDS, *of_series)[:limit])


def correction_from(frame: Frame, row: dict, text: SafeString, totals: dict) -> ListedCorrection:
    """The correction of a row, given its text for the page and the N of "of N" by the ids of series."""
    language = other_language(frame, row["page__locale_id"])
    total, is_numbered = (
        totals.get(row["page__series_id"]),
        row["page__series__form"] == SeriesPage.Form.NUMBERED,
    )
    series = None
    if row["page__series_id"]:
        address = frame.address(row["page__series__url_path"]) or ""
        series = Link(row["page__series__title"], address, language)
    return ListedCorrection(
        label=str(Correction.Kind(row["kind"]).label),
        date=row["date"],
        text=text,
        piece=Link(row["page__title"], frame.address(row["page__url_path"]) or "", language),
        series=series,
        place=Place(row["page__part_number"] if is_numbered else None, total),
        cloth=row["page__series__cloth"] or "",
        language=language,
        code=frame.language_of(row["page__locale_id"]),
        key=row["translation_key"],
        published_at=row["page__last_published_at"],
    )
