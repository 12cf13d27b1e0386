"""The order of names in a list, and finding one by what somebody remembers of it, in any script."""

import unicodedata

from authors.names import matching_key

# Letters that Unicode does not take apart into a plain one and a mark.
PLAIN = str.maketrans({"đ": "d", "ð": "d", "ø": "o", "ł": "l", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th"})


def plain(text: str) -> str:
    """Without case and accents, for comparing: "Nguyễn" is "nguyen". Hangul keeps its syllables."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return unicodedata.normalize("NFC", bare).translate(PLAIN)


def sorting_key(name: str, family: str = "") -> tuple[str, str]:
    """People by family name, then by the whole name; organisations by name. Latin letters stand before Hangul."""
    return plain(family or name), plain(name)


def matches(words: str, names) -> bool:
    """Is each of the words a part of one of the names? Case, accents, spaces and hyphens do not count."""
    known = [plain(matching_key(name)) for name in names if name]
    return all(any(plain(matching_key(word)) in name for name in known) for word in words.split())
