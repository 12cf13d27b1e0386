"""OPS-03 on the stack: Redis is stopped, then hangs, under 20 requests a second, and comes back."""

import json
import time

import pytest

from tests.stack import acts
from tests.stack.processes import wait_until

PATIENCE = 20
SOON = 2  # seconds


def status_of(node) -> dict:
    return json.loads(node.get("/readyz").body)


def await_cache(node, word: str) -> None:
    wait_until(lambda: status_of(node)["cache"] == word, f"{node.name}: cache {word}", PATIENCE)


def errors_of(stack) -> list[str]:
    return [line for node in stack.nodes.values() for line in node.log.splitlines() if '"ERROR"' in line][-3:]


@pytest.mark.parametrize("how", ["stop", "hang"])
def test_everything_goes_on_without_redis_and_with_it_again(stack, alone, how):
    piece = stack.inside(acts.write, f"A gauge while Redis does not answer ({how})")
    node = stack.node(1)
    before = {number: len(each.log) for number, each in stack.nodes.items()}
    # Those with a query are not kept by the proxy: they ask a node each time.
    paths = ["/", piece.path, "/series/", f"{piece.path}?a", "/search/?q=river"]
    stack.load(*paths, connections=2, most=20)  # each node has made them once
    load = stack.start_load(*paths, rate=20, seconds=300)
    began = time.monotonic()
    getattr(stack.redis, how)()
    await_cache(node, "degraded")
    assert status_of(node)["status"] == "degraded"

    editor = stack.sign_in("managing")
    assert editor.get("/admin/").status == 200, errors_of(stack)
    assert editor.publish(piece.pk, title="A gauge", text=f"Written while it was away ({how}).").status == 302
    assert f"Written while it was away ({how})." in node.get(f"{piece.path}?a").text
    # The documented rule: nobody's letters are asked for while nobody can count, and the API lets everybody pass.
    assert stack.get("/api/v1/pieces").status == 200

    getattr(stack.redis, {"stop": "launch", "hang": "go_on"}[how])()
    await_cache(node, "ok")
    away = time.monotonic() - began
    for each in stack.nodes.values():
        await_cache(each, "ok")
        assert f"Written while it was away ({how})." in each.get(f"{piece.path}?a").text
        assert f"Written while it was away ({how})." in each.get(piece.path).text
    assert f"Written while it was away ({how})." in stack.get(piece.path).text
    loaded = load.stop()
    assert loaded.errors == 0, loaded
    assert set(loaded.statuses) == {200}, str(loaded)
    assert loaded.percentile(1) < SOON, str(loaded)
    for number, each in stack.nodes.items():
        lines = [json.loads(line) for line in each.log[before[number] :].splitlines() if line.startswith("{")]
        said = [line for line in lines if line["logger"] not in ("requests", "queries")]
        assert len(said) < 3 * away, said[:20]
