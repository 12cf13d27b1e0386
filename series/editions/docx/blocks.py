"""Blocks as paragraphs, tables and pictures of a Word document: those of a manuscript, and those of a book's pages."""

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
    ImageFile,
    ImageSlot,
    ListBlock,
    Paragraph,
    Quotation,
    Table,
)
from series.manuscripts.words import Span, Words

from . import styles
from .bookmarks import Bookmarks
from .lists import Lists
from .text import NAMESPACES, Runs, split_lines

WIDEST, TALLEST = Inches(6), Inches(7.5)
# In letters.
LEAST_COLUMN, MOST_COLUMN = 7, 32
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
PIC = "http://schemas.openxmlformats.org/drawingml/2006/picture"
# Says that a picture needs no words ([MS-ODRAWXML] 2.2.4.1).
DECORATIVE = (
    '<a:extLst><a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}"><adec:decorative '
    'xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/></a:ext></a:extLst>'
)
UNREADABLE = (UnrecognizedImageError, UnexpectedEndOfFileError, InvalidImageStreamError)
SOURCE = {"en": "Source", "ko": "자료"}


class Blocks:
    """Writes blocks to the end of a python-docx document, in the language of the manuscript."""

    def __init__(self, document, runs: Runs, language: str, bookmarks: Bookmarks | None = None):
        self._document = document
        self._body = document.element.body
        self._runs = runs
        self._lists = Lists(document, runs)
        self._language = language
        self._bookmarks = bookmarks or Bookmarks()
        self._waiting: list[str] = []
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
                    self.append(paragraph)
            case Quotation():
                self._quotation(block, quote)
            case Table():
                self.table(block)
            case ImageSlot():
                self._image(block)
            case Embed(address, caption):
                self.line(Words.of(Span(caption or address, link=address)), styles.TEXT)

    def line(self, words: Words | str, style: str) -> None:
        """One paragraph in a style; nothing for no words."""
        words = Words.of(words) if isinstance(words, str) else words
        if words:
            opening = "".join(map(self._bookmarks.at, self._waiting))
            self._waiting.clear()
            self.append(self._runs.paragraph(words, style, opening=opening))

    def lead_here(self, anchor: str) -> None:
        """Let links to an anchor lead to the next line."""
        if self._bookmarks.name(anchor):
            self._waiting.append(anchor)

    def append(self, xml: str) -> None:
        """Put an element of the body behind the others."""
        # The properties of the section stay last.
        self._body.insert(len(self._body) - 1, parse_xml(xml))

    def _quotation(self, block: Quotation, before: str) -> None:
        # Two quotations side by side are told apart by their styles.
        style = styles.OTHER_QUOTE if before == styles.QUOTE else styles.QUOTE
        for line in split_lines(block.words):
            self.line(line, style)
        self.line(block.source, styles.QUOTE_SOURCE)
        self._last_quote = style

    def table(self, table: Table, figures: frozenset[int] = frozenset()) -> None:
        """A table with its caption and source; `figures` are the columns that hold numbers, from 0."""
        self.line(table.caption, styles.TABLE_CAPTION)
        rows = ([table.header] if table.header else []) + list(table.rows)
        columns = max((len(row) for row in rows), default=0)
        if not columns:
            return
        grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in _widths(rows, columns))
        look = '<w:tblLook w:val="0420" w:firstRow="1" w:noVBand="1"/>' if table.header else ""
        style = styles.style_id(self._document, styles.TABLE)
        properties = f'<w:tblPr><w:tblStyle w:val="{style}"/><w:tblW w:w="0" w:type="auto"/>{look}</w:tblPr>'
        made = "".join(
            self._row(row, columns, figures, is_header=bool(table.header) and at == 0)
            for at, row in enumerate(rows)
        )
        self.append(f"<w:tbl {NAMESPACES}>{properties}<w:tblGrid>{grid}</w:tblGrid>{made}</w:tbl>")
        if table.source:
            self.line(f"{SOURCE.get(self._language, SOURCE['en'])}: {table.source}", styles.TABLE_SOURCE)

    def _row(self, row: tuple[Words, ...], columns: int, figures: frozenset[int], *, is_header: bool) -> str:
        mark = f"<w:trPr><w:cantSplit/>{'<w:tblHeader/>' if is_header else ''}</w:trPr>"
        cells = [*row, *(Words() for _ in range(columns - len(row)))]
        made = (
            self._cell(words, styles.TABLE_FIGURE if at in figures else styles.TABLE_TEXT)
            for at, words in enumerate(cells)
        )
        return f"<w:tr>{mark}{''.join(made)}</w:tr>"

    def _cell(self, words: Words, style: str) -> str:
        lines = "".join(self._runs.paragraph(line, style) for line in split_lines(words))
        return f'<w:tc><w:tcPr><w:tcW w:w="0" w:type="auto"/></w:tcPr>{lines}</w:tc>'

    def _image(self, slot: ImageSlot) -> None:
        if slot.file is None or not self.picture(slot.file, slot.alt):
            self.line(slot.alt or "…", styles.PICTURE_SLOT)
        self.line(slot.caption, styles.PICTURE_CAPTION)
        self.line(slot.credit, styles.PICTURE_CREDIT)

    def picture(self, file: ImageFile, alt: str, *, is_decoration: bool = False) -> bool:
        """A picture in a line of its own; False, and nothing, for a kind that Word does not show."""
        drawing = self._drawing(file, alt, DECORATIVE if is_decoration else "")
        if drawing:
            style = styles.style_id(self._document, styles.PICTURE)
            self.append(
                f'<w:p {NAMESPACES}><w:pPr><w:pStyle w:val="{style}"/></w:pPr><w:r>{drawing}</w:r></w:p>'
            )
        return bool(drawing)

    def _drawing(self, file: ImageFile, words: str, more: str) -> str:
        try:
            key, image = self._document.part.get_or_add_image(io.BytesIO(file.data))
        except UNREADABLE:
            return ""
        width, height = image.width, image.height
        scale = min(1.0, WIDEST / width, TALLEST / height)
        width, height = Emu(int(width * scale)), Emu(int(height * scale))
        self._pictures += 1
        number, alt = self._pictures, quoteattr(printable(words))
        name, inner = f"Picture {number}", more.replace("<a:extLst>", f'<a:extLst xmlns:a="{A}">')
        return (
            f'<w:drawing><wp:inline xmlns:wp="{WP}" distT="0" distB="0" distL="0" distR="0">'
            f'<wp:extent cx="{int(width)}" cy="{int(height)}"/>'
            f'<wp:docPr id="{number}" name="{name}" descr={alt}>{inner}</wp:docPr>'
            f'<a:graphic xmlns:a="{A}"><a:graphicData uri="{PIC}"><pic:pic xmlns:pic="{PIC}"><pic:nvPicPr>'
            f'<pic:cNvPr id="{number}" name="{name}"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>'
            f'<a:blip r:embed="{key}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm>'
            f'<a:off x="0" y="0"/><a:ext cx="{int(width)}" cy="{int(height)}"/></a:xfrm><a:prstGeom prst="rect">'
            "<a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing>"
        )


def _widths(rows: list[tuple[Words, ...]], columns: int) -> list[int]:
    """The widths of columns in twips, by the longest text of each, up to some length, and by its longest word."""
    texts = [[row[at].plain for row in rows if at < len(row)] for at in range(columns)]
    wanted = [max(LEAST_COLUMN, *map(_wanted, column)) for column in texts]
    return [int(WIDEST.twips * each / sum(wanted)) for each in wanted]


def _wanted(text: str) -> int:
    return max(min(len(text), MOST_COLUMN), *(len(word) + 2 for word in text.split()), 0)
