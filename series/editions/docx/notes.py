"""Footnotes as Word's own: a part of the package that python-docx does not know."""

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part

from series.manuscripts.manuscript import Footnote

from .styles import NOTE_MARK, NOTE_TEXT, style_id
from .text import NAMESPACES, Runs, split_lines

# Word wants the lines between text and notes defined, under these ids.
SEPARATORS = (
    '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    '<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>'
)


def ids_of(footnotes: tuple[Footnote, ...]) -> dict[str, int]:
    """The id of each note in the file by its mark."""
    return {note.mark: number for number, note in enumerate(footnotes, start=1)}


def reference(document, number: int | None) -> str:
    """The mark that leads to a note by its id in the file, as a run; "" for none."""
    if number is None:
        return ""
    style = f'<w:rPr><w:rStyle w:val="{style_id(document, NOTE_MARK)}"/></w:rPr>'
    return f'<w:r>{style}<w:footnoteReference w:id="{number}"/></w:r>'


def add_footnotes(document, footnotes: tuple[Footnote, ...]) -> None:
    """Put the notes into a python-docx document."""
    if not footnotes:
        return
    part = Part(PackURI("/word/footnotes.xml"), CONTENT_TYPE.WML_FOOTNOTES, b"", document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
    runs = Runs(
        lambda address: part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True),
        lambda name: style_id(document, name),
    )
    mark = f'<w:r><w:rPr><w:rStyle w:val="{style_id(document, NOTE_MARK)}"/></w:rPr><w:footnoteRef/></w:r>'
    made = []
    for number, note in enumerate(footnotes, start=1):
        first, *others = (runs.paragraph(line, NOTE_TEXT) for line in split_lines(note.words))
        first = first.replace("</w:pPr>", f'</w:pPr>{mark}<w:r><w:t xml:space="preserve"> </w:t></w:r>', 1)
        made.append(f'<w:footnote w:id="{number}">{first}{"".join(others)}</w:footnote>')
    part._blob = f"<w:footnotes {NAMESPACES}>{SEPARATORS}{''.join(made)}</w:footnotes>".encode()
