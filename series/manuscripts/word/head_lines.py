"""The lines around a title: byline, affiliation, date, standfirst, a biography at the top."""

import re

from ..affiliations import presents_author, take_biographies
from ..bylines import is_affiliation, is_bare_name, is_companion
from ..datelines import read_dateline
from ..furniture import CONTACT
from ..manuscript import BylineEntry
from .gathering import Gathering
from .paragraphs import Para, StoryElement

# How many paragraphs below the title may still be lines about the text, and how long such a line can be.
REACH = 8
LONGEST_LINE = 300
LONGEST_STANDFIRST = 500
LONGEST_NAMES = 100
# Dashes around a subtitle, as Korean manuscripts set them, are decoration.
DASHES = re.compile(r"^[-–—―]+\s*(.+?)\s*[-–—―]+$")


class HeadLines:
    """Takes the lines about a text out of its head."""

    def __init__(self, text: Gathering):
        self._text = text

    def part_lines(self) -> None:
        """Lines that a break divides, as in "By Ann Bell / Arden College", are read one by one near the top."""
        for at, element in enumerate(self._text.elements[:REACH]):
            if not isinstance(element, Para) or element.role in ("heading", "title", "text"):
                continue
            lines = element.lines()
            if len(lines) > 1 and not element.figures and len(element.text) <= LONGEST_LINE:
                if any(self._text.names(self._text.name_text(line)) for line in lines):
                    self._text.elements[at : at + 1] = lines
                    return

    def take_below(self, first: int) -> None:
        """The lines between the title and the text: byline, affiliation, date, standfirst."""
        region: list[Para] = []
        for element in self._text.elements[first : first + REACH]:
            plain = isinstance(element, Para) and not element.figures and element.numbered is None
            if not plain or element.role or len(element.text) > LONGEST_STANDFIRST:
                break
            region.append(element)
        for above in self._text.elements[:first]:
            if (
                isinstance(above, Para)
                and above.text
                and (entries := self._text.names(self._text.name_text(above)))
            ):
                self._text.add_authors(entries, above)
        byline_at = self._find_byline(region, self._text.elements[first:])
        if byline_at is None and not self._text.front.byline:
            return
        for para in region[: byline_at or 0]:
            self._line_above_byline(para)
        below = region[(byline_at or 0) :]
        for at, para in enumerate(below):
            if len(para.text) > LONGEST_LINE or not self._line_at_byline(para, first_line=at == 0):
                break

    def _find_byline(self, region: list[Para], rest: list[StoryElement]) -> int | None:
        for at, para in enumerate(region):
            if len(para.text) <= LONGEST_LINE and self._authors(para, rest):
                return at
        return None

    def _authors(self, para: Para, rest: list[StoryElement]) -> list[BylineEntry]:
        """Who a line credits: by its mark, or a bare name that its place or the text's end makes one."""
        text = self._text.name_text(para)
        if entries := self._text.names(text):
            return entries
        if self._text.front.byline:
            return []
        entries = (
            self._text.names(f"By {text}") if len(text) <= LONGEST_NAMES and not para.ends_sentence else []
        )
        if not entries:
            return []
        passages = [self._text.passage(one) for one in rest if one is not para]
        named = all(is_bare_name(entry.name) for entry in entries)
        beside = para.style.align in ("center", "right", "end") or para.all_italic
        presented = any(presents_author(passages, entry) for entry in entries)
        at = next(at for at, one in enumerate(rest) if one is para)
        following = rest[at + 1] if at + 1 < len(rest) else None
        affiliated = isinstance(following, Para) and is_affiliation(following.text)
        return entries if named and (presented or affiliated or beside) else []

    def _line_above_byline(self, para: Para) -> None:
        if para.text == self._text.front.title:
            self._text.drop("The title stands once more.", para)
        elif read_dateline(para.text):
            self._text.drop("A line with a date was left out; the page has dates of its own.", para)
        elif is_companion(para.text) or CONTACT.match(para.text[:LONGEST_LINE]):
            self._text.drop("A line about the byline was left out.", para)
        else:
            line = DASHES.sub(r"\1", para.text)
            self._text.front.standfirst = " ".join(filter(None, (self._text.front.standfirst, line)))
            self._text.guess("This line between title and byline was read as the standfirst.", para)

    def _line_at_byline(self, para: Para, *, first_line: bool) -> bool:
        """Take one line at or below the byline; False for the first that belongs to the text."""
        if entries := (
            self._authors(para, self._text.elements)
            if first_line
            else self._text.names(self._text.name_text(para))
        ):
            self._text.add_authors(entries, para)
        elif read_dateline(para.text):
            self._text.drop("A line with a date was left out; the page has dates of its own.", para)
        elif is_companion(para.text) or CONTACT.match(para.text):
            self._text.drop("A line about the byline was left out.", para)
        elif self._text.front.byline and is_affiliation(para.text):
            self._text.affiliate(para)
        elif self._is_biography(para):
            self._text.remove(para)
        elif not self._text.front.standfirst and para.all_italic:
            self._text.front.standfirst = para.text
            self._text.guess("This line in italics under the byline was read as the standfirst.", para)
        else:
            return False
        return True

    def _is_biography(self, para: Para) -> bool:
        """Whether a line under the byline presents an author; the byline has it then."""
        byline, rest = take_biographies(
            [self._text.passage(para)], self._text.front.byline, self._text.report
        )
        self._text.front.byline = byline
        return not rest
