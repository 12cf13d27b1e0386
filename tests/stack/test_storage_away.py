"""IMG-03 on the stack: the object storage answers 403 and 500, and hangs; readers and editors have their pages soon."""

import time

import pytest

from tests.stack import acts
from tests.stack.processes import wait_until

SOON = 2  # seconds


def forget_copies() -> list[int]:
    """Let no copy of a picture be made; the ids of all pictures."""
    from publication.models import CreditedImage, CreditedRendition

    CreditedRendition.objects.all()._raw_delete("default")
    return list(CreditedImage.objects.values_list("pk", flat=True))


def timed(ask, path: str):
    began = time.monotonic()
    answer = ask(path)
    assert answer.status == 200, (path, answer.status)
    return answer, time.monotonic() - began


@pytest.mark.parametrize("word", [403, 500, "hang"])
def test_pages_come_whole_and_soon_whatever_the_storage_does(stack, alone, word):
    piece = stack.inside(acts.write, f"While the storage says {word}")
    node, editor = stack.node(1), stack.sign_in("managing")
    article = f"{piece.path}?a"
    # With a query, so that no cache answers.
    paths = [(node.get, path) for path in (article, "/series/asean-korea-2021/?a", "/?a", "/authors/?a", "/feed/rss/?a",
                                           "/api/v1/pieces")]  # fmt: skip
    images = stack.inside(forget_copies)
    paths += [(editor.get, "/admin/images/"), (editor.get, f"/admin/images/{images[0]}/")]
    before = len(node.log)
    stack.storage.answer(word)
    for ask, path in paths:
        answer, took = timed(ask, path)
        assert took < SOON, (path, took)
        assert path != article or "The water rose in the night." in answer.text
    _answer, took = timed(node.get, f"{piece.path.rstrip('/')}.epub")
    assert took < SOON, ("epub", took)
    # What a PDF takes is the work of setting it.
    assert word != "hang" or node.get(f"{piece.path.rstrip('/')}.pdf").status == 200
    wait_until(lambda: node.get("/readyz").status == 200, "ready")
    shown = [line for line in node.log[before:].splitlines() if "cannot be shown" in line]
    ids = [line.split("image ")[1].split(" ")[0] for line in shown]
    assert len(ids) == len(set(ids)), "one line for each image"
