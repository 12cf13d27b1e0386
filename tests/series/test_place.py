"""Numbers of a series that nothing has."""

import pytest

from series.place import missing_numbers


@pytest.mark.parametrize(
    ("taken", "planned_parts", "missing"),
    [
        ({1, 2, 4}, None, [3]),
        ({1, 2}, 4, [3, 4]),
        ({0, None, 3}, 2, [1, 2]),
        (set(), None, []),
        (set(), 2, [1, 2]),
        ({7}, 3, [1, 2, 3, 4, 5, 6]),
    ],
)
def test_numbers_up_to_the_highest_or_the_one_promised_are_missing(taken, planned_parts, missing):
    assert missing_numbers(taken, planned_parts) == missing
