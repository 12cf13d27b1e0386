"""Words that must stand on one line: a line break in a title would begin another record (case CIT-03)."""

import re

# White space that may break a line, and controls: U+2028 does in JavaScript, U+0085 in XML; a no-break space nowhere.
SPACES = re.compile(r"(?:[^\S\xa0]|[\x00-\x1f\x7f-\x9f])+")
# Present in what is pasted, seen by nobody.
INVISIBLE = re.compile(r"[\u00ad\u200b\u2060\ufeff]")


def one_line(text: str) -> str:
    """The text on one line: what broke it is one space, and there is none at the ends."""
    return SPACES.sub(_space, INVISIBLE.sub("", text or "")).strip()


def _space(run: re.Match) -> str:
    """Plain spaces stay as many as they are; any other sign among them makes the run one space."""
    return " " if run[0].strip(" ") else run[0]
