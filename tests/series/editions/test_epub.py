"""A series as an EPUB (case EBK-01): sound, whole, and with nothing in it that is closed."""

import re
from datetime import UTC, date, datetime

import pytest
from django.core.files.storage import default_storage
from wagtail.models import Site
from wagtail_footnotes.models import Footnote

from authors.models import AuthorPage
from publication.frame import frame_of
from series.editions.book.reading import book_of_piece, book_of_series
from series.editions.epub import write_epub
from series.models import Correction, InstallmentPage, SeriesPage
from tests import factories
from tests.series.editions.opened import OPS, XHTML, Opened, complaints

pytestmark = pytest.mark.django_db

# The same note in all three parts, as copied pages have it.
NOTE = "3b8c2f10-6a4d-4f3e-9a53-0f5d8a6c1b7d"
CHART = {"title": "Runs", "kind": "bars", "data": "Year,Seoul\n2020,1\n2021,2", "summary": "It doubled."}
TABLE = {
    "caption": "Rates",
    "row_headings": True,
    "table": {
        "columns": [{"type": "text", "heading": "Year"}, {"type": "number", "heading": "Rate"}],
        "rows": [{"values": ["<p>2020 &amp; on</p>", "4"]}],
    },
}


def claims(number: int) -> str:
    mark = f'<footnote id="{NOTE}">[3b8c]</footnote>'
    return f"<p>Claim {number}a{mark} and again{mark}.</p>"


def links_to(part: str) -> str:
    return (
        f'<p>See <a href="/series/the-gauges/{part}/#introduction">the other part</a>, '
        '<a href="/series/the-gauges/part-4-draft/">the draft</a> and <a href="/topics/water/">water</a>.</p>'
    )


def gauges() -> SeriesPage:
    """Three live parts with the same ids, each with a note that is cited twice, and a draft."""
    series = factories.SeriesFactory(
        title="The Gauges", slug="the-gauges", status="complete", introduction="<p>On <b>gauges</b>.</p>"
    )
    author = factories.AuthorFactory(
        title="Choe Won-gi",
        family_name="Choe",
        given_name="Won-gi",
        native_name="최원기",
        biography="<p>Teaches.</p>",
    )
    parts = [
        factories.InstallmentFactory(
            parent=series, slug=f"part-{number}", title=f"Gauge {number} & co", bylines=[author],
            first_published_at=datetime(2021, 2, number, 3, tzinfo=UTC),
        )
        for number in (1, 2, 3)
    ]  # fmt: skip
    draft = factories.InstallmentFactory(
        parent=series, title="Gauge 4 SECRET", slug="part-4-draft", live=False, first_published_at=None,
        body=factories.paragraphs("SECRET"),
    )  # fmt: skip
    for number, part, other in zip((1, 2, 3), parts, ("part-2", "part-3", "part-1"), strict=True):
        body = [
            ("heading", {"text": "Introduction", "level": "2"}),
            ("paragraph", claims(number)),
            ("paragraph", links_to(other)),
            ("paragraph", f'<p>And <a linktype="page" id="{draft.pk}">the draft again</a>.</p>'),
        ]
        if number == 2:
            image = factories.ImageFactory(credit="Photo: A. Lead")
            picture = {"image": image.pk, "alternative_text": "Map of gauge 2", "caption": "A map."}
            body += [
                ("image", picture),
                ("paragraph", "<p>A&nbsp;b<br/>c</p>"),
                ("chart", CHART),
                ("table", TABLE),
            ]
        part.body = [{"type": kind, "value": value} for kind, value in body]
        part.save()
        Footnote.objects.create(page=part, uuid=NOTE, text=f"<p>Note {number}-1</p>")
    return series


def frame():
    site = Site.objects.get()
    site.hostname, site.port = "c.example", 443
    site.save()
    return frame_of(site)


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


def test_of_a_withdrawn_piece_the_book_says_only_why(series, tmp_path):
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
    assert complaints(opened.content, tmp_path) == []


def test_a_korean_book_is_korean_and_carries_no_font(tmp_path):
    series = factories.SeriesFactory(
        parent=factories.series_index("ko"), title="강과 요율", status="complete", standfirst="누가 내는가."
    )
    factories.InstallmentFactory(parent=series, title="계량기", body=factories.paragraphs("물이 불었다."))
    opened = epub_of(series)
    assert complaints(opened.content, tmp_path) == []
    assert not [name for name in opened.names if "fonts/" in name]
    assert 'lang="ko"' in opened.read("part-1.xhtml")
    assert ">차례</h1>" in opened.read("nav.xhtml")


def test_characters_that_xml_forbids_are_left_out(tmp_path):
    series = factories.SeriesFactory(status="complete", title="A\x0bB")
    factories.InstallmentFactory(parent=series, body=factories.paragraphs("One\x0ctwo &#x1f; three"))
    assert complaints(epub_of(series).content, tmp_path) == []
