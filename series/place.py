"""What a reader is told of a part's place: "Part 3", "of 6", "the last in the series". Derived, never stored.

"of N" only when the series promises N parts and no visible number exceeds it, or when it is complete and its visible
numbers from 1 are exactly 1 to N. "The last" only with "of N" and number N. Never "Part 6 of 5". Number 0 (a preface)
and none (an interview) do not count.
"""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Place:
    """The place of one part: its number, the total (None where none may be promised), whether it is the last."""

    number: int | None
    total: int | None = None

    @property
    def is_last(self) -> bool:
        """Is it the last part of a series whose total is known?"""
        return self.total is not None and self.number == self.total

    @property
    def counts(self) -> bool:
        """Does it have a number that is said as "Part N"? A preface (0) and unnumbered pieces do not."""
        return bool(self.number)


def total_of(
    planned_parts: int | None, is_complete: bool, visible_numbers: Iterable[int | None]
) -> int | None:
    """The N of "of N", or None when no total may be told."""
    numbers = sorted(number for number in visible_numbers if number)
    if planned_parts and (not numbers or numbers[-1] <= planned_parts):
        return planned_parts
    if is_complete and numbers and numbers == list(range(1, len(numbers) + 1)):
        return len(numbers)
    return None


def missing_numbers(taken: Iterable[int | None], planned_parts: int | None) -> list[int]:
    """The numbers from 1 to the highest that is taken, or to the one promised, that are not taken; ascending."""
    numbers = {number for number in taken if number}
    return [number for number in range(1, max([planned_parts or 0, *numbers]) + 1) if number not in numbers]
