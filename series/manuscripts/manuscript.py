"""The one shape between readers and the page: a `Manuscript` with its typed blocks and its findings."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from .words import Words

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
    """Where the text was printed: the outlet's name, the date as ISO 8601 (YYYY-MM-DD) or "", the page; its address."""

    name: str = ""
    date: str = ""
    page: str = ""
    address: str = ""


@dataclass(frozen=True)
class Paragraph:
    words: Words


@dataclass(frozen=True)
class Heading:
    """A heading inside the piece: level 2 or 3."""

    words: Words
    level: int = 2


@dataclass(frozen=True)
class ListItem:
    """An item and the list under it, whose kind may differ: `ordered` and `start` are those of the inner list."""

    words: Words
    items: tuple[ListItem, ...] = ()
    ordered: bool = False
    start: int = 1


@dataclass(frozen=True)
class ListBlock:
    items: tuple[ListItem, ...]
    ordered: bool = False
    start: int = 1


@dataclass(frozen=True)
class Quotation:
    """A quotation that stands by itself; its paragraphs are the lines of `words`."""

    words: Words
    source: str = ""


@dataclass(frozen=True)
class Table:
    """A table; every row has as many cells as `header`, or as the first row where there is no header row.

    A merged cell's words stand in its first cell, the others are empty; readers report that with a finding.
    """

    rows: tuple[tuple[Words, ...], ...]
    header: tuple[Words, ...] = ()
    caption: str = ""
    source: str = ""


@dataclass(frozen=True)
class ImageFile:
    """A picture that the file brought: its bytes as they were, not trusted, and the name it had."""

    data: bytes = field(repr=False)
    name: str = ""


@dataclass(frozen=True)
class ImageSlot:
    """The place of a picture. Without a `file` the manuscript names a picture and does not bring it.

    `address` is where the picture was on the web; nothing is ever fetched by a reader.
    """

    caption: str = ""
    credit: str = ""
    alt: str = ""
    file: ImageFile | None = None
    address: str = ""

    @property
    def missing(self) -> bool:
        return self.file is None


@dataclass(frozen=True)
class Embed:
    """A video, a recording or the like that is shown from another site, by its address."""

    address: str
    caption: str = ""


Block = Paragraph | Heading | ListBlock | Quotation | Table | ImageSlot | Embed


@dataclass(frozen=True)
class Footnote:
    """A note; `mark` is what a span's `note` says, unique in the manuscript ("1", "2" … in order of first citing)."""

    mark: str
    words: Words


@dataclass(frozen=True)
class Comment:
    """A remark in the margin of the file: never published, offered to the editors as a comment on the draft.

    `block` is the place in `body` of the block that it stands at, None for the file as a whole; `passage` the words
    of the text that it is about.
    """

    text: str
    by: str = ""
    block: int | None = None
    passage: str = ""


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
    comments: tuple[Comment, ...] = ()
    findings: tuple[Finding, ...] = ()


def to_json(manuscript: Manuscript) -> dict:
    """The manuscript as plain values: what reports hold and what the expected files of the cases state.

    `byline` is the list of names and `bio` the list of biographies, both in byline order; body blocks are
    objects with a `type` (paragraph, heading, list, quote, table, image_placeholder, image, embed). A footnote's
    `links` are addresses, those of a paragraph objects with words and address.
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
        }
        | ({"address": manuscript.source.address} if manuscript.source.address else {}),
        "body": [_block_to_json(block) for block in manuscript.body],
        "footnotes": [
            _note_to_json(number, note) for number, note in enumerate(manuscript.footnotes, start=1)
        ],
        "bio": [entry.biography for entry in manuscript.byline if entry.biography],
        "bio_by_author": {entry.name: entry.biography for entry in manuscript.byline if entry.biography},
        "closes_series": manuscript.closes_series,
        "findings": [finding_to_json(finding) for finding in manuscript.findings],
    }


def finding_to_json(finding: Finding) -> dict:
    """A finding as plain values."""
    return {
        "kind": finding.kind,
        "what": finding.what,
        "place": finding.where,
        "count": finding.count,
        "passage": finding.passage,
    }


def _block_to_json(block: Block) -> dict:
    match block:
        case Paragraph(words):
            return {"type": "paragraph"} | _words_to_json(words)
        case Heading(words, level):
            return {"type": "heading", "level": level} | _words_to_json(words)
        case ListBlock(items, ordered, start):
            return {"type": "list"} | _list_to_json(items, ordered, start)
        case Quotation(words, source):
            return {"type": "quote"} | _words_to_json(words) | ({"source": source} if source else {})
        case Table(rows, header, caption, source):
            shape: dict = {"type": "table", "caption": caption, "header": [cell.plain for cell in header]}
            shape["rows"] = [[cell.plain for cell in row] for row in rows]
            return shape | ({"source": source} if source else {})
        case ImageSlot(caption, credit, alt):
            shape = {
                "type": "image_placeholder" if block.missing else "image",
                "caption": caption,
                "credit": credit,
            }
            return shape | ({"alt": alt} if alt else {})
        case Embed(address, caption):
            return {"type": "embed", "address": address, "caption": caption}


def _note_to_json(number: int, note: Footnote) -> dict:
    shape = {"n": number, "mark": note.mark} | _words_to_json(note.words)
    if note.words.links:
        shape["links"] = [address for _words, address in note.words.links]
    return shape


def _words_to_json(words: Words) -> dict:
    """The plain text with the marks of notes in it, and what of it is a link, emphasised or strong."""
    shape: dict = {"text": words.plain}
    found = {
        "links": [{"text": text, "href": address} for text, address in words.links],
        "em": [span.text for span in words.spans if span.italic],
        "strong": [span.text for span in words.spans if span.bold],
    }
    return shape | {name: values for name, values in found.items() if values}


def _list_to_json(items: tuple[ListItem, ...], ordered: bool, start: int) -> dict:
    shape: dict = {"ordered": ordered}
    if ordered:
        shape["start"] = start
    return shape | {"items": [_item_to_json(item) for item in items]}


def _item_to_json(item: ListItem) -> dict:
    shape = _words_to_json(item.words)
    if item.items:
        shape["items"] = [_item_to_json(inner) for inner in item.items]
    return shape
