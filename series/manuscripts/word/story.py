"""A story of the file (the body, a cell, a text box, a note) as paragraphs and tables in reading order."""

import re
from collections.abc import Iterator

from lxml.etree import _Element as Element

from ..manuscript import ImageSlot
from .alternates import chosen
from .changes import COME, GONE, formats_changed, mark_is_gone
from .document import Document
from .fields import Fields
from .names import MC, W, attribute, is_on
from .package import too_deep
from .paragraphs import Para, Piece, StoryElement
from .runs import Inline
from .styles import own_left, with_own_properties
from .tables import read_table

# A line of a table of contents: words, and a page behind dots or a wide space.
CONTENTS_LINE = re.compile(r"(?:[.…·]{2,}|\s)\s*(?:\d{1,4}|[ivxlc]{1,6})\s*$")
# Tables in tables in tables: more than this is no document.
DEEPEST = 12


def read_story(document: Document, part: str, container: Element, depth: int = 0) -> list[StoryElement]:
    """The paragraphs and tables that a container holds; `part` is the part whose relationships count."""
    if depth > DEEPEST:
        raise too_deep()
    return _Story(document, part, depth).read(container)


class _Story:
    def __init__(self, document: Document, part: str, depth: int):
        self.document = document
        self.part = part
        self.depth = depth
        self.fields = Fields()
        self.found: list[StoryElement] = []
        # Pieces whose paragraph end a tracked change took away, or that are a drop capital: the next goes on.
        self.carried: list[Piece] = []
        self.carried_places: list[int] = []

    def read(self, container: Element) -> list[StoryElement]:
        for element in self._blocks(container):
            if element.tag == f"{W}p":
                self._paragraph(element)
            else:
                self._flush()
                if self.fields.open:
                    self.fields.leave_contents()
                self._table(element)
        self._flush()
        return self.found

    def _blocks(self, container: Element) -> Iterator[Element]:
        """Paragraphs and tables in order, out of the wrappers around them."""
        waiting = [(iter(container), 0)]
        while waiting:
            children, depth = waiting[-1]
            element = next(children, None)
            if element is None:
                waiting.pop()
                continue
            if depth > self.document.bounds.depth:
                raise too_deep()
            tag = element.tag
            if tag in (f"{W}p", f"{W}tbl"):
                yield element
            elif tag == f"{W}sdt":
                content = element.find(f"{W}sdtContent")
                if self._is_contents(element, content) or self._is_prompt(element, content):
                    continue
                if content is not None:
                    waiting.append((iter(content), depth + 1))
            elif tag in GONE or tag in COME:
                if self.document.changes.met(element, self.document.paragraphs + 1):
                    waiting.append((iter(element), depth + 1))
                else:
                    self.document.notes.forget(element)
            elif tag == f"{MC}AlternateContent":
                waiting += [(iter(choice), depth + 1) for choice in chosen(element)]
            elif tag == f"{W}altChunk":
                what = (
                    "A piece of another file is built into this one and was left out; bring it in by itself."
                )
                self.document.tell("missing", what, self.document.paragraphs)
            elif tag == f"{W}moveToRangeStart":
                self.document.changes.move_begins(element, self.document.paragraphs + 1)
            elif tag == f"{W}moveToRangeEnd":
                self.document.changes.move_ends()
            elif tag == f"{W}commentRangeStart":
                self.document.comments.begin(attribute(element, "id"), self.document.paragraphs + 1)
            elif tag == f"{W}commentRangeEnd":
                self.document.comments.end(attribute(element, "id"))
            elif tag == f"{W}sectPr":
                for _change in range(formats_changed(element)):
                    self.document.changes.add("formats", self.document.paragraphs)
            elif isinstance(tag, str) and len(element):
                waiting.append((iter(element), depth + 1))

    def _is_contents(self, control: Element, content: Element | None) -> bool:
        """Drop a table of contents that Word keeps in a control; its lines are quoted."""
        gallery = control.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")
        if attribute(gallery, "val") != "Table of Contents" or content is None:
            return False
        for paragraph in content.iter(f"{W}p"):
            place = self.document.next_paragraph()
            self._drop_contents(self.document.words_in(paragraph), place)
        return True

    def _is_prompt(self, control: Element, content: Element | None) -> bool:
        """Drop a control that nobody has filled in, with what it asks for."""
        if content is None or not is_on(control.find(f"{W}sdtPr"), "showingPlcHdr"):
            return False
        what = "The prompt of an empty form field was left out."
        words = self.document.words_in(content)
        self.document.tell("dropped", what, self.document.paragraphs + 1, words)
        return True

    def _drop_contents(self, words: str, place: int) -> None:
        self.document.tell("dropped", "The table of contents was left out.", place, words)

    def _paragraph(self, element: Element) -> None:
        document = self.document
        place = document.next_paragraph()
        properties = element.find(f"{W}pPr")
        for _change in range(formats_changed(properties)):
            document.changes.add("formats", place)
        style = with_own_properties(
            document.styles.of(attribute(_child(properties, "pStyle"), "val")), properties
        )
        within_contents = self.fields.in_contents
        inline = Inline(document, self.part, self.fields, style, place)
        inline.read(element)
        begun_contents = self.fields.in_contents and not within_contents
        inline.close()
        pieces = [*self.carried, *inline.pieces]
        places = (*self.carried_places, place)
        if self._continues(properties, style, inline):
            self.carried, self.carried_places = pieces, list(places)
            return
        self.carried, self.carried_places = [], []
        # Counted only now: an item that a tracked change took away has no number.
        number = document.numbering.of(style.num_id, style.num_level or 0) if style.num_id else None
        para = Para(
            place,
            style,
            pieces,
            number,
            inline.figures,
            inline.figures_first,
            inline.sequence,
            places,
            own_left(properties),
        )
        if style.role == "picture slot":
            self._slot(para)
        elif style.role == "toc" or (
            (within_contents or begun_contents)
            and (not para.text or inline.looks_like_contents or CONTENTS_LINE.search(_line(pieces)[-40:]))
        ):
            if para.text:
                self._drop_contents(_line(pieces), place)
        elif style.role == "furniture":
            document.tell("dropped", "A running head or page number was left out.", place, para.text)
        else:
            if within_contents and not begun_contents:
                self.fields.leave_contents()
            if not para.is_empty:
                self.found.append(para)
        for box in inline.boxes:
            self._box(box, place)

    def _slot(self, para: Para) -> None:
        """The place of a picture that the exported document did not bring either."""
        alt = "" if para.text == "…" else para.text
        self.document.report.add(
            "missing", "A picture is missing; its slot waits for the image.", para.places, passage=alt
        )
        self.found.append(
            Para(
                para.number,
                para.style,
                [],
                figures=[ImageSlot(alt=alt)],
                figures_first=True,
                places=para.places,
            )
        )

    def _continues(self, properties: Element | None, style, inline: Inline) -> bool:
        """Whether the next paragraph goes on with this one's words."""
        if mark_is_gone(properties):
            if inline.pieces:
                self.document.changes.add("joins", inline.place)
            return not inline.figures and not inline.boxes
        frame = _child(properties, "framePr")
        return (
            attribute(frame, "dropCap") in ("drop", "margin")
            and bool(inline.pieces)
            and len(inline.pieces) < 3
        )

    def _flush(self) -> None:
        if any(piece.text.strip() or piece.note for piece in self.carried):
            place = self.carried_places[-1]
            style = self.document.styles.of("")
            self.found.append(Para(place, style, self.carried, places=tuple(self.carried_places)))
        self.carried, self.carried_places = [], []

    def _box(self, box: Element, place: int) -> None:
        inside = read_story(self.document, self.part, box, self.depth + 1)
        if inside:
            what = "A text box was put behind the paragraph that it hung on."
            words = " / ".join(element.text for element in inside if isinstance(element, Para))
            self.document.report.add("changed", what, [place], passage=words)
        self.found += inside

    def _table(self, element: Element) -> None:
        for _change in range(sum(formats_changed(part) for part in element.findall(f"{W}tblPr"))):
            self.document.changes.add("formats", self.document.paragraphs + 1)
        self.found += read_table(
            self.document, element, lambda cell: read_story(self.document, self.part, cell, self.depth + 1)
        )


def _child(properties: Element | None, name: str) -> Element | None:
    return properties.find(f"{W}{name}") if properties is not None else None


def _line(pieces: list[Piece]) -> str:
    return "".join(piece.text for piece in pieces).strip()
