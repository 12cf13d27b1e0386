"""A long load at 70 % of what the stack can do: no error, and no process that grows.

A minute of it is in the suite, while others publish, save and schedule; `make prove` runs half an hour.
"""

import os

import pytest

from tests.stack.faults.soaking import SHARE, Soak

GROWTH = 1.05


def is_flat(soak: Soak, figures) -> None:
    loaded = soak.finish()
    figures(f"{soak.seconds:.0f} s at {SHARE:.0%} of {soak.full:.0f} requests/s", soak)
    assert loaded.errors == 0, loaded
    assert max(soak.growth.values()) <= GROWTH, soak.growth


def test_a_minute_at_70_percent(soak, figures):
    is_flat(soak, figures)


@pytest.mark.prove
def test_half_an_hour_at_70_percent(stack, alone, figures):
    is_flat(Soak(stack, float(os.environ.get("PROVE_SOAK_SECONDS", "1800"))), figures)
