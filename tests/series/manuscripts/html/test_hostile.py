"""Markup that means harm: nothing of it is in what the reader gives, nor in the rich text that is made of it."""

import json
import re
import time

import lxml.html
import pytest

from publication.prose import SCHEMES
from series.manuscripts.html.pictures import CAPTION, CREDIT, PHOTO_BOX
from series.manuscripts.html.rewording import words_of
from series.manuscripts.manuscript import Embed, ImageSlot, Manuscript, to_json
from series.manuscripts.markup import inline
from tests.shared import shared

from .reading import blocks, read

PAYLOADS = range(21)
KEPT = """
<h2>Head</h2><p><b>b</b> <i>i</i> x<sup>2</sup> <a href="https://ok.example/">w</a> <a href="mailto:a@b.example">m</a>
<a href="tel:+82-2-1234-5678">t</a> <a href="/topics/water/">s</a></p><ol><li>o</ol><ul><li>u</ul>
<blockquote>q</blockquote>"""


@pytest.fixture
def payload(request) -> str:
    return json.loads(shared("cases/inputs/sec-01-payloads.json"))["payloads"][request.param]


def rich_text(markup: str) -> str:
    return "".join(inline(words) for block in read(markup)[0].blocks for words in words_of(block))


@pytest.mark.parametrize("payload", PAYLOADS, indirect=True)
@pytest.mark.parametrize("around", ["{}", "<p>before {} after</p>", KEPT + "{}"])
def test_a_payload_leaves_neither_element_nor_attribute_nor_scheme(payload, around):
    fragment, _ = read(around.format(payload))
    for block in fragment.blocks:
        if isinstance(block, ImageSlot | Embed):
            assert not block.address or block.address.startswith("https://")
        for words in words_of(block):
            for _text, address in words.links:
                assert re.match(r"https?://|mailto:|tel:|/(?!/)", address)
    for element in lxml.html.fragment_fromstring(
        rich_text(around.format(payload)), create_parent=True
    ).iter():
        assert element.tag in {"div", "p", "b", "i", "sup", "sub", "a", "br", "span"}
        assert set(element.keys()) <= {"href", "lang"}
        href = element.get("href") or ""
        assert href.startswith("/") or not href or href.split(":")[0] in SCHEMES
    told = json.dumps(to_json(Manuscript(body=fragment.blocks)))
    assert "evil.example" not in told
    assert "alert(1)" not in told


@pytest.mark.parametrize("payload", PAYLOADS, indirect=True)
def test_what_stands_beside_a_payload_is_kept(payload):
    told = "\n".join(blocks(KEPT + payload))
    assert "h2: Head" in told
    assert "<a https://ok.example/>w</a>" in told
    assert "<a mailto:a@b.example>m</a>" in told
    assert "<a tel:+82-2-1234-5678>t</a>" in told
    assert "<a /topics/water/>s</a>" in told
    assert "<b>b</b> <i>i</i> x<sup>2</sup>" in told
    assert "ol 1: o\nul: u\nquote: q" in told


def test_rich_text_has_what_the_editor_writes():
    assert rich_text(
        '<p><a href="https://ok.example" target="_blank">ok</a> <b>b</b><br>&lt;script&gt;</p>'
    ) == ('<a href="https://ok.example">ok</a> <b>b</b><br/>&lt;script&gt;')


@pytest.mark.parametrize(
    "name",
    [
        "photo" + "a" * 40 + ":x",
        "photo" * 20_000 + ":x",
        "photo " * 20_000 + ":x",
        "caption" * 20_000 + ":x",
        "_a" * 50_000 + ":x",
        "_credit" * 20_000 + ":x",
        "img_" * 20_000,
    ],
    ids=lambda name: name[:12],
)
@pytest.mark.parametrize("attribute", ["class", "id"])
def test_a_name_made_to_be_dear_is_not(name, attribute):
    started = time.process_time()
    read(f'<figure><div {attribute}="{name}"><img src="a.png" alt="A"><p>Words</p></div></figure>' * 20)
    assert time.process_time() - started < 3


@pytest.mark.parametrize(
    ("pattern", "called", "not_called"),
    [
        (
            PHOTO_BOX,
            ["photo", "a-photobox", "img_box x:y", "photo a:b", "wp-caption alignleft", "사진틀"],
            ["photo:x", "aphoto", "photobox:x", "x:photo"],
        ),
        (
            CAPTION,
            ["caption", "wpcaption x", "my_caption_text", "a:b captions", "legend", "img-desc"],
            ["caption:x", "x:caption", "legends"],
        ),
        (CREDIT, ["credit", "photocredits", "a_credit_b", "photo-byline"], ["credit:x", "x:credit", "copyrights"]),
    ],
)  # fmt: skip
def test_names_say_what_an_element_is(pattern, called, not_called):
    assert [name for name in called if not pattern.search(f"{name} ")] == []
    assert [name for name in not_called if pattern.search(f"{name} ")] == []


@pytest.mark.parametrize(
    "markup",
    [
        '<p>before <img src="https://a.example/i.png" width="{0}" height="{0}" alt="A levee"> after</p>',
        '<p>before <span style="font-weight:{0}">after</span></p>',
        '<p style="mso-list:l0 level{0} lfo1">before after</p>',
        '<ol start="{0}"><li>before after</ol>',
        '<table><tr><td colspan="{0}">before<td>after</table>',
    ],
)
def test_numbers_without_end_are_none(markup):
    told = "\n".join(blocks(markup.format("9" * 5000)))
    assert "before" in told
    assert "after" in told
