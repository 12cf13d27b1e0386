"""Saving a running order: in one transaction under the lock, only over the order that the editor was shown."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from series import running_order
from series.desk.arranging import settle
from series.desk.order import Place, numbers_of, places_of
from series.permissions import may_change_number

LOG_ACTION = "series.change_running_order"


class OrderChanged(ValidationError):
    """The order is no longer the one that the editor was shown; nothing was written."""

    def __init__(self):
        super().__init__(_("Somebody changed the running order after you opened it. Nothing was saved."))


@dataclass(frozen=True)
class Move:
    """One row that got another number."""

    title: str
    old: int | None
    new: int | None


@transaction.atomic
def reorder(series, shown: Mapping, typed: Mapping, user) -> list[Move]:
    """Give the rows of a series the numbers that an editor typed over those he was shown; the moves, in order.

    Both are numbers by the key of a row (`desk.order.Place`). Raises OrderChanged when the numbers in the database
    are not the shown ones, ValidationError when the typed ones cannot be, PermissionDenied when a row moves that the
    user may not move; then nothing is written.
    """
    running_order.lock(series)
    places = {place.key: place for place in places_of(series)}
    if numbers_of(places.values()) != dict(shown):
        raise OrderChanged
    wanted = settle(shown, {key: typed.get(key, number) for key, number in shown.items()})
    moved = {key: number for key, number in wanted.items() if number != shown[key]}
    if not moved:
        return []
    if not all(may_move(user, places[key]) for key in moved):
        raise PermissionDenied
    running_order.renumber(
        series,
        {
            place.part.translation_key: moved[key]
            for key, place in places.items()
            if key in moved and place.part
        },
        {place.planned.pk: moved[key] for key, place in places.items() if key in moved and place.planned},
    )
    moves = [Move(_title(place), place.number, moved[key]) for key, place in places.items() if key in moved]
    log(
        instance=series,
        action=LOG_ACTION,
        user=user,
        data={"moves": [{"title": move.title, "old": move.old, "new": move.new} for move in moves]},
    )
    return moves


def may_move(user, place: Place) -> bool:
    """May the user give this row another number? It may hold a part, a planned part, or both."""
    if place.part is not None and not may_change_number(user, place.part):
        return False
    return place.planned is None or user.has_perm("series.change_plannedpart")


def _title(place: Place) -> str:
    return place.part.draft_title if place.part else str(place.planned)
