"""Blocks as they are found in markup, before it is settled what holds them: flat items become lists, blocks words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from ..manuscript import Block, Heading, ListBlock, ListItem, Paragraph, Quotation
from ..words import Words
from .lines import BREAK


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
