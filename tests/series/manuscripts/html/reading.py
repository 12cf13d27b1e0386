"""Fragments read in a line, and blocks written in a line, so that a test says what goes in and what comes out."""

import re
import unicodedata

import lxml.html

from series.manuscripts.html.fragment import Fragment, read_fragment
from series.manuscripts.manuscript import (
    Block,
    Embed,
    Finding,
    Heading,
    ImageSlot,
    ListBlock,
    ListItem,
    Manuscript,
    Paragraph,
    Quotation,
    Table,
)
from series.manuscripts.reporting import Report
from series.manuscripts.typed_lines import plain
from series.manuscripts.words import Span, Words

MARK = re.compile(
    r"^[\[(]?(?:\d{1,3}|[a-z]{1,3})[\])]?[.]?$"
)  # of a note or of an item: they become structure
TYPED = re.compile(r"^\s*(?:\d{1,3}|[a-z])[.)]\s+")
LOOKS = (("bold", "b"), ("italic", "i"), ("superscript", "sup"), ("subscript", "sub"))


def read(markup: str, **options) -> tuple[Fragment, tuple[Finding, ...]]:
    report = Report()
    return read_fragment(markup, report, **options), report.findings()


def blocks(markup: str, **options) -> list[str]:
    return [told(block) for block in read(markup, **options)[0].blocks]


def findings(markup: str, **options) -> list[tuple[str, str, int]]:
    return [(finding.kind, finding.what, finding.count) for finding in read(markup, **options)[1]]


def told(block: Block) -> str:
    """A block in one line: "p: A <b>word</b>", "ul: One (ul: One a) | Two" ..."""
    match block:
        case Paragraph(words):
            return f"p: {line(words)}"
        case Heading(words, level):
            return f"h{level}: {line(words)}"
        case ListBlock(items, ordered, start):
            return items_told(items, ordered, start)
        case Quotation(words, source):
            return f"quote: {line(words)}" + (f" -- {source}" if source else "")
        case Table(rows, header, caption):
            told_rows = [" | ".join(line(cell) for cell in row) for row in rows]
            return (
                "table: "
                + " / ".join([f"[{' | '.join(map(line, header))}]"] * bool(header) + told_rows)
                + f" ({caption})"
            )
        case ImageSlot(caption, credit, alt):
            return (
                f"image: {alt} | {caption} | {credit} | {block.address or (block.file and block.file.name)}"
            )
        case Embed(address, caption):
            return f"embed: {address} ({caption})"


def items_told(items: tuple[ListItem, ...], ordered: bool, start: int) -> str:
    kind = f"ol {start}" if ordered else "ul"
    return f"{kind}: " + " | ".join(
        line(item.words) + (f" ({items_told(item.items, item.ordered, item.start)})" if item.items else "")
        for item in items
    )


def line(words: Words) -> str:
    return "".join(span_told(span) for span in words.spans)


def span_told(span: Span) -> str:
    if span.note:
        return f"[^{span.note}]"
    text = span.text.replace("\n", "⏎")
    for name, tag in LOOKS:
        if getattr(span, name):
            text = f"<{tag}>{text}</{tag}>"
    if span.language:
        text = f"<{span.language}>{text}</{span.language}>"
    return f"<a {span.link}>{text}</a>" if span.link else text


def letters(text: str) -> str:
    """What must survive whatever happens to case, spaces and signs."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFC", text)).casefold()


def visible_lines(markup: str) -> list[str]:
    """The lines that a browser shows of a page, made without the reader's own code; controls and hidden parts left out."""
    root = lxml.html.document_fromstring(markup.encode(), parser=lxml.html.HTMLParser(encoding="utf-8"))
    for element in root.xpath(
        "//script|//style|//head|//template|//noscript|//input|//select|//comment()|//*[@hidden]"
    ):
        if element.getparent() is not None:
            element.drop_tree()
    for element in root.xpath(
        "//p|//div|//li|//td|//th|//br|//tr|//h1|//h2|//h3|//h4|//ul|//ol|//figcaption|//a|//q|//sup|//button|//span"
    ):
        element.text = "\n" + (element.text or "")
        element.tail = "\n" + (element.tail or "")
    return [line for line in "".join(root.itertext()).split("\n") if letters(line)]


def unaccounted(manuscript: Manuscript, markup: str) -> list[str]:
    """The visible lines of a page that neither the manuscript holds nor a finding quotes: [] when nothing is lost."""
    held = [manuscript.title or "", manuscript.standfirst, manuscript.editors_note, manuscript.source.name]
    held += [plain(block) for block in manuscript.body]
    held += [f"{note.mark} {note.words.plain}" for note in manuscript.footnotes]
    held += [part for entry in manuscript.byline for part in (entry.name, entry.biography)]
    held += [finding.passage for finding in manuscript.findings]
    everything = "".join(letters(text) for text in held)
    return [
        line
        for line in visible_lines(markup)
        if letters(line) not in everything and not MARK.match(line.strip())
    ]
