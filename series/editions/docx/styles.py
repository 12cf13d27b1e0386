"""The styles of exported documents. Each kind of paragraph has one of its own, so that reading it needs no guess.

The names are the contract with series/manuscripts/word/styles.py; a test brings every piece out and in again.
"""

from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Pt

TITLE, STANDFIRST, EDITORS_NOTE = "Title", "Standfirst", "Editors Note"
AUTHOR, POSITION, ORGANISATION, BIOGRAPHY = (
    "Author Name",
    "Author Position",
    "Author Organisation",
    "Biography",
)
CREDIT_LINE = "Credit Line"
TEXT = "Article Text"
HEADINGS = {2: "Heading 2", 3: "Heading 3"}
LIST = "Article List"
QUOTE, OTHER_QUOTE, QUOTE_SOURCE = "Quote", "Quote 2", "Quote Source"
TABLE_CAPTION, TABLE_TEXT, TABLE_SOURCE = "Table Caption", "Table Text", "Table Source"
TABLE_FIGURE = "Table Figure"
PICTURE, PICTURE_SLOT = "Article Picture", "Picture Slot"
PICTURE_CAPTION, PICTURE_CREDIT = "Picture Caption", "Picture Credit"
NOTE_TEXT, NOTE_MARK = "footnote text", "footnote reference"
LINK = "Hyperlink"
IN_LANGUAGE = {"ko": "In Korean", "en": "In English"}
TABLE = "Table Grid"

SMALL, INDENT = Pt(9.5), Pt(28)
NEW_PARAGRAPH_STYLES = (
    STANDFIRST, EDITORS_NOTE, AUTHOR, POSITION, ORGANISATION, BIOGRAPHY, CREDIT_LINE, TEXT, LIST, OTHER_QUOTE,
    QUOTE_SOURCE, TABLE_CAPTION, TABLE_TEXT, TABLE_FIGURE, TABLE_SOURCE, PICTURE, PICTURE_SLOT, PICTURE_CAPTION, PICTURE_CREDIT,
    NOTE_TEXT,
)  # fmt: skip


def add_styles(document) -> None:
    """Define all styles in a python-docx document."""
    styles = document.styles
    for name in NEW_PARAGRAPH_STYLES:
        style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = styles["Normal"]
        style.quick_style = True
    for name in (NOTE_MARK, LINK, *IN_LANGUAGE.values()):
        styles.add_style(name, WD_STYLE_TYPE.CHARACTER)
    styles[NOTE_MARK].font.superscript = True
    styles[LINK].font.underline = True
    styles[STANDFIRST].font.size = Pt(13)
    styles[EDITORS_NOTE].font.italic = True
    styles[AUTHOR].font.bold = True
    for name in (AUTHOR, POSITION):
        styles[name].paragraph_format.space_after = Pt(0)
    for name in (QUOTE, OTHER_QUOTE):
        # Quotations are set in and not in italics: italics inside them are the author's.
        styles[name].font.italic = False
        styles[name].paragraph_format.left_indent = INDENT
        styles[name].paragraph_format.right_indent = INDENT
    styles[QUOTE_SOURCE].paragraph_format.left_indent = INDENT
    for name in (TABLE_CAPTION, PICTURE):
        styles[name].paragraph_format.keep_with_next = True
    styles[TABLE_CAPTION].font.bold = True
    for name in (TABLE_SOURCE, PICTURE_CREDIT, NOTE_TEXT, BIOGRAPHY):
        styles[name].font.size = SMALL
    styles[TABLE_FIGURE].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    for name in (LIST, TABLE_TEXT, TABLE_FIGURE, NOTE_TEXT):
        styles[name].paragraph_format.space_after = Pt(2)


def style_id(document, name: str) -> str:
    """The id under which a document keeps a style."""
    return document.styles[name].style_id
