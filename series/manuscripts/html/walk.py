"""The walk over a pruned tree: what each element opens, and the blocks that come of it. It never recurses."""

from __future__ import annotations

import re

from ..bounds import Bounds, Clock
from ..errors import UnreadableManuscript
from ..manuscript import Block, Embed, Heading, Paragraph, Quotation
from ..words import Span, Words
from .found import FlatItem, Found, as_words
from .frames import Frame
from .framing import CELLS, Framing
from .lines import A_BREAK, Piece, paragraphs, text_pieces
from .linking import linked
from .looks import Look, Looks
from .notes import Notes
from .pictures import embed, embed_address, is_film, picture
from .tables import CellFrame, TableFrame
from .tally import Tally
from .tree import Element, classes, is_longer, quoted_text, visible_text
from .wordlists import WordItem, word_item

BLOCKS = frozenset(
    "html body div p section article main header footer nav aside address center form fieldset legend details summary"
    " dl dt dd pre figure figcaption hr hgroup search menu dir listing plaintext xmp frameset noframes marquee".split()
)
LEVELS = {f"h{level}": level for level in range(1, 7)}
TABLE_PARTS = frozenset({"tr", "thead", "tbody", "tfoot", "colgroup", "col"})
EMBEDS = frozenset({"iframe", "video", "audio", "object", "embed", "oembed"})
NOT_INSIDE = frozenset({"head", "title", "rp"})
# What stands in a player for old browsers is shorter; a player that never ends may hold the article.
LONGEST_FALLBACK = 300
WEB_WORD = re.compile(r"^https?://\S+$")

HINTS = (
    ("title", re.compile(r"\bmsotitle\b")),
    ("subtitle", re.compile(r"\bmsosubtitle\b")),
    ("quotation", re.compile(r"\bmso(?:intense)?quote\b")),
    ("caption", re.compile(r"\bmsocaption\b")),
)


class Walk:
    """Walks one tree. `found` is what came of it, `cited` the keys of the notes in the order of their first marks."""

    def __init__(
        self,
        *,
        looks: Looks,
        notes: Notes,
        base: str,
        bounds: Bounds,
        clock: Clock,
        tally: Tally,
        zones: dict[Element, str] | None = None,
    ):
        self.looks, self.notes, self.base, self.bounds = looks, notes, base, bounds
        self.clock, self.tally = clock, tally
        self.framing = Framing(looks, tally, bounds.cells)
        self.zones = zones or {}
        self.cited: list[str] = []
        self._known: set[str] = set()
        self.count = self._blocks = 0
        self._bare: Element | None = None  # an element whose own kind (an item, a cell) does not matter

    def blocks(self, root: Element) -> list[Found]:
        """The blocks of an element, in reading order."""
        self._frames: list[Frame] = [Frame()]
        self._hints: list[tuple[str, int]] = [("", 0)]
        self._item: WordItem | None = None
        looks = [Look()]
        waiting: list[tuple[Element, bool]] = [(root, False)]
        while waiting:
            element, is_left = waiting.pop()
            if is_left:
                self._leave(element)
                looks.pop()
                if element is not root:
                    self._text(element.tail, looks[-1])
                continue
            self.clock.tick()
            look = self._look(element, looks[-1])
            if self._enter(element, look):
                looks.append(look)
                waiting.append((element, True))
                self._text(element.text, look)
                waiting.extend((child, False) for child in reversed(element))
            elif element is not root:
                self._text(element.tail, looks[-1])
        self._flush()
        while len(self._frames) > 1:
            self.framing.close(self._frames)
        return list(self._frames[0].closed())

    def words(self, root: Element) -> Words:
        """The words of an element as lines; blocks that cannot be lines are left out and counted."""
        self._bare = root
        words, others = as_words(self.blocks(root))
        if others:
            self.tally.add("dropped", "What is no text in a footnote was left out.", count=len(others))
        return words

    # What opens and closes

    def _enter(self, element: Element, look: Look) -> bool:
        """Open what the element is; False when nothing inside of it is walked."""
        tag = element.tag
        if not isinstance(tag, str) or tag == "head":
            return False
        if element in self.notes.marks:
            self._mark(self.notes.marks[element])
            return False
        if tag == "br":
            self._line.append(A_BREAK)
            return False
        if tag == "img":
            self._picture(element, look)
            return False
        if tag in EMBEDS:
            return self._embed(element)
        if tag in NOT_INSIDE:
            return False
        if tag == "hr":
            self._flush()
            self.tally.add("dropped", "Lines across the page were left out.", self._place)
            return False
        self._open(element, tag)
        return True

    def _open(self, element: Element, tag: str) -> None:
        hint, level = self._hints[-1]
        zone = self.zones.get(element)
        if zone:
            self._flush()
            hint, level = zone, LEVELS.get(tag, 0)
        elif tag in LEVELS:
            self._flush()
            hint, level = (hint if hint == "body" else ""), LEVELS[tag]
            if (counted := word_item(element)) and counted.marker:
                self.tally.add(
                    "changed",
                    "The number before a heading was left out.",
                    self._place,
                    passage=counted.marker,
                )
        elif tag in BLOCKS or tag in TABLE_PARTS or tag in CELLS:
            self._flush()
            names = classes(element)
            hint = next((name for name, pattern in HINTS if pattern.search(names)), hint)
            if tag == "p":
                hint = next((name for name in ("title", "subtitle") if name in names.split()), hint)
            if tag in ("p", "div"):
                self._item = word_item(element)
        if tag == "summary":
            self.tally.add("changed", "A part that opens with a click is shown open.", self._place)
        self._hints.append((hint, level))
        if frame := (
            None if element is self._bare else self.framing.frame_for(element, self._frames, self._place)
        ):
            self._flush()
            self._frames.append(frame)
            frame.opened_by, frame.began, frame.hint = element, self._place, hint
        elif tag in ("thead", "tbody", "tfoot") and isinstance(self._frames[-1], TableFrame):
            self._frames[-1].in_head = tag == "thead"
        elif tag == "tr" and isinstance(self._frames[-1], TableFrame):
            self._frames[-1].begin_row()
        elif tag == "q":
            self._line.append(Piece(Span("“")))
        elif tag == "rt":
            self._line.append(Piece(Span("(")))

    def _leave(self, element: Element) -> None:
        tag = element.tag
        if tag == "q":
            self._line.append(Piece(Span("”")))
        elif tag == "rt":
            self._line.append(Piece(Span(")")))
        frame = self._frames[-1]
        if frame.opened_by is element:
            self._flush()
            self.framing.close(self._frames)
        elif tag in LEVELS or tag in BLOCKS or element in self.zones or tag in TABLE_PARTS or tag in CELLS:
            self._flush()
            if tag in ("p", "div"):
                self._item = None
            if tag in ("thead", "tfoot") and isinstance(frame, TableFrame):
                frame.in_head = False
        self._hints.pop()

    # Words

    @property
    def _line(self) -> list[Piece]:
        return self._frames[-1].line

    @property
    def _place(self) -> int:
        return self.count + 1

    def _look(self, element: Element, around: Look) -> Look:
        if not isinstance(element.tag, str):
            return around
        look = self.looks.within(element, around)
        if element.tag == "a" and element not in self.notes.marks:
            look = linked(element, look, self.base, self.tally, self._place)
        if look.struck and not around.struck:
            self.tally.add(
                "changed",
                "Words that were struck through stand without the line.",
                self._place,
                passage=visible_text(element),
            )
        return look

    def _text(self, text: str | None, look: Look) -> None:
        if text:
            self._line.extend(text_pieces(text, look))

    def _mark(self, key: str) -> None:
        if key not in self._known:
            self._known.add(key)
            self.cited.append(key)
        self._line.append(Piece(Span("", note=key)))

    def _picture(self, element: Element, look: Look) -> None:
        found = picture(element, self.base, self.bounds, self.tally, self._place)
        if isinstance(found, str):
            self._line.append(Piece(Span(found)))
        elif found is not None:
            self._line.append(Piece(block=found))
            if look.link:
                self.tally.add("dropped", "The link on a picture was taken off.", self._place)

    def _embed(self, element: Element) -> bool:
        found = embed(element, self.base)
        if found is not None:
            self._line.append(Piece(block=found))
            return False
        words = (
            quoted_text(element) if is_longer(element, LONGEST_FALLBACK) and element.tag != "object" else ""
        )
        what = "Players and frames without an address to show were left out."
        self.tally.add("dropped", what, self._place, passage=words)
        # What stands inside of an object is shown where the object cannot be.
        if element.tag == "object":
            self._hints.append(self._hints[-1])
            return True
        return False

    def _flush(self) -> None:
        """Finish the running text: it becomes paragraphs, or what its surroundings make of it."""
        frame = self._frames[-1]
        if not frame.line:
            return
        pieces, frame.line = frame.line, []
        hint, level = self._hints[-1]
        for part in paragraphs(pieces):
            place = self._place
            self.count += 1
            # Cells have a bound of their own, where their table ends.
            self._blocks += not isinstance(frame, CellFrame)
            if self._blocks > self.bounds.blocks:
                raise UnreadableManuscript(
                    f"The text is too long: more than {self.bounds.blocks:,} paragraphs.",
                    "Bring in one article at a time.",
                )
            frame.add(Found(self._block(part, hint, level), hint, place))

    def _block(self, part: Words | Block, hint: str, level: int) -> Block | FlatItem:
        if not isinstance(part, Words):
            return part
        if self._item is not None:
            item, self._item = self._item, None
            return item.of(part)
        if level:
            return Heading(part, level)
        if hint == "title":
            return Heading(part, 1)
        if hint == "quotation":
            return Quotation(part)
        if WEB_WORD.match(part.plain) and is_film(part.plain):
            return Embed(embed_address(part.plain))
        return Paragraph(part)
