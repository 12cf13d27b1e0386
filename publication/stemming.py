"""English stems by the algorithm of M. F. Porter (Program 14, 1980): strategy and strategies are "strategi".

A stem is a key to compare words by, never shown. Words with letters outside of a to z stay as they are.
"""

import re
from functools import lru_cache

PLAIN_WORD = re.compile(r"[a-z]+")
CONSONANT, VOWEL = "[^aeiou]", "[aeiouy]"
# A run of consonants, in which a y counts only at the beginning, and a run of vowels.
C, V = f"{CONSONANT}[^aeiouy]*", f"{VOWEL}[aeiou]*"
MORE_THAN_0 = re.compile(f"^({C})?{V}{C}")
EXACTLY_1 = re.compile(f"^({C})?{V}{C}({V})?$")
MORE_THAN_1 = re.compile(f"^({C})?{V}{C}{V}{C}")
HAS_VOWEL = re.compile(f"^({C})?{VOWEL}")
SHORT = re.compile(f"^{C}{VOWEL}[^aeiouwxy]$")
DOUBLED = re.compile(r"([^aeiouylsz])\1$")

STEP_2 = {
    "ational": "ate", "tional": "tion", "enci": "ence", "anci": "ance", "izer": "ize", "bli": "ble", "alli": "al",
    "entli": "ent", "eli": "e", "ousli": "ous", "ization": "ize", "ation": "ate", "ator": "ate", "alism": "al",
    "iveness": "ive", "fulness": "ful", "ousness": "ous", "aliti": "al", "iviti": "ive", "biliti": "ble", "logi": "log",
}  # fmt: skip
STEP_3 = {
    "icate": "ic", "ative": "", "alize": "al", "iciti": "ic", "ical": "ic", "ful": "", "ness": "",
}  # fmt: skip
STEP_4 = (
    "ement", "ance", "ence", "able", "ible", "ment", "ant", "ent", "ism", "ate", "iti", "ous", "ive", "ize", "al", "er",
    "ic", "ou",
)  # fmt: skip
# Longest first, as the longest ending decides.
ENDINGS_2 = sorted(STEP_2, key=len, reverse=True)
ENDINGS_3 = sorted(STEP_3, key=len, reverse=True)


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """The stem of a folded word."""
    if len(word) < 3 or not PLAIN_WORD.fullmatch(word):
        return word
    first = word[0]
    if first == "y":  # a consonant here
        word = "Y" + word[1:]
    word = _endings_of_verbs(_plural(word))
    if word.endswith("y") and HAS_VOWEL.match(word[:-1]):
        word = word[:-1] + "i"
    word = _replaced(_replaced(word, ENDINGS_2, STEP_2), ENDINGS_3, STEP_3)
    return _last(_without_ending(word)).lower()


def _plural(word: str) -> str:
    if word.endswith(("sses", "ies")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


def _endings_of_verbs(word: str) -> str:
    if word.endswith("eed"):
        return word[:-1] if MORE_THAN_0.match(word[:-3]) else word
    for ending in ("ed", "ing"):
        if word.endswith(ending):
            base = word[: -len(ending)]
            return _mended(base) if HAS_VOWEL.match(base) else word
    return word


def _mended(base: str) -> str:
    if base.endswith(("at", "bl", "iz")):
        return base + "e"
    if DOUBLED.search(base):
        return base[:-1]
    return base + "e" if SHORT.match(base) else base


def _replaced(word: str, endings, by: dict[str, str]) -> str:
    for ending in endings:
        if word.endswith(ending):
            base = word[: -len(ending)]
            return base + by[ending] if MORE_THAN_0.match(base) else word
    return word


def _without_ending(word: str) -> str:
    for ending in STEP_4:
        if word.endswith(ending):
            base = word[: -len(ending)]
            return base if MORE_THAN_1.match(base) else word
    if word.endswith(("sion", "tion")) and MORE_THAN_1.match(word[:-3]):
        return word[:-3]
    return word


def _last(word: str) -> str:
    if word.endswith("e"):
        base = word[:-1]
        if MORE_THAN_1.match(base) or (EXACTLY_1.match(base) and not SHORT.match(base)):
            word = base
    return word[:-1] if word.endswith("ll") and MORE_THAN_1.match(word) else word
