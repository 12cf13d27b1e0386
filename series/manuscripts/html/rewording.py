"""The same change to all words of a block, wherever in the block they stand."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from ..manuscript import Block, Heading, ListBlock, ListItem, Paragraph, Quotation, Table
from ..words import Words

Change = Callable[[Words], Words]


def reworded(block: Block, change: Change) -> Block:
    """The block with every line of words changed; captions and sources are plain text and stay."""
    match block:
        case Paragraph(words) | Heading(words) | Quotation(words):
            return replace(block, words=change(words))
        case ListBlock(items):
            return replace(block, items=tuple(_item(item, change) for item in items))
        case Table(rows, header):
            return replace(
                block,
                rows=tuple(tuple(change(cell) for cell in row) for row in rows),
                header=tuple(change(cell) for cell in header),
            )
    return block


def _item(item: ListItem, change: Change) -> ListItem:
    return replace(item, words=change(item.words), items=tuple(_item(inner, change) for inner in item.items))


def words_of(block: Block) -> Iterator[Words]:
    """Every line of words of a block, in reading order."""
    match block:
        case Paragraph(words) | Heading(words) | Quotation(words):
            yield words
        case ListBlock(items):
            yield from _words_of(items)
        case Table(rows, header):
            yield from header
            for row in rows:
                yield from row


def _words_of(items: tuple[ListItem, ...]) -> Iterator[Words]:
    for item in items:
        yield item.words
        yield from _words_of(item.items)
