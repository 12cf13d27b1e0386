"""Pieces as lists show them: three queries for any number of them."""

import json
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable

from django.db.models import (
    Case,
    CharField,
    Count,
    DateTimeField,
    F,
    IntegerField,
    Max,
    Q,
    TextField,
    Value,
    When,
    Window,
)
from django.db.models.functions import Cast, Coalesce
from django.db.models.lookups import In
from django.utils import timezone, translation

from authors.names import language_of
from publication.frame import Frame
from publication.prepared import Prepared, Slot, each, room_for, slots
from publication.visibility import is_open_among_many
from series.models import Byline, InstallmentPage, SeriesEditor, SeriesPage
from series.place import Place, total_of
from series.reading.excerpts import first_paragraph
from series.reading.shapes import Credit, SeriesCard, Teaser

FIELDS = (
    "pk",
    "translation_key",
    "title",
    "url_path",
    "standfirst",
    "first_published_at",
    "reading_minutes",
    "part_number",
    "locale_id",
    "is_withdrawn",
)
CREDITED = (
    "page_id", "sort_order", "pk", "person", "name", "role", "position", "organisation", "profile_path", "profile_open",
    "author__kind", "author__family_name", "author__given_name",
)  # fmt: skip
EDITOR = "series editor"  # no role in a byline: whoever edits a series
OF_SERIES = ("translation_key", "title", "url_path", "cloth", "status", "form", "planned_parts")  # fmt: skip
ROW = (*FIELDS, "series_id", *(f"series__{name}" for name in OF_SERIES))


def teasers_by_id(
    frame: Frame, page_ids: Collection[int], *, totals, credits, opening_of: Collection[int] = ()
) -> dict[int, Teaser]:
    """Teasers of those of the pages that are visible, by id, with the first paragraph of those in `opening_of`.

    One query, or none for no pages.
    """
    page_ids, opened = list(page_ids), list(opening_of)
    if not page_ids:
        return {}
    shape = room_for(len(page_ids)), room_for(len(opened))
    values = each("page", page_ids, shape[0]) | each("opened", opened, shape[1])
    found = {}
    for row in TEASED.rows(*shape, now=timezone.now(), **values):
        excerpt = first_paragraph(json.loads(row["opening"])) if row.get("opening") else ""
        found[row["pk"]] = teaser_from(frame, row, totals, tuple(credits.get(row["pk"], ())), excerpt)
    return found


def _teased(pages: int, opened: int):
    """So many visible pieces, and the text of so many; slots are `page_0`, `opened_0` and on, and `now`."""
    pieces = InstallmentPage.objects.visible(Slot("now", DateTimeField()))
    pieces = pieces.filter(In(F("pk"), slots("page", pages, IntegerField()))).order_by()
    if opened:
        is_opened = In(F("pk"), slots("opened", opened, IntegerField()))
        pieces = pieces.annotate(opening=Case(When(is_opened, then=Cast("body", TextField())), default=None))
    return pieces.values(*ROW, *(["opening"] if opened else []))


TEASED = Prepared(_teased)


def teasers(frame: Frame, pieces, *, limit: int, start: int = 0, totals=None, credits=None) -> list[Teaser]:
    """`limit` teasers from `start` on, in the order of `pieces`, a queryset of installments the public may see.

    `totals` maps series to their N of "of N", and `credits` pieces to their credits, where the caller knows them or
    will fill them in; otherwise they are asked for.
    """
    return counted_teasers(
        frame, pieces, limit=limit, start=start, totals=totals, credits=credits, count=False
    )[0]


def counted_teasers(
    frame, pieces, *, limit, start=0, totals=None, credits=None, count=True
) -> tuple[list[Teaser], int]:
    """The same, with the number of all the pieces counted in the same query; 0 when `start` lies after the last."""
    if count:
        pieces = pieces.annotate(all_of_them=Window(Count("*")))
    rows = list(pieces.values(*ROW, *(["all_of_them"] if count else []))[start : start + limit])
    if not rows:
        return [], 0
    if totals is None:
        totals = totals_of({row["series_id"] for row in rows if row["series_id"]})
    if credits is None:
        credits = credits_for_list(frame, [row["pk"] for row in rows])
    found = [teaser_from(frame, row, totals, tuple(credits.get(row["pk"], ()))) for row in rows]
    return found, rows[0]["all_of_them"] if count else len(rows)


def totals_of(series_ids) -> dict[int, int | None]:
    """The N of "of N" of each series by its id, None where no total may be told; no query for no series."""
    ids = list(series_ids)
    if not ids:
        return {}
    count = room_for(len(ids))
    rows = NUMBERS.rows(count, now=timezone.now(), **each("series", ids, count))
    return {row["series_id"]: _total(row) for row in rows}


def _numbers(count: int):
    """How many visible numbers so many series have, and the highest; slots are `series_0` and on, and `now`."""
    numbered = Q(part_number__gt=0)
    return (
        InstallmentPage.objects.visible(Slot("now", DateTimeField()))
        .filter(In(F("series_id"), slots("series", count, IntegerField())))
        .order_by()
        .values("series_id", "series__planned_parts", "series__status")
        .annotate(
            highest=Max("part_number", filter=numbered),
            numbers=Count("part_number", filter=numbered, distinct=True),
        )
    )


NUMBERS = Prepared(_numbers)


def _total(row) -> int | None:
    highest = row["highest"] or 0
    # Numbers are unique in a series: N of them with N as the highest are 1 to N.
    numbers = range(1, highest + 1) if highest == row["numbers"] else (highest,)
    is_complete = row["series__status"] == SeriesPage.Status.COMPLETE
    return total_of(row["series__planned_parts"], is_complete, numbers)


def credits_for_list(frame: Frame, page_ids, edited: Collection[int] = ()) -> dict[int, list[Credit]]:
    """The bylines of pages, in order, by the page's id. One query; the pages must be visible already.

    Under the ids of the series in `edited` stand their editors, with EDITOR as their role and without addresses.
    """
    page_ids, edited = list(page_ids), list(edited)
    found: dict[int, list[Credit]] = defaultdict(list)
    if not page_ids and not edited:
        return found
    shape = room_for(len(page_ids)), room_for(len(edited))
    values = each("page", page_ids, shape[0]) | each("series", edited, shape[1])
    rows = CREDITED_IN_LIST.raw(*shape, now=timezone.now(), **values)
    found.update(credits_from(frame, rows, lambda row: CREDITED_IN_LIST.read([row], *shape)[0]))
    return found


def credits_from(
    frame: Frame, rows: Iterable[tuple], read: Callable[[tuple], dict]
) -> dict[int, list[Credit]]:
    """The credits of rows with the columns CREDITED, in order, by the page's id; `read` makes Python's values of one."""
    found: dict[int, list[Credit]] = defaultdict(list)
    # The same few people are credited again and again.
    key = frame.places, translation.get_language()
    for row in sorted(rows, key=lambda row: (row[0], row[1] or 0, row[2])):
        who = (key, row[3:])
        credit = _known.get(who)
        if credit is None:
            if len(_known) >= MOST_KNOWN:
                _known.clear()
            credit = _known[who] = _credit(frame, read(row))
        found[row[0]].append(credit)
    return found


# What was made of a row, by all that is in it: credits are frozen.
_known: dict[tuple, Credit] = {}
MOST_KNOWN = 4_096


def credited_in_list(pages: int, series: int = 0):
    """The bylines of so many pages, and the editors of so many series; slots are `page_0`, `series_0`, and `now`."""
    heir = "author__merged_into__"
    model = Byline._meta.get_field("author").related_model
    now = Slot("now", DateTimeField())
    # Found once for all rows.
    is_public = model._base_manager.filter(is_open_among_many(now)).order_by().values("url_path")
    rows = (
        Byline.objects.filter(In(F("page_id"), slots("page", pages, IntegerField())) if pages else Q(pk=0))
        .with_person()
        .annotate(profile_path=Coalesce(f"{heir}url_path", "author__url_path"))
        .annotate(profile_open=In(F("profile_path"), is_public))
        .order_by()
        .values(*CREDITED)
    )
    return rows.union(_editors_as_credits(series), all=True) if series else rows


CREDITED_IN_LIST = Prepared(credited_in_list)


def _editors_as_credits(count: int):
    nothing = Value("", output_field=CharField())
    rows = SeriesEditor.objects.filter(In(F("page_id"), slots("series", count, IntegerField()))).order_by()
    return rows.annotate(
        person=Coalesce("author__merged_into__translation_key", "author__translation_key"),
        name=F("author__title"),
        role=Value(EDITOR, output_field=CharField()),
        position=nothing,
        organisation=nothing,
        profile_path=nothing,
        profile_open=Value(False),
    ).values(*CREDITED)


def _credit(frame: Frame, row) -> Credit:
    language = language_of(row["name"])
    return Credit(
        person=row["person"],
        name=row["name"],
        address=(frame.address(row["profile_path"]) or "") if row["profile_open"] else "",
        role=row["role"],
        role_label="" if row["role"] == EDITOR else str(Byline.Role(row["role"]).label),
        position=row["position"],
        organisation=row["organisation"],
        language="" if language == translation.get_language() else language,
        family=row["author__family_name"],
        given=row["author__given_name"],
        is_organisation=row["author__kind"] == "organisation",
    )


def teaser_from(frame: Frame, row, totals, credits, excerpt: str = "") -> Teaser:
    """The teaser of a row with FIELDS, `series_id`, and OF_SERIES after `series__`."""
    language = other_language(frame, row["locale_id"])
    series = None
    if row["series_id"]:
        of = {name: row[f"series__{name}"] for name in OF_SERIES}
        series = SeriesCard(
            pk=row["series_id"],
            key=of["translation_key"],
            title=of["title"],
            address=frame.address(of["url_path"]) or "",
            cloth=of["cloth"],
            status=of["status"],
            is_numbered=of["form"] == SeriesPage.Form.NUMBERED,
            total=totals.get(row["series_id"]),
            language=language,
        )
    return Teaser(
        pk=row["pk"],
        key=row["translation_key"],
        title=row["title"],
        address=frame.address(row["url_path"]) or "",
        standfirst="" if row["is_withdrawn"] else row["standfirst"],
        published_at=row["first_published_at"],
        minutes=row["reading_minutes"],
        place=Place(row["part_number"], totals.get(row["series_id"])),
        series=series,
        credits=credits,
        language=language,
        excerpt="" if row["is_withdrawn"] else excerpt,
        is_withdrawn=row["is_withdrawn"],
    )


def other_language(frame: Frame, locale_id: int) -> str:
    """The language code to mark a text with, empty when it is the language of the page in hand."""
    code = frame.language_of(locale_id)
    return "" if code == translation.get_language() else code
