"""Puts a book into one EPUB archive: `mimetype` first and stored, everything else packed, always in the same order."""

import io
import zipfile
from datetime import UTC, datetime
from importlib import resources
from pathlib import Path

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _
from lxml import html as lxml_html

from publication.frame import Frame
from series.editions.book.charts import ink
from series.editions.book.cover import cover_of
from series.editions.book.markup import introduction_of, leaves_of, page_of
from series.editions.book.pictures import take_in
from series.editions.book.shapes import Book
from series.editions.book.tree import Leaf, bind, flatten
from series.editions.epub.access import access_of
from series.editions.epub.package import Item, navigation_document, package_document
from series.editions.epub.xhtml import document, holds_drawings
from series.feeds.characters import allowed

CONTAINER = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<container version="1.0" '
    'xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/></rootfiles></container>\n'
)
XHTML_TYPE = "application/xhtml+xml"
FONTS = ("newsreader-roman.woff2", "newsreader-italic.woff2")
# Files of an archive have a date; a book without any is dated on the first day that ZIP knows.
NO_DATE = (1980, 1, 1, 0, 0, 0)


def write_epub(book: Book, frame: Frame) -> bytes:
    """The file. The same book gives the same bytes."""
    with translation.override(book.language):
        leaves = leaves_of(book)
        introduction = introduction_of(book)
        bind(leaves, frame, _way, [introduction] if introduction else [])
        for leaf in leaves:
            flatten(leaf)
            ink(leaf)
        pictures = take_in(leaves)
        navigation = navigation_document(book, first=f"{book.chapters[0].name}.xhtml")
        cover, *front = _front(book, introduction)
        pages = [
            cover,
            (Item("nav", "nav.xhtml", XHTML_TYPE, "nav", is_read=True), navigation),
            *front,
            *(_chapter(leaf, book) for leaf in leaves),
            _back(book),
        ]
        items = [
            *(item for item, _content in pages),
            Item("css", "book.css", "text/css"),
            Item("cover-image", "cover.svg", "image/svg+xml", "cover-image"),
            *(
                Item(f"picture-{i}", f"images/{one.name}", one.media_type)
                for i, one in enumerate(pictures, start=1)
            ),
        ]
        fonts = [] if book.language == "ko" else list(FONTS)
        items += [Item(f"font-{i}", f"fonts/{name}", "font/woff2") for i, name in enumerate(fonts, start=1)]
        access = access_of(book, [*leaves, *([introduction] if introduction else [])], pictures)
        files = {
            "EPUB/package.opf": package_document(book, items, access),
            "EPUB/book.css": _style(book).encode(),
            "EPUB/cover.svg": allowed(cover_of(book)).encode(),
        }
    files |= {f"EPUB/{item.name}": content for item, content in pages}
    files |= {f"EPUB/images/{one.name}": one.content for one in pictures}
    files |= {f"EPUB/fonts/{name}": _font(name) for name in fonts}
    return _packed(files, book.version)


def _way(name: str, anchor: str, here: str) -> str:
    """From one file of the book to an anchor of the same or of another."""
    file = "" if name == here and anchor else f"{name}.xhtml"
    return f"{file}#{name}-{anchor}" if anchor else file


def _front(book: Book, introduction: Leaf | None) -> list[tuple[Item, bytes]]:
    # Drawn inside the document, where the fonts of the book are known; the same drawing is the cover in a library.
    tree = _tree(cover_of(book))
    tree.set("class", "cover")
    drawing = tree[0]
    drawing.set("role", "img")
    drawing.set("aria-label", allowed(_("Cover: %(title)s") % {"title": book.title}))
    front = [
        _page("cover", tree, book, book.title, "cover"),
        _page("title-page", _tree(page_of(book, "title_page")), book, book.title, "titlepage"),
    ]
    if introduction:
        title = _("About this series")
        front.append(
            _page("introduction", introduction.tree, book, title, "introduction", "doc-introduction")
        )
    return front


def _back(book: Book) -> tuple[Item, bytes]:
    return _page(
        "colophon", _tree(page_of(book, "colophon")), book, _("Colophon"), "colophon", "doc-colophon"
    )


def _chapter(leaf: Leaf, book: Book) -> tuple[Item, bytes]:
    title = next(chapter.title for chapter in book.chapters if chapter.name == leaf.name)
    return _page(leaf.name, leaf.tree, book, title, "chapter", "doc-chapter")


def _page(name: str, tree, book: Book, title: str, kind: str, role: str = "") -> tuple[Item, bytes]:
    properties = "svg" if holds_drawings(tree) else ""
    content = document(tree, title=title, language=book.language, kind=kind, role=role)
    return Item(name, f"{name}.xhtml", XHTML_TYPE, properties, is_read=True), content


def _tree(markup: str):
    return lxml_html.fragment_fromstring(allowed(markup), create_parent="section")


def _style(book: Book) -> str:
    own = resources.files("series.editions.epub").joinpath("book.css").read_text(encoding="utf-8")
    if book.language != "ko":
        faces = resources.files("series.editions.epub").joinpath("faces.css").read_text(encoding="utf-8")
        own = faces + own
    return own


def _font(name: str) -> bytes:
    return (Path(settings.BASE_DIR) / "static" / "fonts" / name).read_bytes()


def _packed(files: dict[str, bytes], version: datetime | None) -> bytes:
    moment = NO_DATE
    if version and version.year >= 1980:
        moment = version.astimezone(UTC).timetuple()[:6]
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        _put(archive, "mimetype", b"application/epub+zip", moment, zipfile.ZIP_STORED)
        _put(archive, "META-INF/container.xml", CONTAINER.encode(), moment)
        for name in files:
            _put(archive, name, files[name], moment)
    return buffer.getvalue()


def _put(
    archive: zipfile.ZipFile, name: str, content: bytes, moment, how: int = zipfile.ZIP_DEFLATED
) -> None:
    entry = zipfile.ZipInfo(name, moment)
    entry.compress_type = how
    entry.external_attr = 0o644 << 16
    archive.writestr(entry, content)
