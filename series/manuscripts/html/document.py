"""The reader of HTML files: pasted text of word processors, and saved pages of newspapers and think-tanks."""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass, replace

from ..article import Known, compose, tell_missing
from ..bounds import Bounds, Clock
from ..bylines import BY, credited, is_companion, read_reporter
from ..datelines import SECTIONS, read_dateline
from ..duplicates import fold_copies
from ..errors import UnreadableManuscript
from ..furniture import take_out_furniture
from ..lines import Line, Passage, Role
from ..manuscript import Footnote, Heading, ListBlock, Manuscript, Paragraph, Source
from ..notes import is_note
from ..photos import find_pictures
from ..reporting import Report
from ..typed_lines import lines_of, passages_of, plain
from .charsets import decode_markup
from .fragment import remarked, settled, unbolded, walk_tree, with_captions
from .frames import Found
from .notes import take_notes
from .page import Page, find_article, normalised
from .pagedata import PageData, iso_day, read_page_data, without_site
from .pruning import prune
from .rewording import reworded, words_of
from .tally import Tally
from .tree import Element, is_longer, parse

log = logging.getLogger(__name__)

WORD_PROCESSOR = re.compile(
    r"urn:schemas-microsoft-com:office|class=[\"']?Mso|mso-list:|docs-internal-guid|lst-kix"
    r"|content=[\"']?(?:Microsoft Word|LibreOffice|OpenOffice|Google|pandoc|Hancom)",
    re.IGNORECASE,
)
MARKUP = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|meta|p|div|h[1-6]|article|table|span|b|ul|ol|br|a)\b", re.IGNORECASE
)
# What Windows puts before markup that was copied.
CLIPBOARD = re.compile(rb"Version:\d\.\d\s+StartHTML:")
MARKUP_NAMES = (".html", ".htm", ".xhtml")
HEAD = 8192
TITLE_REACH = 4
SHORT_PAGE = 1500
LONGEST_STANDFIRST = 600


def is_html(data: bytes, name: str) -> bool:
    """Whether bytes under a file's name are HTML: they begin with markup, or have some and are named so."""
    start = data[:HEAD].replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    if CLIPBOARD.match(start):
        return True
    if start.startswith(b"<") and (
        MARKUP.match(start) or (start.startswith((b"<!--", b"<?xml")) and MARKUP.search(start))
    ):
        return True
    return name.lower().endswith(MARKUP_NAMES) and bool(MARKUP.search(data))


def read_html(data: bytes, *, name: str = "", bounds: Bounds | None = None) -> Manuscript:
    """Read the bytes of an HTML file; `name` is the file's name, for the words of the report.

    Everything that a reader of the page sees ends in the manuscript or in a finding. Nothing is fetched. Raises
    `UnreadableManuscript`, and nothing else, for a file that is empty, not text, or beyond the bounds.
    """
    try:
        return read_html_unguarded(data, name=name, bounds=bounds)
    except UnreadableManuscript:
        raise
    except Exception as error:
        # No file may stop an import of many. What comes here is a fault of the reader, to be mended.
        log.exception("The HTML reader failed on a file of %d bytes", len(data))
        raise UnreadableManuscript(
            "The page is built in a way that cannot be read.",
            "Copy the text of the article into a text file, and bring in that.",
        ) from error


def read_html_unguarded(data: bytes, *, name: str = "", bounds: Bounds | None = None) -> Manuscript:
    """As `read_html`, without its last net: a fault of the reader is raised as what it is."""
    return _Reading(data, name, bounds or Bounds()).manuscript()


@dataclass
class _Head:
    title: str | None = None
    standfirst: str = ""
    byline: tuple = ()
    day: str = ""


class _Reading:
    def __init__(self, data: bytes, name: str, bounds: Bounds):
        self.name, self.bounds = name, bounds
        self.clock = Clock(bounds.seconds)
        self.report, self.tally = Report(), Tally()
        self.markup = decode_markup(data, self.report, max_bytes=bounds.markup_bytes)
        if CLIPBOARD.match(data[:100]):
            self.markup = self.markup[max(self.markup.find("<"), 0) :]

    def manuscript(self) -> Manuscript:
        root = parse(self.markup, self.bounds, self.tally)
        data = read_page_data(root, self.markup)
        sheet = "\n".join(style.text or "" for style in root.iter("style"))
        prune(root, self.tally)
        notes = take_notes(root, self.tally)
        is_page = data.is_page and not WORD_PROCESSOR.search(self.markup) and not _is_plain(root)
        page = self._page(root, data) if is_page else Page(root)
        found, footnotes = walk_tree(
            page.root,
            notes,
            self.tally,
            sheet=sheet,
            base=data.address if is_page else "",
            bounds=self.bounds,
            clock=self.clock,
            zones=page.zones,
        )
        found = unbolded(with_captions(found, self.tally), self.tally)
        head, found = self._page_head(found, page, data) if is_page else self._text_head(found)
        self.tally.hand_over(self.report)
        manuscript = self._composed(found, self._known(head, data, is_page))
        manuscript = self._settled(manuscript, footnotes)
        links = [
            link for block in manuscript.body for words in words_of(block) for _text, link in words.links
        ]
        if is_page and (count := sum(link.startswith("/") for link in links)):
            what = "Links that begin with “/” lead to pages of this site now: the page does not say where it was."
            self.report.add("changed", what, count=count)
        return tell_missing(manuscript, self.report, self.name)

    def _page(self, root: Element, data: PageData) -> Page:
        titles = [*data.titles, *(without_site(title, data.site) for title in data.titles)]
        return find_article(root, titles, self.tally)

    # The head of a text, by its markup

    def _text_head(self, found: list[Found]) -> tuple[_Head, list[Found]]:
        """Title and subtitle where markup names them, or where a heading of the highest level comes first."""
        head = _Head()
        levels = [item.block.level for item in found if isinstance(item.block, Heading)]
        for at, item in enumerate(found[:TITLE_REACH]):
            if (
                isinstance(item.block, Heading)
                and (item.block.level == 1 or levels.count(item.block.level) == 1)
                and item.block.level == min(levels)
            ):
                head.title = plain(item.block)
                self._say("guessed", "This heading was read as the title.", item)
                found = [*found[:at], *found[at + 1 :]]
                break
        for item in found[: 2 * TITLE_REACH]:
            if item.hint == "subtitle" and isinstance(item.block, Paragraph):
                head.standfirst = plain(item.block)
                self._say("guessed", "This was read as the standfirst, by its style.", item)
                found = [other for other in found if other is not item]
                break
        return head, found

    # The head of a page, by what the page calls its parts and says of itself

    def _page_head(self, found: list[Found], page: Page, data: PageData) -> tuple[_Head, list[Found]]:
        head = _Head()
        head.title = self._title(page, data)
        found = _apart(found)
        key = normalised(head.title or "")
        in_body = [at for at, item in enumerate(found) if item.hint == "body"]
        first = in_body[0] if in_body else 0
        last = in_body[-1] if in_body else len(found)
        headline_at = next((at for at, item in enumerate(found) if item.hint == "headline"), 0)
        reach = max(first, headline_at) + TITLE_REACH
        kept: list[Found] = []
        for at, item in enumerate(found):
            text = plain(item.block)
            if isinstance(item.block, Heading | Paragraph):
                if item.hint == "headline" or (key and normalised(text) == key and at <= reach):
                    self._say("guessed", "This headline of the page was read as the title.", item)
                    continue
                if at <= reach and self._is_head_part(item, text, head, data, before=at < first):
                    continue
                if (at < first or at > last) and not self._belongs(item, text, head, data):
                    self._say(
                        "dropped",
                        "Between the parts of the article this stood on the page; it was left out.",
                        item,
                    )
                    continue
            kept.append(item)
        return head, kept

    def _title(self, page: Page, data: PageData) -> str | None:
        if page.title:
            return page.title
        if data.titles:
            title = without_site(data.titles[0], data.site)
            self.tally.add("guessed", f"The title was taken from what the page says of itself: “{title}”.")
            return title
        return None

    def _is_head_part(self, item: Found, text: str, head: _Head, data: PageData, *, before: bool) -> bool:
        """Take a standfirst, byline or date that the page calls so, or that it describes itself with."""
        if item.hint == "date" or (before and read_dateline(text)):
            if day := iso_day(text):
                head.day = head.day or day
                self._say("changed", "This line gave the date of the first publication.", item)
                return True
        if item.hint == "byline" and not head.byline:
            by = BY.match(text)
            entries = read_reporter(text) or credited(by[1] if by else text)
            if entries:
                head.byline = tuple(entries)
                self._say("changed", f"The byline names {', '.join(entry.name for entry in entries)}.", item)
                return True
        if head.standfirst or len(text) > LONGEST_STANDFIRST or _says_note(item, text):
            return False
        key = normalised(text)
        described = len(key) > 15 and any(normalised(words).startswith(key) for words in data.descriptions)
        if (
            item.hint == "standfirst"
            or (before and described)
            or (before and isinstance(item.block, Heading))
        ):
            head.standfirst = " ".join(text.split())
            self._say("guessed", "This was read as the standfirst.", item)
            return True
        return False

    def _belongs(self, item: Found, text: str, head: _Head, data: PageData) -> bool:
        """Whether something before or behind the running text is for the recognisers: a note, a byline, a biography."""
        line = Line(item.place, text, text)
        names = [entry.name for entry in (*head.byline, *data.authors)]
        return (
            item.hint in ("bio", "byline")
            or _says_note(item, text)
            or bool(BY.match(text) or read_reporter(text) or read_dateline(text))
            or is_companion(text)
            or bool(SECTIONS.match(text[:150]))
            or any(text.startswith(name) for name in names)
            or take_out_furniture([line], Report())[0].role is not Role.TEXT
        )

    def _known(self, head: _Head, data: PageData, is_page: bool) -> Known:
        if not is_page:
            return Known(title=head.title, standfirst=head.standfirst)
        source = Source(
            name=data.site or _site_behind(head.title, data), date=data.day or head.day, address=data.address
        )
        if data.site or data.day:
            self.report.add(
                "guessed",
                "Outlet and date of the first publication were taken from what the page says of itself.",
            )
        return Known(head.title, head.standfirst, head.byline, tuple(data.authors), source)

    # From blocks to the manuscript

    def _composed(self, found: list[Found], known: Known) -> Manuscript:
        lines = lines_of([(item.block, item.place) for item in found])
        lines = take_out_furniture(find_pictures(lines, self.report), self.report)
        passages = fold_copies(passages_of(lines, self.report), self.report)
        return compose(passages, self.report, known)

    def _settled(self, manuscript: Manuscript, footnotes: list[Footnote]) -> Manuscript:
        """The body with headings of two levels; footnotes that only what was taken out cited are reported and go."""
        by_mark = {note.mark: note for note in footnotes}
        cited = dict.fromkeys(
            mark for block in manuscript.body for words in words_of(block) for mark in words.notes
        )
        waiting = list(cited)
        while waiting:
            # A note may cite another.
            new = [mark for mark in by_mark[waiting.pop()].words.notes if mark not in cited]
            cited.update(dict.fromkeys(new))
            waiting.extend(new)
        for note in footnotes:
            if note.mark not in cited:
                self.report.add(
                    "dropped",
                    "A footnote belonged to words that are not part of the text.",
                    passage=note.words.plain,
                )
        marks = {mark: str(number) for number, mark in enumerate(cited, start=1)}
        tally = Tally()
        fragment = settled(
            [reworded(block, lambda words: remarked(words, marks)) for block in manuscript.body],
            [Footnote(marks[mark], remarked(by_mark[mark].words, marks)) for mark in cited],
            tally,
            language=manuscript.language,
        )
        tally.hand_over(self.report)
        return replace(manuscript, body=fragment.blocks, footnotes=fragment.footnotes)

    def _say(self, kind, what: str, item: Found) -> None:
        self.report.add(kind, what, (item.place,) if item.place else (), passage=plain(item.block))


def _is_plain(root: Element) -> bool:
    """Whether a page is a short text without any parts, so that nothing has to be looked for on it."""
    parts = ("nav", "header", "footer", "aside", "article", "main", "section", "h1", "table")
    return next(root.iter(*parts), None) is None and not is_longer(root, SHORT_PAGE)


def _apart(found: list[Found]) -> list[Found]:
    """Blocks whose lists before the running text are paragraphs: pages put names and dates into lists."""
    first = next((at for at, item in enumerate(found) if item.hint == "body"), 0)
    done: list[Found] = []
    for at, item in enumerate(found):
        if at < first and isinstance(item.block, ListBlock):
            done.extend(
                Found(Paragraph(words), item.hint, item.place) for words in words_of(item.block) if words
            )
        else:
            done.append(item)
    return done


def _site_behind(title: str | None, data: PageData) -> str:
    """The name that a page puts behind its title in the window's head ("Who pays | River Desk")."""
    for whole in data.titles:
        if (
            title
            and whole.startswith(title)
            and (behind := re.fullmatch(r"\s*[|\-–—:<·«]+\s*(.{2,60})", whole[len(title) :]))
        ):
            return behind[1].strip()
    return ""


def _says_note(item: Found, text: str) -> bool:
    return is_note(Passage(text, (Line(item.place, text, text),)))
