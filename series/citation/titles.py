"""Titles as English styles print them: capitals, and quotation marks inside quotation marks.

Capitals by the Chicago Manual of Style (17th ed., 8.159) and the MLA Handbook (9th ed., 2.90): all words but articles,
conjunctions and prepositions, and the first and the last in any case. Words with capitals of their own keep them.
"""

import re

SMALL = frozenset(
    "a an the and but or nor for so yet about above across after against along amid among around as at before behind "
    "below beneath beside besides between beyond by despite down during except from in inside into like near of off on "
    "onto out outside over past per since than through throughout till to toward towards under underneath until up upon "
    "versus via vs with within without".split()
)
WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
# What stands before the first word of a sentence or of a subtitle.
STARTS = re.compile(r"[:?!.]\s*[\"'“‘(]*$|^[\"'“‘(\[]*$")
# "Won-" behind a space: the first half of a given name, unlike "ASEAN-" and unlike the first word of all.
HALF_OF_A_NAME = re.compile(r"(?<=[^:?!.—] )[^\W\d_a-z][a-z]+-$")

MARKS = re.compile(r"[\"'“”‘’]")
DOUBLE = ("“", "”")
SINGLE = ("‘", "’")


def title_case(title: str, language: str = "en") -> str:
    """The title with the capitals of English headlines; that of a piece in another language stays as it is.

    citeproc would print "Won-Gi": here the small half of a name, "Won-gi" in the middle of a title, stays small.
    """
    if language[:2] not in ("en", ""):
        return title
    words = list(WORD.finditer(title))
    parts, end = [], 0
    for at, match in enumerate(words):
        parts.append(title[end : match.start()])
        before = title[: match.start()]
        is_edge = at == len(words) - 1 or bool(STARTS.search(before))
        parts.append(match[0] if HALF_OF_A_NAME.search(before) else _capital(match[0], is_edge=is_edge))
        end = match.end()
    return "".join(parts) + title[end:]


def _capital(word: str, *, is_edge: bool) -> str:
    if not word.islower() or (word in SMALL and not is_edge):
        return word
    return word[0].upper() + word[1:]


def requote(title: str, *, inside_quotes: bool) -> str:
    """The title with typographic marks, and single ones outermost where the title itself stands in double ones.

    Marks within marks change from one kind to the other. An apostrophe stays an apostrophe; in a title that is not
    quoted, marks that are typographic already stay as they are.
    """
    opened: list[str] = []
    written = []
    for at, sign in enumerate(title):
        if not MARKS.match(sign) or (not inside_quotes and sign not in "\"'"):
            written.append(sign)
            continue
        before, after = title[at - 1 : at] or " ", title[at + 1 : at + 2] or " "
        kind = "'" if sign in "'‘’" else '"'
        if _opens(sign, before, after):
            written.append(_pair(len(opened), inside_quotes)[0])
            opened.append(kind)
        elif kind in opened and not (kind == "'" and after.isalnum()):
            opened.remove(kind)
            written.append(_pair(len(opened), inside_quotes)[1])
        else:
            written.append("’" if kind == "'" else "”")
    return "".join(written)


def _opens(sign: str, before: str, after: str) -> bool:
    """Is this an opening mark? A straight one is, where a word begins behind it and none ends before it."""
    if sign in "“‘”’":
        return sign in "“‘"
    return not (before.isalnum() or before in ".,!?…%)") and not after.isspace()


def _pair(depth: int, inside_quotes: bool) -> tuple[str, str]:
    return SINGLE if (depth % 2 == 0) == inside_quotes else DOUBLE
