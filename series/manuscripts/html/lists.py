"""Lists in markup, put right where they are nested as only editors' programs nest them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from ..manuscript import Heading, ListBlock, ListItem, Paragraph, Quotation
from .found import FlatItem, Found, as_words, gathered, with_inner
from .frames import Frame


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
            case Paragraph() | Heading() | Quotation():
                self.items.append(ListItem(as_words([item])[0]))
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
