"""A paragraph of the file: its words piece by piece with their look, and what it is by style, place and look."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import cached_property

from ..manuscript import ImageSlot
from ..words import Span, Words
from .numbering import Numbered
from .styles import Look, Style

SENTENCE_END = re.compile(r"[.!?…。;:,][\"'”’)\]」』]*$")
SPACES = re.compile(" {2,}")


@dataclass(frozen=True)
class Piece:
    """Words of one look, or the mark of a note (`note`, without words)."""

    text: str
    look: Look
    link: str = ""
    note: str = ""


@dataclass
class Para:
    """One paragraph. `number` counts all paragraphs of the document from 1; indents are in twips."""

    number: int
    style: Style
    pieces: list[Piece]
    numbered: Numbered | None = None
    figures: list[ImageSlot] = field(default_factory=list)
    figures_first: bool = False
    sequence: str = ""
    places: tuple[int, ...] = ()
    own_left: int | None = None

    @property
    def role(self) -> str:
        return self.style.role

    @property
    def level(self) -> int:
        return self.style.level

    @cached_property
    def words(self) -> Words:
        """The words with their emphasis. What a heading's or a quotation's own style brings is not emphasis."""
        base = self.style.look if self.style.role else Look()
        return words_of(self.pieces, base)

    @cached_property
    def text(self) -> str:
        """The words without marks of notes, on one line."""
        return " ".join("".join(piece.text for piece in self.pieces).split())

    @cached_property
    def size(self) -> int:
        """The size of most of its letters, in half-points; 0 where nothing says one."""
        weights: dict[int, int] = {}
        for piece in self.pieces:
            weights[piece.look.size] = weights.get(piece.look.size, 0) + len(piece.text)
        return max(weights, key=lambda size: weights[size]) if weights else 0

    @cached_property
    def all_bold(self) -> bool:
        return self._all("bold")

    @cached_property
    def all_italic(self) -> bool:
        return self._all("italic")

    def _all(self, name: str) -> bool:
        lettered = [piece for piece in self.pieces if piece.text.strip()]
        return bool(lettered) and all(getattr(piece.look, name) for piece in lettered)

    @property
    def left(self) -> int:
        """The indent of its left edge: its own, else its list's, else its style's (17.3.1.12)."""
        of_list = self.numbered.left if self.numbered else None
        return next((one for one in (self.own_left, of_list, self.style.left) if one is not None), 0)

    def lines(self) -> list["Para"]:
        """A paragraph for each of its lines, where line breaks divide it; itself where none does."""
        lines: list[list[Piece]] = [[]]
        for piece in self.pieces:
            first, *others = piece.text.split("\n")
            lines[-1].append(replace(piece, text=first))
            lines += [[replace(piece, text=text, note="")] for text in others]
        worded = [line for line in lines if any(piece.text.strip() or piece.note for piece in line)]
        if len(worded) < 2:
            return [self]
        return [
            Para(self.number, self.style, line, places=self.places, own_left=self.own_left) for line in worded
        ]

    @property
    def ends_sentence(self) -> bool:
        return bool(SENTENCE_END.search(self.text[-8:]))

    @property
    def is_empty(self) -> bool:
        return not self.text and not self.figures and not any(piece.note for piece in self.pieces)


@dataclass
class TableElement:
    """A table of the file: rows of cells, merged ones resolved. Cells hold words; `header` counts leading rows."""

    number: int
    rows: list[list[Words]]
    header: int = 0
    bold_first_row: bool = False
    figures: list[ImageSlot] = field(default_factory=list)
    places: tuple[int, ...] = ()


StoryElement = Para | TableElement


def words_of(pieces: Iterable[Piece], base: Look | None = None) -> Words:
    """Pieces as words: spaces once, none at the ends, emphasis where it differs from `base`."""
    base = base or Look()
    spans: list[Span] = []
    for piece in pieces:
        if piece.note:
            spans.append(Span("", note=piece.note))
            continue
        text = SPACES.sub(" ", piece.text)
        before = next((span.text[-1:] for span in reversed(spans) if span.text), "")
        if before in (" ", "\n") and not (spans and spans[-1].note):
            text = text.lstrip(" ")
        if not text:
            continue
        look = piece.look
        spans.append(
            Span(
                text,
                bold=look.bold and not base.bold and bool(text.strip()),
                italic=look.italic and not base.italic and bool(text.strip()),
                superscript=look.raised == "superscript",
                subscript=look.raised == "subscript",
                link=piece.link,
                language=look.marked,
            )
        )
    return Words.of(*_bridged(spans)).stripped()


def _bridged(spans: list[Span]) -> list[Span]:
    """Spaces take the emphasis that both of their neighbours have, so that "two words" are one span."""
    bridged = []
    for at, span in enumerate(spans):
        if 0 < at < len(spans) - 1 and not span.note and not span.text.strip():
            before, after = spans[at - 1], spans[at + 1]
            if not before.note and not after.note:
                span = Span(
                    span.text,
                    bold=before.bold and after.bold,
                    italic=before.italic and after.italic,
                    superscript=before.superscript and after.superscript,
                    subscript=before.subscript and after.subscript,
                    link=before.link if before.link == after.link else "",
                    language=before.language if before.language == after.language else "",
                )
        bridged.append(span)
    return bridged


def join_words(parts: Iterable[Words], glue: str = "\n") -> Words:
    """Several words as one, with `glue` between."""
    spans: list[Span | str] = []
    for part in parts:
        if not part:
            continue
        if spans:
            spans.append(glue)
        spans.extend(part.spans)
    return Words.of(*spans)
