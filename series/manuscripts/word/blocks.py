"""From the paragraphs and tables of the file to the blocks of the body, each with the paragraphs that it came from."""

import re
from dataclasses import replace
from itertools import pairwise

from ..manuscript import Block, Heading, ImageSlot, Paragraph, Table
from ..words import Words
from .captions import Caption, Captions
from .document import Document
from .headings import LONGEST_STYLED, HeadingLooks, Levels
from .lists import Entry, build_lists, entry_of, typed_entry
from .paragraphs import Para, StoryElement, TableElement
from .quotations import QuotationLooks, quotation

SEPARATOR = re.compile(r"^[\W_]{1,40}$")
BLANK_LINES = re.compile(r"\n\s*\n")
QUOTES = ("quote", "quote source")
# Paragraphs of the text itself: without a role, or said to be text by their style.
PLAIN = ("", "text")

Placed = tuple[Block, tuple[int, ...]]


def build_blocks(document: Document, elements: list[StoryElement]) -> list[Placed]:
    """The body in order. What only looks like a heading, a list or a quotation is reported as a guess."""
    return _Body(document, elements).build()


class _Body:
    def __init__(self, document: Document, elements: list[StoryElement]):
        self.document = document
        self.elements = elements
        self.headings = HeadingLooks(elements)
        self.quotations = QuotationLooks(elements)
        self.captions = Captions(document, elements)
        self.levels = Levels()
        self.blocks: list[Placed] = []

    def build(self) -> list[Placed]:
        at = 0
        while at < len(self.elements):
            self.document.clock.tick()
            element = self.elements[at]
            if self.captions.taken(at):
                at += 1
            elif isinstance(element, TableElement):
                self._table(element, self.captions.by_element[at])
                at += 1
            elif element.figures:
                self._figures(element, self.captions.by_element[at])
                at += 1
            else:
                at += self._text(element, at)
        return self.blocks

    def _add(self, block: Block, places: tuple[int, ...]) -> None:
        self.blocks.append((block, places))

    def _text(self, para: Para, at: int) -> int:
        """Blocks for what begins at a paragraph; returns how many paragraphs they took."""
        if not para.words:
            return 1
        if para.role in ("heading", "title", "subtitle"):
            self._styled_heading(para)
            return 1
        if self.headings.is_heading(self.elements, at):
            self._heading(para, self.headings.level(para))
            what = "A short line that stands out was read as a heading."
            self.document.report.add("guessed", what, para.places, passage=para.text)
            return 1
        if para.numbered is not None:
            return self._list(at)
        if size := self._typed_list(at):
            return size
        if para.role in QUOTES or self.quotations.is_quotation(para):
            return self._quotation(at)
        if not para.role and SEPARATOR.match(para.text) and not para.words.notes:
            what = "A line of signs without words was left out."
            self.document.tell("dropped", what, para.number, para.text)
            return 1
        self._paragraphs(para)
        return 1

    def _styled_heading(self, para: Para) -> None:
        if len(para.text) > LONGEST_STYLED:
            what = "A paragraph in the style of a heading is too long for one and was kept as a paragraph."
            self.document.report.add("changed", what, para.places, passage=para.text)
            self._paragraphs(para)
            return
        self._heading(para, para.level or 1)
        if para.numbered is not None and para.numbered.ordered:
            what = "Automatic numbers of headings were left out."
            self.document.tell("dropped", what, para.number, f"{para.numbered.label} {para.text}")

    def _heading(self, para: Para, level: int) -> None:
        shown = self.levels.of(level)
        words = Words.of(
            *(replace(span, bold=False, text=span.text.replace("\n", " ")) for span in para.words.spans)
        )
        self._add(Heading(words, shown), para.places)
        if para.role == "heading" and shown != level:
            what = "Headings were moved to the two levels of the page (below its title)."
            self.document.tell("changed", what, para.number, para.text)

    def _paragraphs(self, para: Para) -> None:
        """One paragraph, or several where its author made paragraphs with empty lines."""
        parts = _split(para.words) if para.role != "text" else [para.words]
        if len(parts) > 1:
            what = "A paragraph with empty lines in it was divided."
            self.document.tell("changed", what, para.number)
        for words in parts:
            self._add(Paragraph(words), para.places)

    def _list(self, at: int) -> int:
        entries: list[Entry] = []
        places: list[int] = []
        size = 0
        letters = False
        while (para := self._next_text(at + size)) is not None:
            if para.numbered is not None and para.role in PLAIN:
                entries.append(entry_of(para))
                if para.numbered.is_worded:
                    what = (
                        "Words before the items of a list (as “Step 1:”) were left out; they count in digits."
                    )
                    self.document.tell("changed", what, para.number, f"{para.numbered.label} {para.text}")
                letters = letters or (
                    para.numbered.ordered and not para.numbered.format.startswith("decimal")
                )
            elif entries and self._goes_on(para, at + size):
                entries.append(Entry(para.words, "", 0, 0, False, 0, continues=True))
            elif para.numbered is not None and not entries:
                entries.append(entry_of(para))  # numbered, and of a role that is nothing else
            else:
                break
            places += para.places
            size += 1
        if letters:
            self.document.tell(
                "changed", "Lists counted in letters or Roman numerals are counted in digits.", places[0]
            )
        for block in build_lists(entries):
            self._add(block, tuple(places))
        return size

    def _next_text(self, at: int) -> Para | None:
        if at >= len(self.elements) or self.captions.taken(at):
            return None
        element = self.elements[at]
        return element if isinstance(element, Para) and not element.figures and element.words else None

    def _goes_on(self, para: Para, at: int) -> bool:
        """Whether a paragraph without a number belongs to the item above it."""
        if para.role == "list continue":
            return True
        before, after = self.elements[at - 1], self._next_text(at + 1)
        return (
            not para.role
            and para.numbered is None
            and after is not None
            and after.numbered is not None
            and isinstance(before, Para)
            and before.left > 0
            and (para.style.left or 0) >= before.left
        )

    def _typed_list(self, at: int) -> int:
        entries: list[Entry] = []
        places: list[int] = []
        while (
            (para := self._next_text(at + len(entries))) is not None
            and not para.role
            and para.numbered is None
        ):
            entry = typed_entry(para)
            if entry is None or (
                entries and entry.series != entries[0].series and entry.left <= entries[0].left
            ):
                break
            entries.append(entry)
            places += para.places
        numbers = [entry.value for entry in entries if entry.series == "typed number"]
        counted = all(after == before + 1 for before, after in pairwise(numbers))
        if len(entries) < 2 or not counted:
            return 0
        what = "Paragraphs with typed signs or numbers were read as a list."
        self.document.report.add(
            "guessed", what, places, passage="\n".join(str(entry.words) for entry in entries)
        )
        for block in build_lists(entries):
            self._add(block, tuple(places))
        return len(entries)

    def _quotation(self, at: int) -> int:
        paras: list[Para] = []
        styled = self.elements[at].role in QUOTES
        while (para := self._next_text(at + len(paras))) is not None:
            if styled:
                another = paras and para.role == "quote" and para.style.name != paras[0].style.name
                if para.role not in QUOTES or another or (paras and paras[-1].role == "quote source"):
                    break
            elif not self.quotations.is_quotation(para):
                break
            paras.append(para)
        if styled and paras[0].role == "quote source":
            self._paragraphs(paras[0])
            return 1
        block = quotation(paras, sources_by_look=not self.document.is_ours)
        places = tuple(number for para in paras for number in para.places)
        if not styled:
            what = "Paragraphs that are set in were read as a quotation."
            self.document.report.add("guessed", what, places, passage="\n".join(para.text for para in paras))
        self._add(block, places)
        return len(paras)

    def _figures(self, para: Para, caption: Caption) -> None:
        text_is_caption = para in caption.paras
        slots = [
            _captioned(slot, caption if at == len(para.figures) - 1 else Caption())
            for at, slot in enumerate(para.figures)
        ]
        if len(slots) > 1 and caption.text:
            what = "Several pictures share one caption; it stands under the last of them."
            self.document.report.add("guessed", what, para.places, passage=caption.text)
        words = para.words and not text_is_caption
        if words and para.figures_first is False:
            self._text_beside(para)
        for slot in slots:
            self._add(slot, para.places)
        if words and para.figures_first:
            self._text_beside(para)

    def _text_beside(self, para: Para) -> None:
        self.document.tell("changed", "A picture within a line was put beside its paragraph.", para.number)
        bare = replace_figures(para)
        if bare.role == "heading":
            self._styled_heading(bare)
        elif bare.numbered is not None:
            for block in build_lists([entry_of(bare)]):
                self._add(block, bare.places)
        else:
            self._paragraphs(bare)

    def _table(self, table: TableElement, caption: Caption) -> None:
        rows = [row for row in table.rows if any(row) or self.document.is_ours]
        header: list[Words] = []
        leading = min(table.header, len(rows))
        guess = table.bold_first_row and len(rows) > 1 and all(rows[0]) and not self.document.is_ours
        if leading or guess:
            header, rows = [_without_bold(cell) for cell in rows[0]], rows[1:]
            if not leading:
                what = "The first row of a table, in bold, was read as its heading."
                passage = " | ".join(cell.plain for cell in header)
                self.document.report.add("guessed", what, [table.number], passage=passage)
            elif leading > 1:
                what = "A table has several heading rows; the first one stayed, the others are rows."
                self.document.report.add("changed", what, [table.number], count=leading)
        block = Table(tuple(map(tuple, rows)), tuple(header), caption.text, caption.source)
        self._add(block, table.places)
        for slot in table.figures:
            self._add(slot, table.places)


def replace_figures(para: Para) -> Para:
    """The paragraph without its pictures."""
    return Para(para.number, para.style, para.pieces, para.numbered, places=para.places)


def _captioned(slot: ImageSlot, caption: Caption) -> ImageSlot:
    return replace(slot, caption=caption.text, credit=caption.credit)


def _without_bold(words: Words) -> Words:
    lettered = [span for span in words.spans if span.text.strip()]
    if not all(span.bold for span in lettered):
        return words
    return Words.of(*(replace(span, bold=False) for span in words.spans))


def _split(words: Words) -> list[Words]:
    if not BLANK_LINES.search(words.plain):
        return [words]
    parts: list[list] = [[]]
    for span in words.spans:
        if span.note:
            parts[-1].append(span)
            continue
        first, *others = BLANK_LINES.split(span.text)
        parts[-1].append(replace(span, text=first))
        parts += [[replace(span, text=text)] for text in others]
    return [words for words in (Words.of(*part).stripped() for part in parts) if words]
