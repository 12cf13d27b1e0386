"""The styles of a book in Word: those of a manuscript, set for reading, and those of its title page and its parts."""

from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from series.cloths import cloth_of
from series.editions.docx import styles

PART, SUBTITLE = "Heading 1", "Subtitle"
BOOK_SERIES, BOOK_BY, BOOK_EDITORS, BOOK_PUBLISHER = (
    "Book Series",
    "Book By",
    "Book Editors",
    "Book Publisher",
)
CONTENTS_TITLE, CONTENTS_LINE, CONTENTS_BY = "TOC Heading", "toc 1", "Contents By"
PART_PLACE, PART_SUBTITLE, PART_BY = "Part Place", "Part Subtitle", "Part By"
PART_AFFILIATION, PART_DATE, PART_SOURCE = "Part Affiliation", "Part Date", "Part Source"
NOTICE, CORRECTION, POINTER, QUESTION, PULL_QUOTE = (
    "Notice",
    "Correction",
    "Pointer",
    "Question",
    "Pull Quote",
)
CITATION = "How to Cite"
NEW = (
    BOOK_SERIES, BOOK_BY, BOOK_EDITORS, BOOK_PUBLISHER, CONTENTS_LINE, CONTENTS_BY, PART_PLACE, PART_SUBTITLE, PART_BY,
    PART_AFFILIATION, PART_DATE, PART_SOURCE, NOTICE, CORRECTION, POINTER, QUESTION, PULL_QUOTE, CITATION,
)  # fmt: skip

# Fonts that Word has on every machine: (Latin, Korean).
FONTS = ("Georgia", "Batang")
BLACK = RGBColor(0, 0, 0)
# points; (before, after) are the room around a paragraph
SIZES = {
    "Title": 30, PART: 22, "Heading 2": 14, "Heading 3": 12, SUBTITLE: 15, styles.STANDFIRST: 13, PULL_QUOTE: 14,
    CONTENTS_TITLE: 22, CONTENTS_BY: 9.5, PART_AFFILIATION: 9.5, PART_DATE: 9.5, PART_SOURCE: 9.5, CITATION: 10.5,
    styles.PICTURE_CAPTION: 9.5, styles.TABLE_CAPTION: 10, styles.TABLE_TEXT: 9.5, styles.TABLE_FIGURE: 9.5,
    BOOK_SERIES: 13, BOOK_BY: 12,
}  # fmt: skip
ROOM = {
    "Title": (4, 10), PART: (0, 8), "Heading 2": (18, 6), "Heading 3": (14, 4), BOOK_SERIES: (0, 0), BOOK_BY: (20, 4),
    BOOK_PUBLISHER: (60, 0), CONTENTS_TITLE: (0, 14), CONTENTS_LINE: (6, 0), CONTENTS_BY: (0, 4), PART_BY: (8, 0),
    PART_AFFILIATION: (0, 0), PART_DATE: (2, 16), PART_PLACE: (0, 2), CORRECTION: (10, 6), NOTICE: (6, 10),
    POINTER: (6, 10), QUESTION: (10, 2), PULL_QUOTE: (10, 8), PART_SOURCE: (0, 3), styles.TABLE_CAPTION: (12, 4),
    styles.PICTURE: (12, 4), styles.PICTURE_CAPTION: (0, 2), styles.PICTURE_CREDIT: (0, 10), styles.TABLE_SOURCE: (4, 12),
    styles.QUOTE: (0, 5), styles.OTHER_QUOTE: (0, 5), styles.QUOTE_SOURCE: (0, 10), styles.LIST: (0, 7),
    styles.TEXT: (0, 7), styles.TABLE_TEXT: (1, 1), styles.TABLE_FIGURE: (1, 1), styles.EDITORS_NOTE: (4, 10),
}  # fmt: skip
ITALIC = (
    BOOK_SERIES,
    BOOK_EDITORS,
    PART_PLACE,
    PART_SUBTITLE,
    SUBTITLE,
    styles.PICTURE_CREDIT,
    styles.EDITORS_NOTE,
)
BOLD = (BOOK_BY, PART_BY, QUESTION)
TOGETHER = (PART_PLACE, QUESTION, styles.PICTURE, styles.TABLE_CAPTION, CONTENTS_LINE)
SET_IN = (NOTICE, CORRECTION, POINTER, styles.EDITORS_NOTE)


def add_book_styles(document, cloth: str, language: str) -> None:
    """Define the styles of a book in a python-docx document that has those of a manuscript."""
    known = document.styles
    for name in NEW:
        style = known.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = known["Normal"]
        style.quick_style = True
    for name in ("Normal", "Title", SUBTITLE, PART, "Heading 2", "Heading 3", CONTENTS_TITLE):
        _set_font(known[name])
    for name in ("Title", SUBTITLE, PART, "Heading 2", "Heading 3", CONTENTS_TITLE):
        known[name].font.color.rgb = BLACK
        known[name].font.bold = name in ("Heading 2", "Heading 3")
        known[name].font.italic = False
        known[name].paragraph_format.keep_with_next = True
    known["Normal"].font.size = Pt(11)
    known["Normal"].paragraph_format.line_spacing = 1.5 if language == "ko" else 1.3
    known["Normal"].paragraph_format.widow_control = True
    for name, size in SIZES.items():
        known[name].font.size = Pt(size)
    for name, (before, after) in ROOM.items():
        known[name].paragraph_format.space_before, known[name].paragraph_format.space_after = (
            Pt(before),
            Pt(after),
        )
    for name in ("Title", PART, PULL_QUOTE, styles.TABLE_TEXT, styles.TABLE_FIGURE, styles.NOTE_TEXT):
        known[name].paragraph_format.line_spacing = 1.15
    for name in ITALIC:
        # Korean has no slanted letters.
        known[name].font.italic = language != "ko"
    # Their first sentence or their title says so itself.
    known[styles.TABLE_CAPTION].font.bold = False
    known[styles.LIST].element.get_or_add_pPr().append(OxmlElement("w:contextualSpacing"))
    _open_tables(known[styles.TABLE])
    for name in BOLD:
        known[name].font.bold = True
    for name in TOGETHER:
        known[name].paragraph_format.keep_with_next = True
    for name in SET_IN:
        known[name].paragraph_format.left_indent = Mm(6)
        _rule(known[name], "left", "444444", 8)
    known[PULL_QUOTE].paragraph_format.left_indent = known[PULL_QUOTE].paragraph_format.right_indent = Mm(12)
    known[styles.PICTURE].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.LEFT
    _rule(known[PULL_QUOTE], "top", "000000", 12)
    _rule(known["Title"], "bottom", None, 0)
    _rule(known[BOOK_BY], "top", cloth_of(cloth).plain.lstrip("#"), 48)


def _set_font(style) -> None:
    style.font.name = FONTS[0]
    fonts = style.element.rPr.rFonts
    for name in [name for name in fonts.attrib if name.endswith("Theme")]:
        del fonts.attrib[name]
    fonts.set(qn("w:eastAsia"), FONTS[1])


def _open_tables(style) -> None:
    """Tables with a line under each row and nothing between columns."""
    borders = style.element.find(f"{qn('w:tblPr')}/{qn('w:tblBorders')}")
    for side in list(borders):
        if side.tag in (qn("w:top"), qn("w:bottom"), qn("w:insideH")):
            side.set(qn("w:color"), "777777")
        else:
            borders.remove(side)


def _rule(style, side: str, colour: str | None, eighths: int) -> None:
    """One rule beside the paragraphs of a style, `eighths` of a point thick, in place of all others; None for none."""
    properties = style.element.get_or_add_pPr()
    for former in properties.findall(qn("w:pBdr")):
        properties.remove(former)
    if colour is None:
        return
    borders, rule = OxmlElement("w:pBdr"), OxmlElement(f"w:{side}")
    for name, value in (("val", "single"), ("sz", str(eighths)), ("space", "8"), ("color", colour)):
        rule.set(qn(f"w:{name}"), value)
    borders.append(rule)
    properties.insert_element_before(
        borders, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:bidi", "w:spacing", "w:ind", "w:contextualSpacing", "w:jc",
        "w:outlineLvl", "w:rPr", "w:sectPr", "w:pPrChange",
    )  # fmt: skip
