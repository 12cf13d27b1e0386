"""The blocks of a manuscript as the body of a page stores them. Knows the blocks of series/blocks/, and their limits."""

import re
import uuid
from collections.abc import Mapping
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

from publication.images import PictureRefused
from series.manuscripts.manuscript import (
    Block,
    Embed,
    Finding,
    Heading,
    ImageSlot,
    ListBlock,
    ListItem,
    Paragraph,
    Quotation,
    Table,
)
from series.manuscripts.markup import item_list, paragraph, paragraphs
from series.manuscripts.words import Span, Words
from series.manuscripts.writing.embeds import is_film_or_sound
from series.manuscripts.writing.fields import fit, one_line
from series.manuscripts.writing.pictures import Shelf

LONGEST_HEADING, LONGEST_CAPTION, LONGEST_TABLE_CAPTION, LONGEST_CREDIT, LONGEST_ALT = 200, 500, 300, 255, 500
LONGEST_TITLE = 200
HIGHEST_START = 9999
NUMBER = re.compile(r"[+\-\u2212]?\d[\d.,\u00a0\u2009 ]*%?")

Stored = tuple[str, object]
is_address = URLValidator(schemes=["http", "https"])


class BodyWriter:
    """Writes one body. `notes` gives each footnote's mark the UUID of its row; `findings` collects what was changed."""

    def __init__(self, notes: Mapping[str, str], shelf: Shelf, findings: list[Finding], owner=None):
        self.notes = notes
        self.shelf = shelf
        self.findings = findings
        self.owner = owner

    def write(self, block: Block) -> dict | None:
        """A block of the StreamField with an id of its own; None for one without anything in it."""
        stored = self._stored(block)
        if stored is None:
            return None
        kind, value = stored
        return {"type": kind, "value": value, "id": str(uuid.uuid4())}

    def _stored(self, block: Block) -> Stored | None:
        match block:
            case Paragraph(words):
                return _if_any("paragraph", paragraph(words.stripped(), self.notes))
            case Heading():
                return self._heading(block)
            case ListBlock():
                return self._list(block) if block.items else None
            case Quotation():
                return self._quotation(block)
            case Table():
                return self._table(block)
            case ImageSlot():
                return self._image(block)
            case Embed():
                return self._embed(block)
        raise TypeError(block)

    def _heading(self, block: Heading) -> Stored | None:
        text = one_line(block.words.plain)
        if len(text) > LONGEST_HEADING:
            self._add("changed", "A heading was too long to be one and became a paragraph.", text)
            return "paragraph", paragraph(Words.of(Span(text, bold=True)))
        return ("heading", {"text": text, "level": str(min(max(block.level, 2), 3))}) if text else None

    def _list(self, block: ListBlock) -> Stored:
        self._report_inner_starts(block.items)
        markup = item_list(block.items, ordered=block.ordered, notes=self.notes)
        if not block.ordered or block.start == 1:
            return "paragraph", markup
        if 0 <= block.start <= HIGHEST_START:
            return "numbered_list", {"start": block.start, "text": markup}
        self._add(
            "changed", f"A list that started at {block.start} now starts at 1.", _first_words(block.items)
        )
        return "paragraph", markup

    def _report_inner_starts(self, items: tuple[ListItem, ...]) -> None:
        for item in items:
            if item.items and item.ordered and item.start != 1:
                what = f"A list inside a list that started at {item.start} now starts at 1."
                self._add("changed", what, _first_words(item.items))
            self._report_inner_starts(item.items)

    def _quotation(self, block: Quotation) -> Stored | None:
        text = paragraphs(block.words)
        return (
            ("quotation", {"text": text, "source": one_line(block.source), "address": ""}) if text else None
        )

    def _table(self, block: Table) -> Stored | None:
        width = max((len(row) for row in (block.header, *block.rows)), default=0)
        if not width:
            return None
        rows = [_padded(row, width) for row in block.rows]
        kinds = ["number" if _is_of_numbers(rows, place) else "text" for place in range(width)]
        header = [one_line(cell.plain) for cell in _padded(block.header, width)]
        cells = [
            {
                "values": [
                    one_line(cell.plain) if kind == "number" else paragraphs(cell)
                    for kind, cell in zip(kinds, row, strict=True)
                ]
            }
            for row in rows
        ]
        columns = [{"type": kind, "heading": text} for kind, text in zip(kinds, header, strict=True)]
        caption = self._fit(block.caption, LONGEST_TABLE_CAPTION, "The caption of a table")
        if not caption:
            self._add(
                "missing",
                "A table has no caption; write one before the piece is published.",
                " | ".join(header),
            )
        return "table", {
            "caption": caption,
            "table": {"columns": columns, "rows": cells, "caption": ""},
            "row_headings": bool(rows) and kinds[0] == "text",
            "source": self._fit(block.source, LONGEST_TABLE_CAPTION, "The source of a table"),
        }

    def _image(self, slot: ImageSlot) -> Stored:
        image = None
        if slot.file is not None:
            try:
                image = self.shelf.put(slot, owner=self.owner)
            except PictureRefused as refusal:
                what = f"A picture was not taken, and its place waits for another: {refusal}"
                self._add("dropped", what, slot.caption or slot.alt or slot.file.name)
        return "image", {
            "image": image,
            "alternative_text": self._fit(slot.alt, LONGEST_ALT, "An alternative text"),
            "decorative": False,
            "caption": self._fit(slot.caption, LONGEST_CAPTION, "A caption"),
            "credit": self._fit(slot.credit, LONGEST_CREDIT, "A credit"),
            "licence": "",
        }

    def _embed(self, block: Embed) -> Stored | None:
        address, caption = one_line(block.address), one_line(block.caption)
        if not _leads_somewhere(address):
            self._add("dropped", "Something from another site has no address that can be followed.", address)
            return _if_any("paragraph", paragraph(Words.of(caption)))
        if is_film_or_sound(address):
            title = self._fit(caption, LONGEST_TITLE, "A caption") or urlsplit(address).hostname
            return "elsewhere", {"title": title, "address": address, "description": ""}
        self._add("changed", "What was shown from another site is a link now.", address)
        return "paragraph", paragraph(Words.of(Span(caption or address, link=address)))

    def _fit(self, text: str, longest: int, what: str) -> str:
        return fit(text, longest, what, self.findings)

    def _add(self, kind, what: str, passage: str = "") -> None:
        self.findings.append(Finding(kind, what, passage=passage))


def _if_any(kind: str, value: str) -> Stored | None:
    return (kind, value) if value else None


def _first_words(items: tuple[ListItem, ...]) -> str:
    return items[0].words.plain if items else ""


def _padded(row: tuple[Words, ...], width: int) -> list[Words]:
    return [*row, *(Words() for _ in range(width - len(row)))]


def _is_of_numbers(rows: list[list[Words]], place: int) -> bool:
    """Are the cells of a column figures, and nothing but figures? Then they align to the right."""
    cells = [row[place] for row in rows if row[place].plain.strip()]
    return bool(cells) and all(
        NUMBER.fullmatch(cell.plain.strip()) and all(span == Span(span.text) for span in cell.spans)
        for cell in cells
    )


def _leads_somewhere(address: str) -> bool:
    try:
        is_address(address)
    except ValidationError:
        return False
    return True
