"""What tests ask a manuscript that was read from a Word document."""

from series.manuscripts.manuscript import (
    Heading,
    ImageSlot,
    ListBlock,
    Manuscript,
    Paragraph,
    Quotation,
    Table,
    to_json,
)
from series.manuscripts.word import read_word

from .making import docx, p


def read(body: str, **parts) -> Manuscript:
    """A document of this body under a title, so that nothing of it is taken for one."""
    return read_word(docx(p("Weirs", style="Title") + body, **parts))


def read_bare(body: str, **parts) -> Manuscript:
    """A document of this body alone."""
    return read_word(docx(body, **parts))


def shapes(manuscript: Manuscript) -> list[tuple]:
    """The body in short: what each block is and its words."""
    short = []
    for block in manuscript.body:
        match block:
            case Paragraph(words):
                short.append(("p", words.plain))
            case Heading(words, level):
                short.append((f"h{level}", words.plain))
            case Quotation(words):
                short.append(("quote", words.plain))
            case ListBlock():
                short.append(("ol" if block.ordered else "ul", block.start, items(block.items)))
            case Table():
                short.append(
                    ("table", *[tuple(cell.plain for cell in row) for row in (block.header, *block.rows)])
                )
            case ImageSlot():
                short.append(("image", block.alt, block.caption, block.credit))
    return short


def items(made) -> list:
    return [(one.words.plain, items(one.items)) if one.items else one.words.plain for one in made]


def told(manuscript: Manuscript) -> str:
    """All that the findings say, a line each."""
    return "\n".join(f"{finding.kind}: {finding.what} ({finding.count})" for finding in manuscript.findings)


def everything(manuscript: Manuscript) -> str:
    """Every word of manuscript and findings."""
    return str(to_json(manuscript))
