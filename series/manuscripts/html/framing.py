"""Which frame an element opens, and to which frame its blocks go when it is left."""

from __future__ import annotations

import re
from dataclasses import replace

from ..manuscript import Paragraph
from ..numbers import whole_number
from .found import Found, as_words
from .frames import CaptionFrame, CreditFrame, FigureFrame, Frame, QuoteFrame, SourceFrame
from .lists import ItemFrame, ListFrame
from .looks import Looks
from .pictures import CAPTION, CREDIT, LONGEST_CAPTION, is_photo_box
from .tables import CellFrame, TableFrame, is_layout, is_photo_table, span_of
from .tally import Tally
from .tree import Element, classes, is_longer, visible_text

LISTS = frozenset({"ul", "ol", "menu", "dir"})
CELLS = frozenset({"td", "th"})
KIX = re.compile(r"\blst-(kix_\w+)-(\d)\b")
LETTERED = frozenset({"a", "A", "i", "I"})
LETTERS = re.compile(r"(?:lower|upper)-(?:alpha|latin|roman|greek)")


class Framing:
    """Decides by element, class and surroundings; `most_cells` bounds each table."""

    def __init__(self, looks: Looks, tally: Tally, most_cells: int):
        self.looks, self.tally, self.most_cells = looks, tally, most_cells

    def frame_for(self, element: Element, frames: list[Frame], place: int) -> Frame | None:
        """The frame that an element opens inside of the others, None for none."""
        tag, around = element.tag, frames[-1]
        if tag in LISTS:
            return self._list(element, place)
        if tag == "li":
            return ItemFrame(number=_number(element, "value"))
        if tag == "blockquote":
            return QuoteFrame()
        if tag == "table":
            if is_photo_table(element):
                return FigureFrame(is_box=True)
            if is_layout(element):
                return None
            return TableFrame(tally=self.tally, place=place, most_cells=self.most_cells)
        if tag in CELLS and isinstance(around, TableFrame):
            return CellFrame(
                is_header=tag == "th", across=span_of(element, "colspan"), down=span_of(element, "rowspan")
            )
        if tag in ("caption", "figcaption"):
            return CaptionFrame()
        if tag == "figure":
            return FigureFrame(is_box=_is_captioned_loosely(element))
        in_quote = any(isinstance(frame, QuoteFrame) for frame in frames)
        if in_quote and (tag == "footer" or (tag == "cite" and _is_last(element))):
            return SourceFrame()
        figure = next((frame for frame in reversed(frames) if isinstance(frame, FigureFrame)), None)
        if figure is not None and tag in ("div", "p", "span", "em", "small", "cite", "dd", "strong"):
            names = classes(element)
            if names.strip():
                if CREDIT.search(names):
                    return CreditFrame()
                if (
                    CAPTION.search(names)
                    and not isinstance(around, CaptionFrame)
                    and next(element.iter("img"), None) is None
                ):
                    return CaptionFrame()
        elif is_photo_box(element):
            return FigureFrame(is_box=True)
        return None

    def close(self, frames: list[Frame]) -> None:
        """End the innermost frame: what it holds goes to the frame that it belongs to."""
        frame = frames.pop()
        around = frames[-1]
        if isinstance(frame, ItemFrame) and isinstance(around, ListFrame):
            around.take(frame)
            return
        if isinstance(frame, CellFrame) and isinstance(around, TableFrame):
            around.take(frame)
            return
        if isinstance(frame, SourceFrame):
            quote = next((other for other in reversed(frames) if isinstance(other, QuoteFrame)), None)
            if quote is not None:
                words, others = as_words(frame.found)
                quote.source.append(words)
                around.found.extend(others)
                return
        if isinstance(frame, CaptionFrame | CreditFrame):
            self._caption(frame, frames)
            return
        for item in frame.closed():
            around.add(replace(item, place=item.place or frame.began, hint=item.hint or frame.hint))

    @staticmethod
    def _caption(frame: Frame, frames: list[Frame]) -> None:
        around = frames[-1]
        words, others = as_words(frame.found)
        holder = next(
            (other for other in reversed(frames) if isinstance(other, FigureFrame | TableFrame)), None
        )
        if holder is None:
            if words:
                around.add(Found(Paragraph(words), "caption", frame.began))
        elif isinstance(frame, CreditFrame) and isinstance(holder, FigureFrame):
            holder.credit.append(words)
        elif words:
            holder.caption.append(words)
        for item in others:
            around.add(item)

    def _list(self, element: Element, place: int) -> ListFrame:
        ordered = element.tag == "ol"
        start = _number(element, "start") if ordered else 1
        kix = KIX.search(element.get("class") or "")
        style = self.looks.declared(element).get("list-style-type", "") if element.get("style") else ""
        if ordered and (element.get("type") in LETTERED or LETTERS.search(style)):
            self.tally.add(
                "changed", "A list that counted in letters or Roman numerals counts in numbers.", place
            )
        return ListFrame(
            ordered=ordered,
            start=1 if start is None else start,
            level=int(kix[2]) + 1 if kix else 0,
            family=kix[1] if kix else "",
        )


def _is_captioned_loosely(figure: Element) -> bool:
    """Whether a figure holds a picture and few words that nothing marks as its caption."""
    tags = {inner.tag for inner in figure.iterdescendants()}
    return (
        "img" in tags
        and not tags & {"figcaption", "blockquote", "table"}
        and not is_longer(figure, LONGEST_CAPTION)
    )


def _is_last(element: Element) -> bool:
    """Whether no words follow within the quotation."""
    while element is not None and element.tag != "blockquote":
        if (element.tail or "").strip():
            return False
        if any(visible_text(other) for other in element.itersiblings()):
            return False
        element = element.getparent()
    return True


def _number(element: Element, name: str) -> int | None:
    return whole_number((element.get(name) or "").strip())
