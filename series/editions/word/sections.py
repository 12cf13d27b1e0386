"""A book in sections: each part begins a page under its own running head, and counts its footnotes from 1."""

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.shared import Pt

from series.editions.docx.text import NAMESPACES
from series.manuscripts.characters import printable

# A4, in twentieths of a point.
PAGE = (
    '<w:type w:val="nextPage"/><w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="1440" w:right="1440" w:bottom="1440" w:left="1440" w:header="720" w:footer="720" w:gutter="0"/>'
)
NOTES = '<w:footnotePr><w:numRestart w:val="eachSect"/></w:footnotePr>'
PAGE_NUMBER = f'<w:fldSimple {NAMESPACES} w:instr=" PAGE "><w:r><w:rPr><w:noProof/></w:rPr><w:t>1</w:t></w:r></w:fldSimple>'


class Sections:
    """Closes the sections of a python-docx document one by one, then gives each its head and foot."""

    def __init__(self, document):
        self._document = document
        self._heads: list[str] = []

    def close(self, head: str) -> None:
        """End a section behind all that was written so far; `head` stands over its pages.

        Without one it is a title page: in the middle, with neither head nor foot.
        """
        body = self._document.element.body
        last = body[-2] if len(body) > 1 else None
        if last is None or last.tag != qn("w:p") or last.find(qn("w:pPr") + "/" + qn("w:sectPr")) is not None:
            body.insert(len(body) - 1, parse_xml(f"<w:p {NAMESPACES}><w:pPr/></w:p>"))
            last = body[-2]
        last.get_or_add_pPr().append(_properties(in_the_middle=not head))
        self._heads.append(head)

    def close_last(self, head: str) -> None:
        """End the document: its last section's properties stand behind everything."""
        body = self._document.element.body
        body.replace(body[-1], _properties())
        self._heads.append(head)
        former = None
        for section, text in zip(self._document.sections, self._heads, strict=True):
            if text != former:
                section.header.is_linked_to_previous = False
                _set(section.header.paragraphs[0], text)
            if bool(text) != bool(former) or former is None:
                section.footer.is_linked_to_previous = False
                foot = section.footer.paragraphs[0]
                foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
                if text:
                    foot._p.append(parse_xml(PAGE_NUMBER))
            former = text


def _set(paragraph, text: str) -> None:
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    if text:
        paragraph.add_run(printable(text)).font.size = Pt(9)


def _properties(*, in_the_middle: bool = False):
    middle = '<w:vAlign w:val="center"/>' if in_the_middle else ""
    return parse_xml(f"<w:sectPr {NAMESPACES}>{NOTES}{PAGE}{middle}</w:sectPr>")
