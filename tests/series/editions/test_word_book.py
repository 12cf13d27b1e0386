"""A series as a Word document: sound, whole, with Word's own footnotes, and with nothing in it that is closed."""

import io
import zipfile
from datetime import date

import mammoth
import pytest
from django.core.files.storage import default_storage
from docx import Document
from wagtail_footnotes.models import Footnote

from series.editions.book.reading import book_of_piece, book_of_series
from series.editions.word import write_book
from series.manuscripts.manuscript import Heading, ImageSlot, Table
from series.manuscripts.word import read_word
from series.models import Correction, InstallmentPage, SeriesPage
from tests import factories
from tests.series.editions.gauges import NOTE, frame, gauges
from tests.series.editions.word_faults import NOTES, W, faults, tree

pytestmark = pytest.mark.django_db


def written(series) -> bytes:
    ours = frame()
    return write_book(book_of_series(series, ours), ours)


@pytest.fixture(scope="module", autouse=True)
def made(lasting):
    with lasting():
        series = gauges()
        part = InstallmentPage.objects.get(slug="part-2")
        body = '<p>The <span lang="ko">외교부</span> said <b>so</b>.</p>'
        InstallmentPage.objects.filter(pk=part.pk).update(
            body=[*part.body.get_prep_value(), {"type": "paragraph", "value": body}]
        )
        Correction.objects.create(
            page=part, kind="correction", date=date(2021, 3, 3), text="<p>It was two.</p>", locale=part.locale
        )
        yield written(series)


@pytest.fixture
def package(made):
    return zipfile.ZipFile(io.BytesIO(made))


def paragraphs(root) -> list[tuple[str, str]]:
    """(id of the style, words) of each paragraph."""
    return [
        (one.find(f"{W}pPr/{W}pStyle").get(f"{W}val"), "".join(one.itertext(f"{W}t")))
        for one in root.iter(f"{W}p")
        if one.find(f"{W}pPr/{W}pStyle") is not None
    ]


def test_the_package_is_sound_and_python_docx_opens_it(made):
    assert faults(made) == []
    assert len(Document(io.BytesIO(made)).sections) == 7


def test_all_is_there_in_order_with_the_styles_of_word(package):
    said = paragraphs(tree(package))
    order = [words for style, words in said if style in ("Title", "Heading1")]
    assert order == [
        "The Gauges",
        "About this series",
        "Gauge 1 & co",
        "Gauge 2 & co",
        "Gauge 3 & co",
        "Colophon",
    ]
    assert [words for style, words in said if style == "PartPlace"] == [f"Part {n} of 3" for n in (1, 2)] + [
        "Part 3 of 3, final installment"
    ]
    assert ("Heading2", "Introduction") in said
    whole = "\n".join(words for _style, words in said)
    for words in ("On gauges", "Choe Won-gi", "1 February 2021", "Teaches.", "A map.", "Photo: A. Lead", "Rates",
                  "Correction, 3 March 2021. It was two.", "How to cite", "https://c.example/series/the-gauges/"):  # fmt: skip
        assert words in whole
    assert "SECRET" not in whole


def test_the_contents_are_a_field_whose_lines_lead_to_the_parts(package):
    root = tree(package)
    gallery = root.find(f".//{W}sdt/{W}sdtPr/{W}docPartObj/{W}docPartGallery")
    lines = {"".join(one.itertext(f"{W}t")): one.get(f"{W}anchor") for one in root.iter(f"{W}hyperlink")}
    assert gallery.get(f"{W}val") == "Table of Contents"
    for title in ("About this series", "1. Gauge 1 & co", "3. Gauge 3 & co", "Colophon", "the other part"):
        assert lines[title]


def test_each_part_has_its_notes_from_1_and_a_second_mark_repeats_the_first(package):
    root = tree(package)
    texts = ["".join(one.itertext(f"{W}t")).strip() for one in tree(package, NOTES).iter(f"{W}footnote")]
    assert texts[2:] == ["Note 1-1", "Note 2-1", "Note 3-1"]
    assert len(list(root.iter(f"{W}footnoteReference"))) == 3
    again = [one for one in root.iter(f"{W}fldSimple") if "NOTEREF" in one.get(f"{W}instr")]
    assert ["".join(one.itertext(f"{W}t")) for one in again] == ["1", "1", "1"]
    restarts = [one.get(f"{W}val") for one in root.iter(f"{W}numRestart")]
    assert restarts == ["eachSect"] * 7


def test_links_stay_inside_or_are_whole_and_closed_pages_are_words(package):
    root = tree(package)
    outside = {
        one.get("Target") for one in tree(package, "word/_rels/document.xml.rels") if one.get("TargetMode")
    }
    words = {"".join(one.itertext(f"{W}t")) for one in root.iter(f"{W}hyperlink")}
    assert "https://c.example/topics/water/" in outside
    assert not [address for address in outside if "draft" in address or "part-2/#" in address]
    assert "the draft" not in words
    assert "And the draft again." in [words for _style, words in paragraphs(root)]


def test_the_file_says_what_it_is_by_whom_and_in_which_language(made, package):
    core = Document(io.BytesIO(made)).core_properties
    assert (core.title, core.author, core.language) == ("The Gauges", "Choe Won-gi", "en")
    default = tree(package, "word/styles.xml").find(f".//{W}rPrDefault/{W}rPr/{W}lang")
    assert (default.get(f"{W}val"), default.get(f"{W}eastAsia")) == ("en-GB", "ko-KR")
    marked = {
        "".join(run.itertext(f"{W}t")): run.find(f"{W}rPr/{W}lang").get(f"{W}val")
        for run in tree(package).iter(f"{W}r")
        if run.find(f"{W}rPr/{W}lang") is not None
    }
    assert marked["외교부"] == "ko-KR"


def test_our_own_reader_finds_words_notes_tables_and_what_pictures_show(made):
    read = read_word(made)
    text = "\n".join(block.words.plain for block in read.body if hasattr(block, "words"))
    pictures = [block.alt for block in read.body if isinstance(block, ImageSlot)]
    tables = [block for block in read.body if isinstance(block, Table)]
    assert "Claim 1a[^1] and again" in text
    assert "Claim 3a[^3] and again" in text
    assert [note.words.plain for note in read.footnotes] == ["Note 1-1", "Note 2-1", "Note 3-1"]
    assert pictures == ["Map of gauge 2", "It doubled."]
    assert [[cell.plain for cell in row] for table in tables for row in (table.header, *table.rows)] == [
        ["", "Seoul"], ["2020", "1"], ["2021", "2"], ["Year", "Rate"], ["2020 & on", "4"]
    ]  # fmt: skip
    assert "Gauge 2 & co" in [block.words.plain for block in read.body if isinstance(block, Heading)]


def test_another_reader_finds_them_too(made):
    html = mammoth.convert_to_html(io.BytesIO(made)).value
    for said in (
        "<h1>",
        'alt="Map of gauge 2"',
        'alt="It doubled."',
        "Note 2-1",
        "<th>",
        "2020 &amp; on",
        "A map.",
    ):
        assert said in html


def test_a_picture_that_cannot_be_read_gives_way_to_its_words(made, monkeypatch):
    def gone(*args):
        raise FileNotFoundError

    monkeypatch.setattr(default_storage, "open", gone)
    content = written(SeriesPage.objects.get(slug="the-gauges"))
    said = paragraphs(tree(zipfile.ZipFile(io.BytesIO(content))))
    assert ("PictureSlot", "Map of gauge 2") in said
    assert faults(content) == []


def test_a_single_piece_names_its_series_and_place(made):
    ours = frame()
    content = write_book(book_of_piece(InstallmentPage.objects.get(slug="part-2"), ours), ours)
    said = paragraphs(tree(zipfile.ZipFile(io.BytesIO(content))))
    assert said[:2] == [("BookSeries", "The Gauges, Part 2 of 3"), ("Title", "Gauge 2 & co")]
    assert faults(content) == []
    assert Document(io.BytesIO(content)).core_properties.subject == "The Gauges"


def test_a_korean_book_is_korean_throughout():
    series = factories.SeriesFactory(
        parent=factories.series_index("ko"), title="강과 요율", status="complete"
    )
    chart = {
        "title": "운행",
        "kind": "lines",
        "data": "해,서울,부산\n2020,1,2\n2021,2,3",
        "summary": "늘었다.",
    }
    mark = f'<footnote id="{NOTE}">[3b8c]</footnote>'
    piece = factories.InstallmentFactory(
        parent=series, title="계량기", body=[("paragraph", f"<p>물이 불었다{mark}.</p>"), ("chart", chart)]
    )
    Footnote.objects.create(page=piece, uuid=NOTE, text="<p>주석</p>", locale=piece.locale)
    content = written(series)
    package = zipfile.ZipFile(io.BytesIO(content))
    said = paragraphs(tree(package))
    assert ("TOCHeading", "차례") in said
    assert Document(io.BytesIO(content)).core_properties.language == "ko"
    default = tree(package, "word/styles.xml").find(f".//{W}rPrDefault/{W}rPr/{W}lang")
    assert default.get(f"{W}val") == "ko-KR"
    assert faults(content) == []
