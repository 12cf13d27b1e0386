"""Case IMG-03 on the stack: the object storage answers 500, 403 and not at all, and text goes on."""

import pytest

from tests.stack.faults.watching import Log, warm

LONGEST = 2.0
PIECE = "/series/asean-korea-2021/"
READ = (
    f"{PIECE}?a=1",
    "/?a=1",
    "/series/?a=1",
    "/ko/?a=1",
    "/authors/?a=1",
    "/feed/rss/?a=1",
    "/api/v1/pieces",
)


@pytest.mark.parametrize("word", [500, 403, "hang"])
def test_the_storage_is_away(stack, alone, figures, word):
    editor = stack.sign_in("managing")
    warm(stack)
    log = Log(*stack.nodes.values())
    stack.storage.answer(word)
    loaded = stack.load(*READ, connections=2, most=2 * len(READ))
    listed = editor.get("/admin/images/")
    edited = editor.get("/admin/images/1/")
    health = stack.node(1).get("/readyz")
    stack.storage.answer("pass")

    assert loaded.errors == 0, loaded
    assert loaded.percentile(1) < LONGEST, loaded
    assert (listed.status, edited.status) == (200, 200)
    assert health.status == 200
    figures(f"Object storage: {word}", f"{loaded}; {len(log.lines)} log lines")
