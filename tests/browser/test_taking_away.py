"""A reader takes a whole series away in a real browser: as an EPUB, as a PDF, and printed from one page."""

import io
import zipfile
from pathlib import Path

from playwright.sync_api import expect
from pypdf import PdfReader

from tests.every_page import DEMO

PARTS = ("What the meetings are for", "The line between Delhi and Manila", "After the New Southern Policy")


def test_a_reader_takes_a_series_away_as_a_book_and_prints_it_from_one_page(browse, demo):
    page = browse()
    page.goto(DEMO)
    books = {}
    for form in ("EPUB", "PDF"):
        with page.expect_download() as started:
            page.get_by_role("link", name=f"Download {form}").click()
        books[started.value.suggested_filename] = Path(started.value.path()).read_bytes()
    assert sorted(books) == ["asean-korea-2021.epub", "asean-korea-2021.pdf"]
    with zipfile.ZipFile(io.BytesIO(books["asean-korea-2021.epub"])) as epub:
        assert epub.namelist()[0] == "mimetype"
        assert all(title in epub.read("EPUB/nav.xhtml").decode() for title in PARTS)
    assert len(PdfReader(io.BytesIO(books["asean-korea-2021.pdf"])).pages) > 20

    page.get_by_role("link", name="All parts on one page").click()
    expect(page.locator("article")).to_have_count(6)
    printed = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    words = " ".join(" ".join(sheet.extract_text() for sheet in printed.pages).split())
    assert [title for title in PARTS if title not in words] == []
    assert [
        words_on_screen for words_on_screen in ("Follow by e-mail", "Skip to") if words_on_screen in words
    ] == []
