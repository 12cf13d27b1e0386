"""The inside of a paragraph: runs, marks of notes, drawings and what wraps them, in reading order."""

from dataclasses import replace

from lxml.etree import _Element as Element

from .alternates import chosen
from .changes import COME, GONE, formats_changed
from .equations import equation
from .names import MC, M, W, attribute, is_on
from .package import too_deep
from .paragraphs import Piece
from .pictures import content_of, drawn_words, is_rule, object_name, read_figure
from .saying import Saying
from .styles import Look

SKIPPED = frozenset(
    f"{W}{name}"
    for name in (
        "pPr", "rPr", "sdtPr", "sdtEndPr", "smartTagPr", "customXmlPr", "lastRenderedPageBreak", "footnoteRef",
        "endnoteRef", "annotationRef", "separator", "continuationSeparator", "proofErr", "bookmarkStart",
        "bookmarkEnd", "permStart", "permEnd", "moveFromRangeStart", "moveFromRangeEnd", "delText",
        "delInstrText", "rubyPr", "ffData", "fldData",
    )
)  # fmt: skip


class Inline(Saying):
    """Reads one paragraph's content into pieces; figures and text boxes are gathered for whoever places them."""

    def read(self, parent: Element, link: str = "", depth: int = 0) -> None:
        """All that stands in an element, in order."""
        if depth > self.document.bounds.depth:
            raise too_deep()
        for child in parent:
            self._one(child, link, depth)

    def _one(self, element: Element, link: str, depth: int) -> None:
        self.document.clock.tick()
        tag = element.tag
        if tag == f"{W}r":
            self._run(element, link, depth)
        elif tag in SKIPPED or not isinstance(tag, str):
            return
        elif tag in GONE or tag in COME:
            if self.document.changes.met(element, self.place):
                self.read(element, link, depth + 1)
            else:
                self.document.notes.forget(element)
        elif tag == f"{W}moveToRangeStart":
            self.document.changes.move_begins(element, self.place)
        elif tag == f"{W}moveToRangeEnd":
            self.document.changes.move_ends()
        elif tag == f"{W}hyperlink":
            self.read(element, self._hyperlink(element) or link, depth + 1)
        elif tag == f"{W}fldSimple":
            self._simple_field(element, link, depth)
        elif tag == f"{W}sdt":
            self._control(element, link, depth)
        elif tag == f"{MC}AlternateContent":
            for choice in chosen(element):
                self.read(choice, link, depth + 1)
        elif tag == f"{W}commentRangeStart":
            self.document.comments.begin(attribute(element, "id"), self.place)
        elif tag == f"{W}commentRangeEnd":
            self.document.comments.end(attribute(element, "id"))
        elif tag.startswith(M):
            self._equation(element, link)
        elif tag in (f"{W}subDoc", f"{W}contentPart"):
            self.document.tell(
                "dropped",
                "A part that lies outside the text (a subdocument or ink) was left out.",
                self.place,
            )
        else:
            self.read(element, link, depth + 1)

    def _control(self, element: Element, link: str, depth: int) -> None:
        content = element.find(f"{W}sdtContent")
        if content is None:
            return
        if is_on(element.find(f"{W}sdtPr"), "showingPlcHdr"):
            what = "The prompt of an empty form field was left out."
            self.document.tell("dropped", what, self.place, self.document.words_in(content))
            return
        self.read(content, link, depth + 1)

    def _simple_field(self, element: Element, link: str, depth: int) -> None:
        self.fields.begin()
        self.fields.instruct(attribute(element, "instr"))
        self.fields.separate()
        opened = self.fields.open[-1]
        self.read(element, link, depth + 1)
        # What began inside and did not end there ends with it.
        while self.fields.open and opened in self.fields.open:
            self._ended(self.fields.end())

    def _run(self, run: Element, link: str, depth: int) -> None:
        properties = run.find(f"{W}rPr")
        look = self.document.styles.look(self.style, properties)
        if properties is not None:
            for _change in range(formats_changed(properties)):
                self.document.changes.add("formats", self.place)
        for child in run:
            self._in_run(child, look, link, depth)

    def _in_run(self, child: Element, look: Look, link: str, depth: int) -> None:
        match child.tag.removeprefix(W) if isinstance(child.tag, str) else "":
            case "t":
                self._say(child.text or "", look, link)
            case "tab" | "ptab":
                self._say(" ", look, link)
            case "br" | "cr":
                page = attribute(child, "type") in ("page", "column")
                self._say(" " if page else "\n", look, link)
            case "noBreakHyphen":
                self._say("\u2011", look, link)
            case "softHyphen":
                self.document.mend("soft hyphens")
            case "sym":
                self._symbol(attribute(child, "font"), attribute(child, "char"), look, link)
            case "fldChar":
                self._field_character(attribute(child, "fldCharType"), look, link)
            case "instrText":
                self.fields.instruct(child.text or "")
            case "footnoteReference" | "endnoteReference" as name:
                self._mark(child, name.removesuffix("Reference"), look)
            case "commentReference":
                self.document.comments.at(attribute(child, "id"), self.place)
            case "drawing" | "pict" | "object":
                if not look.hidden:
                    self._drawing(child)
            case "pgNum":
                self.document.tell("dropped", "Page numbers were left out.", self.place)
            case "ruby":
                self._ruby(child, link, depth)
            case _:
                if child.tag not in SKIPPED and isinstance(child.tag, str):
                    self._wrapped(child, look, link, depth)

    def _wrapped(self, element: Element, look: Look, link: str, depth: int) -> None:
        """Content of a run in a wrapper of its own, as mc:AlternateContent around a drawing is."""
        if depth > self.document.bounds.depth:
            raise too_deep()
        children = list(element)
        if element.tag == f"{MC}AlternateContent":
            children = chosen(element)
        for child in children:
            if child.tag == f"{W}r":
                self._run(child, link, depth + 1)
            else:
                self._in_run(child, look, link, depth + 1)

    def _mark(self, element: Element, kind: str, look: Look) -> None:
        if look.hidden:
            self.document.notes.forget(element)
            return
        mark = self.document.notes.cite(kind, attribute(element, "id"), self.place)
        if not mark:
            self.document.tell("dropped", "A mark without a note was left out.", self.place)
            return
        self._after_mark = attribute(element, "customMarkFollows").lower() not in ("", "0", "false", "off")
        self._put(Piece("", look, note=mark))

    def _drawing(self, drawing: Element) -> None:
        if is_rule(drawing):
            return
        figures, boxes = content_of(drawing)
        self.boxes += boxes
        name = object_name(drawing) if drawing.tag == f"{W}object" else ""
        if name or (drawing.tag == f"{W}object" and not boxes):
            what = f"An embedded object ({name or 'of an unknown kind'}) cannot be brought in."
            self.document.tell("missing", what, self.place)
        for figure in figures:
            slot = read_figure(self.document, self.part, drawing, figure, self.place)
            if slot is not None:
                self.figures_first = self.figures_first or not any(
                    piece.text.strip() for piece in self.pieces
                )
                self.figures.append(slot)
        if not figures and not boxes and not name:
            words = " ".join(drawn_words(drawing))
            self.document.tell("dropped", "A drawn shape was left out.", self.place, words)

    def _ruby(self, ruby: Element, link: str, depth: int) -> None:
        base, reading = ruby.find(f"{W}rubyBase"), ruby.find(f"{W}rt")
        if base is not None:
            self.read(base, link, depth + 1)
        if reading is not None and len(reading):
            self._say("(", self.style.look, link)
            self.read(reading, link, depth + 1)
            self._say(")", self.style.look, link)
            self.document.tell(
                "changed", "A reading above the line was put in brackets behind its word.", self.place
            )

    def _equation(self, element: Element, link: str) -> None:
        words = ""
        for text, raised in equation(element):
            words += text
            self._say(text, replace(self.style.look, raised=raised), link)
        if words.strip():
            self.document.tell("changed", "A formula was written as plain text; check it.", self.place, words)
