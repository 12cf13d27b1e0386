"""What an EPUB says of how it can be read, found in the book itself (EPUB Accessibility 1.1, schema.org's terms).

Nothing is claimed that was not looked at; conformance is claimed by nobody who has not audited it.
"""

import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from PIL import Image

from publication.pictures import Picture
from series.editions.book.pictures import Inside
from series.editions.book.shapes import Book
from series.editions.book.tree import LEVELS, Leaf


@dataclass(frozen=True)
class Access:
    """The values of schema:accessMode, accessModeSufficient, accessibilityFeature, accessibilityHazard and its summary."""

    modes: tuple[str, ...]
    sufficient: str
    features: tuple[str, ...]
    hazard: str
    summary: str


def access_of(book: Book, leaves: list[Leaf], inside: list[Inside]) -> Access:
    """What is true of a book: `leaves` as they are written, `inside` the pictures that could be read."""
    addresses = {one.address for one in inside}
    shown = [one for one in _pictures(book) if one.address in addresses and one.alt]
    charts = [chart for leaf in leaves for chart in leaf.tree.find_class("chart")]
    # A chart's numbers stand below it as a table.
    are_described = all(one.has_description for one in shown)
    is_visual = bool(shown or charts)
    are_in_order = all(_is_in_order(leaf) for leaf in leaves)
    features = {
        "tableOfContents": True,
        "readingOrder": True,
        "structuralNavigation": are_in_order,
        "alternativeText": is_visual and are_described,
        # The letters in a drawing keep their size, font and colour.
        "displayTransformability": not charts,
    }
    return Access(
        modes=("textual", "visual") if is_visual else ("textual",),
        sufficient="textual" if are_described else "textual,visual",
        features=tuple(name for name, is_true in features.items() if is_true),
        hazard="unknown" if any(map(_moves, inside)) else "none",
        summary=" ".join(_sentences(leaves, bool(shown), bool(charts), are_described, are_in_order)),
    )


def _pictures(book: Book) -> Iterator[Picture]:
    """All pictures of a book, those that could not be read too."""
    for chapter in book.chapters:
        if chapter.lead:
            yield chapter.lead
        for block in chapter.body.blocks:
            if "picture" in block.value:
                yield block.value["picture"]


def _is_in_order(leaf: Leaf) -> bool:
    """Does no heading stand more than one level below the one before it?"""
    levels = [LEVELS.index(one.tag) for one in leaf.tree.iter(*LEVELS)]
    return all(after - before <= 1 for before, after in zip([-1, *levels], levels, strict=False))


def _moves(picture: Inside) -> bool:
    with Image.open(io.BytesIO(picture.content)) as image:
        return getattr(image, "is_animated", False)


def _sentences(
    leaves: list[Leaf], has_pictures: bool, has_charts: bool, are_described: bool, are_in_order: bool
) -> Iterable[str]:
    yield _("Parts are listed in the contents and read in order.")
    if are_in_order:
        yield _("Headings are marked up.")
    if any(leaf.tree.find_class("footnotes") for leaf in leaves):
        yield _("Notes lead to their place in the text and back.")
    if any(leaf.tree.find_class("table-figure") for leaf in leaves):
        yield _("Tables are marked up.")
    if has_charts:
        yield _("The numbers of every chart stand below it as a table.")
    if has_pictures:
        yield _("Pictures have descriptions.") if are_described else _("Some pictures have no description.")
