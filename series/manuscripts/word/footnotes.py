"""The notes read and numbered: in the order in which the finished text cites them, and none lost on the way."""

from collections.abc import Callable
from dataclasses import replace

from ..affiliations import take_biographies
from ..lines import Line, Passage
from ..manuscript import Block, Footnote, Heading, ListBlock, ListItem, Paragraph, Quotation, Table
from ..words import Words
from .blocks import Placed
from .document import Document
from .front import Front
from .paragraphs import Para, join_words
from .story import read_story


def read_notes(document: Document) -> dict[str, Words]:
    """The words of each cited note by its mark; several paragraphs are lines."""
    words = {}
    for mark, kind, element, place in document.notes.cited():
        part = document.package.first_related(f"{kind}s")
        lines, figures = [], 0
        for one in read_story(document, part, element):
            if isinstance(one, Para):
                lines.append(one.words)
            else:
                lines += [join_words(row, " | ") for row in one.rows]
            figures += len(one.figures)
        if figures:
            document.tell("dropped", "Pictures in notes were left out.", place, count=figures)
        words[mark] = join_words(lines)
    for kind, element in document.notes.uncited():
        if text := document.words_in(element):
            article = "An" if kind == "endnote" else "A"
            what = f"{article} {kind} that nothing refers to was left out."
            document.report.add("dropped", what, passage=text)
    return words


def number_notes(
    document: Document, blocks: list[Placed], words: dict[str, Words], front: Front
) -> tuple[list[Placed], tuple[Footnote, ...], Front]:
    """Blocks and footnotes with marks "1", "2" … in the order of the text.

    A note on the byline or title that presents an author becomes a biography; one that the text cites nowhere is
    quoted in a finding.
    """
    order: dict[str, str] = {}

    def renumber(line: Words) -> Words:
        if not line.notes:
            return line
        spans = []
        for span in line.spans:
            if not span.note:
                spans.append(span)
            elif words.get(span.note):
                spans.append(replace(span, note=order.setdefault(span.note, str(len(order) + 1))))
        return Words.of(*spans)

    numbered = [(with_words(block, renumber), places) for block, places in blocks]
    # A note may cite no note; marks inside notes are taken out.
    footnotes = tuple(Footnote(new, _without_notes(words[old])) for old, new in order.items())
    places = {mark: place for mark, _kind, _element, place in document.notes.cited()}
    for mark, line in words.items():
        if mark in order or not line:
            continue
        front, was_taken = _as_biography(document, line, places[mark], front, mark)
        if not was_taken:
            what = "A note on a line that can have none was left out."
            document.report.add("dropped", what, [places[mark]], passage=line.plain)
    return numbered, footnotes, front


def _as_biography(document: Document, line: Words, place: int, front: Front, mark: str) -> tuple[Front, bool]:
    if mark not in front.notes or not front.byline:
        return front, False
    text = line.plain.lstrip("*†‡ ")
    passage = Passage(text, (Line(place, text, text),))
    byline, rest = take_biographies([passage], front.byline, document.report)
    if rest and len(byline) == 1 and not byline[0].biography:
        what = f"A note on the byline was read as the biography of {byline[0].name}."
        document.report.add("guessed", what, [place], passage=text)
        byline, rest = [replace(byline[0], biography=text)], []
    return replace(front, byline=byline), not rest


def _without_notes(line: Words) -> Words:
    return Words.of(*(span for span in line.spans if not span.note))


def with_words(block: Block, change: Callable[[Words], Words]) -> Block:
    """The block with each line of its words changed, in reading order."""
    match block:
        case Paragraph() | Heading() | Quotation():
            return replace(block, words=change(block.words))
        case ListBlock():
            return replace(block, items=tuple(_item(item, change) for item in block.items))
        case Table():
            header = tuple(change(cell) for cell in block.header)
            return replace(block, header=header, rows=tuple(tuple(map(change, row)) for row in block.rows))
    return block


def _item(item: ListItem, change: Callable[[Words], Words]) -> ListItem:
    words = change(item.words)
    return replace(item, words=words, items=tuple(_item(inner, change) for inner in item.items))
