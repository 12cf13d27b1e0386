"""Words as runs: their look, language and links, the marks of their notes, and the direction of a paragraph."""

import re
from collections.abc import Callable
from xml.sax.saxutils import escape, quoteattr

from series.manuscripts.characters import printable
from series.manuscripts.words import Span, Words

from . import styles

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMESPACES = f'xmlns:w="{W}" xmlns:r="{R}"'
STRONG_LETTER = re.compile(r"[^\W\d_]")
RIGHT_TO_LEFT = re.compile(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
LANGUAGES = {"ko": '<w:lang w:val="ko-KR" w:eastAsia="ko-KR"/>', "en": '<w:lang w:val="en-GB"/>'}


class Runs:
    """Writes words into one part. `relate` gives the id of a link in that part, `ids` those of styles by name.

    `cite` gives the XML that stands for a note by its mark; "" where there is no such note. A link that begins with
    "#" leads to the bookmark of that name.
    """

    def __init__(
        self,
        relate: Callable[[str], str],
        ids: Callable[[str], str],
        cite: Callable[[str], str] = lambda mark: "",
    ):
        self._relate = relate
        self._ids = ids
        self._cite = cite

    def paragraph(self, words: Words, style: str, properties: str = "", opening: str = "") -> str:
        """One paragraph as XML; `opening` stands before its words."""
        direction = "<w:bidi/>" if _is_right_to_left(words.plain) else ""
        named = f'<w:pStyle w:val="{self._ids(style)}"/>'
        return (
            f"<w:p {NAMESPACES}><w:pPr>{named}{properties}{direction}</w:pPr>{opening}{self.of(words)}</w:p>"
        )

    def of(self, words: Words) -> str:
        """Words as XML, without a paragraph around them."""
        made = []
        link = ""
        for span in words.spans:
            address = "" if span.note else span.link
            if address != link:
                made.append("</w:hyperlink>" if link else "")
                made.append(self._opened(printable(address)) if address else "")
                link = address
            made.append(self._span(span))
        return "".join(made) + ("</w:hyperlink>" if link else "")

    def _opened(self, address: str) -> str:
        if address.startswith("#"):
            return f'<w:hyperlink w:anchor={quoteattr(address[1:])} w:history="1">'
        return f"<w:hyperlink r:id={quoteattr(self._relate(address))}>"

    def _span(self, span: Span) -> str:
        if span.note:
            return self._cite(span.note)
        lines = printable(span.text).split("\n")
        text = "<w:br/>".join(
            f'<w:t xml:space="preserve">{escape(line)}</w:t>' if line else "" for line in lines
        )
        return f"<w:r>{self._look(span)}{text}</w:r>"

    def _look(self, span: Span) -> str:
        """Properties in the order of the schema (CT_RPr)."""
        style = styles.IN_LANGUAGE.get(span.language) or (styles.LINK if span.link else "")
        raised = "superscript" if span.superscript else "subscript" if span.subscript else ""
        made = [
            f'<w:rStyle w:val="{self._ids(style)}"/>' if style else "",
            "<w:b/><w:bCs/>" if span.bold else "",
            "<w:i/><w:iCs/>" if span.italic else "",
            f'<w:vertAlign w:val="{raised}"/>' if raised else "",
            LANGUAGES.get(span.language, ""),
        ]
        return f"<w:rPr>{''.join(made)}</w:rPr>" if any(made) else ""


def _is_right_to_left(text: str) -> bool:
    first = STRONG_LETTER.search(text)
    return bool(first and RIGHT_TO_LEFT.match(first[0]))


def split_lines(words: Words) -> list[Words]:
    """The lines of words, each by itself; at least one."""
    lines: list[list[Span]] = [[]]
    for span in words.spans:
        if span.note:
            lines[-1].append(span)
            continue
        first, *others = span.text.split("\n")
        lines[-1].append(_with_text(span, first))
        lines += [[_with_text(span, text)] for text in others]
    return [Words.of(*line) for line in lines]


def _with_text(span: Span, text: str) -> Span:
    return Span(**{**span.__dict__, "text": text})
