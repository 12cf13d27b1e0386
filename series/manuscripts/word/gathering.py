"""The text while its front matter is taken out of it: what was recognised so far, and what is left."""

import re
from dataclasses import dataclass, field, replace

from ..affiliations import parse_affiliation
from ..lettercase import Spellings
from ..lines import Line, Passage
from ..manuscript import BylineEntry, ImageSlot
from ..notes import has_note_mark
from .credits import read_credits, vocabulary_of
from .document import Document
from .paragraphs import Para, StoryElement

NAME_MARKS = re.compile("[*†‡§¶]+")


@dataclass
class Front:
    """What was recognised; `elements` is the text that remains, `notes` the marks that stood in what was taken."""

    title: str | None = None
    standfirst: str = ""
    editors_note: str = ""
    byline: list[BylineEntry] = field(default_factory=list)
    elements: list[StoryElement] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


class Gathering:
    """Holds the elements that are left and what was taken; every taking is reported."""

    def __init__(self, document: Document, elements: list[StoryElement]):
        self.report = document.report
        self.elements = list(elements)
        self.front = Front()
        self.spellings = Spellings(one.text for one in elements if isinstance(one, Para))
        self._lines: list[Line] = []
        self._vocabulary: frozenset[str] | None = None

    @property
    def vocabulary(self) -> frozenset[str]:
        """The words that the text writes in small letters."""
        if self._vocabulary is None:
            self._vocabulary = vocabulary_of(one.text for one in self.elements if isinstance(one, Para))
        return self._vocabulary

    @staticmethod
    def name_text(para: Para) -> str:
        """The words without the marks that lead from names to notes: raised figures, asterisks, daggers."""
        words = "".join(piece.text for piece in para.pieces if piece.look.raised != "superscript")
        return " ".join(NAME_MARKS.sub("", words).split())

    def passages(self) -> list[Passage]:
        """The text as the recognisers of newspapers know it; `keep_only` takes what they leave of it."""
        made = [self.passage(element) for element in self.elements]
        self._lines = [passage.lines[0] for passage in made]
        return made

    def passage(self, element: StoryElement) -> Passage:
        """An element as the recognisers of newspapers know it; what is not plain text is a slot to them."""
        if isinstance(element, Para) and not element.figures and element.numbered is None:
            plain = not element.role or (element.role == "heading" and self._says_note(element))
            if plain and element.text:
                return Passage(element.text, (Line(element.number, element.text, element.text),))
        return Passage("", (Line(element.number, "", ""),), ImageSlot())

    @staticmethod
    def _says_note(para: Para) -> bool:
        return len(para.text) < 30 and has_note_mark(Passage(para.text, ()))

    def remove(self, element: Para) -> None:
        """Take a paragraph out of the text; a picture in it stays there."""
        self.front.notes += [piece.note for piece in element.pieces if piece.note]
        at = next(at for at, one in enumerate(self.elements) if one is element)
        if element.figures:
            self.elements[at] = replace(element, pieces=[])
        else:
            del self.elements[at]

    def keep_only(self, passages: list[Passage]) -> None:
        """Take out the paragraphs whose passages the recognisers took."""
        kept = {id(passage.lines[0]) for passage in passages}
        for element, line in zip(list(self.elements), self._lines, strict=True):
            if id(line) not in kept:
                self.remove(element)

    def names(self, text: str) -> list[BylineEntry]:
        """The authors that a line credits by its mark; [] when it is no byline."""
        return read_credits(text, self.spellings)

    def add_authors(self, entries: list[BylineEntry], para: Para) -> None:
        known = {entry.name for entry in self.front.byline}
        self.front.byline += [entry for entry in entries if entry.name not in known]
        names = ", ".join(entry.name for entry in entries)
        self.guess(f"This was read as the byline: {names}.", para, count=len(entries))

    def affiliate(self, para: Para) -> None:
        position, organisation = parse_affiliation(para.text)
        last = self.front.byline[-1]
        self.front.byline[-1] = replace(
            last, position=last.position or position, organisation=last.organisation or organisation
        )
        self.guess(f"This was read as the affiliation of {last.name}.", para)

    def guess(self, what: str, para: Para, count: int = 1) -> None:
        self.report.add("guessed", what, para.places, count=count, passage=para.text)
        self.remove(para)

    def drop(self, what: str, para: Para) -> None:
        self.report.add("dropped", what, para.places, passage=para.text)
        self.remove(para)
