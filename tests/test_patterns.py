"""No regular expression of the project runs for ever on a text made to make it: a few hundred letters, a fifth of a second.

`make prove` asks the same of two thousand letters (tests/prove/test_patterns.py).
"""

import re

import pytest

from tests.patterns import compiled, is_slow, slow_ones


def test_no_pattern_backtracks_for_ever():
    assert len(compiled()) > 300
    assert slow_ones(repeats=250, seconds=0.2) == []


@pytest.mark.parametrize("careless", [r"^(a+)+$", r"(\s*x?\s*)*y"])
def test_a_careless_pattern_would_be_caught(careless):
    assert is_slow(re.compile(careless), 250, 0.05)
