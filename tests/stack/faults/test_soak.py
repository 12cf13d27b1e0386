"""A long load at 70 % of what the stack can do: no error, and no process that grows.

A minute of it is in the suite, while others publish, save and schedule, too short to tell a leak of little from what fills
up; `make prove` runs half an hour, and there memory is flat.
"""

import os

import pytest

from tests.stack.faults.soaking import SHARE, Soak

FLAT = 1.05
# In its first minutes a process fills what it keeps (pages, rows, connections), one node earlier than the other.
# More than this it must not take meanwhile: a leak of each request shows by far.
WHILE_IT_FILLS = 1.4


def holds(soak: Soak, figures, most: float) -> None:
    loaded = soak.finish()
    figures(f"{soak.seconds:.0f} s at {SHARE:.0%} of {soak.full:.0f} requests/s", soak)
    assert loaded.errors == 0, loaded
    assert max(soak.growth.values()) <= most, soak.growth


def test_a_minute_at_70_percent(soak, figures):
    holds(soak, figures, WHILE_IT_FILLS)


@pytest.mark.prove
def test_half_an_hour_at_70_percent(stack, alone, figures):
    holds(Soak(stack, float(os.environ.get("PROVE_SOAK_SECONDS", "1800"))), figures, FLAT)
