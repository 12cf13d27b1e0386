"""The one shape between readers and the page: a `Manuscript` with its typed blocks and its findings."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

FindingKind = Literal["kept", "changed", "dropped", "guessed", "missing"]


@dataclass(frozen=True)
class Finding:
    """One thing an editor should know about how the file was read.

    `what` is a whole sentence; `place` numbers the lines (of a text) or paragraphs (of a document) from 1;
    `count` says how many things of the kind; `passage` is the original text, before anything was done to it;
    `about` names the field of the manuscript that is missing, for whoever can fill it.
    """

    kind: FindingKind
    what: str
    place: tuple[int, ...] = ()
    count: int = 1
    passage: str = ""
    about: str = ""

    @property
    def where(self) -> str:
        """The place as people write it: "2", "14-15, 18-26", or "" for the file as a whole."""
        spans: list[list[int]] = []
        for number in self.place:
            if spans and number == spans[-1][1] + 1:
                spans[-1][1] = number
            else:
                spans.append([number, number])
        return ", ".join(str(first) if first == last else f"{first}-{last}" for first, last in spans)


@dataclass(frozen=True)
class BylineEntry:
    """One author as credited, in the order of the byline. `language` is that of the name's script."""

    name: str
    position: str = ""
    organisation: str = ""
    biography: str = ""
    language: str = "en"


@dataclass(frozen=True)
class Source:
    """Where the text was printed: the outlet's name, the date as ISO 8601 (YYYY-MM-DD) or "", the page."""

    name: str = ""
    date: str = ""
    page: str = ""


@dataclass(frozen=True)
class Paragraph:
    text: str


@dataclass(frozen=True)
class Heading:
    text: str
    level: int = 2


@dataclass(frozen=True)
class ListItem:
    text: str
    items: tuple[ListItem, ...] = ()


@dataclass(frozen=True)
class ListBlock:
    items: tuple[ListItem, ...]
    ordered: bool = False
    start: int = 1


@dataclass(frozen=True)
class Quotation:
    text: str
    source: str = ""


@dataclass(frozen=True)
class ImageSlot:
    """The place of a picture. `missing` says that the file names a picture and does not bring it."""

    caption: str = ""
    credit: str = ""
    alt: str = ""
    missing: bool = True


Block = Paragraph | Heading | ListBlock | Quotation | ImageSlot


@dataclass(frozen=True)
class Footnote:
    mark: str
    text: str


@dataclass(frozen=True)
class Manuscript:
    """A text as it was understood. `title` is None where the file has none; other absent words are ""."""

    title: str | None = None
    standfirst: str = ""
    editors_note: str = ""
    byline: tuple[BylineEntry, ...] = ()
    body: tuple[Block, ...] = ()
    footnotes: tuple[Footnote, ...] = ()
    source: Source = field(default_factory=Source)
    language: str = "en"
    closes_series: bool = False
    findings: tuple[Finding, ...] = ()


def to_json(manuscript: Manuscript) -> dict:
    """The manuscript as plain values: what reports hold and what the expected files of the cases state.

    `byline` is the list of names and `bio` the list of biographies, both in byline order; body blocks are
    objects with a `type` (paragraph, heading, list, quote, image_placeholder, image).
    """
    return {
        "language": manuscript.language,
        "title": manuscript.title,
        "standfirst": manuscript.standfirst,
        "editors_note": manuscript.editors_note,
        "byline": [entry.name for entry in manuscript.byline],
        "source": {
            "name": manuscript.source.name,
            "date": manuscript.source.date,
            "page": manuscript.source.page,
        },
        "body": [_block_to_json(block) for block in manuscript.body],
        "footnotes": [{"mark": note.mark, "text": note.text} for note in manuscript.footnotes],
        "bio": [entry.biography for entry in manuscript.byline if entry.biography],
        "closes_series": manuscript.closes_series,
        "findings": [
            {
                "kind": finding.kind,
                "what": finding.what,
                "place": finding.where,
                "count": finding.count,
                "passage": finding.passage,
            }
            for finding in manuscript.findings
        ],
    }


def _block_to_json(block: Block) -> dict:
    match block:
        case Paragraph(text):
            return {"type": "paragraph", "text": text}
        case Heading(text, level):
            return {"type": "heading", "level": level, "text": text}
        case ListBlock(items, ordered, start):
            shape: dict = {"type": "list", "ordered": ordered}
            if ordered:
                shape["start"] = start
            return shape | {"items": [_item_to_json(item) for item in items]}
        case Quotation(text, source):
            return {"type": "quote", "text": text} | ({"source": source} if source else {})
        case ImageSlot(caption, credit, alt, missing):
            shape = {
                "type": "image_placeholder" if missing else "image",
                "caption": caption,
                "credit": credit,
            }
            return shape | ({"alt": alt} if alt else {})


def _item_to_json(item: ListItem) -> dict:
    shape: dict = {"text": item.text}
    if item.items:
        shape["items"] = [_item_to_json(inner) for inner in item.items]
    return shape
