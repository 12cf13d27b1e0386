"""No regular expression takes a third of a second for two thousand letters made to slow it down."""

import pytest

from tests.patterns import slow_ones

pytestmark = pytest.mark.prove


def test_no_pattern_slows_down_by_the_cube():
    assert slow_ones(repeats=2000, seconds=0.35) == []
