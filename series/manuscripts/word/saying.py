"""What a paragraph says: words with their look, through the fields and links that are open around them."""

from dataclasses import replace

from lxml.etree import _Element as Element

from .document import Document
from .fields import MARKS, Field, Fields
from .links import is_dangerous, usable
from .names import R, attribute
from .paragraphs import Piece
from .styles import Look, Style
from .symbols import symbol

# As the reports say it; each is counted once for a paragraph.
UNDERLINED = "Underlining was left out."
STRUCK = "Words that were struck through stand without the stroke."
HIGHLIGHTED = "Highlighting was left out."
HIDDEN = "Hidden text was left out."


class Saying:
    """Gathers the pieces of one paragraph; what is hidden, computed or machinery does not become one."""

    def __init__(self, document: Document, part: str, fields: Fields, style: Style, place: int):
        self.document = document
        self.part = part
        self.fields = fields
        self.style = style
        self.place = place
        self.pieces: list[Piece] = []
        self.figures: list = []
        self.figures_first = False
        self.boxes: list[Element] = []
        self.sequence = ""
        self.looks_like_contents = False
        self._after_mark = False

    def close(self) -> None:
        """The end of the paragraph: fields that did not end are ended."""
        for cut in self.fields.close_paragraph():
            if not cut.runs_on:
                what = "A field without its end was ended with its paragraph."
                self.document.tell("changed", what, self.place)
            self._flush(cut)
        for contents in self.fields.open:
            # A table of contents that never came to its lines holds no text back.
            self.pieces += contents.held
            contents.held = []

    def _say(self, text: str, look: Look, link: str) -> None:
        if self._after_mark:
            # A mark of the author's own ("*") is written once more as text behind its reference.
            self._after_mark = False
            return
        if not text:
            return
        if look.hidden:
            if text.strip():
                self.document.tell("dropped", HIDDEN, self.place)
            return
        if self.fields.in_pages:
            self.document.tell("dropped", "Page numbers were left out.", self.place)
            return
        text = self.document.cleaned(text, look.font)
        link = link or self._field_link()
        self._tell_look(text, look, link)
        self.sequence = self.sequence or self.fields.sequence
        self.document.comments.hear(text)
        self._put(Piece(text, look, link))

    def _put(self, piece: Piece) -> None:
        holding = self.fields.holds
        (holding.held if holding else self.pieces).append(piece)

    def _tell_look(self, text: str, look: Look, link: str) -> None:
        if not text.strip():
            return
        if look.struck:
            self.document.tell("changed", STRUCK, self.place, text)
        if look.underlined and not link and not self.style.role and not self.fields.in_contents:
            self.document.tell("changed", UNDERLINED, self.place, text)
        if look.highlighted:
            self.document.tell("changed", HIGHLIGHTED, self.place, text)

    def _field_link(self) -> str:
        field = self.fields.link
        return self._address(field.address) if field and field.address else ""

    def _hyperlink(self, element: Element) -> str:
        related = self.document.package.related(self.part).get(element.get(f"{R}id") or "")
        anchor = attribute(element, "anchor")
        if related is None:
            if anchor.startswith("_Toc"):
                self.looks_like_contents = True
            elif anchor:
                self._lost_link(
                    "Links to places within the document were taken off; their words stay.", element
                )
            return ""
        return self._address(f"{related.target}#{anchor}" if anchor else related.target, element)

    def _address(self, address: str, element: Element | None = None) -> str:
        """The address when readers may follow it. What is not printed is told, but for the address itself."""
        if clean := usable(address):
            return clean
        if is_dangerous(address):
            self._lost_link("Links that do not lead to a web page were taken off; their words stay.", element)
        else:
            self._lost_link("Links without a whole web address were taken off; their words stay.", element)
        return ""

    def _lost_link(self, what: str, element: Element | None) -> None:
        words = self.document.words_in(element) if element is not None else ""
        self.document.tell("dropped", what, self.place, words)

    def _symbol(self, font: str, code: str, look: Look, link: str) -> None:
        try:
            shown = symbol(font, int(code, 16))
        except ValueError:
            shown = ""
        if shown:
            self._say(shown, replace(look, font=""), link)
        else:
            self.document.mend("private")

    def _field_character(self, kind: str, look: Look, link: str) -> None:
        if kind == "begin":
            self.fields.begin()
        elif kind == "separate":
            if self.fields.open:
                self.fields.open[-1].held.clear()
            self.fields.separate()
        elif kind == "end":
            ended = self.fields.end()
            if ended is None:
                self.document.tell(
                    "changed", "The end of a field that had no beginning was passed over.", self.place
                )
            else:
                self._ended(ended, look, link)

    def _ended(self, field: Field | None, look: Look | None = None, link: str = "") -> None:
        if field is None:
            return
        if field.kind == "PAGEREF":
            self.looks_like_contents = True
        if field.in_result:
            return
        self._flush(field)
        font, code = field.symbol
        if code:
            self._symbol(font, f"{code:x}", look or Look(), link)
        elif field.kind == "EQ" and field.instruction.strip():
            what = "A formula written as a field cannot be shown; write it anew."
            self.document.report.add("dropped", what, [self.place], passage=field.instruction.strip())
        elif field.picture:
            what = "A picture lies outside the file and was not fetched."
            self.document.tell("missing", what, self.place)
        elif field.kind in MARKS:
            self.document.tell(
                "dropped", "Marks for an index or a table of contents were left out.", self.place
            )

    def _flush(self, field: Field) -> None:
        """What stood in a field that never came to a result is text that lost its separator."""
        link = self._address(field.address) if field.held and field.address else ""
        for piece in field.held:
            self._put(replace(piece, link=piece.link or link))
        field.held = []
