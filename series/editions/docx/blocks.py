"""The blocks of the body as paragraphs, tables and pictures of a Word document."""

import io
from xml.sax.saxutils import quoteattr

from docx.image.exceptions import InvalidImageStreamError, UnexpectedEndOfFileError, UnrecognizedImageError
from docx.oxml import parse_xml
from docx.shared import Emu, Inches

from series.manuscripts.characters import printable
from series.manuscripts.manuscript import (
    Block,
    Embed,
    Heading,
    ImageSlot,
    ListBlock,
    Paragraph,
    Quotation,
    Table,
)
from series.manuscripts.words import Span, Words

from . import styles
from .lists import Lists
from .text import NAMESPACES, Runs, split_lines

WIDEST = Inches(6)
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
PIC = "http://schemas.openxmlformats.org/drawingml/2006/picture"
UNREADABLE = (UnrecognizedImageError, UnexpectedEndOfFileError, InvalidImageStreamError)
SOURCE = {"en": "Source", "ko": "자료"}


class Blocks:
    """Writes blocks to the end of a python-docx document, in the language of the manuscript."""

    def __init__(self, document, runs: Runs, language: str):
        self._document = document
        self._body = document.element.body
        self._runs = runs
        self._lists = Lists(document, runs)
        self._language = language
        self._pictures = 0
        self._last_quote = ""

    def add(self, block: Block) -> None:
        quote, self._last_quote = self._last_quote, ""
        match block:
            case Paragraph(words):
                self.line(words, styles.TEXT)
            case Heading(words, level):
                self.line(words, styles.HEADINGS[min(max(level, 2), 3)])
            case ListBlock():
                for paragraph in self._lists.paragraphs(block):
                    self._append(paragraph)
            case Quotation():
                self._quotation(block, quote)
            case Table():
                self._table(block)
            case ImageSlot():
                self._image(block)
            case Embed(address, caption):
                self.line(Words.of(Span(caption or address, link=address)), styles.TEXT)

    def line(self, words: Words | str, style: str) -> None:
        """One paragraph in a style; nothing for no words."""
        words = Words.of(words) if isinstance(words, str) else words
        if words:
            self._append(self._runs.paragraph(words, style))

    def _append(self, xml: str) -> None:
        # The properties of the section stay last.
        self._body.insert(len(self._body) - 1, parse_xml(xml))

    def _quotation(self, block: Quotation, before: str) -> None:
        # Two quotations side by side are told apart by their styles.
        style = styles.OTHER_QUOTE if before == styles.QUOTE else styles.QUOTE
        for line in split_lines(block.words):
            self.line(line, style)
        self.line(block.source, styles.QUOTE_SOURCE)
        self._last_quote = style

    def _table(self, table: Table) -> None:
        self.line(table.caption, styles.TABLE_CAPTION)
        rows = ([table.header] if table.header else []) + list(table.rows)
        columns = max((len(row) for row in rows), default=0)
        if not columns:
            return
        width = int(WIDEST.twips / columns)
        grid = f'<w:gridCol w:w="{width}"/>' * columns
        look = '<w:tblLook w:val="0420" w:firstRow="1" w:noVBand="1"/>' if table.header else ""
        style = styles.style_id(self._document, styles.TABLE)
        properties = f'<w:tblPr><w:tblStyle w:val="{style}"/><w:tblW w:w="0" w:type="auto"/>{look}</w:tblPr>'
        made = "".join(
            self._row(row, columns, is_header=bool(table.header) and at == 0) for at, row in enumerate(rows)
        )
        self._append(f"<w:tbl {NAMESPACES}>{properties}<w:tblGrid>{grid}</w:tblGrid>{made}</w:tbl>")
        if table.source:
            self.line(f"{SOURCE.get(self._language, SOURCE['en'])}: {table.source}", styles.TABLE_SOURCE)

    def _row(self, row: tuple[Words, ...], columns: int, *, is_header: bool) -> str:
        mark = "<w:trPr><w:tblHeader/></w:trPr>" if is_header else ""
        cells = [*row, *(Words() for _ in range(columns - len(row)))]
        return f"<w:tr>{mark}{''.join(map(self._cell, cells))}</w:tr>"

    def _cell(self, words: Words) -> str:
        lines = "".join(self._runs.paragraph(line, styles.TABLE_TEXT) for line in split_lines(words))
        return f'<w:tc><w:tcPr><w:tcW w:w="0" w:type="auto"/></w:tcPr>{lines}</w:tc>'

    def _image(self, slot: ImageSlot) -> None:
        drawing = self._drawing(slot) if slot.file is not None else ""
        if drawing:
            style = styles.style_id(self._document, styles.PICTURE)
            self._append(
                f'<w:p {NAMESPACES}><w:pPr><w:pStyle w:val="{style}"/></w:pPr><w:r>{drawing}</w:r></w:p>'
            )
        else:
            self.line(slot.alt or "…", styles.PICTURE_SLOT)
        self.line(slot.caption, styles.PICTURE_CAPTION)
        self.line(slot.credit, styles.PICTURE_CREDIT)

    def _drawing(self, slot: ImageSlot) -> str:
        """The picture as a drawing; "" for a kind that Word does not show."""
        try:
            key, image = self._document.part.get_or_add_image(io.BytesIO(slot.file.data))
        except UNREADABLE:
            return ""
        width, height = image.width, image.height
        if width > WIDEST:
            width, height = WIDEST, Emu(int(height * WIDEST / width))
        self._pictures += 1
        number, alt = self._pictures, quoteattr(printable(slot.alt))
        name = f"Picture {number}"
        return (
            f'<w:drawing><wp:inline xmlns:wp="{WP}" distT="0" distB="0" distL="0" distR="0">'
            f'<wp:extent cx="{int(width)}" cy="{int(height)}"/><wp:docPr id="{number}" name="{name}" descr={alt}/>'
            f'<a:graphic xmlns:a="{A}"><a:graphicData uri="{PIC}"><pic:pic xmlns:pic="{PIC}"><pic:nvPicPr>'
            f'<pic:cNvPr id="{number}" name="{name}"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>'
            f'<a:blip r:embed="{key}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm>'
            f'<a:off x="0" y="0"/><a:ext cx="{int(width)}" cy="{int(height)}"/></a:xfrm><a:prstGeom prst="rect">'
            "<a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing>"
        )
