"""What is published is what readers get, through the proxy and from both nodes, while others read: 5 times, and 50."""

import statistics

import pytest

from benchmarks.publish_to_visible import measure, publish_and_watch, told
from tests.stack import acts

SLOWEST = 2.0


def test_five_publications_under_load_are_seen_at_once_and_nothing_older_after_that(stack, soak, figures):
    editor = stack.sign_in("managing")
    piece = stack.inside(acts.write, "Published five times")
    watched = [publish_and_watch(stack, editor, piece, number) for number in range(5)]
    figures("Publish to visible", told("beside the long load", watched))
    # How soon is measured by the fifty, as the long load leaves little to everything else.
    assert sum(one.stale + one.errors for one in watched) == 0, watched


@pytest.mark.prove
def test_fifty_publications_under_load(stack, alone, figures):
    quiet, loaded, load = measure(stack, 50)
    figures("Publish to visible", told("on a quiet stack", quiet))
    figures("Publish to visible", f"{told('under load', loaded)}; {load}")
    assert load.errors == 0, load
    assert sum(one.stale + one.errors for one in loaded) == 0
    slowest = max(one.seconds for one in loaded)
    assert slowest < min(SLOWEST, 5 * statistics.median(one.seconds for one in quiet))
