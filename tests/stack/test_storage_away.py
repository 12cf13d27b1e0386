"""IMG-03 on the stack: the object storage answers 403 and 500, and hangs; readers and editors have their pages soon."""

import time

import pytest

from tests.stack import acts

SOON = 2  # seconds


def forget_copies() -> list[int]:
    """Let no copy of a picture be made; the ids of all pictures."""
    from publication.models import CreditedImage, CreditedRendition

    CreditedRendition.objects.all()._raw_delete("default")
    return list(CreditedImage.objects.values_list("pk", flat=True))


def soon(ask, path: str):
    began = time.monotonic()
    answer = ask(path)
    took = time.monotonic() - began
    assert answer.status == 200, (path, answer.status)
    assert took < SOON, (path, took)
    return answer


@pytest.mark.parametrize("word", [403, 500, "hang"])
def test_pages_come_whole_and_soon_whatever_the_storage_does(stack, word):
    piece = stack.inside(acts.write, f"While the storage says {word}")
    stack.sign_in("managing")
    images = stack.inside(forget_copies)
    node, before = stack.node(1), len(stack.node(1).log)
    stack.storage.answer(word)
    article = "/series/asean-korea-2021/"
    for path in (article, "/?a", "/series/?a", "/authors/?a", "/feed/rss/", "/api/v1/pieces"):
        soon(node.get, path)
    assert "The water rose in the night." in soon(node.get, f"{piece.path}?a").text
    soon(node.get, f"{piece.path.rstrip('/')}.epub")
    # What a book takes is the work of setting it; how long the storage is waited for, tests/series/test_storage_away.py says.
    assert node.get(f"{piece.path.rstrip('/')}.pdf").status == 200
    editor = stack.sign_in("managing")
    soon(editor.get, "/admin/images/")
    soon(editor.get, f"/admin/images/{images[0]}/")
    assert stack.node(1).get("/readyz").status == 200
    said = [line for line in node.log[before:].splitlines() if "cannot be shown" in line]
    ids = [line.split("image ")[1].split(" ")[0] for line in said]
    assert len(ids) == len(set(ids)), "one line for each image"
