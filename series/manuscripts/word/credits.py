"""Lines that credit authors, as manuscripts write them: with a label, with affiliations in the same line, or bare."""

import re

from ..affiliations import ROLE_EN, parse_affiliation
from ..bylines import BY, is_bare_name, read_byline, read_people_ko, read_person_ko
from ..lettercase import SMALL_WORDS, Spellings
from ..lines import Line, Passage
from ..manuscript import BylineEntry

LONGEST = 300
LABEL = re.compile(
    r"^(?:authors?|byline|contributors?|written by|저자|필자|글쓴이)\s*[:：]\s*", re.IGNORECASE
)
ORGANISATION = re.compile(
    r"\b(?:university|college|institut\w*|academy|cent(?:er|re)|school|foundation|ministry|council|association|bank"
    r"|corporation|department|faculty|agency|society|think[ -]tank|museum|embassy|commission|office)\b"
    r"|(?:대학교?|연구[원소]|학교|재단|외교원|센터|학회|협회)$",
    re.IGNORECASE,
)
DIVIDER = re.compile(r"\s*[,;|()/]\s*(?:and\s+)?|\s+[–—-]\s+|\s+and\s+|\s*·\s*")
NOT_NAMES = SMALL_WORDS | frozenset(
    "is are was not no why how what who when where executive summary key findings introduction abstract background"
    " overview policy options analysis report draft brief paper conclusion contents part chapter opinion commentary"
    " news".split()
)


def read_credits(text: str, spellings: Spellings) -> list[BylineEntry]:
    """The authors that a line credits by its mark or label; [] when it is no such line."""
    if not 0 < len(text) <= LONGEST:
        return []
    label = LABEL.match(text)
    by = BY.match(text)
    if label or by:
        rest = text[label.end() :] if label else by[1]
        if entries := _with_affiliations(rest, spellings):
            return entries
        if label:
            return read_people_ko(rest) or read_person_ko(rest) or _read(f"By {rest}", spellings)
    return _read(text, spellings) or read_people_ko(text) or read_person_ko(text)


def read_bare_credits(text: str, spellings: Spellings) -> list[BylineEntry]:
    """The authors of a line that is nothing but names, or names with affiliations; [] when it is not."""
    entries = _with_affiliations(text, spellings) or _read(f"By {text}", spellings)
    return entries if all(is_bare_name(entry.name) for entry in entries) else []


def looks_like_a_person(name: str, vocabulary: frozenset[str]) -> bool:
    """Whether two or three capitalised words are rather a name than a line: none is a common word of the text."""
    words = [word.casefold() for word in re.findall(r"[^\W\d_]+", name)]
    return (
        2 <= len(name.split()) <= 3
        and name.isascii()
        and not any(word in NOT_NAMES or word in vocabulary for word in words)
    )


def vocabulary_of(texts) -> frozenset[str]:
    """The words that a text writes in small letters."""
    return frozenset(
        word for text in texts for word in re.findall(r"(?<![^\W\d_])[a-z]{2,}(?![^\W\d_])", text)
    )


def _read(text: str, spellings: Spellings) -> list[BylineEntry]:
    return read_byline(Passage(text, (Line(1, text, text),)), spellings)


def _with_affiliations(text: str, spellings: Spellings) -> list[BylineEntry]:
    """Names, each with the positions and organisations that follow it in the line; [] where there are none of these."""
    parts = [part for part in DIVIDER.split(text) if part and part.strip(" .")]
    entries: list[BylineEntry] = []
    found = False
    for part in (part.strip(" .") for part in parts):
        is_role, is_place = bool(ROLE_EN.search(part)), bool(ORGANISATION.search(part))
        if not (is_role or is_place):
            if not is_bare_name(part):
                return []
            entries += _read(f"By {part}", spellings) or [BylineEntry(part)]
            continue
        if not entries:
            return []
        found = True
        last = entries[-1]
        position, organisation = parse_affiliation(part) if is_role else ("", part)
        entries[-1] = BylineEntry(
            last.name, last.position or position, last.organisation or organisation, language=last.language
        )
    return entries if found else []
