"""What holds blocks inside each other: each frame collects what stands in it, and closes into blocks of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from ..manuscript import Block, Embed, ImageSlot, Paragraph, Quotation, Table
from ..words import Words
from .found import FlatItem, Found, gathered, in_one_line, joined
from .lines import Piece
from .tree import Element

LONGEST_SOURCE = 160
SOURCE_LINE = re.compile(r"^\s*[—―–-]{1,2}\s*(?=\S)")


@dataclass
class Frame:
    """Collects blocks in order; `line` is the running text that is still open. Closed, it hands its blocks on."""

    found: list[Found] = field(default_factory=list)
    line: list[Piece] = field(default_factory=list)
    opened_by: Element | None = None
    began: int = 1
    hint: str = ""

    def add(self, item: Found) -> None:
        self.found.append(item)

    def closed(self) -> Iterator[Found]:
        """What the frame hands to the frame around it."""
        yield from gathered(self.found)


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
