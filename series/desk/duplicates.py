"""Names that may mean the same: spelling, singular and plural, a mistyped letter, the order of a name's parts.

Only suggestions, for an editor to judge. Every name of every thing is compared with every other, by keys that two
alike names share, so the work grows with the number of names and not with its square.
"""

import re
import unicodedata
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations

from django.utils.translation import gettext_lazy as _

from authors.names import HANGUL
from authors.order import plain

SPELLING = _("the same name in another spelling")
PLURAL = _("singular and plural")
LETTER = _("one letter differs")
ORDER = _("the same words in another order")

# Shorter names differ by a letter and mean something else: Laos and Lagos. The letters of a Korean syllable count
# singly: 미국 and 미군 have five each.
SHORTEST = 7


@dataclass(frozen=True)
class Alike:
    """Two things (by id, the lower first) that may be one: the names that are alike, and how."""

    one: int
    other: int
    names: tuple[str, str]
    why: str


def find_alike(names: Mapping[int, Iterable[str]]) -> list[Alike]:
    """The pairs of things whose names are alike, given all names of each by id; the surest reasons first.

    Each pair once. No queries.
    """
    found: dict[tuple[int, int], Alike] = {}
    for why, keys in ((SPELLING, _spelling), (ORDER, _order), (PLURAL, _plural), (LETTER, _mistyped)):
        shared: dict[Hashable, dict[int, str]] = {}
        for pk, own in names.items():
            for name in own:
                for key in keys(name):
                    shared.setdefault(key, {}).setdefault(pk, name)
        for holders in shared.values():
            for one, other in combinations(sorted(holders), 2):
                pair = (holders[one], holders[other])
                if (one, other) not in found and (why != LETTER or _differ_by_a_letter(*pair)):
                    found[one, other] = Alike(one, other, pair, why)
    return list(found.values())


def alike_with(pk: int, names: Mapping[int, Iterable[str]]) -> list[int]:
    """The ids of the things whose names are like those of one of them."""
    pairs = (pair for pair in find_alike(names) if pk in (pair.one, pair.other))
    return [pair.other if pair.one == pk else pair.one for pair in pairs]


def _bare(name: str) -> str:
    """Letters and digits only, without case and accents."""
    return re.sub(r"[\W_]+", "", plain(name))


def _words(name: str) -> list[str]:
    return re.findall(r"[^\W_]+", plain(name))


def _spelling(name: str):
    if bare := _bare(name):
        yield bare


def _order(name: str):
    words = _words(name)
    if len(words) > 1:
        yield tuple(sorted(words))
        # Given names are hyphenated by some and not by others: "Choe Won-gi", "Wongi Choe".
        parts = [_bare(part) for part in name.split()]
        yield tuple(sorted(parts))


def _plural(name: str):
    if words := _words(name):
        yield tuple(_singular(word) for word in words)


def _singular(word: str) -> str:
    if HANGUL.search(word):
        return word.removesuffix("들") if len(word) > 2 else word
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 4 and word.endswith(("sses", "shes", "ches", "xes", "zes")):
        return word[:-2]
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def _letters(name: str) -> str:
    """The letters of a name, those of Korean syllables singly."""
    return unicodedata.normalize("NFD", _bare(name))


def _mistyped(name: str):
    """Keys that names share when one letter was left out, put in, changed or swapped with the next."""
    letters = _letters(name)
    if len(letters) >= SHORTEST:
        yield letters
        for at in range(len(letters)):
            yield letters[:at] + letters[at + 1 :]


def _differ_by_a_letter(one: str, other: str) -> bool:
    """Do two names differ by one letter, which is no digit? "COP 27" and "COP 28" are two things."""
    a, b = _letters(one), _letters(other)
    while a and b and a[0] == b[0]:
        a, b = a[1:], b[1:]
    while a and b and a[-1] == b[-1]:
        a, b = a[:-1], b[:-1]
    if any(letter.isdigit() for letter in a + b):
        return False
    return max(len(a), len(b)) <= 1 or (len(a) == len(b) == 2 and a == b[::-1])
