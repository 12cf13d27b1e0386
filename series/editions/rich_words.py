"""Rich text as the paragraphs and lists of a `Manuscript`: the way back from series/manuscripts/markup.py.

Stored text comes in as markup; elements of a printed page (series/editions/book/tree.py) can be read one by one.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from lxml import html
from lxml.html import HtmlElement

from publication.prose import sanitise
from series.manuscripts.manuscript import ListBlock, ListItem, Paragraph
from series.manuscripts.words import Span, Words

LOOKS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "sup": "superscript",
    "sub": "subscript",
}
# White space of markup; a no-break space is the writer's own.
SPACES = re.compile(r"[ \t\r\n]+")


@dataclass(frozen=True)
class Resolver:
    """What stored rich text only names by id: `note` gives a footnote's mark, `link` an address; "" for none.

    `printed` gives the mark for which an element of a printed page stands.
    """

    note: Callable[[str], str] = lambda uuid: ""
    link: Callable[[str, int], str] = lambda kind, pk: ""
    printed: Callable[[HtmlElement], str] = lambda element: ""


def blocks_of(markup: str, resolver: Resolver) -> list[Paragraph | ListBlock]:
    """The paragraphs and lists of rich text, in order; words outside of both are a paragraph."""
    blocks: list[Paragraph | ListBlock] = []
    loose: list[Span] = []

    def close() -> None:
        if words := Words.of(*loose).stripped():
            blocks.append(Paragraph(words))
        loose.clear()

    root = _parsed(markup)
    loose += _text(root.text, Span(""))
    for child in root:
        if child.tag in ("p", "ul", "ol"):
            close()
            if child.tag == "p":
                loose += _spans(child, Span(""), resolver)
                close()
            elif list_items := items_of(child, resolver):
                blocks.append(ListBlock(list_items, ordered=child.tag == "ol"))
        else:
            loose += _span(child, Span(""), resolver)
        loose += _text(child.tail, Span(""))
    close()
    return blocks


def lines_of(markup: str, resolver: Resolver) -> Words:
    """Rich text as one line of words, its paragraphs and items divided by line breaks."""
    lines: list[Words] = []
    for block in blocks_of(markup, resolver):
        lines += [block.words] if isinstance(block, Paragraph) else _flat(block.items)
    spans: list[Span | str] = []
    for line in lines:
        spans += ["\n", *line.spans] if spans else line.spans
    return Words.of(*spans)


def plain_of(markup: str) -> str:
    """The words of rich text alone, on one line."""
    return " ".join(lines_of(markup, Resolver()).plain.split())


def _parsed(markup: str) -> HtmlElement:
    return html.fragment_fromstring(sanitise(markup), create_parent="div")


def words_of(element: HtmlElement, resolver: Resolver) -> Words:
    """The words inside an element, the lists in it left out."""
    return Words.of(*_spans(element, Span(""), resolver)).stripped()


def items_of(element: HtmlElement, resolver: Resolver) -> tuple[ListItem, ...]:
    """The items of a list, each with the first list that is in it."""
    items = []
    for child in element:
        if child.tag != "li":
            continue
        inner = next((one for one in child if one.tag in ("ul", "ol")), None)
        words = words_of(child, resolver)
        inner_items = items_of(inner, resolver) if inner is not None else ()
        if words or inner_items:
            items.append(
                ListItem(words, inner_items, inner is not None and inner.tag == "ol" and bool(inner_items))
            )
    return tuple(items)


def _flat(items: tuple[ListItem, ...]) -> list[Words]:
    return [words for item in items for words in (item.words, *_flat(item.items)) if words]


def _spans(element: HtmlElement, look: Span, resolver: Resolver) -> Iterator[Span]:
    """The words inside an element, the lists in it left out."""
    yield from _text(element.text, look)
    for child in element:
        if child.tag not in ("ul", "ol"):
            yield from _span(child, look, resolver)
        yield from _text(child.tail, look)


def _span(element: HtmlElement, look: Span, resolver: Resolver) -> Iterator[Span]:
    if element.tag == "br":
        yield replace(look, text="\n")
    elif element.tag == "footnote":
        if mark := resolver.note(element.get("id", "")):
            yield Span("", note=mark)
    elif mark := resolver.printed(element):
        yield Span("", note=mark)
    else:
        yield from _spans(element, _look(element, look, resolver), resolver)


def _look(element: HtmlElement, look: Span, resolver: Resolver) -> Span:
    if element.tag in LOOKS:
        return replace(look, **{LOOKS[element.tag]: True})
    if element.tag == "span":
        return replace(look, language=element.get("lang", ""))
    if element.tag == "a":
        kind = element.get("linktype")
        address = resolver.link(kind, int(element.get("id", 0))) if kind else element.get("href", "")
        return replace(look, link=address)
    return look


def _text(text: str | None, look: Span) -> list[Span]:
    return [replace(look, text=SPACES.sub(" ", text))] if text else []
