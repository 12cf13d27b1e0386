"""Footnote marks that stand where no field can hold one, and the paragraphs that take them in."""

from collections.abc import Iterator
from dataclasses import replace

from series.manuscripts.manuscript import (
    Block,
    Finding,
    Heading,
    ListBlock,
    ListItem,
    Paragraph,
    Quotation,
    Table,
)
from series.manuscripts.words import Span, Words

PLACES = {Heading: "a heading", Quotation: "a quotation", Table: "a table"}


def house_marks(
    body: tuple[Block, ...], known: frozenset[str]
) -> tuple[tuple[Block, ...], tuple[Finding, ...]]:
    """The body with every mark in a paragraph or list; the findings say which were moved or led to no note.

    A mark in a heading, quotation or table goes to the end of the nearest paragraph before it, or to the end of the
    first one after it; where there is none at all, into a paragraph of its own. Marks that are not `known` go.
    """
    findings: list[Finding] = []
    blocks = list(body)
    waiting: list[str] = []
    for at, block in enumerate(blocks):
        lost = [mark for words in words_of(block) for mark in words.notes if mark not in known]
        if lost:
            findings.append(
                Finding("dropped", "A footnote mark led to no note.", count=len(lost), passage=_plain(block))
            )
            block = blocks[at] = _with(block, lambda words: _without(words, known))
        if holds_marks(block):
            if waiting:
                blocks[at] = _ending_with(block, waiting)
                waiting = []
            continue
        marks = [mark for words in words_of(block) for mark in words.notes]
        if not marks:
            continue
        findings.append(
            Finding(
                "changed",
                f"The mark of a footnote in {PLACES[type(block)]} was moved to the nearest paragraph.",
                count=len(marks),
                passage=_plain(block),
            )
        )
        blocks[at] = _with(block, lambda words: _without(words, frozenset()))
        home = next((place for place in range(at - 1, -1, -1) if holds_marks(blocks[place])), None)
        if home is None:
            waiting += marks
        else:
            blocks[home] = _ending_with(blocks[home], marks)
    if waiting:
        blocks.append(_ending_with(Paragraph(Words()), waiting))
    return tuple(blocks), tuple(findings)


def holds_marks(block: Block) -> bool:
    """Can the field of this block hold footnote marks?"""
    return isinstance(block, Paragraph) or (isinstance(block, ListBlock) and bool(block.items))


def words_of(block: Block) -> Iterator[Words]:
    """All running words of a block, in reading order."""
    match block:
        case Paragraph(words) | Heading(words) | Quotation(words):
            yield words
        case ListBlock(items):
            yield from _words_of_items(items)
        case Table(rows, header):
            for row in (header, *rows):
                yield from row


def _words_of_items(items: tuple[ListItem, ...]) -> Iterator[Words]:
    for item in items:
        yield item.words
        yield from _words_of_items(item.items)


def _plain(block: Block) -> str:
    return " ".join(words.plain for words in words_of(block))


def _without(words: Words, known: frozenset[str]) -> Words:
    return Words.of(*(span for span in words.spans if not span.note or span.note in known))


def _with(block: Block, change) -> Block:
    match block:
        case ListBlock(items):
            return replace(block, items=_changed_items(items, change))
        case Table(rows, header):
            changed = tuple(tuple(change(cell) for cell in row) for row in rows)
            return replace(block, rows=changed, header=tuple(change(cell) for cell in header))
    return replace(block, words=change(block.words))


def _changed_items(items: tuple[ListItem, ...], change) -> tuple[ListItem, ...]:
    return tuple(
        replace(item, words=change(item.words), items=_changed_items(item.items, change)) for item in items
    )


def _ending_with(block: Block, marks: list[str]) -> Block:
    """The block with marks after its last words; one that is cited there already is not cited twice."""
    new = [Span("", note=mark) for mark in dict.fromkeys(marks)]
    if isinstance(block, Paragraph):
        return replace(block, words=Words.of(*block.words.spans, *new))
    return replace(block, items=_items_ending_with(block.items, new))


def _items_ending_with(items: tuple[ListItem, ...], marks: list[Span]) -> tuple[ListItem, ...]:
    *before, last = items
    if last.items:
        last = replace(last, items=_items_ending_with(last.items, marks))
    else:
        last = replace(last, words=Words.of(*last.words.spans, *marks))
    return (*before, last)
