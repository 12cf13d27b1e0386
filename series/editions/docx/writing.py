"""The document as a whole: what stands before the text, the text, its notes and the biographies, in this order."""

import io

from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from series.manuscripts.characters import printable
from series.manuscripts.manuscript import Manuscript
from series.manuscripts.writing.marks import words_of

from . import styles
from .blocks import Blocks
from .notes import add_footnotes, ids_of, reference
from .text import LANGUAGES, NAMESPACES, Runs

# Parts of python-docx's template that say nothing about the piece: a picture of an empty page, doubled styles.
NEEDLESS = ("thumbnail", "stylesWithEffects", "customXml", "webSettings")


def write_docx(manuscript: Manuscript, credit_lines: tuple[str, ...] = ()) -> bytes:
    """The bytes of a `.docx` file. `credit_lines` are credits of others than the authors, as words.

    Marks that lead to no note are left out, and so are notes that nothing cites. Pictures of a kind that Word does
    not show become slots with their words.
    """
    document = Document()
    bare(document)
    styles.add_styles(document)
    cited = _cited(manuscript)
    footnotes = tuple(note for note in manuscript.footnotes if note.mark in cited)
    notes = ids_of(footnotes)
    part = document.part
    runs = Runs(
        lambda address: part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True),
        lambda name: styles.style_id(document, name),
        lambda mark: reference(document, notes.get(mark)),
    )
    blocks = Blocks(document, runs, manuscript.language)
    _front(blocks, manuscript, credit_lines)
    for block in manuscript.body:
        blocks.add(block)
    for entry in manuscript.byline:
        blocks.line(entry.biography, styles.BIOGRAPHY)
    add_footnotes(document, footnotes)
    describe(document, manuscript.title or "", manuscript.language)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _front(blocks: Blocks, manuscript: Manuscript, credit_lines: tuple[str, ...]) -> None:
    blocks.line(manuscript.title or "", styles.TITLE)
    blocks.line(manuscript.standfirst, styles.STANDFIRST)
    for entry in manuscript.byline:
        blocks.line(entry.name, styles.AUTHOR)
        blocks.line(entry.position, styles.POSITION)
        blocks.line(entry.organisation, styles.ORGANISATION)
    for line in credit_lines:
        blocks.line(line, styles.CREDIT_LINE)
    blocks.line(manuscript.editors_note, styles.EDITORS_NOTE)


def _cited(manuscript: Manuscript) -> set[str]:
    return {mark for block in manuscript.body for words in words_of(block) for mark in words.notes}


def bare(document) -> None:
    """Take out of the template what is not ours, its languages first of all."""
    for relations in (document.part.package.rels, document.part.rels):
        for key in [key for key, one in relations.items() if one.reltype.rpartition("/")[2] in NEEDLESS]:
            relations.pop(key)
    properties = _default_look(document)
    for language in properties.findall(qn("w:lang")):
        properties.remove(language)


def _default_look(document):
    return document.styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")


def describe(document, title: str, language: str) -> None:
    """The file's properties: the title and the language, and no name of a person or a program."""
    core = document.core_properties
    core.author = core.last_modified_by = core.comments = core.keywords = core.subject = core.category = ""
    core.title = printable(title)[:255]
    core.language = language
    mark = LANGUAGES.get(language, LANGUAGES["en"]).replace("<w:lang", f"<w:lang {NAMESPACES}")
    default = parse_xml(mark)
    # Which language Hangul is in, on a page in English too.
    default.set(qn("w:eastAsia"), "ko-KR")
    _default_look(document).append(default)
