"""Words as they can be drawn: run by run in the fonts that have them, in lines that fit, never larger than their box."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from PIL import ImageDraw

from series.share_cards.fonts import Face, Style, faces

# A word with the spaces behind it, as far as it is in one script: Hangul, Han and kana, or any other.
EASTERN = "\u1100-\u11ff\u2e80-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\uff00-\uffef"
STRETCH = re.compile(rf"\s*[{EASTERN}]+\s*|\s*[^\s{EASTERN}]+\s*|\s+")
# What nobody sees of a word, and what it can lose besides without being another word: pictures and signs of nobody.
UNSEEN = frozenset({"Cc", "Cf", "Mn", "Me"})
DISPENSABLE = frozenset({"So", "Sk", "Cn", "Co", "Cs"})
ELLIPSIS = "…"
# A dash between words ends a line and begins none.
NO_BREAK, DASH = "\u00a0", re.compile(r" ([–—])(?= )")
# Smaller than this no title is set for the sake of one long word.
KEPT_WHOLE = 40


@dataclass(frozen=True)
class Setting:
    """How a text is set: its style, the language of its page, its size and the distance of its lines in pixels."""

    style: Style
    language: str
    size: int
    leading: float = 1.2

    @property
    def step(self) -> int:
        """From one baseline to the next."""
        return round(self.size * self.leading)

    def width(self, text: str) -> float:
        """How wide a line is."""
        return _width(text, self)


@dataclass(frozen=True)
class Lines:
    """A text in lines, with how it is set."""

    setting: Setting
    lines: tuple[str, ...]

    @property
    def height(self) -> int:
        return self.setting.step * len(self.lines)

    @property
    def width(self) -> float:
        return max((self.setting.width(line) for line in self.lines), default=0)

    def draw(self, on: ImageDraw.ImageDraw, x: int, y: int, colour: str) -> None:
        """Draw with the upper left corner at (x, y)."""
        for number, line in enumerate(self.lines):
            # A line's letters stand where those of CSS would: the room between lines is above and below them.
            baseline = (
                y + number * self.setting.step + round(self.setting.step / 2 + self.setting.size * 0.32)
            )
            draw_line(on, line, self.setting, x, baseline, colour)


def draw_line(
    on: ImageDraw.ImageDraw, text: str, setting: Setting, x: float, baseline: float, colour: str
) -> None:
    """Draw one line from the left, each run in its own font, all on one baseline."""
    for face, run in _runs(text, setting):
        font = face.at(setting.size)
        on.text((x, baseline), run, font=font, fill=colour, anchor="ls")
        x += font.getlength(run)


def drawable(text: str, style: Style, language: str, *, whole: bool = False) -> str:
    """The text without what no font has: signs that no word needs, accents, and else whole words. Never a box.

    Empty where nothing is left that says something; with `whole`, where a word is missing: half a name is another's.
    """
    words = [
        (word, _drawable_word(word, faces(style, language)))
        for word in unicodedata.normalize("NFC", text).split()
    ]
    if whole and any(not spelled and _says_something(word) for word, spelled in words):
        return ""
    spelled = " ".join(spelled for _, spelled in words if spelled)
    return spelled if _says_something(spelled) else ""


def fitted(text: str, settings: list[Setting], width: int, height: int) -> Lines:
    """The text in the first of the settings, given from large to small, in which it fits into a box.

    Words are kept whole down to KEPT_WHOLE pixels; a text that does not fit so has words broken that are longer than a
    line. What is too much in the last of the settings ends with an ellipsis. Lines are of about the same length, as
    the style sheet balances titles.
    """
    words = DASH.sub(rf"{NO_BREAK}\1", text).split(" ")
    for breaks in (False, True):
        for setting in settings:
            if not breaks and setting.size < KEPT_WHOLE:
                break
            pieces = [piece for word in words for piece in _broken(word, setting, width)] if breaks else words
            lines = _wrapped(pieces, setting, width)
            is_narrow = all(setting.width(line) <= width for line in lines)
            if is_narrow and setting.step * len(lines) <= height:
                return Lines(setting, tuple(_balanced(pieces, setting, width, len(lines))))
    most = max(1, height // setting.step)
    return Lines(setting, (*lines[: most - 1], _shortened(" ".join(lines[most - 1 :]), setting, width)))


def _says_something(text: str) -> bool:
    return any(sign.isalnum() for sign in text)


def _drawable_word(word: str, stack: tuple[Face, ...]) -> str:
    """The word without what it can lose; empty where it lacks a letter."""
    spelled = ""
    for sign in word:
        if unicodedata.category(sign) in UNSEEN:
            continue
        if any(face.has(sign) for face in stack):
            spelled += sign
            continue
        base = "".join(one for one in unicodedata.normalize("NFKD", sign) if not unicodedata.combining(one))
        if base and base != sign and all(any(face.has(one) for face in stack) for one in base):
            spelled += base
        elif unicodedata.category(sign) not in DISPENSABLE:
            return ""
    return spelled


def _runs(text: str, setting: Setting) -> Iterator[tuple[Face, str]]:
    """A line in stretches of one font: a word has one, or one for each script. Spaces go with the word before."""
    stack = faces(setting.style, setting.language)
    if not stack:
        return
    found: list[tuple[Face, str]] = []
    for stretch in STRETCH.findall(text.replace(NO_BREAK, " ")):
        face = next((face for face in stack if all(face.has(sign) for sign in stretch)), None)
        found += [(face, stretch)] if face else [(_first(stack, sign), sign) for sign in stretch]
    for face, runs in groupby(found, key=lambda pair: pair[0]):
        yield face, "".join(run for _, run in runs)


def _first(stack: tuple[Face, ...], sign: str) -> Face:
    return next((face for face in stack if face.has(sign)), stack[0])


@lru_cache(maxsize=8192)
def _width(text: str, setting: Setting) -> float:
    return sum(face.at(setting.size).getlength(run) for face, run in _runs(text, setting))


def _wrapped(words: list[str], setting: Setting, width: float) -> list[str]:
    """Lines broken between words only: that is how Korean is set, too (keep-all), and names with a hyphen stay whole."""
    lines: list[str] = []
    space, taken = setting.width(" "), 0.0
    for word in words:
        own = setting.width(word)
        if lines and taken + space + own <= width:
            lines[-1] += f" {word}"
            taken += space + own
        else:
            lines.append(word)
            taken = own
    return lines


def _balanced(words: list[str], setting: Setting, width: int, count: int) -> list[str]:
    """The words in `count` lines, as narrow as they can be."""
    narrow, wide = 0, width
    while wide - narrow > 4:
        middle = (narrow + wide) // 2
        lines = _wrapped(words, setting, middle)
        fits = len(lines) <= count and all(setting.width(line) <= middle for line in lines)
        narrow, wide = (narrow, middle) if fits else (middle, wide)
    return _wrapped(words, setting, wide)


def _broken(word: str, setting: Setting, width: int) -> list[str]:
    """A word in pieces that fit: behind its hyphens, else wherever the line is full."""
    if setting.width(word) <= width:
        return [word]
    pieces, taken = [""], 0.0
    for sign in word:
        taken += setting.width(sign)
        if pieces[-1] and taken > width:
            head, hyphen, tail = pieces[-1].rpartition("-")
            pieces[-1:] = [head + hyphen, tail] if hyphen and tail else [pieces[-1], ""]
            taken = setting.width(pieces[-1] + sign)
        pieces[-1] += sign
    return pieces


def _shortened(line: str, setting: Setting, width: int) -> str:
    fitting = _broken(line, setting, round(width - setting.width(ELLIPSIS)))[0]
    return fitting.rstrip(" ,;:-–—") + ELLIPSIS
