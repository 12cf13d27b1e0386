"""Case OPS-03: Redis is stopped, hangs, and is back, under 20 requests a second."""

import time

import pytest

from tests.stack import acts
from tests.stack.faults.watching import READ, Log, family, shown_everywhere, warm
from tests.stack.processes import wait_until

LONGEST = 2.0  # seconds until any public page
LINES_A_SECOND = 5.0
LAG = 5.0  # seconds after which no page is older than the outage's edits


@pytest.mark.parametrize("fault", ["stopped", "hung"])
def test_redis_is_away_and_back_under_load(stack, alone, figures, fault):
    piece = stack.inside(acts.write, f"Before Redis {fault}")
    assert shown_everywhere(stack, piece.path, f"Before Redis {fault}", LAG) < LAG
    warm(stack)
    workers = [family(node.pid) for node in stack.nodes.values()]
    log = Log(*stack.nodes.values())
    load = stack.start_load(*READ, piece.path, rate=20, seconds=60)

    stack.redis.stop() if fault == "stopped" else stack.redis.hang()
    begun = time.monotonic()
    editor = stack.sign_in("managing")
    published = editor.publish(piece.pk, title=f"While Redis {fault}", text="Written without a cache.")
    took = time.monotonic() - begun
    seen = shown_everywhere(stack, piece.path, "Written without a cache.", LAG)
    wait_until(lambda: "degraded" in stack.node(1).get("/readyz").text, "health says degraded", LAG)
    health = stack.node(1).get("/readyz")
    wait_until(lambda: time.monotonic() - begun > 4, "four seconds of it")

    stack.redis.start() if fault == "stopped" else stack.redis.go_on()
    back = shown_everywhere(stack, piece.path, "Written without a cache.", LAG)
    wait_until(lambda: "degraded" not in stack.node(1).get("/readyz").text, "healthy again", 10)
    assert stack.get(piece.path).text.count("Written without a cache.")
    loaded = load.stop()

    assert published.status == 302
    assert health.status == 200
    assert "degraded" in health.text
    assert loaded.errors == 0, loaded
    assert loaded.percentile(1) < LONGEST, loaded
    assert log.lines_a_second < LINES_A_SECOND, log.lines
    assert [family(node.pid) for node in stack.nodes.values()] == workers, "something was restarted"
    figures(
        f"Redis {fault} under 20 requests/s",
        f"{loaded}; published in {took:.2f} s, seen {seen:.2f} s later, no older text {back:.2f} s after it was back; "
        f"{log.lines_a_second:.1f} log lines/s",
    )
