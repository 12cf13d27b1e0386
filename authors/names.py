"""Names as their owners write them, and the parts that citations need."""

import re
from dataclasses import dataclass

HANGUL = re.compile(r"[\uac00-\ud7a3]")
CJK = re.compile(r"[\u3400-\u9fff\uac00-\ud7a3]")

# Korean surnames of two syllables; every other Korean surname is one syllable.
TWO_SYLLABLE_SURNAMES = frozenset({"남궁", "황보", "제갈", "사공", "선우", "서문", "독고", "동방"})


@dataclass(frozen=True)
class Name:
    """A name for display and for citation. `literal` (organisations, mononyms) is never taken apart."""

    display: str
    family: str = ""
    given: str = ""
    literal: bool = False

    @property
    def inverted(self) -> str:
        """ "Family, Given", as catalogues and citations want it; the display name where it has no parts."""
        if self.literal or not self.family:
            return self.display
        return f"{self.family}, {self.given}" if self.given else self.family


def guess_parts(display: str) -> tuple[str, str]:
    """(family, given) guessed from a display name, to be offered to an editor, never to be trusted.

    Hangul: the surname is the first syllable, or two of the known two-syllable ones. Korean in Latin letters with a
    hyphenated given name ("Choe Won-gi") puts the family name first. Otherwise the last word is the family name.
    A single word is a family name alone.
    """
    name = " ".join(display.split())
    if HANGUL.search(name):
        joined = name.replace(" ", "")
        length = 2 if joined[:2] in TWO_SYLLABLE_SURNAMES and len(joined) > 2 else 1
        return (joined[:length], joined[length:]) if len(joined) > 1 else (joined, "")
    words = name.split(" ")
    if len(words) == 1:
        return name, ""
    if len(words) == 2 and re.fullmatch(r"[A-Z][a-z]+-[a-z]+", words[1]):
        return words[0], words[1]
    return words[-1], " ".join(words[:-1])


def language_of(name: str) -> str:
    """The language tag to mark a name's script with: "ko" for Hangul, "" for letters that need no mark."""
    return "ko" if HANGUL.search(name) else ""


def matching_key(name: str) -> str:
    """Two spellings of one name have one key: case, spaces, hyphens and full stops do not count."""
    return re.sub(r"[\s.\-\u2010\u2011·]+", "", name).casefold()
