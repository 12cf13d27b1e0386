"""Saying of two that look alike that they are not the same, and taking it back. Both histories tell of it."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Model
from wagtail.log_actions import log

from series.models import SetApart

SAID, WITHDRAWN = "series.set_apart", "series.set_apart_withdrawn"


def pair_of(one, other) -> tuple[str, str]:
    """How a pair is stored, given the keys of its two in either order."""
    return tuple(sorted((str(one), str(other))))


def said_of(kind: SetApart.Kind) -> dict[tuple[str, str], SetApart]:
    """What was said of things of a kind, by pair. One query."""
    rows = SetApart.objects.filter(kind=kind).select_related("said_by")
    return {(row.one, row.other): row for row in rows}


def not_set_apart(kind: SetApart.Kind, key, others: dict[int, object]) -> list[int]:
    """Those of `others` (keys by id) of which nobody said that they are not the same as `key`. One query."""
    said = said_of(kind)
    return [pk for pk, other in others.items() if pair_of(key, other) not in said]


@transaction.atomic
def set_apart(kind: SetApart.Kind, keys: Iterable, things: Iterable[Model], user) -> None:
    """Say that two things, given with their keys, are not the same. Saying it twice changes nothing."""
    one, other = pair_of(*keys)
    _row, is_new = SetApart.objects.get_or_create(kind=kind, one=one, other=other, defaults={"said_by": user})
    if is_new:
        _log(SAID, things, user)


@transaction.atomic
def take_back(kind: SetApart.Kind, keys: Iterable, things: Iterable[Model], user) -> None:
    """Let two things be suggested again."""
    one, other = pair_of(*keys)
    deleted, _kinds = SetApart.objects.filter(kind=kind, one=one, other=other).delete()
    if deleted:
        _log(WITHDRAWN, things, user)


def _log(action: str, things: Iterable[Model], user) -> None:
    things = list(things)
    data = {"names": [str(thing) for thing in things]}
    for thing in things:
        log(instance=thing, action=action, user=user, data=data)
