"""Stored rich text becomes words and lists, and becomes the same rich text again."""

import pytest

from series.editions.rich_words import Resolver, blocks_of, lines_of, plain_of
from series.manuscripts.manuscript import ListBlock
from series.manuscripts.markup import item_list, paragraph

UUID = "0f0e0d0c-0b0a-4908-8706-050403020100"
RESOLVER = Resolver(
    note=lambda uuid: "1" if uuid == UUID else "", link=lambda kind, pk: f"https://a.example/{kind}/{pk}"
)


def again(block) -> str:
    """The stored markup of a block."""
    notes = {"1": UUID}
    if isinstance(block, ListBlock):
        return item_list(block.items, ordered=block.ordered, notes=notes)
    return paragraph(block.words, notes)


@pytest.mark.parametrize(
    "markup",
    [
        "<p>Plain words.</p>",
        "<p>Two <b>bold</b>, <b><i>slanted</i></b> words<br/>and a line.</p>",
        "<p>H<sub>2</sub>O, the 2<sup>nd</sup></p>",
        '<p>See <a href="https://a.example/?a=1&amp;b=2">it</a>.</p>',
        f'<p>Said so<footnote id="{UUID}">[0f0e0d]</footnote>.</p>',
        '<p>The ministry (<span lang="ko">외교부</span>)</p>',
        "<ol><li>One<ul><li>inner</li><li>more</li></ul></li><li>Two</li></ol>",
    ],
)
def test_markup_comes_back_as_it_was(markup):
    assert "".join(map(again, blocks_of(markup, RESOLVER))) == markup


def test_links_by_id_become_whole_addresses():
    words = blocks_of('<p><a linktype="page" id="7">it</a></p>', RESOLVER)[0].words
    assert words.links == (("it", "https://a.example/page/7"),)


def test_several_paragraphs_and_lists_stay_in_order_and_loose_words_are_a_paragraph():
    made = blocks_of("loose<p>one</p><ul><li>a</li></ul><p>two</p><p></p>", RESOLVER)
    assert [again(block) for block in made] == [
        "<p>loose</p>",
        "<p>one</p>",
        "<ul><li>a</li></ul>",
        "<p>two</p>",
    ]


def test_a_mark_without_a_note_and_what_the_editor_cannot_write_leave_nothing():
    made = blocks_of(
        '<p>x<footnote id="00000000-0000-4000-8000-000000000000">[000000]</footnote><script>y</script></p>',
        RESOLVER,
    )
    assert [again(block) for block in made] == ["<p>x</p>"]


def test_fields_without_blocks_get_lines():
    assert lines_of("<p>one</p><p>two</p>", RESOLVER).plain == "one\ntwo"
    assert plain_of("<p>one</p>\n<p>two</p>") == "one two"


@pytest.mark.parametrize("number", ["", "x", "²", "-1", "1" * 5_000])
def test_a_link_whose_id_is_no_number_leads_nowhere_and_keeps_its_words(number):
    made = blocks_of(f'<p>See <a linktype="page" id="{number}">it</a>.</p>', RESOLVER)
    assert [again(block) for block in made] == ["<p>See it.</p>"]
