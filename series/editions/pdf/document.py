"""The chapters of a book in one HTML document, as it is printed on paper."""

from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.safestring import SafeString, mark_safe

from publication.frame import Frame
from series.editions.book.charts import ink
from series.editions.book.cover import HEIGHT, cover_of
from series.editions.book.markup import introduction_of, leaves_of, page_of
from series.editions.book.pictures import Inside, take_in
from series.editions.book.shapes import Book
from series.editions.book.tree import Leaf, bind, flatten, markup_of, on_one_page, parse
from series.editions.pdf.words import keep_marks, keep_words

# The width of a cover as high as ours on A5, 148 by 210 millimetres.
COVER_WIDTH = round(HEIGHT * 148 / 210)
# Of a picture, in millimetres: as print.css has it, and a pixel of CSS.
WIDEST, TALLEST, PIXEL = 116, 110, 25.4 / 96


@dataclass(frozen=True)
class Printed:
    """A document and the pictures in it, by the addresses that it names them with."""

    html: str
    pictures: dict[str, Inside]


def document_of(book: Book, frame: Frame) -> Printed:
    """The book as one HTML document in its own language."""
    with translation.override(book.language):
        leaves = leaves_of(book)
        introduction = introduction_of(book)
        bind(leaves, frame, on_one_page, [introduction] if introduction else [])
        for leaf in leaves:
            flatten(leaf)
            ink(leaf)
            leaf.tree.tag = "article"
            leaf.tree.set("class", "chapter")
            keep_marks(leaf.tree)
        pictures = take_in(leaves)
        for leaf in leaves:
            _lay_behind(leaf)
        title_page = parse("title-page", "", page_of(book, "title_page"))
        around = [title_page, *([introduction] if introduction else [])]
        for leaf in (*leaves, *around):
            _mark_here(leaf, frame)
            if book.language == "ko":
                keep_words(leaf.tree)
        html = render_to_string(
            "editions/printed.html",
            {
                "book": book,
                "cover": _ours(cover_of(book, width=COVER_WIDTH)),
                "title_page": _ours(markup_of(title_page)),
                "introduction": _ours(markup_of(introduction)) if introduction else "",
                "chapters": [_ours(markup_of(leaf)) for leaf in leaves],
                "colophon": _ours(page_of(book, "colophon")),
            },
        )
    return Printed(html, {f"images/{one.name}": one for one in pictures})


def _lay_behind(leaf: Leaf) -> None:
    """Make each decorative picture the ground of an empty box: PDF/UA keeps what has no words out of what is read."""
    for picture in list(leaf.tree.iter("img")):
        if picture.get("alt"):
            continue
        width, height = (int(picture.get(side)) for side in ("width", "height"))
        scale = min(PIXEL, WIDEST / width, TALLEST / height)
        source = picture.get("src")
        for name in list(picture.attrib):
            del picture.attrib[name]
        picture.tag = "div"
        size = f"width: {width * scale:.1f}mm; height: {height * scale:.1f}mm"
        picture.set("style", f"background: url({source}) 0 0 / 100% 100% no-repeat; {size}")


def _mark_here(leaf: Leaf, frame: Frame) -> None:
    """Tell links to pages of this site, whose addresses are not printed behind them."""
    for link in leaf.tree.iter("a"):
        if link.get("href", "").startswith(f"{frame.origin}/"):
            link.set("class", "here")


def _ours(markup: str) -> SafeString:
    """Printed by our own templates, which escape or sanitise what was typed."""
    return mark_safe(markup)  # noqa: S308
