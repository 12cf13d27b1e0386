"""Public pages over HTTP with 2,000 installments, and how they grow to 10,000: the bars of benchmarks/."""

import pytest

from benchmarks import growth, uncached
from benchmarks.sites import VENDORS

pytestmark = pytest.mark.prove


@pytest.mark.parametrize("vendor", VENDORS)
@pytest.mark.parametrize("script", [uncached, growth], ids=["uncached", "growth"])
def test_costs_stay_within_their_bars(script, vendor):
    lines, past = script.measure(vendor)
    print(*lines, sep="\n")  # noqa: T201 (the figures of the proof are its result)
    assert past == []
