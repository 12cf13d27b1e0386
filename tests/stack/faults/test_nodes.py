"""An application node is killed without a word, under load."""

import time

from tests.stack.faults.watching import READ, warm


def test_a_node_that_is_killed_costs_no_reader_a_request(stack, alone, figures):
    warm(stack)
    load = stack.start_load(*READ, rate=20, seconds=60)
    stack.node(1).kill()
    begun = time.monotonic()
    stack.node(1).start()
    back = time.monotonic() - begun
    loaded = load.stop()
    figures("Node killed under 20 requests/s", f"{loaded}; back after {back:.1f} s")
    assert loaded.errors == 0, loaded
