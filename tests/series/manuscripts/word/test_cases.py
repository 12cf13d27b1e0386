"""The shared Word documents, each as its expected file says."""

import json

import pytest

from series.manuscripts.manuscript import ImageSlot, Paragraph, to_json
from series.manuscripts.word import read_word
from tests.shared import shared


def case(name: str, file: str) -> tuple[dict, dict]:
    """What was read from a case's document, and what its expected file states."""
    read = to_json(read_word(shared(f"cases/inputs/{file}"), name=file))
    return read, json.loads(shared(f"cases/inputs/{name}-expected.json"))


def holds(read, expected) -> bool:
    """Whether all that is expected is there; what is beside it does no harm."""
    if isinstance(expected, dict):
        return all(key in read and holds(read[key], value) for key, value in expected.items())
    if isinstance(expected, list):
        return len(read) == len(expected) and all(map(holds, read, expected))
    return read == expected


def assert_body(read: dict, expected: dict) -> None:
    for block, wanted in zip(read["body"], expected["body"], strict=True):
        assert holds(block, wanted), (block, wanted)


def whole(read: dict) -> str:
    return json.dumps(read, ensure_ascii=False)


def findings(read: dict) -> str:
    return "\n".join(finding["what"] for finding in read["findings"])


def test_tracked_changes_are_accepted_and_the_editor_is_told_of_each_kind():
    read, expected = case("docx-01", "docx-01-tracked.docx")
    assert read["title"] == expected["title"]
    assert_body(read, expected)
    for absent in expected["must_not_contain"]:
        assert absent not in whole(read)
    for once in expected["must_occur_once"]:
        assert whole(read).count(once) == 1
    for told in ("2 insertions", "3 deletions", "1 move", "1 deleted table row", "1 inserted table row"):
        assert told in findings(read)


def test_lists_keep_their_nesting_and_their_numbers():
    read, expected = case("docx-03", "docx-03-lists.docx")
    assert read["title"] == expected["title"]
    assert_body(read, expected)


def test_fields_links_and_controls_keep_their_words_and_nothing_else():
    read, expected = case("docx-05", "docx-05-fields.docx")
    assert read["title"] == expected["title"]
    for block, wanted in zip(read["body"], expected["body"], strict=True):
        assert block["text"] == wanted["text"]
        if "links" in wanted:
            found = [(link["text"].rstrip("."), link["href"]) for link in block.get("links", ())]
            assert found == [(link["text"], link["href"]) for link in wanted["links"]]
    for absent in expected["must_not_contain"]:
        assert absent not in whole(read)
    assert "What the law says" not in whole({"body": read["body"]})
    assert "Links that do not lead to a web page" in findings(read)


def test_headings_invisible_characters_and_right_to_left():
    read, expected = case("docx-07", "docx-07-headings.docx")
    assert read["title"] == expected["title"]
    assert read["byline"] == expected["byline"]
    for block, wanted in zip(read["body"], expected["body"], strict=True):
        assert block["text"] == wanted["text"].replace("⏎", "\n")
        if wanted["type"] == "heading_or_bold_paragraph":
            assert (block["type"], block["level"]) == ("heading", 3)
        else:
            assert (block["type"], block.get("level")) == (wanted["type"], wanted.get("level"))
    assert "stands out was read as a heading" in findings(read)


def test_a_whole_manuscript():
    read, expected = case("ms-01", "ms-01-repair-bill.docx")
    for name in ("language", "title", "standfirst", "editors_note", "byline", "bio", "bio_by_author"):
        assert read[name] == expected[name]
    assert_body(read, expected)
    for note, wanted in zip(read["footnotes"], expected["footnotes"], strict=True):
        assert holds(note, wanted)
    for inline in expected["inline"]:
        block = next(block for block in read["body"] if inline["in"] in block.get("text", ""))
        assert block.get("em", block.get("strong")) == [inline.get("em", inline.get("strong"))]
    # The name in the file's properties is written small; the author's own is not.
    assert "ingrid" not in whole(read)


def test_the_picture_of_a_whole_manuscript_comes_along():
    manuscript = read_word(shared("cases/inputs/ms-01-repair-bill.docx"))
    slot = next(block for block in manuscript.body if isinstance(block, ImageSlot))
    assert slot.file.data.startswith(b"\xff\xd8")
    assert slot.file.name == "image1.jpg"


@pytest.mark.parametrize("file", ["docx-01-tracked.docx", "ms-01-repair-bill.docx"])
def test_no_paragraph_is_empty(file):
    manuscript = read_word(shared(f"cases/inputs/{file}"))
    assert all(block.words.plain.strip() for block in manuscript.body if isinstance(block, Paragraph))
