"""The running order: the only place that writes part numbers.

A number is stored on the page's row and stays: publishing, unpublishing, scheduling or deleting a part never changes
another's. It belongs to the translation group of the series: the lock covers the series in all languages, the highest
counts all of them, a translation has its twin's number, renumbering writes all. Revisions are never rewritten; a page
made from one keeps the number of its row (InstallmentPage.with_content_json and save).
"""

from collections.abc import Mapping
from datetime import datetime

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Case, F, Max, Value, When
from django.dispatch import Signal
from django.utils.translation import gettext as _

# Numbers on their way to new places stand above every possible one: neither SQLite nor Django's constraint can wait
# for the end of the transaction, so each renumbering writes twice.
ASIDE = 20_000
HIGHEST = 9_999
# Sent with `series` when numbers of parts that are there were written. What shows them is built on this module.
order_changed = Signal()


class NumberTaken(ValidationError):
    """Another part has the number; `holder` is that part."""

    def __init__(self, number: int, holder):
        self.holder = holder
        super().__init__(
            _("Part %(number)d is “%(title)s”. Choose a free number, or let the two exchange theirs.")
            % {"number": number, "title": holder.title}
        )


def _installments():
    return apps.get_model("series", "InstallmentPage")._base_manager


def _planned():
    return apps.get_model("series", "PlannedPart").objects


def lock(series) -> None:
    """Hold the rows of the series in all its languages until the transaction ends.

    On SQLite, which has no row locks, the IMMEDIATE transaction of config/environment.py does the same.
    """
    group = type(series)._base_manager.filter(translation_key=series.translation_key)
    list(group.select_for_update(of=("self",)).order_by("pk").values_list("pk", flat=True))


def next_number(series) -> int:
    """The number a new part takes: the highest of the group plus one, planned parts not counted, at least 1."""
    parts = _installments().filter(series__translation_key=series.translation_key)
    highest = parts.aggregate(highest=Max("part_number"))["highest"]
    return max(highest or 0, 0) + 1


def give_place(page, *, with_its_series: bool) -> None:
    """Give a page that is about to be created its series and number.

    `with_its_series` says that the page is copied because its series is: then it keeps the number of its source,
    0 and none included. Otherwise: none in an open-ended column and for an alias that translates nothing; the number
    of its twin for a translation, when free; else the highest plus one.
    """
    parent = page.get_parent()
    series = apps.get_model("series", "SeriesPage")._base_manager.filter(pk=parent.pk).first()
    page.series = series
    if series is None:
        page.part_number = None
        return
    if with_its_series and not page.alias_of_id:
        return
    page.part_number = _number_for(page, series)


def _number_for(page, series) -> int | None:
    if not series.is_numbered:
        return None
    lock(series)
    twins = _installments().filter(translation_key=page.translation_key).exclude(locale_id=page.locale_id)
    twin = twins.values("part_number", "series__translation_key").first()
    if page.alias_of_id and twin is None:
        return None
    if twin and twin["series__translation_key"] == series.translation_key:
        number = twin["part_number"]
        if number is None or not _installments().filter(series=series, part_number=number).exists():
            return number
    return next_number(series)


def keep_place(page) -> tuple[datetime | None, datetime | None]:
    """Put the row's own series and number on a page that is about to be saved.

    Returns what else a save may want of the locked row: when it was first and last published.
    """
    row = (
        _installments()
        .select_for_update(of=("self",))
        .values_list("part_number", "series_id", "first_published_at", "last_published_at")
        .get(pk=page.pk)
    )
    page.part_number, page.series_id, *published = row
    return tuple(published)


@transaction.atomic
def place_moved(page) -> None:
    """Give a page that was moved to another series its place there: after the last part."""
    series = apps.get_model("series", "SeriesPage")._base_manager.filter(pk=page.get_parent().pk).first()
    number = None
    if series is not None and series.is_numbered and not page.alias_of_id:
        lock(series)
        number = next_number(series)
    _installments().filter(pk=page.pk).update(series=series, part_number=number)


@transaction.atomic
def change_number(page, number: int | None, *, exchange: bool = False) -> None:
    """Give a part another number, in all its languages; None takes its number away.

    A planned part that waits under the old number moves with it. Raises NumberTaken when another part has the number
    and `exchange` is false, ValidationError when the number cannot be one or the series has no numbers.
    """
    series = page.series
    if series is None or not series.is_numbered:
        raise ValidationError(_("Pieces of an open-ended column have no numbers."))
    if number is not None and not 0 <= number <= HIGHEST:
        raise ValidationError(
            _("A part number is a whole number from 0 to %(highest)d.") % {"highest": HIGHEST}
        )
    lock(series)
    page.refresh_from_db(fields=["part_number"])
    old = page.part_number
    if old == number:
        return
    group = _installments().filter(series__translation_key=series.translation_key)
    holder = (
        None
        if number is None
        else group.filter(part_number=number).exclude(translation_key=page.translation_key).first()
    )
    if holder is not None and not exchange:
        raise NumberTaken(number, holder)
    moves = {page.translation_key: number}
    if holder is not None:
        moves[holder.translation_key] = old
    _write(series, moves, _planned_moves(series, old, number, both=holder is not None))
    order_changed.send(sender=type(series), series=series)
    page.part_number = number


def _planned_moves(series, old: int | None, number: int | None, *, both: bool) -> dict:
    """Where planned parts go when a part goes from `old` to `number`: the one that waits under `old` goes along.

    One that waits under `number` stays beside its part, unless another part comes from there or its place is needed.
    """
    rows = _planned().filter(series__translation_key=series.translation_key)
    both = both or rows.filter(part_number=old).exists()
    return {old: number} | ({number: old} if both else {})


@transaction.atomic
def renumber(series, numbers: Mapping, planned: Mapping[int, int | None] | None = None) -> None:
    """Write a whole order at once: `numbers` maps translation keys of parts, `planned` ids of planned parts, to numbers.

    Raises ValidationError when two parts, or two planned parts, would have one number; then nothing is written.
    """
    lock(series)
    for order in (numbers, planned or {}):
        used = [number for number in order.values() if number is not None]
        if len(used) != len(set(used)):
            raise ValidationError(_("Two parts cannot have the same number."))
    others = (
        _installments()
        .filter(series__translation_key=series.translation_key)
        .exclude(translation_key__in=list(numbers))
    )
    held = others.filter(
        part_number__in=[number for number in numbers.values() if number is not None]
    ).first()
    if held is not None:
        raise NumberTaken(held.part_number, held)
    _write(series, numbers, {})
    rows = _planned().filter(series__translation_key=series.translation_key)
    _write_planned(rows, planned or {})
    order_changed.send(sender=type(series), series=series)


def _write(series, numbers: Mapping, planned_moves: Mapping) -> None:
    """Write numbers of parts by translation key, and move planned parts from number to number."""
    parts = _installments().filter(
        series__translation_key=series.translation_key, translation_key__in=list(numbers)
    )
    parts.update(part_number=F("part_number") + ASIDE)
    for key, number in numbers.items():
        parts.filter(translation_key=key).update(part_number=number)
    rows = _planned().filter(series__translation_key=series.translation_key)
    waiting = dict(
        rows.filter(part_number__in=[n for n in planned_moves if n is not None]).values_list(
            "pk", "part_number"
        )
    )
    _write_planned(rows, {pk: planned_moves[number] for pk, number in waiting.items()})


def _write_planned(rows, numbers: Mapping[int, int | None]) -> None:
    if not numbers:
        return
    chosen = rows.filter(pk__in=list(numbers))
    chosen.update(part_number=F("part_number") + ASIDE)
    chosen.update(part_number=Case(*(When(pk=pk, then=Value(number)) for pk, number in numbers.items())))
