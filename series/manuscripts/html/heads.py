"""What stands around the running text: title, standfirst, byline and date of a text, and of a page with its parts."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from ..affiliations import parse_affiliation
from ..bylines import BY, credited, is_affiliation, is_companion, read_reporter
from ..datelines import SECTIONS, read_dateline
from ..furniture import is_furniture
from ..lines import SENTENCE_END, Line, Passage
from ..manuscript import BylineEntry, FindingKind, Heading, ImageSlot, ListBlock, Paragraph
from ..notes import is_note
from ..reporting import Report
from ..typed_lines import plain
from .found import Found
from .page import normalised
from .pagedata import PageData, iso_day, without_site
from .rewording import words_of

TITLE_REACH = 4
LONGEST_STANDFIRST = 600
# Running text outside of what was taken for the body is not shorter than this, and is made of sentences.
SHORTEST_TEXT = 160

LEFT_OUT = "Between the parts of the article this stood on the page; it was left out."


@dataclass
class Head:
    """What was recognised; `claims_title` where the title is only what the page says of itself."""

    title: str | None = None
    standfirst: str = ""
    byline: list[BylineEntry] = field(default_factory=list)
    day: str = ""
    claims_title: bool = False


def read_text_head(found: list[Found], report: Report) -> tuple[Head, list[Found]]:
    """Title and subtitle where markup names them, or where a heading of the highest level comes first; the rest."""
    head = Head()
    levels = [item.block.level for item in found if isinstance(item.block, Heading)]
    title = next((item for item in found[:TITLE_REACH] if isinstance(item.block, Heading)), None)
    if title is not None and title.block.level == min(levels):
        if title.block.level == 1 or levels.count(title.block.level) == 1:
            head.title = plain(title.block)
            _say(report, "guessed", "This heading was read as the title.", title)
            found = [item for item in found if item is not title]
    subtitle = next((item for item in found[: 2 * TITLE_REACH] if item.hint == "subtitle"), None)
    if subtitle is not None and isinstance(subtitle.block, Paragraph):
        head.standfirst = plain(subtitle.block)
        _say(report, "guessed", "This was read as the standfirst, by its style.", subtitle)
        found = [item for item in found if item is not subtitle]
    return head, found


def read_page_head(
    found: list[Found], headline: str, data: PageData, report: Report
) -> tuple[Head, list[Found]]:
    """The head of a page by what the page calls its parts and says of itself, and the blocks that remain.

    `headline` is the title as shown, "" when the page shows none.
    """
    return _PageHead(_apart(found), headline, data, report).read()


class _PageHead:
    def __init__(self, found: list[Found], headline: str, data: PageData, report: Report):
        self.found, self.data, self.report = found, data, report
        self.head = Head(title=headline or None)
        if not headline and data.titles:
            self.head = Head(title=without_site(data.titles[0], data.site), claims_title=True)
        self.key = normalised(self.head.title or "")
        body = [at for at, item in enumerate(found) if item.hint == "body"]
        self.first, self.last = (body[0], body[-1]) if body else (0, len(found))
        shown = next((at for at, item in enumerate(found) if item.hint == "headline"), 0)
        self.person: int | None = None
        self.reach = max(self.first, shown) + TITLE_REACH

    def read(self) -> tuple[Head, list[Found]]:
        return self.head, [item for at, item in enumerate(self.found) if not self._takes(at, item)]

    def _takes(self, at: int, item: Found) -> bool:
        """Whether a block is no part of the text: it went into the head, or stood between the parts of the article."""
        if isinstance(item.block, ImageSlot):
            return self._takes_picture(at, item)
        if not isinstance(item.block, Heading | Paragraph):
            return False
        text = plain(item.block)
        if item.hint == "headline" or (self.key and normalised(text) == self.key and at <= self.reach):
            self._say("guessed", "This headline of the page was read as the title.", item)
            self.head.claims_title = False
            return True
        if at <= self.reach and self._is_head_part(at, item, text):
            return True
        if at > self.last and self._is_once_more(item, text):
            return True
        if self.first <= at <= self.last or self._belongs(at, item, text):
            return False
        self._say("dropped", LEFT_OUT, item)
        return True

    def _takes_picture(self, at: int, item: Found) -> bool:
        if item.hint == "bio" or (at > self.last and item.hint == "byline"):
            self._say(
                "dropped", "A portrait beside a biography was left out; the author’s page has one.", item
            )
        elif at > self.last:
            self._say("dropped", "A picture behind the text was left out.", item)
        else:
            return False
        return True

    def _is_once_more(self, item: Found, text: str) -> bool:
        """Whether this is behind the text the name of an author, or under it what the author is."""
        at = next((at for at, entry in enumerate(self.head.byline) if entry.name == text.strip()), None)
        if at is not None:
            self._say("dropped", "The byline stands once more.", item)
            self.person = at
            return True
        at, self.person = self.person, None
        if at is None or not is_affiliation(text) or self.head.byline[at].position:
            return False
        position, organisation = parse_affiliation(text)
        self.head.byline[at] = replace(self.head.byline[at], position=position, organisation=organisation)
        self._say("guessed", f"This was read as the affiliation of {self.head.byline[at].name}.", item)
        return True

    def _is_head_part(self, at: int, item: Found, text: str) -> bool:
        """Take a standfirst, byline or date that the page calls so, or that it describes itself with."""
        head, is_before = self.head, at < self.first
        if item.hint == "date" or (is_before and read_dateline(text)):
            if day := iso_day(text):
                head.day = head.day or day
                self._say("changed", "This line gave the date of the first publication.", item)
                return True
        if item.hint == "byline" and not head.byline:
            by = BY.match(text)
            if entries := read_reporter(text) or credited(by[1] if by else text):
                head.byline = entries
                self._say("changed", f"The byline names {', '.join(entry.name for entry in entries)}.", item)
                return True
        if head.standfirst or len(text) > LONGEST_STANDFIRST or _says_note(item, text):
            return False
        key = normalised(text)
        is_described = len(key) > 10 and any(
            normalised(words).startswith(key) for words in self.data.descriptions
        )
        stands_before = is_before and (
            is_described or isinstance(item.block, Heading) or (at == self.first - 1 and _is_text(text))
        )
        if item.hint == "standfirst" or stands_before:
            head.standfirst = " ".join(text.split())
            self._say("guessed", "This was read as the standfirst.", item)
            return True
        return False

    def _belongs(self, at: int, item: Found, text: str) -> bool:
        """Whether something before or behind the body is text, or for the recognisers: a note, a byline, a biography."""
        names = [entry.name for entry in (*self.head.byline, *self.data.authors)]
        return (
            item.hint in ("bio", "byline")
            or _is_text(text)
            or _says_note(item, text)
            or bool(BY.match(text) or read_reporter(text) or read_dateline(text))
            or is_companion(text)
            or (at < self.first and bool(SECTIONS.match(text[:150])))
            or any(text.startswith(name) for name in names)
            or is_furniture(text)
        )

    def _say(self, kind: FindingKind, what: str, item: Found) -> None:
        _say(self.report, kind, what, item)


def site_behind(title: str | None, data: PageData) -> str:
    """The name that a page puts behind its title in the window's head ("Who pays | River Desk")."""
    for whole in data.titles:
        if title and whole.startswith(title):
            if behind := re.fullmatch(r"\s*[|\-–—:<·«]+\s*(.{2,60})", whole[len(title) :]):
                return behind[1].strip()
    return ""


def _apart(found: list[Found]) -> list[Found]:
    """Blocks whose lists before and behind the running text are paragraphs: pages put names and dates into lists."""
    body = [at for at, item in enumerate(found) if item.hint == "body"]
    first, last = (body[0], body[-1]) if body else (0, len(found))
    done: list[Found] = []
    for at, item in enumerate(found):
        if not first <= at <= last and isinstance(item.block, ListBlock):
            done.extend(
                Found(Paragraph(words), item.hint, item.place) for words in words_of(item.block) if words
            )
        else:
            done.append(item)
    return done


def _is_text(text: str) -> bool:
    return len(text) >= SHORTEST_TEXT and bool(SENTENCE_END.search(text[-8:]))


def _says_note(item: Found, text: str) -> bool:
    return is_note(Passage(text, (Line(item.place, text, text),)))


def _say(report: Report, kind: FindingKind, what: str, item: Found) -> None:
    report.add(kind, what, (item.place,) if item.place else (), passage=plain(item.block))
