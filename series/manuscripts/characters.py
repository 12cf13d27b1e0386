"""Characters: those that no text may hold, wherever it comes from and goes to, and those that tell Korean."""

import re

# What PostgreSQL refuses (NUL), and what no page, feed or document may hold (https://www.w3.org/TR/xml/#charsets).
UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
HANGUL = re.compile(r"[\uac00-\ud7a3]")  # syllables: names and words, not letters by themselves


def printable(text: str) -> str:
    """The text without characters that nothing can show."""
    return UNPRINTABLE.sub("", text)
