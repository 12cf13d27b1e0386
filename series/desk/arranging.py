"""Numbers as an editor types them, made into an order: pure rules, without a database.

Numbers are given by key ("part-12", "planned-3"); None is a piece without a number.
"""

from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from series.running_order import HIGHEST

Numbers = Mapping[str, int | None]


class TwiceTyped(ValidationError):
    """The same number was typed for two rows; `keys` are theirs."""

    def __init__(self, number: int, keys: tuple[str, str]):
        self.keys = keys
        super().__init__(_("You gave number %(number)d twice. Each part needs its own.") % {"number": number})


def settle(shown: Numbers, typed: Numbers) -> dict[str, int | None]:
    """The order that an editor means who was shown one set of numbers and typed another.

    What he changed stands as typed. Where that takes a number away from rows he left alone, those close up in their
    own order over the numbers that are free: typing 2 for part 5 of five makes 2, 3 and 4 into 3, 4 and 5. A preface
    (0) and pieces without a number are moved by nobody but himself. Raises TwiceTyped for a number typed twice.
    """
    changed = {key: number for key, number in typed.items() if number != shown.get(key)}
    taken: dict[int, str] = {}
    for key, number in changed.items():
        if number is None:
            continue
        if number in taken:
            raise TwiceTyped(number, (taken[number], key))
        taken[number] = key
    left = {key: number for key, number in shown.items() if key not in changed and key in typed}
    if 0 in taken and 0 in left.values():
        raise TwiceTyped(0, (taken[0], next(key for key, number in left.items() if number == 0)))
    crowded = {key: number for key, number in left.items() if number}
    if not taken.keys() & set(crowded.values()):
        return left | changed
    free = sorted({number for number in shown.values() if number} - taken.keys())
    while len(free) < len(crowded):
        after = max([*free, *taken]) + 1
        free.append(after)
    if free[-1] > HIGHEST:
        raise ValidationError(
            _("A part number is a whole number from 0 to %(highest)d.") % {"highest": HIGHEST}
        )
    in_order = sorted(crowded, key=crowded.get)
    return left | dict(zip(in_order, free, strict=False)) | changed


def step(numbers: Numbers, key: str, by: int) -> dict[str, int | None]:
    """Let a row exchange numbers with its neighbour: `by` -1 is the one above, 1 the one below; at an end, nothing."""
    order = sorted((key for key, number in numbers.items() if number), key=numbers.get)
    if key not in order:
        return dict(numbers)
    here = order.index(key)
    there = here + by
    if not 0 <= there < len(order):
        return dict(numbers)
    neighbour = order[there]
    return dict(numbers) | {key: numbers[neighbour], neighbour: numbers[key]}
