"""The reader of HTML files: pasted text of word processors, and saved pages of newspapers and think-tanks."""

from __future__ import annotations

import logging
import re
from dataclasses import replace

from ..article import Known, compose, tell_missing
from ..bounds import Bounds, Clock
from ..duplicates import fold_copies
from ..errors import UnreadableManuscript
from ..furniture import take_out_furniture
from ..lines import Line, Role, find_layout
from ..manuscript import Footnote, Manuscript, Paragraph, Source
from ..newspaper import passages_of_text
from ..photos import find_pictures
from ..reporting import Report
from ..typed_lines import lines_of, passages_of, plain
from .charsets import decode_markup
from .found import Found
from .fragment import remarked, settled, unbolded, walk_tree, with_captions
from .heads import Head, read_page_head, read_text_head, site_behind
from .notes import take_notes
from .page import Page, find_article
from .pagedata import PageData, first_parts, read_page_data, without_site
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
SHORT_PAGE = 1500


def is_html(data: bytes, name: str) -> bool:
    """Whether bytes under a file's name are HTML: they begin with markup, or have some and are named so."""
    start = data[:HEAD].replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    if MARKUP.match(start) or CLIPBOARD.match(start):
        return True
    if start.startswith((b"<!--", b"<?xml")) and MARKUP.search(start):
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
        self.tally.hand_over(self.report)
        if is_page:
            head, found = read_page_head(found, page.title, data, self.report)
            known = self._known_of_page(head, data)
        else:
            head, found = read_text_head(found, self.report)
            known = Known(title=head.title, standfirst=head.standfirst)
        manuscript = self._settled(self._composed(found, head, known), footnotes)
        if is_page:
            self._tell_bare_links(manuscript)
        return tell_missing(manuscript, self.report, self.name)

    def _page(self, root: Element, data: PageData) -> Page:
        titles = [*data.titles, *(without_site(title, data.site) for title in data.titles)]
        titles += [part for title in data.titles for part in first_parts(title) if part != data.site]
        return find_article(root, titles, self.tally)

    def _known_of_page(self, head: Head, data: PageData) -> Known:
        if data.site or data.day:
            what = "Outlet and date of the first publication were taken from what the page says of itself."
            self.report.add("guessed", what)
        outlet = data.site or site_behind(head.title, data)
        source = Source(outlet, data.day or head.day, address=data.address)
        return Known(head.title, head.standfirst, tuple(head.byline), tuple(data.authors), source)

    def _composed(self, found: list[Found], head: Head, known: Known) -> Manuscript:
        if (text := _wrapped_text(found)) is not None:
            what = "The page holds a text in wrapped lines, which was read as a newspaper’s plain text is."
            self.report.add("changed", what)
            passages = passages_of_text(text, self.report, max_lines=self.bounds.lines)
            known = replace(known, title=None) if head.claims_title else known
            return compose(passages, self.report, known)
        if head.claims_title:
            what = f"The title was taken from what the page says of itself: “{head.title}”."
            self.report.add("guessed", what)
        lines = lines_of([(item.block, item.place) for item in found])
        lines = take_out_furniture(find_pictures(lines, self.report), self.report)
        return compose(fold_copies(passages_of(lines, self.report), self.report), self.report, known)

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
                what = "A footnote belonged to words that are not part of the text."
                self.report.add("dropped", what, passage=note.words.plain)
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

    def _tell_bare_links(self, manuscript: Manuscript) -> None:
        links = [
            link for block in manuscript.body for words in words_of(block) for _text, link in words.links
        ]
        if count := sum(link.startswith("/") for link in links):
            what = "Links that begin with “/” lead to pages of this site now: the page does not say where it was."
            self.report.add("changed", what, count=count)


def _is_plain(root: Element) -> bool:
    """Whether a page is a short text without any parts, so that nothing has to be looked for on it."""
    parts = ("nav", "header", "footer", "aside", "article", "main", "section", "h1", "table")
    return next(root.iter(*parts), None) is None and not is_longer(root, SHORT_PAGE)


def _wrapped_text(found: list[Found]) -> str | None:
    """The text of a page that only carries plain text, its lines broken as in print; None for every other page."""
    blocks = [item.block for item in found]
    if not blocks or not all(isinstance(block, Paragraph) for block in blocks):
        return None
    if any(span.note or span.link for block in blocks for span in block.words.spans):
        return None
    texts = [plain(block) for block in blocks]
    text = "\n\n".join(texts)
    lines = [
        Line(number, line, " ".join(line.split()), Role.TEXT if line.strip() else Role.BLANK)
        for number, line in enumerate(text.split("\n"))
    ]
    is_broken = sum(len(text) for text in texts if "\n" in text) * 2 > sum(map(len, texts))
    return text if is_broken and find_layout(lines).width else None
