"""Every page of the demo's books as a picture in artefacts/books/, to be looked at; and what can be counted of them.

The pictures tell what no count does: lines that hang, tables that stand out, rooms that stay empty.
"""

import io
from pathlib import Path

import pypdfium2
import pytest
from django.core.management import call_command
from pypdf import PdfReader
from wagtail.models import Site

from publication.frame import frame_of
from series.editions.book.reading import book_of_series
from series.editions.pdf import set_pdf
from series.models import SeriesPage

pytestmark = [pytest.mark.prove, pytest.mark.django_db]

FOLDER = Path(__file__).parents[2] / "artefacts" / "books"
DOTS_PER_INCH = 110


def test_the_demos_books_are_drawn_page_by_page():
    call_command("load_demo", verbosity=0)
    frame, counted = frame_of(Site.objects.get()), {}
    for series in SeriesPage.objects.live():
        if book := book_of_series(series, frame):
            content, pages = set_pdf(book, frame)
            reader = PdfReader(io.BytesIO(content))
            chapters = [one for one in reader.outline if not isinstance(one, list)]
            counted[book.name, book.language] = (pages, len(reader.pages), len(chapters), len(book.chapters))
            _draw(content, FOLDER / f"{book.name}-{book.language}")
            assert reader.metadata["/Title"] == book.title
            assert reader.trailer["/Root"]["/Lang"] == book.language
    assert {language for _name, language in counted} == {"en", "ko"}
    for pages, found, bookmarks, chapters in counted.values():
        assert pages == found > chapters
        # Contents, introduction and colophon stand beside the chapters.
        assert bookmarks == chapters + 3


def _draw(content: bytes, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for former in folder.glob("*.png"):
        former.unlink()
    with pypdfium2.PdfDocument(content) as document:
        for number in range(len(document)):
            picture = document[number].render(scale=DOTS_PER_INCH / 72).to_pil()
            picture.save(folder / f"{number + 1:03}.png")
