"""A book printed as HTML, chapter by chapter, in the book's own language, with the templates of the site's blocks."""

from django.template.loader import render_to_string
from django.utils import translation

from series.editions.book.shapes import Book, Chapter
from series.editions.book.tree import Leaf, parse


def leaves_of(book: Book) -> list[Leaf]:
    """A tree for each chapter, its anchors still those of its page (tree.bind gives them the book's)."""
    with translation.override(book.language):
        return [parse(chapter.name, chapter.address, _chapter(chapter)) for chapter in book.chapters]


def introduction_of(book: Book) -> Leaf | None:
    """The tree of the editors' introduction, its addresses those of the series' page; None where there is none."""
    if not book.introduction:
        return None
    leaf = parse("introduction", book.address, page_of(book, "introduction"))
    leaf.tree.set("class", "chapter")
    return leaf


def page_of(book: Book, name: str, **more) -> str:
    """The markup of one of the pages around the chapters: "title_page", "introduction", "colophon"."""
    with translation.override(book.language):
        return render_to_string(f"editions/{name}.html", {"book": book, **more})


def _chapter(chapter: Chapter) -> str:
    return render_to_string("editions/chapter.html", {"chapter": chapter})
