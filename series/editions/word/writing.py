"""A book as a Word document: the same chapters, links and pictures as in EPUB and PDF, with Word's own means.

Footnotes are Word's, counted from 1 in each part; links inside of the book lead to bookmarks; headings, contents and
tables are what Word knows as such. Who may have it is asked where it is handed out (series/desk/word_edition.py).
"""

import io
import re
from collections import Counter

from django.utils import translation
from django.utils.translation import gettext as _
from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from lxml.html import HtmlElement

from publication.frame import Frame
from series.editions.book.charts import ink
from series.editions.book.markup import introduction_of, leaves_of, page_of
from series.editions.book.pictures import take_in
from series.editions.book.shapes import Book
from series.editions.book.tree import bind, flatten, on_one_page, parse
from series.editions.docx import styles
from series.editions.docx.blocks import Blocks
from series.editions.docx.bookmarks import Bookmarks
from series.editions.docx.notes import add_footnotes, reference
from series.editions.docx.text import Runs
from series.editions.docx.writing import bare, describe
from series.editions.rich_words import Resolver, words_of
from series.editions.word.contents import contents_of
from series.editions.word.pages import Pages
from series.editions.word.sections import Sections
from series.editions.word.styles import add_book_styles
from series.manuscripts.characters import printable
from series.manuscripts.manuscript import Footnote
from series.templatetags.credits import leading

# Elements that become a line, a picture or a table, and so can be led to.
STANDING = frozenset(
    {"section", "div", "p", "h1", "h2", "h3", "h4", "figure", "aside", "blockquote", "header"}
)
NUMBER = re.compile(r"fn(\d+)$")


def write_book(book: Book, frame: Frame) -> bytes:
    """The bytes of a `.docx` file."""
    with translation.override(book.language):
        return _Writer(book, frame).bytes()


class _Writer:
    def __init__(self, book: Book, frame: Frame):
        self.book = book
        self.leaves = leaves_of(book)
        self.introduction = introduction_of(book)
        bind(self.leaves, frame, on_one_page, [self.introduction] if self.introduction else [])
        self.colophon = parse("colophon", "", page_of(book, "colophon"))
        for leaf in self.leaves:
            flatten(leaf)
            ink(leaf)
        self.pictures = take_in(self.leaves)
        self.document = Document()
        bare(self.document)
        styles.add_styles(self.document)
        add_book_styles(self.document, book.cloth, book.language)
        self.times_cited: Counter = Counter()
        self.notes = self._taken_notes()
        self.ids = {mark: number for number, mark in enumerate(self.notes, start=1)}
        self.cited: set[str] = set()
        self.bookmarks = Bookmarks(self._led_to())

    def bytes(self) -> bytes:
        part = self.document.part
        runs = Runs(
            lambda address: part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True),
            lambda name: styles.style_id(self.document, name),
            self._cite,
        )
        resolver = Resolver(printed=self._mark_of)
        blocks = Blocks(self.document, runs, self.book.language, self.bookmarks)
        pages = Pages(blocks, resolver, self.pictures, self.book.language)
        sections = Sections(self.document)
        pages.write(parse("title-page", "", page_of(self.book, "title_page")).tree, title="Title")
        sections.close("")
        if self.book.is_series:
            blocks.append(contents_of(self.book, self._entries(), _("Contents"), runs, self.bookmarks))
            sections.close(self.book.title)
        if self.introduction:
            pages.write(self.introduction.tree)
            sections.close(self.book.title)
        for leaf, chapter in zip(self.leaves, self.book.chapters, strict=True):
            pages.write(leaf.tree)
            sections.close(chapter.title)
        pages.write(self.colophon.tree)
        sections.close_last(self.book.title)
        footnotes = tuple(Footnote(mark, words_of(one, Resolver())) for mark, one in self.notes.items())
        add_footnotes(self.document, footnotes)
        self._describe()
        stream = io.BytesIO()
        self.document.save(stream)
        return stream.getvalue()

    def _entries(self) -> list[tuple[str, str]]:
        """(anchor, words) of the lines of the contents."""
        front = [("introduction", _("About this series"))] if self.introduction else []
        chapters = [
            (one.name, f"{one.place.number}. {one.title}" if one.place.counts else one.title)
            for one in self.book.chapters
        ]
        return [*front, *chapters, ("colophon", _("Colophon"))]

    def _taken_notes(self) -> dict[str, HtmlElement]:
        """The notes taken out of the chapters, by their anchors, in order, without their ways back."""
        taken = {}
        for leaf in self.leaves:
            for section in leaf.tree.find_class("footnotes"):
                for note in section.iter("li"):
                    for way in note.find_class("back-link"):
                        way.drop_tree()
                    taken[note.get("id")] = note
                section.drop_tree()
        return taken

    def _led_to(self) -> list[str]:
        """The anchors of the book that something leads to; a link that leads to none becomes its words."""
        trees = [one.tree for one in (*self.leaves, self.introduction, self.colophon) if one]
        self.colophon.tree.set("id", "colophon")
        ids = {one.get("id") for tree in trees for one in tree.iter(*STANDING) if one.get("id")}
        wanted = [anchor for anchor, _words in self._entries()]
        links = [
            one for tree in (*trees, *self.notes.values()) for one in tree.iter("a")
            if one.get("href", "").startswith("#")
        ]  # fmt: skip
        for link in links:
            anchor = link.get("href")[1:]
            if self._mark_of(link):
                self.times_cited[anchor] += 1
            elif anchor in ids:
                wanted.append(anchor)
            else:
                link.drop_tag()
        names = Bookmarks(wanted)
        for link in links:
            if names.name(link.get("href")[1:]) and not self._mark_of(link):
                link.set("href", f"#{names.name(link.get('href')[1:])}")
        return wanted

    def _mark_of(self, element: HtmlElement) -> str:
        """The anchor of the note that an element is the mark of; "" for any other."""
        anchor = element.get("href", "")[1:] if element.tag == "a" else ""
        return anchor if anchor in self.notes else ""

    def _cite(self, mark: str) -> str:
        """The reference to a note; from its second place on, a field with the number of the first."""
        first = reference(self.document, self.ids[mark])
        if self.times_cited[mark] < 2:
            return first
        name = f"_Note{self.ids[mark]}"
        if mark not in self.cited:
            self.cited.add(mark)
            return self.bookmarks.around(name, first)
        style = styles.style_id(self.document, styles.NOTE_MARK)
        number = NUMBER.search(mark)[1]
        return (
            rf'<w:fldSimple w:instr=" NOTEREF {name} \f \h "><w:r><w:rPr><w:rStyle w:val="{style}"/></w:rPr>'
            f"<w:t>{number}</w:t></w:r></w:fldSimple>"
        )

    def _describe(self) -> None:
        book, core = self.book, self.document.core_properties
        describe(self.document, book.title, book.language)
        names = list(dict.fromkeys(one.name for one in leading(book.people))) if book.people else []
        core.author = printable("; ".join(names))[:255]
        core.subject = printable(book.series or book.subtitle)[:255]
        core.identifier = book.key[:255]
        if book.version:
            core.created = core.modified = book.version.replace(tzinfo=None)
            core.version = f"{book.version:%Y-%m-%d}"
