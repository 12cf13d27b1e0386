"""Word's own lists: paragraphs that say in their style of which list and level they are, with the number typed in."""

import re
from dataclasses import dataclass

from ..words import Words
from .found import FlatItem
from .tree import Element, visible_text

LIST = re.compile(r"mso-list:\s*(l\d+)\s+level(\d{1,4})\s*(lfo\d+)?", re.IGNORECASE)
IGNORED = re.compile(r"mso-list:\s*ignore", re.IGNORECASE)
COUNTING = re.compile(r"^[(\[]?(\d{1,4}|[a-z]{1,6}|[가-힣]|[①-⑳])[.)\]]\S{0,8}$", re.IGNORECASE)
# The number typed in where the program that copied the list left its mark out.
TYPED = re.compile(r"^(?:([(\[]?(?:\d{1,3}|[a-z]|[ivx]{1,4})[.)\]])|[·•o§▪◦‣–-])\s+", re.IGNORECASE)
ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}


@dataclass(frozen=True)
class WordItem:
    """What a paragraph's style and its typed number say of its place in a list."""

    level: int
    family: str
    marker: str

    def of(self, words: Words) -> FlatItem:
        marker = self.marker
        if not marker and (typed := TYPED.match(words.plain)):
            marker = typed[0].strip()
            words = words.without_start(typed.end())
        counting = COUNTING.match(marker)
        return FlatItem(
            words, self.level, counting is not None, _number(counting[1]) if counting else 1, self.family
        )


def word_item(element: Element) -> WordItem | None:
    """The place of a paragraph in one of Word's lists, None when it is in none; the typed number leaves the tree."""
    style = element.get("style") or ""
    found = LIST.search(style)
    if not found or IGNORED.search(style):
        return None
    marker = next(
        (inner for inner in element.iterdescendants() if IGNORED.search(inner.get("style") or "")), None
    )
    text = ""
    if marker is not None:
        text = visible_text(marker)
        marker.drop_tree()
    return WordItem(min(int(found[2]), 9), f"{found[1]} {found[3]}".lower(), text)


def _number(counter: str) -> int:
    """The number that a counter says: 3, "c", "iii", ③ are all three."""
    if counter.isdecimal():
        return int(counter)
    if "①" <= counter <= "⑳":
        return ord(counter) - ord("①") + 1
    letters = counter.lower()
    if all(letter in ROMAN for letter in letters) and (len(letters) > 1 or letters in "ivx"):
        values = [ROMAN[letter] for letter in letters]
        return sum(
            -value if value < max(values[at + 1 :], default=0) else value for at, value in enumerate(values)
        )
    return ord(letters) - ord("a") + 1 if len(letters) == 1 and "a" <= letters <= "z" else 1
