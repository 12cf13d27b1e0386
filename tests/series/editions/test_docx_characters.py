"""Characters that no XML holds: a document is written all the same, without them."""

from series.editions.docx import write_docx
from series.manuscripts.manuscript import ImageFile, ImageSlot, Manuscript, Paragraph
from series.manuscripts.word import read_word
from series.manuscripts.words import Span, Words
from tests.series.manuscripts.test_writer import png


def test_what_cannot_be_written_is_left_out_of_words_pictures_and_links():
    manuscript = Manuscript(
        title="The\x08 gauge",
        body=(
            Paragraph(
                Words.of("The\x00 wa\x7fter ", Span("ro\x0cse", link="https://a.example/\x08p"), "\ufffe.")
            ),
            ImageSlot(alt="A\x08 <wall>\ud800", caption="The\x0b wall", file=ImageFile(png(), "wall.png")),
        ),
    )
    read = read_word(write_docx(manuscript))
    assert read.title == "The gauge"
    paragraph, picture = read.body
    assert paragraph.words.plain == "The water rose."
    assert paragraph.words.links == (("rose", "https://a.example/p"),)
    assert (picture.alt, picture.caption) == ("A <wall>", "The wall")
