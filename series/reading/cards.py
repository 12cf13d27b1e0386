"""Series as they stand in lists, read for a whole list at once."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple

from django.db.models import DateTimeField, F, QuerySet, UUIDField
from django.db.models.lookups import In
from django.utils import timezone, translation

from publication.frame import Frame
from publication.models.masthead import in_language
from publication.prepared import Prepared, Slot, each, room_for, slots
from publication.site_state import Counted, SiteState
from series.models import InstallmentPage, PlannedPart, SeriesPage
from series.place import total_of
from series.reading.parts import IN_ORDER, MOST_SPINES, Parts, as_listed
from series.reading.shapes import SeriesCard, Spine
from series.reading.teasers import other_language

# What a card is made of: the rows that `cards_of_rows` takes.
CARD = (
    "pk", "title", "url_path", "locale_id", "translation_key", "standfirst", "cloth", "form", "status", "planned_parts",
    "untranslated_parts", "first_published_at",
)  # fmt: skip
PART = (
    "pk", "series_id", "series__translation_key", "part_number", "reading_minutes", "first_published_at", "title",
    "url_path", "locale_id", "translation_key", "alias_of_id", "is_withdrawn",
)  # fmt: skip


@dataclass
class _Progress:
    """What is known of one series' parts while a list of series is read."""

    numbers: list = field(default_factory=list)
    spines: list[Spine] = field(default_factory=list)
    minutes: int = 0
    newest: object = None
    next_on: date | None = None


class StandingPart(NamedTuple):
    """A visible part: `source` is its own id, or for an alias that of what it is an alias of.

    `is_listed` is false where lists that go across series leave it out: an alias, or withdrawn.
    """

    pk: int
    series: int
    source: int
    published_at: datetime | None
    is_listed: bool


class StandingSeries(NamedTuple):
    """A visible series; `has_parts` while a part of it counts as published."""

    pk: int
    has_parts: bool


def series_of_language(frame: Frame, state: SiteState) -> tuple[StandingSeries, ...]:
    """All visible series of the language in hand, those with the newest parts first: the order of `series_cards`.

    Kept for the state of the site; two queries at most.
    """
    return OF_LANGUAGE.at(state, frame.root())


def series_below(root: str, at: datetime | Slot | None = None) -> QuerySet[SeriesPage]:
    """The visible series under the home page at a tree path, aliases left out."""
    return SeriesPage.objects.visible_among_many(at).filter(alias_of=None, url_path__startswith=root)


def _of_language(root: str) -> tuple[StandingSeries, ...]:
    rows = series_below(root).values(
        "pk", "translation_key", "untranslated_parts", "first_published_at", "form"
    )
    parts = InstallmentPage.objects.visible_among_many().filter(
        series__translation_key__in=series_below(root).order_by().values("translation_key")
    )
    by_group = defaultdict(list)
    for part in parts.order_by().values(
        "series_id",
        "series__translation_key",
        "part_number",
        "first_published_at",
        "translation_key",
        "alias_of_id",
    ):
        by_group[part["series__translation_key"]].append(part)
    found = []
    for row in rows:
        shown = row["untranslated_parts"] == SeriesPage.Untranslated.SHOWN
        progress = _Progress()
        for part in as_listed(by_group[row["translation_key"]], row["pk"], shows_untranslated=shown):
            progress.numbers.append(part["part_number"])
            progress.newest = _newer(progress.newest, part["first_published_at"])
        found.append((_age(progress, row), StandingSeries(row["pk"], _published(progress, row) > 0)))
    return tuple(series for _age_, series in sorted(found, key=lambda pair: pair[0], reverse=True))


OF_LANGUAGE = Counted(_of_language)


def cards_of_list(ids: tuple[int, ...], frame: Frame, state: SiteState) -> tuple[SeriesCard, ...]:
    """The cards of those of these series that are visible, kept for the state of the site and the day. Three queries."""
    known_by = ids, frame.places, translation.get_language(), timezone.localdate()
    return LISTED.made(
        state, lambda: series_cards(SeriesPage.objects.visible().filter(pk__in=ids), frame), *known_by
    )


LISTED = Counted()


def series_cards(series: QuerySet[SeriesPage], frame: Frame) -> tuple[SeriesCard, ...]:
    """Cards of the given series, which must come from `SeriesPage.objects.visible()`: newest part first. Three queries."""
    return cards_and_parts(series, frame)[0]


def cards_and_parts(
    series: QuerySet[SeriesPage], frame: Frame
) -> tuple[tuple[SeriesCard, ...], tuple[StandingPart, ...]]:
    """The same, and all visible parts of those series, in the order of each. Three queries."""
    return cards_of_rows(list(series.values(*CARD)), frame)


def cards_of_rows(rows: list[dict], frame: Frame) -> tuple[tuple[SeriesCard, ...], tuple[StandingPart, ...]]:
    """The same of rows of visible series with the fields of CARD. Two queries, or none for no rows."""
    if not rows:
        return (), ()
    progress = {row["pk"]: _Progress() for row in rows}
    parts = _add_parts(progress, rows, frame)
    _add_announced(progress, {row["translation_key"]: row["pk"] for row in rows})
    cards = [(_age(progress[row["pk"]], row), _card_from(row, progress[row["pk"]], frame)) for row in rows]
    newest_first = sorted(cards, key=lambda pair: pair[0], reverse=True)
    return tuple(card for _age_, card in newest_first), tuple(parts)


def _add_parts(progress: dict[int, _Progress], series: list[dict], frame: Frame) -> list[StandingPart]:
    keys = [row["translation_key"] for row in series]
    count = room_for(len(keys))
    by_group = defaultdict(list)
    for part in STANDING.rows(count, now=timezone.now(), **each("key", keys, count)):
        by_group[part["series__translation_key"]].append(part)
    found = []
    for row in series:
        shown = row["untranslated_parts"] == SeriesPage.Untranslated.SHOWN
        for part in as_listed(by_group[row["translation_key"]], row["pk"], shows_untranslated=shown):
            _add_part(progress[row["pk"]], part, row, frame)
            if part["series_id"] == row["pk"]:
                found.append(_standing(part))
    return found


def _standing_in(count: int):
    """The visible parts of `count` series; slots are the translation keys of these, `key_0` and on, and `now`."""
    keys = slots("key", count, UUIDField())
    parts = InstallmentPage.objects.visible_among_many(Slot("now", DateTimeField()))
    return parts.filter(In(F("series__translation_key"), keys)).order_by(*IN_ORDER).values(*PART)


STANDING = Prepared(_standing_in)


def _standing(part: dict) -> StandingPart:
    source, is_alias = part["alias_of_id"] or part["pk"], part["alias_of_id"] is not None
    is_listed = not is_alias and not part["is_withdrawn"]
    return StandingPart(part["pk"], part["series_id"], source, part["first_published_at"], is_listed)


def _add_part(known: _Progress, part: dict, series: dict, frame: Frame) -> None:
    known.numbers.append(part["part_number"])
    known.minutes += part["reading_minutes"]
    known.spines.append(
        Spine(
            part["part_number"],
            minutes=part["reading_minutes"],
            title=part["title"],
            address=frame.address(part["url_path"]) or "",
            pk=part["pk"],
            language="" if part["series_id"] == series["pk"] else frame.language_of(part["locale_id"]),
        )
    )
    known.newest = _newer(known.newest, part["first_published_at"])


def _newer(one: datetime | None, other: datetime | None) -> datetime | None:
    return max(filter(None, (one, other)), default=None)


def _add_announced(progress: dict[int, _Progress], series_by_key: dict) -> None:
    count, today = room_for(len(series_by_key)), timezone.localdate()
    for row in TO_COME.rows(count, **each("key", series_by_key, count)):
        known, number = progress[series_by_key[row["series__translation_key"]]], row["part_number"]
        if number is not None and number in known.numbers:
            continue
        title = in_language(row["working_title"], row["working_title_ko"])
        known.spines.append(Spine(number, title=title, is_forthcoming=True))
        if row["expected_on"] and row["expected_on"] >= today:
            known.next_on = min(filter(None, (known.next_on, row["expected_on"])))


def _to_come(count: int):
    """The announced parts of `count` series; slots are the translation keys of these, `key_0` and on."""
    keys = slots("key", count, UUIDField())
    announced = PlannedPart.objects.filter(In(F("series__translation_key"), keys), announced=True)
    return announced.order_by(F("part_number").asc(nulls_last=True), "pk").values(
        "series__translation_key", "part_number", "working_title", "working_title_ko", "expected_on"
    )


TO_COME = Prepared(_to_come)


def _age(known: _Progress, row: dict):
    """What a list of series is ordered by: the newest part, else the series itself."""
    return (known.newest or row["first_published_at"] or timezone.now(), row["pk"])


def _published(known: _Progress, row: dict) -> int:
    """How many parts stand; in a numbered series those with a number from 1."""
    is_numbered = row["form"] == SeriesPage.Form.NUMBERED
    return sum(1 for number in known.numbers if number or not is_numbered)


def _card_from(row: dict, known: _Progress, frame: Frame) -> SeriesCard:
    is_numbered = row["form"] == SeriesPage.Form.NUMBERED
    total = None
    if is_numbered:
        total = total_of(row["planned_parts"], row["status"] == SeriesPage.Status.COMPLETE, known.numbers)
    # "Begin with part 1" leads to what can be read in the language of the series.
    standing = [spine for spine in known.spines if not spine.is_forthcoming and not spine.language]
    # An interview without a number neither opens nor closes a numbered series.
    in_order = [spine for spine in standing if spine.number is not None] or standing
    return SeriesCard(
        pk=row["pk"],
        title=row["title"],
        address=frame.address(row["url_path"]) or "",
        cloth=row["cloth"],
        standfirst=row["standfirst"],
        status=row["status"],
        is_numbered=is_numbered,
        total=total,
        published=_published(known, row),
        minutes=known.minutes,
        next_on=known.next_on,
        language=other_language(frame, row["locale_id"]),
        spines=_bars(
            known.spines, None if row["status"] == SeriesPage.Status.COMPLETE else total, is_numbered
        ),
        first=in_order[0] if in_order else None,
        latest=in_order[-1] if in_order else None,
    )


def _bars(spines: list[Spine], promised: int | None, is_numbered: bool) -> tuple[Spine, ...]:
    """A bar for each part, and for each that is still promised: nothing more will come of a series that is complete.

    (In a translation of it some parts may be missing for ever.)
    """
    told = {spine.number for spine in spines}
    bars = [
        spine
        for spine in spines
        if not (promised and spine.is_forthcoming and (spine.number or 0) > promised)
    ]
    bars += [
        Spine(number, is_forthcoming=True) for number in range(1, (promised or 0) + 1) if number not in told
    ]
    if is_numbered:
        bars.sort(key=lambda spine: (spine.number is None, spine.number or 0))
    return tuple(bars) if len(bars) <= MOST_SPINES else ()


def card_of(series: SeriesPage, parts: Parts, frame: Frame, **more) -> SeriesCard:
    """The card of one series whose parts were read already."""
    expected = [part.expected_on for part in parts.forthcoming if part.expected_on]
    return SeriesCard(
        pk=series.pk,
        title=series.title,
        address=frame.address(series.url_path) or "",
        cloth=series.cloth,
        standfirst=series.standfirst,
        status=series.status,
        is_numbered=series.is_numbered,
        total=parts.total,
        published=sum(1 for part in parts.listed if part.number or not series.is_numbered),
        minutes=sum(part.minutes for part in parts.listed),
        next_on=min(expected, default=None),
        **more,
    )
