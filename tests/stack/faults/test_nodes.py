"""Application nodes go and come under load: killed without a word, and one after the other as a release does it."""

import time

from tests.stack.faults.watching import READ
from tests.stack.processes import wait_until

PAUSE = 2.5  # seconds


def test_a_node_that_is_killed_and_a_rolling_restart_cost_no_reader_a_request(stack, figures):
    load = stack.start_load(*READ, rate=20, seconds=60)
    stack.node(1).kill()
    begun = time.monotonic()
    stack.node(1).start()
    back = time.monotonic() - begun
    killed = load.stop()

    load = stack.start_load(*READ, rate=20, seconds=60)
    drained = [node.stop() for node in _one_after_the_other(stack)]
    rolled = load.stop()

    assert killed.errors == 0, killed
    assert rolled.errors == 0, rolled
    figures("Node killed under 20 requests/s", f"{killed}; back after {back:.1f} s")
    figures("Both nodes replaced under 20 requests/s", f"{rolled}; drained in {max(drained):.2f} s")


def _one_after_the_other(stack):
    for node in stack.nodes.values():
        yield node
        node.start()
        # As deploy/release.sh does: until the proxy asks it again (fail_timeout), the other must stay.
        back = time.monotonic()
        wait_until(lambda back=back: time.monotonic() - back > PAUSE, "a pause")
