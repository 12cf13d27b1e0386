"""Letters as readers and search need them: ligatures as letters, invisible characters out, lines as lines."""

import re
import unicodedata
from collections import Counter

from .symbols import is_symbol_font, symbol

LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
LIGATURE = re.compile("[\ufb00-\ufb06]")
SOFT_HYPHEN = "\u00ad"
# Zero-width space and no-break space, word joiner, byte order mark, interlinear marks; embeddings and overrides of
# direction, which can make a text read otherwise than it is stored.
INVISIBLE = re.compile("[\u200b\u2060-\u2064\ufeff\ufff9-\ufffb\u202a-\u202e\u061c]")
# Joiners and marks of direction mean something beside letters that join or run from right to left, and in emoji.
JOINER = re.compile("[\u200c\u200d\u200e\u200f\u2066-\u2069]")
NEEDS_JOINERS = re.compile(
    "[\u0590-\u08ff\u0900-\u0dff\u1780-\u17ff\ufb1d-\ufdff\ufe70-\ufefc\u2600-\u27bf\U0001f000-\U0001faff]"
)
LINE = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff]")
ODD_SPACES = re.compile("[\t\u2000\u2001\u2002\u2003\u2004\u2005\u3000]")
# What mends words is told to the editor, by its name here.
TOLD = {
    "soft hyphens": ("dropped", "Soft hyphens were taken out, so that a search finds the words."),
    "invisible": ("dropped", "Invisible characters were taken out."),
    "ligatures": ("changed", "Letters that were joined in one character (as “fi”) were written apart."),
    "composed": ("changed", "Letters made of several parts were put together."),
    "private": (
        "dropped",
        "Characters that only one font knows, and that show nothing elsewhere, were left out.",
    ),
}


def clean(text: str, font: str, told: Counter) -> str:
    """Words as they go into the manuscript. What was mended is counted in `told` by the names in TOLD."""
    if text.isascii():
        return ODD_SPACES.sub(" ", text) if "\t" in text or "\x0b" in text or "\x0c" in text else text
    if PRIVATE.search(text):
        text = PRIVATE.sub(lambda match: _private(match[0], font, told), text)
    if SOFT_HYPHEN in text:
        told["soft hyphens"] += text.count(SOFT_HYPHEN)
        text = text.replace(SOFT_HYPHEN, "")
    if LIGATURE.search(text):
        told["ligatures"] += len(LIGATURE.findall(text))
        text = LIGATURE.sub(lambda match: LIGATURES[match[0]], text)
    text, count = INVISIBLE.subn("", text)
    if JOINER.search(text) and not NEEDS_JOINERS.search(text):
        text, more = JOINER.subn("", text)
        count += more
    told["invisible"] += count
    text = ODD_SPACES.sub(" ", LINE.sub("\n", text))
    if not unicodedata.is_normalized("NFC", text):
        told["composed"] += 1
        text = unicodedata.normalize("NFC", text)
    return text


def _private(letter: str, font: str, told: Counter) -> str:
    shown = symbol(font, ord(letter)) if is_symbol_font(font) or 0xF000 <= ord(letter) <= 0xF0FF else ""
    if not shown:
        told["private"] += 1
    return shown
