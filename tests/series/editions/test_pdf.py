"""A series as a PDF: tagged, with bookmarks and a language, and nothing fetched on the way."""

import io
from collections import Counter

import pytest
from PIL import ImageFile
from pypdf import PdfReader
from wagtail.models import Site

from publication.frame import frame_of
from series.editions.book.reading import book_of_series
from series.editions.pdf import ability, write_pdf
from series.editions.pdf.document import COVER_WIDTH, Printed, document_of
from series.editions.pdf.writing import HERE, fetcher
from series.models import SeriesPage
from tests import factories
from tests.series.editions.opened import words_of_pdf

pytestmark = pytest.mark.django_db

CHART = {"title": "Runs", "kind": "bars", "data": "Year,Seoul\n2020,1\n2021,2", "summary": "It doubled."}


@pytest.fixture(scope="module", autouse=True)
def built(lasting):
    with lasting():
        series = factories.SeriesFactory(
            title="The Gauges", status="complete", introduction="<p>On gauges.</p>"
        )
        author = factories.AuthorFactory(title="Choe Won-gi")
        picture = {
            "image": factories.ImageFactory(),
            "alternative_text": "Map of gauge 2",
            "caption": "A map.",
        }
        body = [
            ("paragraph", '<p>See <a href="https://a.example/x">there</a>, <a href="/topics/">here</a>.</p>'),
            ("image", picture),
            ("image", {"image": factories.ImageFactory(title="Ornament"), "decorative": True}),
            ("chart", CHART),
        ]
        factories.InstallmentFactory(parent=series, title="Gauge 1 & co", bylines=[author], body=body)
        factories.InstallmentFactory(parent=series, title="Gauge 2 & co", bylines=[author])
        factories.InstallmentFactory(parent=series, title="SECRET", live=False, first_published_at=None)
        frame = frame_of(Site.objects.get())
        yield write_pdf(book_of_series(series, frame), frame)


def book():
    ours = frame_of(Site.objects.get())
    return book_of_series(SeriesPage.objects.get(title="The Gauges"), ours), ours


@pytest.fixture
def reader(built):
    return PdfReader(io.BytesIO(built))


def test_it_says_what_it_is_by_whom_and_in_which_language(reader):
    assert reader.metadata["/Title"] == "The Gauges"
    assert reader.metadata["/Author"] == "Choe Won-gi"
    assert reader.trailer["/Root"]["/Lang"] == "en"
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in reader.trailer["/Root"]


def test_every_chapter_has_a_bookmark_and_begins_a_page(reader):
    titles = [one.title for one in reader.outline if not isinstance(one, list)]
    assert titles == ["Contents", "About this series", "Gauge 1 & co", "Gauge 2 & co", "Colophon"]
    starts = [reader.get_destination_page_number(one) for one in reader.outline if not isinstance(one, list)]
    assert len(set(starts)) == len(starts)


def test_the_words_are_all_there_and_no_draft(built):
    words = words_of_pdf(built)
    for said in (
        "On gauges.",
        "The water rose in the night.",
        "A map.",
        "How to cite",
        "(https://a.example/x)",
    ):
        assert said in words
    assert "SECRET" not in words


def test_the_address_behind_a_link_is_printed_unless_it_is_ours(built):
    words = words_of_pdf(built)
    assert "there (https://a.example/x), here." in words.replace("\n", " ")


def test_the_contents_name_the_page_on_which_each_part_begins(reader):
    starts = {
        one.title: reader.get_destination_page_number(one) + 1
        for one in reader.outline
        if not isinstance(one, list)
    }
    lines = reader.pages[2].extract_text().splitlines()
    for title in ("About this series", "Gauge 1 & co", "Gauge 2 & co", "Colophon"):
        assert [line for line in lines if title in line and line.split()[-1] == str(starts[title])]


def test_a_part_names_itself_above_its_pages_but_not_above_its_title(reader):
    first = next(page for page in reader.pages if "Part 1 of 2" in page.extract_text())
    assert first.extract_text().splitlines()[0] == "Part 1 of 2"


def test_all_that_is_said_is_tagged_and_pictures_have_words(reader):
    kinds, words = Counter(), []

    def walk(node):
        for one in node if isinstance(node, list) else [node]:
            one = one.get_object()
            if not isinstance(one, dict):
                continue
            kinds[str(one.get("/S", ""))] += 1
            words.append(str(one.get("/Alt", "")))
            walk(one.get("/K", []))

    walk(reader.trailer["/Root"]["/StructTreeRoot"]["/K"])
    for kind in ("/H1", "/P", "/Link", "/Figure", "/Table", "/TH", "/TD"):
        assert kinds[kind], kind
    # One for each picture that says something, and the cover; decoration is not read.
    assert sorted(filter(None, words)) == ["It doubled.", "Map of gauge 2", "The Gauges"]
    assert kinds["/Figure"] == 3
    assert document_of(*book()).html.count("background: url(images/") == 1


def test_every_font_is_inside(reader):
    fonts = [
        each.get_object()
        for page in reader.pages
        for font in page["/Resources"].get("/Font", {}).values()
        for each in font.get_object().get("/DescendantFonts", [font])
    ]
    files = [
        {"/FontFile", "/FontFile2", "/FontFile3"} & set(one["/FontDescriptor"].get_object()) for one in fonts
    ]
    assert fonts
    assert all(files)


def test_the_cover_fills_its_sheet(reader):
    width, height = (float(each) for each in reader.pages[0].mediabox[2:])
    assert round(height / width, 2) == round(210 / 148, 2)
    assert f'viewBox="0 0 {COVER_WIDTH} 1800"' in document_of(*book()).html


def test_links_lead_inside_and_outside(reader):
    links = [a.get_object() for page in reader.pages for a in page.get("/Annots", ())]
    outside = {link["/A"]["/URI"] for link in links if "/URI" in link.get("/A", {})}
    assert "https://a.example/x" in outside
    assert [link for link in links if "/Dest" in link or link.get("/A", {}).get("/S") == "/GoTo"]


def test_text_is_set_in_the_house_type(reader):
    fonts = {
        str(font.get_object()["/BaseFont"])
        for page in reader.pages
        for font in page["/Resources"].get("/Font", {}).values()
    }
    assert [name for name in fonts if "Newsreader" in name]


@pytest.mark.parametrize("address", ["https://c.example/x.png", "file:///etc/passwd", f"{HERE}images/2.png"])
def test_nothing_is_fetched_that_is_not_in_the_book(address):
    with pytest.raises(ValueError, match="fetches nothing"):
        fetcher(Printed("", {})).fetch(address)


def test_making_one_does_not_let_broken_pictures_in(built):
    assert ImageFile.LOAD_TRUNCATED_IMAGES is False


def test_without_pango_there_is_no_pdf_and_the_site_says_so(client, monkeypatch):
    series = factories.SeriesFactory(title="Rivers", slug="rivers", status="complete")
    factories.InstallmentFactory(parent=series, slug="first")
    monkeypatch.setattr(ability, "_has_pango", lambda: False)
    answer = client.get("/series/rivers.pdf")
    assert (answer.status_code, answer.content.decode()) == (
        404, "PDF is switched off: the library Pango is not installed on this machine.",
    )  # fmt: skip
    page = client.get("/series/rivers/").content.decode()
    assert "rivers.epub" in page
    assert "rivers.pdf" not in page


def test_without_a_font_for_hangul_only_korean_books_have_no_pdf(monkeypatch):
    monkeypatch.setattr(ability, "_has_pango", lambda: True)
    monkeypatch.setattr(ability, "_has_hangul", lambda: False)
    assert ability.problem("en") == ""
    assert "Hangul" in ability.problem("ko")
