"""The chapters of a series one below the other, as the page with the whole series prints them."""

from dataclasses import dataclass

from django.utils.safestring import SafeString, mark_safe

from publication.frame import Frame
from series.editions.book.markup import leaves_of
from series.editions.book.reading import book_of_series
from series.editions.book.shapes import Book
from series.editions.book.tree import bind, deepen, markup_of, on_one_page
from series.models import SeriesPage
from series.reading.shapes import MOST_ON_ONE_PAGE


@dataclass(frozen=True)
class Whole:
    """A book and the markup of its chapters, whose headings begin at the second level."""

    book: Book
    chapters: tuple[SafeString, ...]


def read_whole(series: SeriesPage, frame: Frame) -> Whole | None:
    """All that everybody may read of a series; None where that is nothing, or too much for one page."""
    book = book_of_series(series, frame)
    if book is None or len(book.chapters) > MOST_ON_ONE_PAGE:
        return None
    leaves = leaves_of(book)
    bind(leaves, frame, on_one_page)
    for leaf in leaves:
        deepen(leaf)
        leaf.tree.tag = "article"
        leaf.tree.set("class", "chapter")
        # Every part has notes: as many places of one name would lead nobody to one of them.
        for section in leaf.tree.iter("section"):
            section.attrib.pop("aria-labelledby", None)
    # Printed by the templates of the site's blocks, which escape or sanitise what was typed.
    return Whole(book, tuple(mark_safe(markup_of(leaf)) for leaf in leaves))  # noqa: S308
