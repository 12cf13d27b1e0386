"""What holds blocks inside each other: each frame collects what stands in it, and closes into blocks of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from ..manuscript import (
    Block,
    Embed,
    Heading,
    ImageSlot,
    ListBlock,
    ListItem,
    Paragraph,
    Quotation,
    Table,
)
from ..words import Words
from .lines import BREAK, Piece
from .tree import Element

LONGEST_SOURCE = 160
SOURCE_LINE = re.compile(r"^\s*[—―–-]{1,2}\s*(?=\S)")


@dataclass(frozen=True)
class FlatItem:
    """An item of a list whose nesting is said by numbers, as Word and Google write it; it becomes part of a list."""

    words: Words
    level: int = 1
    ordered: bool = False
    number: int = 1
    family: str = ""


@dataclass(frozen=True)
class Found:
    """A block as it was found: `hint` is what its markup calls it ("title", "caption" ...), or "".

    `place` is the number of its first paragraph, from 1, where every item and cell counts.
    """

    block: Block | FlatItem
    hint: str = ""
    place: int = 0


@dataclass
class Frame:
    """Collects blocks in order; `line` is the running text that is still open. Closed, it hands its blocks on."""

    found: list[Found] = field(default_factory=list)
    line: list[Piece] = field(default_factory=list)
    opened_by: Element | None = None
    began: int = 1

    def add(self, item: Found) -> None:
        self.found.append(item)

    def closed(self) -> Iterator[Found]:
        """What the frame hands to the frame around it."""
        yield from gathered(self.found)


def gathered(found: list[Found]) -> Iterator[Found]:
    """The blocks, with flat items that follow each other nested into lists."""
    run: list[FlatItem] = []
    began = 0
    for item in found:
        if isinstance(item.block, FlatItem):
            if run and _begins_another(run, item.block):
                yield Found(_nested(run), place=began)
                run = []
            began = began if run else item.place
            run.append(item.block)
            continue
        if run:
            yield Found(_nested(run), place=began)
            run = []
        yield item
    if run:
        yield Found(_nested(run), place=began)


def _begins_another(run: list[FlatItem], item: FlatItem) -> bool:
    if item.level > 1:
        return False
    first = next((other for other in run if other.level == 1), None)
    if first is None:
        return False
    return first.ordered != item.ordered or first.family != item.family


def _nested(run: list[FlatItem]) -> ListBlock:
    """A list nested by the levels of its items; a level that was left out does not count."""
    levels: list[_Level] = []
    for item in run:
        while levels and item.level < levels[-1].level and len(levels) > 1:
            _close(levels)
        if not levels or item.level > levels[-1].level:
            levels.append(_Level(item.level, item.ordered, item.number))
        levels[-1].items.append(ListItem(item.words))
    while len(levels) > 1:
        _close(levels)
    return ListBlock(tuple(levels[0].items), ordered=levels[0].ordered, start=levels[0].start)


@dataclass
class _Level:
    level: int
    ordered: bool
    start: int
    items: list[ListItem] = field(default_factory=list)


def _close(levels: list[_Level]) -> None:
    inner = levels.pop()
    outer = levels[-1].items
    outer[-1] = with_inner(outer[-1], ListBlock(tuple(inner.items), inner.ordered, inner.start))


def with_inner(item: ListItem, inner: ListBlock) -> ListItem:
    """The item with a list under it; of two lists the first says how both count."""
    if item.items:
        return replace(item, items=(*item.items, *inner.items))
    return replace(item, items=inner.items, ordered=inner.ordered, start=inner.start)


def joined(words: list[Words], between: str = BREAK) -> Words:
    """Several lines as one."""
    parts: list = []
    for line in words:
        if parts:
            parts.append(between)
        parts.extend(line.spans)
    return Words.of(*parts)


def in_one_line(lines: list[Words]) -> str:
    """Lines as plain text for a field that holds neither look nor breaks nor notes."""
    return " ".join("".join(span.text for span in words.spans).replace(BREAK, " ") for words in lines)


def as_words(found: list[Found]) -> tuple[Words, list[Found]]:
    """Blocks where only words can stand (a cell, an item, a note): their lines, and what cannot be lines."""
    lines: list[Words] = []
    others: list[Found] = []
    for item in gathered(found):
        match item.block:
            case Paragraph(words) | Heading(words) | Quotation(words):
                lines.append(words)
                if isinstance(item.block, Quotation) and item.block.source:
                    lines.append(Words.of(f"— {item.block.source}"))
            case ListBlock(items, ordered, start):
                lines.extend(_lines_of(items, ordered, start))
            case _:
                others.append(item)
    return joined(lines), others


def _lines_of(items: tuple[ListItem, ...], ordered: bool, start: int, depth: int = 0) -> Iterator[Words]:
    for number, item in enumerate(items, start=start):
        mark = f"{number}. " if ordered else "• "
        yield Words.of(mark, *item.words.spans)
        yield from _lines_of(item.items, item.ordered, item.start, depth + 1)


@dataclass
class ItemFrame(Frame):
    """One item of a list: its lines, and the list under it."""

    number: int | None = None

    def closed(self) -> Iterator[Found]:
        """An item that stands in no list still is one."""
        item, others = self.item()
        if item.words or item.items:
            yield from (Found(flat) for flat in _flat(ListBlock((item,)), 1, ""))
        yield from others

    def item(self) -> tuple[ListItem, list[Found]]:
        inner = [found for found in gathered(self.found) if isinstance(found.block, ListBlock)]
        words, others = as_words([found for found in self.found if not _is_list(found)])
        item = ListItem(words)
        for found in inner:
            item = with_inner(item, found.block)
        return item, others


def _is_list(found: Found) -> bool:
    return isinstance(found.block, ListBlock | FlatItem)


@dataclass
class ListFrame(Frame):
    """A list. What is no item is put right: a list in a list goes under the item before, bare words are an item.

    `level` is given where the markup says the nesting by numbers; the list then hands on flat items.
    """

    ordered: bool = False
    start: int = 1
    level: int = 0
    family: str = ""
    items: list[ListItem] = field(default_factory=list)
    behind: list[Found] = field(default_factory=list)

    def add(self, item: Found) -> None:
        match item.block:
            case ListBlock() as inner if self.items:
                self.items[-1] = with_inner(self.items[-1], inner)
            case ListBlock(items, ordered, start):
                self.items.extend(items)
                self.ordered, self.start = ordered, start
            case Paragraph(words) | Heading(words) | Quotation(words):
                self.items.append(ListItem(words))
            case FlatItem():
                self.items.append(ListItem(item.block.words))
            case _:
                self.behind.append(item)

    def take(self, frame: ItemFrame) -> None:
        item, others = frame.item()
        if frame.number is not None and not self.items:
            self.start = frame.number
        if item.words or (item.items and not self.items):
            self.items.append(item)
        elif item.items:
            self.items[-1] = with_inner(self.items[-1], ListBlock(item.items, item.ordered, item.start))
        self.behind.extend(others)

    def closed(self) -> Iterator[Found]:
        if self.items and self.level:
            whole = ListBlock(tuple(self.items), self.ordered, self.start)
            yield from (Found(item) for item in _flat(whole, self.level, self.family))
        elif self.items:
            yield Found(ListBlock(tuple(self.items), ordered=self.ordered, start=self.start))
        yield from self.behind


def _flat(block: ListBlock | ListItem, level: int, family: str) -> Iterator[FlatItem]:
    for number, item in enumerate(block.items, start=block.start):
        yield FlatItem(item.words, level, block.ordered, number, family)
        yield from _flat(item, level + 1, family)


@dataclass
class QuoteFrame(Frame):
    """A quotation: its paragraphs are lines; what is no paragraph stays a block between quotations."""

    source: list[Words] = field(default_factory=list)

    def closed(self) -> Iterator[Found]:
        lines: list[Words] = []
        source = in_one_line(self.source)
        items = list(gathered(self.found))
        if not source and len(items) > 1 and isinstance(items[-1].block, Paragraph):
            last = in_one_line([items[-1].block.words])
            if SOURCE_LINE.match(last) and len(last) <= LONGEST_SOURCE:
                source = last
                del items[-1]
        source = SOURCE_LINE.sub("", source)
        for item in items:
            match item.block:
                case Paragraph(words):
                    lines.append(words)
                case Quotation(words, inner):
                    lines.append(words)
                    source = source or inner
                case _:
                    if lines:
                        yield Found(Quotation(joined(lines)))
                        lines = []
                    yield item
        if lines:
            yield Found(Quotation(joined(lines), source))
        elif source:
            yield Found(Paragraph(Words.of(source)))


@dataclass
class SourceFrame(Frame):
    """Who said what is quoted: words beside a quotation."""


@dataclass
class CaptionFrame(Frame):
    """The words under a picture or a table."""


@dataclass
class CreditFrame(Frame):
    """Who made a picture."""


@dataclass
class FigureFrame(Frame):
    """A picture, table, embed or quotation with its caption. Loose words of a photo box are its caption, too."""

    caption: list[Words] = field(default_factory=list)
    credit: list[Words] = field(default_factory=list)
    is_box: bool = False

    def closed(self) -> Iterator[Found]:
        items = list(gathered(self.found))
        kinds = (ImageSlot, Table, Embed, Quotation)
        holders = [at for at, item in enumerate(items) if isinstance(item.block, kinds)]
        if self.is_box and any(isinstance(item.block, ImageSlot) for item in items):
            loose = [item for item in items if isinstance(item.block, Paragraph)]
            self.caption.extend(item.block.words for item in loose)
            items = [item for item in items if not isinstance(item.block, Paragraph)]
            holders = [at for at, item in enumerate(items) if isinstance(item.block, kinds)]
        caption, credit = in_one_line(self.caption), in_one_line(self.credit)
        if not holders:
            yield from items
            if caption or credit:
                yield Found(Paragraph(Words.of(" ".join(filter(None, (caption, credit))))), "caption")
            return
        at = holders[-1]
        items[at] = replace(items[at], block=_captioned(items[at].block, caption, credit))
        yield from items


def _captioned(block: Block | FlatItem, caption: str, credit: str) -> Block | FlatItem:
    match block:
        case ImageSlot():
            return replace(
                block,
                caption=" ".join(filter(None, (block.caption, caption))),
                credit=" ".join(filter(None, (block.credit, credit))),
            )
        case Table() | Embed():
            whole = " ".join(filter(None, (caption, credit)))
            return replace(block, caption=" ".join(filter(None, (block.caption, whole))))
        case Quotation():
            whole = SOURCE_LINE.sub("", " ".join(filter(None, (caption, credit))))
            return replace(block, source=block.source or whole)
    return block
