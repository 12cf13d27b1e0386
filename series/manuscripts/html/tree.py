"""From markup to a tree that is safe to walk: bounded, without a network, whatever the markup is like."""

import re
import unicodedata

import lxml.html
from lxml import etree

from ..bounds import Bounds
from ..errors import UnreadableManuscript
from .tally import Tally

Element = lxml.html.HtmlElement

# What no XML tree can hold, and no text needs.
FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff\ud800-\udfff]")
# The parser ends these old elements where a paragraph begins, as browsers do not; their younger twins stay open.
CLOSED_TOO_EARLY = re.compile(r"<(/?)(b|i|big|small|tt|u|font|s|strike)(?=[\s/>])", re.IGNORECASE)
TWINS = {"b": "strong", "i": "em", "s": "x-struck", "strike": "x-struck"}
# A heading that holds a paragraph: the parser ends the heading there.
HEADING = re.compile(r"<h([1-6])\b[^>]{0,500}>.{0,2000}?</h\1\s*>", re.IGNORECASE | re.DOTALL)
PARAGRAPH = re.compile(r"<(/?)p(?=[\s/>])", re.IGNORECASE)
MOST_HEADINGS = 2000
LONGEST_NAMES = 500  # of a class or an id
INLINE = frozenset("a abbr em strong span sup sub cite q code mark small time label ins kbd x-struck".split())
SPACE = re.compile(r"\s+")
ONE_ARTICLE = "Bring in one article at a time, or copy its text into a text file."


def parse(markup: str, bounds: Bounds, tally: Tally) -> Element:
    """The `html` element of the markup, without its comments. Raises `UnreadableManuscript` beyond the bounds."""
    # Each element begins with this sign, so that the tree is bounded before it is built.
    if markup.count("<") > 2 * bounds.nodes:
        raise UnreadableManuscript("The page is too large: it has too many elements.", ONE_ARTICLE)
    parser = lxml.html.HTMLParser(
        encoding="utf-8",
        no_network=True,
        huge_tree=True,
        remove_pis=True,
    )
    text = _browserlike(unicodedata.normalize("NFC", FORBIDDEN.sub("", markup)))
    try:
        root = lxml.html.document_fromstring(text.encode() or b" ", parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        # Nothing but comments, or nothing at all.
        root = lxml.html.document_fromstring(b"<html></html>", parser=parser)
    if any(error.type_name == "ERR_RESOURCE_LIMIT" for error in parser.error_log):
        raise UnreadableManuscript("The page is damaged: its elements are nested without end.", ONE_ARTICLE)
    if comments := sum(1 for _ in root.iter(etree.Comment)):
        tally.add("dropped", "Comments in the markup were left out.", count=comments)
        etree.strip_tags(root, etree.Comment)
    _flatten(root, bounds)
    return root


def _browserlike(markup: str) -> str:
    """The markup with those elements renamed that this parser nests otherwise than browsers do."""
    if len(re.findall("<h[1-6]", markup, re.IGNORECASE)) <= MOST_HEADINGS:
        markup = HEADING.sub(lambda heading: PARAGRAPH.sub(r"<\1span", heading[0]), markup)
    return CLOSED_TOO_EARLY.sub(lambda tag: f"<{tag[1]}{TWINS.get(tag[2].lower(), 'span')}", markup)


def _flatten(root: Element, bounds: Bounds) -> None:
    """Take out the elements below the deepest level that is told apart; what they hold moves up."""
    deep: list[Element] = []
    waiting = [(root, 0)]
    nodes = 0
    while waiting:
        element, depth = waiting.pop()
        nodes += 1
        if depth > bounds.depth and isinstance(element.tag, str):
            deep.append(element)
        waiting.extend((child, depth + 1) for child in element)
    if nodes > bounds.nodes:
        raise UnreadableManuscript("The page is too large: it has too many elements.", ONE_ARTICLE)
    for element in deep:
        element.tag = "span"


def classes(element: Element) -> str:
    """Class and id as one string in small letters, as written there; of each no more than any page needs."""
    names = ((element.get(attribute) or "")[:LONGEST_NAMES] for attribute in ("class", "id"))
    return " ".join(names).lower()


def visible_text(element: Element) -> str:
    """The words in a pruned element in reading order, spaces folded."""
    return SPACE.sub(" ", "".join(element.itertext())).strip()


def quoted_text(element: Element) -> str:
    """The words in a pruned element as a finding quotes them: a line for each element of its own, about."""
    pieces: list[str] = []
    waiting: list[Element | str] = [element]
    while waiting:
        item = waiting.pop()
        if isinstance(item, str):
            pieces.append(item)
            continue
        inline = item.tag in INLINE
        if not inline:
            pieces.append("\n")
            waiting.append("\n")
        pieces.append(item.text or "")
        for child in reversed(item):
            waiting.extend((child.tail or "", child))
    lines = (SPACE.sub(" ", line).strip() for line in "".join(pieces).split("\n"))
    return "\n".join(line for line in lines if line)


def is_longer(element: Element, letters: int) -> bool:
    """Whether a pruned element holds more letters than that; looks no further than it must."""
    size = 0
    for piece in element.itertext():
        size += len(piece.strip())
        if size > letters:
            return True
    return False
