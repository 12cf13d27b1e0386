"""Lines and passages: which lines belong to one paragraph, and how words cut at a line's end are joined."""

import re
import unicodedata
from bisect import bisect_left
from dataclasses import dataclass, field, replace
from enum import Enum, auto
from functools import cached_property
from itertools import accumulate, pairwise

from .errors import UnreadableManuscript
from .manuscript import Block, Heading, ImageSlot, Paragraph
from .reporting import Report
from .words import Words

MAX_LINES = 20_000

LINE_END = re.compile(r"\r\n|[\r\n\x0b\x0c\x85\u2028\u2029]")
INVISIBLE = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
BULLET = re.compile(r"^(?:[•‣▪◦○●]|[*–·-](?=\s))\s*(?=\S)")
NUMBERED = re.compile(r"^(?:(\d{1,3})[.)]\s+|([①-⑳])\s*)(?=\S)")
QUOTED = re.compile(r"^>\s*")
HEADING_MARK = re.compile(r"^(?:#{1,6}\s|[■□◆◇▣])")
# A rule, the edge of a frame, asterisks between sections: three signs or more, and no letter or digit.
WORDLESS = re.compile(r"^[\W_]{3,}$")
LONGEST_RULE = 120
SENTENCE_END = re.compile(r"[.!?…。][\"'”’)\]」』]*$")
CUT_WORD = re.compile(r"([^\W\d_]+)-$")
DASH_ON_A_WORD = re.compile(r"\S[—―]$")
HYPHENATED = re.compile(r"[^\W\d_]+-[^\W\d_]+")
NEXT_WORD = re.compile(r"[^\W\d_]+")

# Words that make compounds: a hyphen after one of them at a line's end is most likely the writer's own.
COMPOUNDING = frozenset(
    "self well long short high low half all cross ex non single double multi two three four five six seven"
    " eight nine ten twenty thirty forty fifty sixty seventy eighty ninety full part large small".split()
)


class Role(Enum):
    TEXT = auto()
    BLANK = auto()
    JUMP = auto()  # where the article went on to another page: a paragraph may go on behind it
    SLOT = auto()  # a picture; the line stands for all lines in `covers`
    BLOCK = auto()  # a heading, list, table or the like that markup made; `block` says which


@dataclass(frozen=True)
class Line:
    """One line of the file. `text` is cleaned of outer and doubled spaces; `raw` is as it came.

    Of a file with markup a line is a block: `block` is what it was, `text` its words without their look.
    """

    number: int
    raw: str
    text: str
    role: Role = Role.TEXT
    slot: ImageSlot | None = None
    covers: tuple["Line", ...] = ()
    block: Block | None = None

    @cached_property
    def indent(self) -> int:
        return len(self.raw) - len(self.raw.lstrip())

    @cached_property
    def width(self) -> int:
        # Hangul and other wide letters take two columns.
        return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in self.text)


@dataclass(frozen=True)
class Passage:
    """Lines that belong together: a paragraph, a head line, a list item, or a picture's slot.

    Of a file with markup, `block` is the typed block whose words `text` gives without their look.
    """

    text: str
    lines: tuple[Line, ...]
    slot: ImageSlot | None = field(default=None)
    block: Block | None = field(default=None)

    @property
    def place(self) -> tuple[int, ...]:
        return tuple(line.number for line in self.lines)

    @property
    def original(self) -> str:
        return "\n".join(line.raw for line in self.lines)

    @property
    def ends_sentence(self) -> bool:
        return bool(SENTENCE_END.search(self.text[-8:]))

    @property
    def words(self) -> Words:
        """The words with their look, where the file had one."""
        return self.block.words if isinstance(self.block, Paragraph | Heading) else Words.of(self.text)

    @property
    def is_of_its_own(self) -> bool:
        """Whether markup or its first sign makes the passage a list, a quotation, a table or the like."""
        return starts_anew(self.text) or not isinstance(self.block, Paragraph | Heading | None)

    def without_start(self, letters: int) -> "Passage":
        """The passage from that letter of its text on."""
        block = self.block
        if isinstance(block, Paragraph | Heading):
            block = replace(block, words=block.words.without_start(letters))
        return replace(self, text=self.text[letters:], block=block)


@dataclass(frozen=True)
class Layout:
    """How the file breaks its lines. `width` is the column at which a wrapped text turns; 0: not wrapped."""

    width: int = 0


def split_lines(text: str, report: Report, *, max_lines: int = MAX_LINES) -> list[Line]:
    """The lines of the text, numbered from 1, in composed Unicode (NFC) and without invisible characters.

    Raises `UnreadableManuscript` when there are more than `max_lines`.
    """
    raws = LINE_END.split(text)
    if len(raws) > max_lines:
        raise UnreadableManuscript(
            f"The file is too long: {len(raws):,} lines, where {max_lines:,} are allowed.",
            "Bring in one article at a time.",
        )
    lines, invisible, composed = [], [], []
    for number, raw in enumerate(raws, start=1):
        seen = INVISIBLE.sub("", raw)
        if seen != raw:
            invisible.append(number)
        whole = unicodedata.normalize("NFC", seen)
        if whole != seen:
            composed.append(number)
        clean = " ".join(whole.split())
        lines.append(Line(number, raw, clean, Role.TEXT if clean else Role.BLANK))
    if invisible:
        report.add(
            "dropped",
            "Soft hyphens and other invisible characters were taken out.",
            invisible,
            count=len(invisible),
        )
    if composed:
        report.add(
            "changed", "Letters made of several parts were put together.", composed, count=len(composed)
        )
    return lines


def find_layout(lines: list[Line]) -> Layout:
    """Whether the file wraps its paragraphs over several lines, judged from how its longer lines end.

    In a wrapped text few full lines end a sentence; in a text with a paragraph per line nearly all do.
    """
    followed = [
        line for line, following in pairwise(lines) if line.role is Role.TEXT and following.role is Role.TEXT
    ]
    narrow = sorted(line.width for line in followed if line.width <= 160)
    if not narrow or sum(line.width > 160 for line in followed) * 4 > len(followed):
        return Layout()
    # Weighted by their length, lines near the column outweigh both head lines and a single odd long one.
    weights = list(accumulate(narrow))
    width = narrow[bisect_left(weights, 0.8 * weights[-1])]
    full = [line for line in followed if 0.6 * width <= line.width <= 160]
    if width < 25 or sum(bool(SENTENCE_END.search(line.text[-8:])) for line in full) * 2 > len(full):
        return Layout()
    return Layout(width)


def join_lines(lines: list[Line], layout: Layout, report: Report) -> list[Passage]:
    """Passages in the order of the file: wrapped lines are joined, cut words mended (and reported)."""
    groups: list[list[Line]] = []
    over_jump: list[tuple[Line, Line]] = []
    after_break, after_jump = True, False
    for line in lines:
        if line.role is Role.SLOT:
            groups.append([line])
        if line.role is not Role.TEXT:
            after_break = True
            after_jump = after_jump or line.role is Role.JUMP
            continue
        if groups and not after_break and _continues(groups[-1], line, layout):
            groups[-1].append(line)
        elif after_jump and groups and goes_on(groups[-1][-1], line):
            over_jump.append((groups[-1][-1], line))
            groups[-1].append(line)
        else:
            groups.append([line])
        after_break = after_jump = False
    for above, below in over_jump:
        report_joined(above, below, report)
    return _mend(groups, report)


def report_joined(above: Line, below: Line, report: Report) -> None:
    report.add(
        "guessed",
        "A paragraph that was cut at the end of a printed page was joined again.",
        (above.number, below.number),
        passage=f"{above.raw}\n{below.raw}",
    )


def _continues(group: list[Line], line: Line, layout: Layout) -> bool:
    last = group[-1]
    if QUOTED.match(line.text) and QUOTED.match(last.text):
        return True
    if starts_anew(line.text) or WORDLESS.match(last.text[:LONGEST_RULE]):
        return False
    if CUT_WORD.search(last.text[-40:]) and line.text[0].islower():
        return True
    if not layout.width or last.width > 160:
        return False
    if BULLET.match(group[0].text) or NUMBERED.match(group[0].text):
        if line.indent > group[0].indent:
            return True
    elif line.indent >= 2 and line.indent > last.indent:
        return False
    first_word = line.text.split(" ", 1)[0]
    if last.width + 1 + len(first_word) > layout.width * 0.88:
        return True
    return line.text[0].islower() and last.width > layout.width * 0.4 and not _ends_sentence(last)


def goes_on(last: Line, line: Line) -> bool:
    """Whether a line behind a page jump continues the sentence before it."""
    return last.role is Role.TEXT and line.text[0].islower() and not _ends_sentence(last)


def _ends_sentence(line: Line) -> bool:
    return bool(SENTENCE_END.search(line.text[-8:]))


def starts_anew(text: str) -> bool:
    """Whether a line with this text is something of its own: a list item, quotation, marked heading or rule."""
    own = (BULLET, NUMBERED, QUOTED, HEADING_MARK)
    return any(pattern.match(text) for pattern in own) or bool(WORDLESS.match(text[:LONGEST_RULE]))


def _mend(groups: list[list[Line]], report: Report) -> list[Passage]:
    words = {
        word.casefold()
        for group in groups
        for line in group
        for pattern in (NEXT_WORD, HYPHENATED)
        for word in pattern.findall(line.text)
    }
    mended: list[tuple[Line, Line, str]] = []
    passages = []
    for group in groups:
        if group[0].slot is not None:
            passages.append(Passage("", group[0].covers, group[0].slot))
            continue
        pieces = [group[0].text]
        for above, below in pairwise(group):
            cut, rest = CUT_WORD.search(above.text[-40:]), NEXT_WORD.match(below.text)
            if cut and rest:
                if below.text[0].islower() and not _hyphen_is_meant(cut[1], rest[0], words):
                    pieces[-1] = pieces[-1][:-1]
                    mended.append((above, below, cut[1] + rest[0]))
                else:
                    mended.append((above, below, f"{cut[1]}-{rest[0]}"))
            elif not DASH_ON_A_WORD.search(above.text[-2:]):
                pieces.append(" ")
            pieces.append(below.text)
        passages.append(Passage("".join(pieces), tuple(group)))
    for above, below, word in mended:
        report.add(
            "guessed",
            f"A word cut at the end of a line was read as “{word}”.",
            (above.number, below.number),
            passage=f"{above.raw}\n{below.raw}",
        )
    return passages


def _hyphen_is_meant(left: str, right: str, words: set[str]) -> bool:
    left, right = left.casefold(), right.casefold()
    # The writer's own spelling elsewhere in the text decides first.
    if f"{left}-{right}" in words:
        return True
    return left in COMPOUNDING and left + right not in words
