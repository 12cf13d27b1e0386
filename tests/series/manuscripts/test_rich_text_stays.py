"""Whatever words a manuscript holds, the editor opens what is written of them and gives back the same."""

import json

from hypothesis import given
from hypothesis import strategies as st
from wagtail.test.utils.form_data import rich_text

from publication.draftail import CleanDraftail
from publication.prose import sanitise
from series.blocks.text import INLINE, PARAGRAPH
from series.manuscripts.manuscript import ListItem
from series.manuscripts.markup import item_list, paragraph, paragraphs
from series.manuscripts.words import Span, Words

UUID = "0f0e0d0c-0b0a-4908-8706-050403020100"
TEXTS = st.text(st.sampled_from("ab <>&\"'\u00a0\n\t\x00\u00ad강א."), max_size=6)
LINKS = st.sampled_from(
    ["", "", "https://a.example/?b=1&c=2", "mailto:a@b.example", "javascript:alert(1)", "/x/ y"]
)
SPANS = st.builds(
    Span,
    TEXTS,
    bold=st.booleans(),
    italic=st.booleans(),
    superscript=st.booleans(),
    link=LINKS,
    language=st.sampled_from(["", "", "ko", "en", "he"]),
) | st.just(Span("", note="1"))
WORDS = st.lists(SPANS, max_size=5).map(lambda spans: Words.of(*spans))
ITEMS = st.recursive(
    st.builds(ListItem, WORDS),
    lambda inner: st.builds(
        ListItem, WORDS, st.lists(inner, min_size=1, max_size=2).map(tuple), st.booleans()
    ),
    max_leaves=4,
)


def stays(markup: str, features) -> bool:
    """Does the editor give back, for stored markup that nobody touched, the same words with the same looks and links?

    Where elements are shared by neighbours it may write them otherwise, so what it understands is compared.
    """
    editor = CleanDraftail(features=features)
    saved = editor.value_from_datadict({"text": rich_text(markup, features=features)}, {}, "text")
    return understood(editor, saved) == understood(editor, markup)


def understood(editor, markup: str) -> list:
    """Of each paragraph its kind and depth, and each letter with its looks and its link or note."""
    state = json.loads(editor.format_value(markup))
    found = []
    for block in state["blocks"]:
        letters = [[letter, set(), None] for letter in block["text"]]
        for each in block["inlineStyleRanges"]:
            for letter in letters[each["offset"] : each["offset"] + each["length"]]:
                if not letter[
                    0
                ].isspace():  # which look a space has makes no difference, and the editor drops some
                    letter[1].add(each["style"])
        for each in block["entityRanges"]:
            for letter in letters[each["offset"] : each["offset"] + each["length"]]:
                letter[2] = state["entityMap"][str(each["key"])]["data"]
        found.append((block["type"], block["depth"], letters))
    return found


@given(WORDS)
def test_paragraphs(words):
    markup = paragraph(words.stripped(), {"1": UUID})
    assert sanitise(markup) == markup
    if markup:
        assert stays(markup, PARAGRAPH)


@given(WORDS)
def test_paragraphs_of_fields_without_notes(words):
    markup = paragraphs(words)
    if markup:
        assert stays(markup, INLINE)


@given(st.lists(ITEMS, min_size=1, max_size=3), st.booleans())
def test_lists(items, ordered):
    markup = item_list(tuple(items), ordered=ordered, notes={"1": UUID})
    assert stays(markup, PARAGRAPH)
