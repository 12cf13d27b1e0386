"""A series as an EPUB (case EBK-01): sound, whole, and with nothing in it that is closed."""

import re
from datetime import date

import pytest
from django.core.files.storage import default_storage

from authors.models import AuthorPage
from series.editions.book.reading import book_of_piece, book_of_series
from series.editions.epub import write_epub
from series.models import Correction, InstallmentPage, SeriesPage
from tests import factories
from tests.series.editions.gauges import frame, gauges
from tests.series.editions.opened import OPS, XHTML, Opened, complaints

pytestmark = pytest.mark.django_db


def epub_of(series: SeriesPage) -> Opened:
    ours = frame()
    return Opened(write_epub(book_of_series(series, ours), ours))


@pytest.fixture(scope="module", autouse=True)
def built(lasting):
    with lasting():
        yield epub_of(gauges())


@pytest.fixture
def book(built):
    return built


@pytest.fixture
def series(built):
    return SeriesPage.objects.get(slug="the-gauges")


def part(book: Opened, number: int):
    return book.tree(f"part-{number}.xhtml")


def test_the_checker_has_nothing_against_it(book, tmp_path):
    assert complaints(book.content, tmp_path) == []


def test_the_archive_says_what_it_is_before_anything_else(book):
    first = book.archive.infolist()[0]
    assert (first.filename, first.compress_type) == ("mimetype", 0)
    assert book.archive.read("mimetype") == b"application/epub+zip"


def test_no_word_of_a_draft_is_in_it(book):
    assert "SECRET" not in book.text()
    assert "part-4" not in book.text()


def test_a_link_to_a_draft_is_plain_text(book):
    words = "".join(part(book, 1).itertext())
    assert "the draft and water" in words
    assert "And the draft again." in words
    assert not [link for link in part(book, 1).iter(f"{XHTML}a") if "draft" in "".join(link.itertext())]


def test_ids_are_unique_in_the_whole_book(book):
    ids = re.findall(r'\sid="(part-[^"]+)"', "".join(book.read(f"part-{n}.xhtml") for n in (1, 2, 3)))
    assert len(ids) == len(set(ids)) > 12


def test_a_note_leads_to_the_note_of_its_own_part_and_back(book):
    tree = part(book, 2)
    marks = [link for link in tree.iter(f"{XHTML}a") if link.get(f"{OPS}type") == "noteref"]
    assert [mark.get("href") for mark in marks] == ["#part-2-fn1", "#part-2-fn1"]
    [note] = [one for one in tree.iter(f"{XHTML}li") if one.get("id") == "part-2-fn1"]
    assert "Note 2-1" in "".join(note.itertext())
    back = [link.get("href") for link in note.iter(f"{XHTML}a")]
    assert back == [f"#{mark.get('id')}" for mark in marks]


def test_links_between_parts_stay_inside_and_others_are_whole(book):
    links = {"".join(link.itertext()): link.get("href") for link in part(book, 2).iter(f"{XHTML}a")}
    assert links["the other part"] == "part-3.xhtml#part-3-introduction"
    assert links["water"] == "https://c.example/topics/water/"
    online = "https://c.example/series/the-gauges/part-2/"
    assert links[online] == online


def test_the_introduction_leads_where_the_parts_do(book):
    links = {
        "".join(one.itertext()): one.get("href") for one in book.tree("introduction.xhtml").iter(f"{XHTML}a")
    }
    assert links == {
        "part 2": "part-2.xhtml#part-2-introduction", "water": "https://c.example/topics/water/"
    }  # fmt: skip


def test_the_contents_have_one_entry_for_each_part(book):
    contents = book.tree("nav.xhtml").find(f".//{XHTML}nav")
    entries = [(link.get("href"), link.text) for link in contents.iter(f"{XHTML}a")]
    assert entries == [(f"part-{n}.xhtml", f"{n}. Gauge {n} & co") for n in (1, 2, 3)]
    assert "Gauge 1 &amp; co" in book.read("nav.xhtml")
    assert "&amp;amp;" not in book.text()


def test_a_picture_is_inside_with_its_words(book):
    [picture] = list(part(book, 2).iter(f"{XHTML}img"))
    assert picture.get("alt") == "Map of gauge 2"
    assert f"EPUB/{picture.get('src')}" in book.names
    assert "Photo: A. Lead" in "".join(part(book, 2).itertext())


def test_a_chart_is_drawn_and_its_numbers_stand_below(book):
    tree = part(book, 2)
    assert tree.find(".//{http://www.w3.org/2000/svg}svg").get("aria-label") == "It doubled."
    assert "2021" in "".join("".join(t.itertext()) for t in tree.iter(f"{XHTML}table"))
    assert tree.find(f".//{XHTML}details") is None


def test_the_package_says_who_when_and_of_what_series(book):
    opf = book.read("package.opf")
    for said in (
        '<dc:language>en</dc:language>', ">The Gauges</dc:title>", ">Choe Won-gi</dc:creator>", ">Choe, Won-gi</meta>",
        ">최원기</meta>", "<dc:date>2021-02-01</dc:date>", 'property="belongs-to-collection"',
        '<meta property="schema:accessModeSufficient">textual</meta>',
    ):  # fmt: skip
        assert said in opf
    assert "dcterms:conformsTo" not in opf  # nobody has audited it


def test_the_people_are_introduced_and_the_colophon_says_how_to_cite(book):
    assert "Teaches." in book.read("part-1.xhtml")
    assert "About this series" in book.read("introduction.xhtml")
    colophon = book.read("colophon.xhtml")
    assert "https://c.example/series/the-gauges/" in colophon
    assert "How to cite" in colophon


def test_the_same_book_gives_the_same_bytes(book, series):
    assert epub_of(series).content == book.content


def test_a_picture_whose_file_is_gone_gives_way_to_its_words(series, monkeypatch):
    def gone(*args):
        raise FileNotFoundError

    monkeypatch.setattr(default_storage, "open", gone)
    opened = epub_of(series)
    assert "Map of gauge 2" in "".join(part(opened, 2).itertext())
    assert not [name for name in opened.names if "images/" in name]


def test_a_single_piece_knows_its_place_in_the_series(tmp_path):
    ours = frame()
    InstallmentPage.objects.filter(slug="part-2").update(doi="10.1234/a#b")
    AuthorPage.objects.update(orcid="0000-0002-1825-0097")
    piece = InstallmentPage.objects.get(slug="part-2")
    opened = Opened(write_epub(book_of_piece(piece, ours), ours))
    assert complaints(opened.content, tmp_path) == []
    opf = opened.read("package.opf")
    assert ">The Gauges</meta>" in opf
    assert '<meta property="group-position" refines="#series">2</meta>' in opf
    links = {"".join(link.itertext()): link.get("href") for link in part(opened, 2).iter(f"{XHTML}a")}
    assert links["the other part"] == "https://c.example/series/the-gauges/part-3/#introduction"


def test_a_book_of_which_no_day_is_known_still_says_when_it_was_changed(series):
    SeriesPage.objects.update(last_published_at=None)
    InstallmentPage.objects.update(first_published_at=None, last_published_at=None)
    opf = epub_of(SeriesPage.objects.get(pk=series.pk)).read("package.opf")
    assert '<meta property="dcterms:modified">1980-01-01T00:00:00Z</meta>' in opf


def test_of_a_withdrawn_piece_the_book_says_only_why(series):
    piece = InstallmentPage.objects.get(slug="part-2")
    Correction.objects.create(
        page=piece,
        kind="withdrawal",
        date=date(2021, 3, 3),
        text="<p>It was another river.</p>",
        locale=piece.locale,
    )
    InstallmentPage.objects.filter(pk=piece.pk).update(is_withdrawn=True)
    opened = epub_of(series)
    words = "".join(part(opened, 2).itertext())
    assert "It was another river." in words
    assert "Claim 2a" not in words


def test_a_korean_book_is_korean_carries_no_font_and_leaves_out_what_xml_forbids(tmp_path):
    """Sound also where a piece was withdrawn."""
    series = factories.SeriesFactory(
        parent=factories.series_index("ko"),
        title="강과\x0b 요율",
        status="complete",
        standfirst="누가 내는가.",
    )
    body = factories.paragraphs("물이\x0c 불었다 &#x1f;.")
    factories.InstallmentFactory(parent=series, title="계량기", body=body)
    gone = factories.InstallmentFactory(parent=series, title="다른 강")
    row = {"kind": "withdrawal", "date": date(2021, 3, 3), "text": "<p>다른 강이었다.</p>"}
    Correction.objects.create(page=gone, locale=gone.locale, **row)
    InstallmentPage.objects.filter(pk=gone.pk).update(is_withdrawn=True)
    opened = epub_of(series)
    assert complaints(opened.content, tmp_path) == []
    assert not [name for name in opened.names if "fonts/" in name]
    assert 'lang="ko"' in opened.read("part-1.xhtml")
    assert "물이 불었다" in opened.read("part-1.xhtml")
    assert "다른 강이었다." in opened.read("part-2.xhtml")
    assert ">차례</h1>" in opened.read("nav.xhtml")
