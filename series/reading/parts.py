"""The parts of a series in their order, what is still to come, and who stands beside whom.

The order of the house plan: number, then first published, then id; no number last. In an open-ended column the newest
comes first and no part has a number.

A part that is not there in the language of the series stands in its place in the other one, unless the editors leave
such parts out (`as_listed`, for every list, neighbour, count and what machines are told of them). What carries text,
feeds and citations, holds what is there in its own language.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from django.db.models import DateTimeField, F, IntegerField, UUIDField
from django.utils import timezone

from publication.frame import Frame
from publication.models.masthead import in_language, language_beside
from publication.prepared import Prepared, Slot
from publication.visibility import is_open
from series.models import InstallmentPage, PlannedPart, SeriesPage
from series.place import Place, total_of
from series.reading.shapes import Forthcoming, Link, Spine

# More bars than this say nothing and would not fit beside the series' name on a phone.
MOST_SPINES = 24

IN_ORDER = (F("part_number").asc(nulls_last=True), F("first_published_at").asc(nulls_last=True), "pk")
NEWEST_FIRST = (F("first_published_at").desc(nulls_last=True), "-pk")

PLANNED = (
    "part_number", "working_title", "working_title_ko", "standfirst", "standfirst_ko", "author_name", "expected_on",
)  # fmt: skip


@dataclass(frozen=True)
class Part:
    """A visible part in the list of its series."""

    pk: int
    title: str
    address: str
    number: int | None
    minutes: int
    published_at: datetime | None
    standfirst: str = ""
    is_withdrawn: bool = False
    language: str = ""  # of a part that is there in the other language only
    group: UUID | None = None  # shared by the part and its translations


@dataclass(frozen=True)
class Parts:
    """All that a reader may know of a series' parts: those that stand, in order, and those announced."""

    listed: tuple[Part, ...]
    forthcoming: tuple[Forthcoming, ...]
    total: int | None
    is_numbered: bool = True

    def place_of(self, number: int | None) -> Place:
        """The place of a part; a column's pieces have none. A draft beyond the total is told none: never "6 of 5"."""
        if not self.is_numbered:
            return Place(None)
        return Place(number, self.total if number and self.total and number <= self.total else None)

    def with_part(self, part: Part) -> "Parts":
        """The same with a part as it is being edited, which may not be listed yet or under another title."""
        others = [
            other
            for other in self.listed
            if other.pk != part.pk and (part.group is None or other.group != part.group)
        ]
        if not self.is_numbered:
            return replace(self, listed=(part, *others))
        listed = sorted([*others, part], key=lambda one: (one.number is None, one.number or 0))
        return replace(self, listed=tuple(listed))

    def index_of(self, pk: int) -> int | None:
        """Where a page stands among the listed ones; None for one that is not listed (a draft in preview)."""
        return next((index for index, part in enumerate(self.listed) if part.pk == pk), None)

    def neighbours(self, pk: int, number: int | None = None) -> tuple[Part | None, Part | None]:
        """(the part to read before, the part to read after) a page; in a column the one before is the older.

        `number` finds the neighbours of a part that is not listed itself.
        """
        listed = self.listed if self.is_numbered else self.listed[::-1]
        index = next((index for index, part in enumerate(listed) if part.pk == pk), None)
        if index is not None:
            before = listed[index - 1] if index else None
            return before, listed[index + 1] if index + 1 < len(listed) else None
        if number is None:
            return (listed[-1] if listed else None), None
        earlier = [part for part in listed if part.number is not None and part.number < number]
        later = [part for part in listed if part.number is not None and part.number > number]
        return (earlier[-1] if earlier else None), (later[0] if later else None)

    def spines(self, current: int | None = None, authors: dict[int, str] | None = None) -> tuple[Spine, ...]:
        """A bar for every part that stands, is announced or is promised by the total; none where they are too many.

        `current` is the id of the page in hand, `authors` the names for the shelf by page id.
        """
        authors = authors or {}
        bars = [
            Spine(
                number=part.number if self.is_numbered else None,
                minutes=part.minutes,
                title=part.title,
                address=part.address,
                author=authors.get(part.pk, ""),
                is_current=part.pk == current,
                language=part.language,
            )
            for part in self.listed
        ]
        told = {part.number for part in self.listed}
        for part in self.forthcoming:
            author = part.author.name if part.author else ""
            bars.append(Spine(part.number, title=part.title, author=author, is_forthcoming=True))
            told.add(part.number)
        bars += [
            Spine(number, is_forthcoming=True)
            for number in range(1, (self.total or 0) + 1)
            if number not in told
        ]
        if self.is_numbered:
            bars.sort(key=lambda bar: (bar.number is None, bar.number or 0))
        return tuple(bars) if len(bars) <= MOST_SPINES else ()


def _listed(is_numbered: bool, with_standfirst: bool, with_untranslated: bool, admitted: tuple[int, ...]):
    """The visible parts of a series; slots are the id of the `series` and the moment `now`.

    With those in the other language the slot is its translation `key` instead; `as_listed` chooses among them.
    """
    fields = (
        "title", "url_path", "part_number", "reading_minutes", "first_published_at", "is_withdrawn", "series_id",
        "locale_id", "translation_key", "alias_of_id",
    )  # fmt: skip
    own, group = Slot("series", IntegerField()), Slot("key", UUIDField())
    return (
        InstallmentPage.objects.visible(Slot("now", DateTimeField()), admitted)
        .filter(**({"series__translation_key": group} if with_untranslated else {"series_id": own}))
        .order_by(*(IN_ORDER if is_numbered else NEWEST_FIRST))
        .values("pk", *fields, *(["standfirst"] if with_standfirst else []))
    )


def _promised():
    """The announced parts of a series in all its languages; slots are its translation key and the moment `now`."""
    key = Slot("key", UUIDField())
    return (
        PlannedPart.objects.filter(series__translation_key=key, announced=True)
        .annotate(author_is_open=is_open(Slot("now", DateTimeField()), path="author__path"))
        .order_by(F("part_number").asc(nulls_last=True), F("expected_on").asc(nulls_last=True), "pk")
        .values(*PLANNED, "author__title", "author__url_path", "author_is_open")
    )


LISTED, PROMISED = Prepared(_listed), Prepared(_promised)


def shows_untranslated(series: SeriesPage) -> bool:
    """Do its lists show parts that are there in the other language only?"""
    return series.untranslated_parts == SeriesPage.Untranslated.SHOWN


def as_listed(rows: Iterable[dict], series_id: int, *, shows_untranslated: bool) -> list[dict]:
    """Of rows of parts in all languages of a series those that its list shows, in their order.

    Rows have `series_id`, `translation_key` and `alias_of_id`.
    """
    rows = list(rows)
    here = {row["translation_key"] for row in rows if row["series_id"] == series_id}
    return [
        row
        for row in rows
        if row["series_id"] == series_id
        or (shows_untranslated and row["alias_of_id"] is None and row["translation_key"] not in here)
    ]


def read_parts(
    series: SeriesPage, frame: Frame, admitted: tuple[int, ...] = (), *, with_standfirst=False
) -> Parts:
    """The parts of a series for somebody who passed the restrictions `admitted`. Two queries."""
    with_untranslated = shows_untranslated(series)
    slot = {"key": series.translation_key} if with_untranslated else {"series": series.pk}
    rows = LISTED.rows(
        series.is_numbered, with_standfirst, with_untranslated, tuple(admitted), now=timezone.now(), **slot
    )
    listed = tuple(
        Part(
            pk=row["pk"],
            title=row["title"],
            address=frame.address(row["url_path"]) or "",
            number=row["part_number"] if series.is_numbered else None,
            minutes=row["reading_minutes"],
            published_at=row["first_published_at"],
            standfirst="" if row["is_withdrawn"] else row.get("standfirst", ""),
            is_withdrawn=row["is_withdrawn"],
            language="" if row["series_id"] == series.pk else frame.language_of(row["locale_id"]),
            group=row["translation_key"],
        )
        for row in as_listed(rows, series.pk, shows_untranslated=with_untranslated)
    )
    numbers = [part.number for part in listed]
    total = None
    if series.is_numbered:
        total = total_of(series.planned_parts, series.status == SeriesPage.Status.COMPLETE, numbers)
    return Parts(
        listed=listed,
        forthcoming=_announced(series, frame, {number for number in numbers if number is not None}, total),
        total=total,
        is_numbered=series.is_numbered,
    )


def _announced(
    series: SeriesPage, frame: Frame, taken: set[int], total: int | None
) -> tuple[Forthcoming, ...]:
    """The announced parts that no visible part has taken the place of, in order."""
    rows = PROMISED.rows(key=series.translation_key, now=timezone.now())
    today = timezone.localdate()
    own = frame.address(series.url_path) if series.url_path else ""
    return tuple(
        _forthcoming(row, frame, own or "", today, total)
        for row in rows
        if row["part_number"] not in taken
        # A promised total is never exceeded in public: "Part 7 of 6" is not said.
        and not (total and row["part_number"] and row["part_number"] > total)
    )


def _forthcoming(row: dict, frame: Frame, series_address: str, today: date, total: int | None) -> Forthcoming:
    """An announced part as readers see it; an expected date that has passed is not shown."""
    number, expected_on = row["part_number"], row["expected_on"]
    return Forthcoming(
        number=number,
        title=in_language(row["working_title"], row["working_title_ko"]),
        address=f"{series_address}forthcoming/{number}/" if number is not None and series_address else "",
        standfirst=in_language(row["standfirst"], row["standfirst_ko"]),
        author=_author(row, frame),
        expected_on=expected_on if expected_on and expected_on >= today else None,
        place=Place(number, total if number else None),
        language=language_beside(row["working_title"], row["working_title_ko"]),
        standfirst_language=language_beside(row["standfirst"], row["standfirst_ko"]),
    )


def _author(row: dict, frame: Frame) -> Link | None:
    """Who is announced. A profile that is not public is named without a link: the editors announced the person."""
    if row["author__title"]:
        return Link(
            row["author__title"],
            (frame.address(row["author__url_path"]) or "") if row["author_is_open"] else "",
        )
    return Link(row["author_name"]) if row["author_name"] else None
