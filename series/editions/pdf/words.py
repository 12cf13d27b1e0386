"""Where lines may not end on paper: before the mark of a note and, in Korean, within some words.

Pango lets a line end before a digit that follows a full stop, and within every Korean word (WeasyPrint knows no
`word-break: keep-all`). In running text that is the custom of Korean books; titles are kept whole, and so is the last
word of a paragraph, of which a syllable alone would be a line.
"""

import re
from collections.abc import Callable

from lxml.html import Element, HtmlElement

TITLES = ("h1", "h2", "h3", "h4")
SET_LIKE_TITLES = frozenset({"standfirst", "title-page__subtitle", "chapter__subtitle"})
HANGUL = re.compile(r"[\uac00-\ud7a3]")
WORD = re.compile(r"(\S+)")
LAST_WORD = re.compile(r"(\S+)\s*$")
# A longer one may be broken: it would stand out of its line.
LONGEST = 14


def keep_marks(tree: HtmlElement) -> None:
    """Let the mark of each note stay with the word before it."""
    for mark in list(tree.iter("sup")):
        if mark.find("a") is None:
            continue
        before, parent = mark.getprevious(), mark.getparent()
        text = (parent.text if before is None else before.tail) or ""
        found = LAST_WORD.search(text)
        if not found or found.end(1) != len(text) or len(found[1]) > LONGEST:
            continue
        kept = _kept(found[1])
        if before is None:
            parent.text = text[: found.start()]
        else:
            before.tail = text[: found.start()]
        kept.tail, mark.tail = mark.tail, None
        parent.replace(mark, kept)
        kept.append(mark)


def keep_words(tree: HtmlElement) -> None:
    """Keep the Korean words of titles whole, and the last one of each paragraph and item."""
    for one in list(tree.iter(*TITLES, "p", "li", "figcaption")):
        names = set(one.get("class", "").split())
        if one.tag in TITLES or names & SET_LIKE_TITLES:
            _each_text(one, _all_words)
        elif len(one) == 0:
            one.text = _wrapped(one, 0, one.text, _last_word)
        elif (last := one[-1]).tail:
            last.tail = _wrapped(one, len(one), last.tail, _last_word)


def _each_text(element: HtmlElement, split: Callable[[str], list[str]]) -> None:
    for child in list(element):
        _each_text(child, split)
        if child.tail:
            child.tail = _wrapped(element, element.index(child) + 1, child.tail, split)
    if element.text:
        element.text = _wrapped(element, 0, element.text, split)


def _wrapped(parent: HtmlElement, at: int, text: str | None, split: Callable[[str], list[str]]) -> str:
    """Put the pieces of a text that are to be kept into elements before child number `at`; returns what stands before."""
    before, made = "", []
    for at_word, piece in enumerate(split(text or "")):
        # Before, between and behind the words stand pieces that may be broken.
        if at_word % 2 and HANGUL.search(piece) and len(piece) <= LONGEST:
            made.append(_kept(piece))
        elif made:
            made[-1].tail = (made[-1].tail or "") + piece
        else:
            before += piece
    for offset, one in enumerate(made):
        parent.insert(at + offset, one)
    return before


def _all_words(text: str) -> list[str]:
    return WORD.split(text)


def _last_word(text: str) -> list[str]:
    found = LAST_WORD.search(text)
    return [text[: found.start()], found[1], text[found.end(1) :]] if found else [text]


def _kept(text: str) -> HtmlElement:
    kept = Element("span")
    kept.set("class", "word")
    kept.text = text
    return kept
