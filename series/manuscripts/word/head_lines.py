"""The lines around a title: byline, affiliation, date, standfirst, a biography at the top."""

import re

from ..affiliations import presents_author, take_biographies
from ..bylines import is_affiliation, is_companion
from ..datelines import SECTIONS, read_dateline
from ..furniture import CONTACT
from ..manuscript import BylineEntry
from .credits import looks_like_a_person, read_bare_credits
from .gathering import Gathering
from .paragraphs import Para, StoryElement

# How many paragraphs below the title may still be lines about the text, and how long such a line can be.
REACH = 8
LONGEST_LINE = 300
LONGEST_STANDFIRST = 500
LONGEST_NAMES = 100
# Dashes around a subtitle, as Korean manuscripts set them, are decoration.
DASHES = re.compile(r"^[-–—―]++\s*+(.+?)\s*[-–—―]+$")


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
        for above in [one for one in self._text.elements[:first] if isinstance(one, Para) and one.text]:
            if entries := self._text.names(self._text.name_text(above)):
                self._text.add_authors(entries, above)
            elif SECTIONS.match(above.text[:LONGEST_LINE]):
                self._text.drop("The name of a section above the title was left out.", above)
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
        lines = [(at, para) for at, para in enumerate(region) if len(para.text) <= LONGEST_LINE]
        marked = (at for at, para in lines if self._text.names(self._text.name_text(para)))
        bare = (at for at, para in lines if self._authors(para, rest))
        return next(marked, next(bare, None))

    def _authors(self, para: Para, rest: list[StoryElement]) -> list[BylineEntry]:
        """Who a line credits: by its mark, or a bare name that its place or the text's end makes one."""
        text = self._text.name_text(para)
        if entries := self._text.names(text):
            return entries
        if self._text.front.byline:
            return []
        if len(text) > LONGEST_NAMES or para.ends_sentence:
            return []
        entries = read_bare_credits(text, self._text.spellings)
        if not entries:
            return []
        passages = [self._text.passage(one) for one in rest if one is not para]
        at = next(at for at, one in enumerate(rest) if one is para)
        following = rest[at + 1] if at + 1 < len(rest) else None
        is_author = (
            para.style.align in ("center", "right", "end")
            or para.all_italic
            or any(entry.position or entry.organisation for entry in entries)
            or (isinstance(following, Para) and is_affiliation(following.text))
            or any(presents_author(passages, entry) for entry in entries)
            or (
                not para.all_bold
                and all(looks_like_a_person(entry.name, self._text.vocabulary) for entry in entries)
            )
        )
        return entries if is_author else []

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
