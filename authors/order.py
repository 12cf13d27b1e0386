"""The order of names in a list, and finding one by what somebody remembers of it, in any script."""

import unicodedata

from django.utils.translation import get_language

from authors.names import HANGUL, matching_key

# Letters that Unicode does not take apart into a plain one and a mark.
PLAIN = str.maketrans({"đ": "d", "ð": "d", "ø": "o", "ł": "l", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th"})


def plain(text: str) -> str:
    """Without case and accents, for comparing: "Nguyễn" is "nguyen". Hangul keeps its syllables."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return unicodedata.normalize("NFC", bare).translate(PLAIN)


def sorting_key(name: str, family: str = "") -> tuple[bool, str, str]:
    """The place of a name in a list of the page's language, whose own letters stand before others.

    Names in Latin letters by family name, then by the whole name; in Hangul, which is written family name first, by the
    whole name as dictionaries have it: 남경수, 남궁민, 남주혁. Organisations by name.
    """
    is_hangul = bool(HANGUL.search(name))
    written = plain(name.replace(" ", "")) if is_hangul else plain(family or name)
    return is_hangul != (get_language() == "ko"), written, plain(name)


def matches(words: str, names) -> bool:
    """Is each of the words a part of one of the names? Case, accents, spaces and hyphens do not count."""
    known = [plain(matching_key(name)) for name in names if name]
    return all(any(plain(matching_key(word)) in name for name in known) for word in words.split())
