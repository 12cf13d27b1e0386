"""What goes out as a Word document comes in again as the same manuscript."""

from dataclasses import replace

from hypothesis import HealthCheck, given, settings

from series.editions.docx import write_docx
from series.manuscripts.manuscript import ImageSlot, Manuscript
from series.manuscripts.word import read_word
from tests.shared import shared

from .drawn import manuscripts


def nameless(manuscript: Manuscript) -> tuple:
    """All that must come back; the name of a picture's file is the package's own."""
    body = tuple(
        replace(block, file=replace(block.file, name=""))
        if isinstance(block, ImageSlot) and block.file
        else block
        for block in manuscript.body
    )
    return (
        manuscript.title, manuscript.standfirst, manuscript.editors_note, manuscript.byline, body, manuscript.footnotes,
    )  # fmt: skip


@settings(
    max_examples=25, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
)
@given(manuscripts())
def test_any_manuscript_comes_back_as_it_went_out(manuscript):
    assert nameless(read_word(write_docx(manuscript))) == nameless(manuscript)


def test_a_whole_manuscript_comes_back():
    first = read_word(shared("cases/inputs/ms-01-repair-bill.docx"))
    assert nameless(read_word(write_docx(first))) == nameless(first)
