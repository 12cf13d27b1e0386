"""Characters that XML forbids or that nothing shows (case FEED-01); JSON feeds are spared them as well.

https://www.w3.org/TR/xml/#charsets, with the control characters and non-characters that it only advises against.
"""

import re

# Page feeds and their like stood between words; with the spaces around them they are one space.
BREAKS = re.compile(r" *[\x0b\x0c\x85][ \x0b\x0c\x85]*")
FORBIDDEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef"
    + "".join(f"{chr(plane << 16 | 0xFFFE)}{chr(plane << 16 | 0xFFFF)}" for plane in range(17))
    + "]"
)


def allowed(text: str) -> str:
    """The text as an XML document may hold it: forbidden characters are gone, page breaks are one space."""
    return FORBIDDEN.sub("", BREAKS.sub(" ", text))
