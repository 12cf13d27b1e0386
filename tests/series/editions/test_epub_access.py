"""What an EPUB says of how it can be read is found in the book: no claim outlives what makes it true."""

import io
from types import SimpleNamespace

from PIL import Image

from publication.pictures import Picture
from series.editions.book.pictures import Inside
from series.editions.book.tree import parse
from series.editions.epub.access import access_of
from series.reading.body import Body
from series.reading.shapes import Block

ALL = (
    "tableOfContents",
    "readingOrder",
    "structuralNavigation",
    "alternativeText",
    "displayTransformability",
)
WITHOUT_PICTURES = tuple(name for name in ALL if name != "alternativeText")
HEADINGS = "<h1>Gauges</h1><h2>One</h2><h3>Two</h3><h2>Three</h2>"


def picture(number: int, alt: str = "A levee", **more) -> Picture:
    return Picture(f"/media/{number}.png", 8, 5, "", alt, **more)


def access(markup: str = HEADINGS, pictures=(), *, frames: int = 1, lost=()):
    lead, *others = (*pictures, None)
    blocks = tuple(Block("blocks/image.html", {"picture": one}, "") for one in others if one)
    book = SimpleNamespace(chapters=(SimpleNamespace(lead=lead, body=Body(blocks)),))
    inside = [Inside("1.gif", "image/gif", gif(frames), one.address) for one in pictures if one not in lost]
    return access_of(book, [parse("part-1", "/", markup)], inside)


def gif(frames: int) -> bytes:
    output = io.BytesIO()
    first, *others = (Image.new("RGB", (4, 4), (90 * number, 0, 0)) for number in range(frames))
    first.save(output, "GIF", save_all=True, append_images=others)
    return output.getvalue()


def test_a_book_of_words_says_nothing_of_pictures():
    found = access()
    assert (found.modes, found.sufficient, found.features) == (("textual",), "textual", WITHOUT_PICTURES)
    assert found.hazard == "none"
    assert found.summary == "Parts are listed in the contents and read in order. Headings are marked up."


def test_pictures_that_somebody_described_can_be_read_as_words():
    found = access(pictures=[picture(1), picture(2)])
    assert (found.modes, found.sufficient, found.features) == (("textual", "visual"), "textual", ALL)
    assert "Pictures have descriptions." in found.summary


def test_one_picture_without_a_description_takes_the_claim_away():
    for pictures in ([picture(1), picture(2, has_description=False)], [picture(1, has_description=False)]):
        found = access(pictures=pictures)
        assert (found.sufficient, found.features) == ("textual,visual", WITHOUT_PICTURES)
        assert "Some pictures have no description." in found.summary


def test_decoration_and_pictures_that_are_lost_show_nothing():
    lost = picture(2, has_description=False)
    found = access(pictures=[picture(1, alt=""), lost], lost=[lost])
    assert (found.modes, found.sufficient, found.features) == (("textual",), "textual", WITHOUT_PICTURES)


def test_a_chart_is_visual_stands_as_numbers_too_and_keeps_its_letters():
    found = access(HEADINGS + '<figure class="figure chart"><svg></svg></figure>')
    assert (found.modes, found.sufficient) == (("textual", "visual"), "textual")
    assert found.features == tuple(name for name in ALL if name != "displayTransformability")
    assert "The numbers of every chart stand below it as a table." in found.summary


def test_headings_that_skip_a_level_are_not_called_structure():
    found = access("<h1>Gauges</h1><h3>Deep</h3>")
    assert "structuralNavigation" not in found.features
    assert "Headings" not in found.summary


def test_notes_and_tables_are_told_where_there_are_any():
    found = access(HEADINGS + '<figure class="table-figure"></figure><section class="footnotes"></section>')
    assert found.summary.endswith("Notes lead to their place in the text and back. Tables are marked up.")


def test_a_picture_that_moves_may_flash():
    assert access(pictures=[picture(1)], frames=2).hazard == "unknown"
