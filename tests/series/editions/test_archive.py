"""A closed series as a zip that outlives the site: whole, with nothing closed in it, every link in it leading on."""

import io
import json
import re
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection
from django.db.models.fields.files import FieldFile
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation
from lxml import html
from wagtail.documents import get_document_model
from wagtail.models import Collection, CollectionViewRestriction
from wagtail_footnotes.models import Footnote

from publication.models import CreditedImage
from series.editions.archive import CannotArchive, asking, contents, making, volumes_named, write_archive
from series.editions.archive.packing import Packing
from series.models import Correction, InstallmentPage, SeriesPage
from tests import factories
from tests.series.editions.unpacked import Unpacked, archive_of

pytestmark = pytest.mark.django_db

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


def _document(title: str, collection=None):
    return get_document_model().objects.create(
        title=title,
        file=ContentFile(title.encode(), name=f"{title}.TXT"),
        **({"collection": collection} if collection else {}),
    )


def rivers() -> SeriesPage:
    """Two parts in English and one of them in Korean, a draft, and a piece beside them by the same author."""
    series = factories.SeriesFactory(
        title="Rivers & <Rates>", slug="rivers", status="complete", licence="cc-by-4.0",
        image=factories.ImageFactory(credit="Photo: A. Lead"),
        introduction='<p>On <a href="/topics/water/">water</a>.</p>',
    )  # fmt: skip
    author = factories.AuthorFactory(
        title="Choe Won-gi", slug="choe", native_name="최원기", biography="<p>Teaches.</p>",
        photo=factories.ImageFactory(title="A face"),
    )  # fmt: skip
    locked = Collection.get_first_root_node().add_child(name="Locked")
    CollectionViewRestriction.objects.create(collection=locked, restriction_type="login")
    closed, public = _document("closed", locked), _document("minutes")
    parts = [
        factories.InstallmentFactory(
            parent=series, slug=slug, title=f"The {slug}", bylines=[author],
            topics=[factories.TopicFactory(name=f"Water {slug}")],
            first_published_at=datetime(2021, 2, day, 3, tzinfo=UTC),
        )
        for day, slug in enumerate(("first", "second"), start=1)
    ]  # fmt: skip
    draft = factories.InstallmentFactory(parent=series, title="A SECRET draft", slug="draft", live=False)
    mark = f'<footnote id="{NOTE}">[3b8c]</footnote>'
    parts[0].body = [
        {"type": kind, "value": value}
        for kind, value in (
            ("heading", {"text": "What rose", "level": "2"}),
            ("paragraph", f"<p>Claim{mark} and again{mark}.</p>"),
            ("paragraph", '<p><a href="/series/rivers/second#what-fell">Typed</a>, <a href="#what-rose">here</a></p>'),
            ("paragraph", f'<p><a linktype="page" id="{draft.pk}">the draft</a></p>'),
            ("paragraph", f'<p><a linktype="document" id="{closed.pk}">locked away</a></p>'),
            ("image", {"image": factories.ImageFactory(title="Map").pk, "alternative_text": "A map.", "caption": "M."}),
            ("image", {"image": factories.ImageFactory(title="Gone").pk, "alternative_text": "A lost levee."}),
            ("chart", CHART),
            ("table", TABLE),
            ("elsewhere", {"title": "A film", "address": "https://film.example/1", "description": ""}),
            ("document", {"document": public.pk, "label": "The minutes"}),
        )
    ]  # fmt: skip
    parts[1].body = [
        {"type": "heading", "value": {"text": "What fell", "level": "2"}},
        {
            "type": "paragraph",
            "value": '<p><a href="/series/rivers/first/?print=1">with a query</a>, <a href="#nowhere">x</a></p>'
            # Browsers take it for an address, Python does not.
            '<p><a href="http://[a@film.example/">no address</a></p>',
        },
    ]
    for part in parts:
        part.save()
    Footnote.objects.create(page=parts[0], uuid=NOTE, text="<p>Note one</p>")
    Correction.objects.create(
        page=parts[1], date=date(2021, 3, 3), text="<p>A word was wrong.</p>", locale=parts[1].locale
    )
    factories.translated(series, title="강 연재", slug="강-연재", status="complete")
    factories.translated(parts[0], title="첫 번째", slug="첫-번째")
    factories.InstallmentFactory(title="A piece ELSEWHERE", slug="elsewhere", bylines=[author])
    return series


@pytest.fixture(scope="module", autouse=True)
def built(lasting):
    with lasting():
        rivers()
        archive_of("rivers")  # the copies of its pictures are made
        _lose_the_picture()
        yield archive_of("rivers")


def _lose_the_picture() -> None:
    for copy in CreditedImage.objects.get(title="Gone").renditions.all():
        default_storage.delete(copy.file.name)


@pytest.fixture
def archive(built):
    return built


@pytest.fixture
def series(built):
    return SeriesPage.objects.get(slug="rivers")


def test_every_link_in_every_file_leads_on_or_to_the_web(archive):
    assert len(archive.trees) == 8
    assert archive.faults() == []


def test_nothing_in_it_needs_a_script_or_a_server(archive):
    for name, tree in archive.trees.items():
        assert not tree.xpath("//script|//form|//dialog|//iframe|//button|//*[@style]"), name
        assert not [*tree.find_class("needs-js"), *tree.find_class("on-site")], name
        assert [link.get("rel") for link in tree.iter("link")][-2:] == ["icon", "stylesheet"]


def test_its_checksums_can_be_checked(archive):
    assert archive.wrong_sums() == []
    assert len(archive.files["SHA256SUMS"].splitlines()) == len(archive.files) - 1


def test_its_pages_are_those_of_the_site(archive, client):
    first = archive.trees["part-1.html"]
    there = html.document_fromstring(client.get("/series/rivers/first/").content.decode())
    words = [" ".join(tree.find_class("prose")[0].text_content().split()) for tree in (first, there)]
    assert words[0].replace("A lost levee. ", "") == words[1]
    assert first.get("lang") == "en"
    assert archive.trees["ko/part-1.html"].get("lang") == "ko"
    assert first.find_class("chart__drawing")
    assert first.xpath("//table//th[text()='2020 & on']")


def test_a_note_leads_to_its_text_and_back(archive):
    links = archive.links("part-1.html")
    assert {"#fn1", "#ref1", "#ref1-2"} <= set(links)


def test_what_is_inside_is_reached_without_the_site_and_all_else_by_a_whole_address(archive):
    words = {
        a.text_content(): a.get("href") for a in archive.trees["part-1.html"].find_class("prose")[0].iter("a")
    }
    assert words["Typed"] == "part-2.html#what-fell"
    assert words["here"] == "#what-rose"
    assert words["A film"] == "https://film.example/1"
    assert words["The minutes"] == "files/document-1.txt"
    assert not {"the draft", "locked away"} & words.keys()
    assert "http://localhost/series/rivers/first/?print=1" in archive.links("part-2.html")
    assert "http://localhost/topics/water/" in archive.links("index.html")
    assert "http://localhost/series/rivers/feed/rss/" in archive.links("index.html")
    assert "http://localhost/series/rivers/second/#nowhere" in archive.links("part-2.html")
    assert archive.files["files/document-1.txt"] == b"minutes"


def test_what_is_no_address_is_no_link_and_costs_nothing_else(archive, client):
    for name in ("part-2.html", "all.html"):
        words = {a.text_content(): a.get("href") for a in archive.trees[name].iter("a")}
        assert words.get("no address") is None
        assert "no address" in archive.trees[name].text_content()
    assert client.get("/series/rivers/all/").status_code == 200


def test_an_author_s_page_lists_this_series_only(archive):
    text = archive.trees["author-1.html"].text_content()
    assert all(title in text for title in ("The first", "The second"))
    assert "ELSEWHERE" not in archive.text()
    assert {"part-1.html", "part-2.html", "ko/part-1.html"} <= set(archive.links("author-1.html"))
    assert "author-1.html" in archive.links("part-1.html")


def test_a_picture_has_its_size_and_one_that_is_gone_gives_way_to_its_words(archive):
    tree = archive.trees["part-1.html"]
    (picture,) = tree.xpath("//img[@alt='A map.']")
    assert re.fullmatch(r"images/[0-9a-f]{16}\.\w+", picture.get("src"))
    assert (picture.get("width"), picture.get("height")) == ("1280", "800")
    assert picture.get("srcset") is None
    assert [p.text for p in tree.find_class("figure__missing")] == ["A lost levee."]


def test_a_document_that_its_storage_does_not_give_stays_on_the_site(monkeypatch):
    opened = FieldFile.open

    def refuse(file, mode="rb"):
        if file.name.endswith(".txt"):
            raise RuntimeError("403 of the cloud")
        return opened(file, mode)

    monkeypatch.setattr(FieldFile, "open", refuse)
    file = io.BytesIO()
    made = write_archive(volumes_named("rivers", "en"), file, books=False)
    archive = Unpacked(file.getvalue())
    assert made.remarks[0] == "The file of the document “minutes” is gone; its link leads to the site."
    assert not [name for name in archive.files if name.startswith("files/")]
    assert archive.faults() == []


def test_each_language_leads_to_the_other_s_page_of_the_same_thing(archive):
    assert "ko/part-1.html" in archive.links("part-1.html")
    assert "../part-1.html" in archive.links("ko/part-1.html")
    # There is no second part in Korean, so the list of the Korean series leads to the English one.
    assert "../part-2.html" in archive.links("ko/index.html")
    assert "ko/index.html" in archive.links("part-2.html")


def test_names_are_plain_and_differ_by_more_than_case(archive):
    names = list(archive.files)
    assert all(re.fullmatch(r"[A-Za-z0-9._/-]{1,60}", name) for name in names)
    assert len({name.lower() for name in names}) == len(names)


def test_one_language_alone_is_in_no_folder_and_leads_to_the_site_for_the_other():
    archive = archive_of("rivers", "ko")
    assert archive.trees["index.html"].get("lang") == "ko"
    assert not [name for name in archive.files if name.startswith(("ko/", "en/"))]
    assert "http://localhost/series/rivers/second/" in archive.links("index.html")
    assert archive.faults() == []


def test_the_series_is_found_by_its_slug_in_any_language():
    assert [volume.language for volume in volumes_named("강-연재")] == ["en", "ko"]
    # As a Mac types it.
    assert len(volumes_named("강-연재")) == 2


def test_it_says_of_itself_what_it_is_in_both_languages(archive):
    words = archive.files["README.txt"].decode()
    for said in (
        "Rivers & <Rates>", "http://localhost/series/rivers/", "https://creativecommons.org/licenses/by/4.0/",
        "sha256sum -c SHA256SUMS", "2021", "강 연재", "http://localhost/ko/series/",
    ):  # fmt: skip
        assert said in words
    told = json.loads(archive.files["metadata.json"])
    english, korean = told["volumes"]
    assert [part["file"] for part in english["parts"]] == ["part-1.html", "part-2.html"]
    assert english["parts"][0]["people"][0]["name"] == "Choe Won-gi"
    assert korean["parts"][0]["address"].startswith("http://localhost/ko/series/")
    assert not re.search(r'(""|null|\[\]|\{\})', archive.files["metadata.json"].decode())


def test_citations_lie_beside_the_pages_and_do_not_say_when_they_were_made(archive):
    assert "cite/part-1.ris" in archive.links("part-1.html")
    assert b"  - The first" in archive.files["cite/part-1.ris"]
    assert str(timezone.localdate().year) not in archive.files["cite/part-1.json"].decode()


def test_the_same_content_gives_the_same_bytes_whoever_asks_and_whenever(archive):
    with (
        time_machine.travel(timezone.now() + timedelta(days=400), tick=False),
        translation.override("ko"),
        timezone.override("America/Los_Angeles"),
    ):
        again = archive_of("rivers")
    assert again.files == archive.files
    assert again.content == archive.content


def test_another_word_gives_other_checksums(archive):
    InstallmentPage.objects.filter(slug="second").update(title="The third")
    assert archive_of("rivers").files["SHA256SUMS"] != archive.files["SHA256SUMS"]


def test_the_books_lie_in_it_where_they_can_be_made(monkeypatch):
    monkeypatch.setattr(contents, "write_pdf", lambda book, frame: 1 / 0)
    archive = archive_of("rivers", "en", books=True)
    assert archive.files["book.epub"].startswith(b"PK")
    assert "book.epub" in archive.links("index.html")
    assert "book.pdf" not in archive.files
    assert "http://localhost/series/rivers.pdf" in archive.links("index.html")
    assert archive.faults() == []


def test_a_part_in_it_costs_what_the_page_of_a_part_costs(series):
    with CaptureQueriesContext(connection) as before:
        archive_of("rivers", "en")
    author = series.get_children().first().specific.bylines.first().author
    for number in (3, 4):
        factories.InstallmentFactory(parent=series, title=f"More {number}", bylines=[author])
    with CaptureQueriesContext(connection) as after:
        archive_of("rivers", "en")
    assert (len(after) - len(before)) / 2 <= 12


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"status": "ongoing"}, "is not closed: its status is “ongoing”"),
        ({"live": False}, "is not public"),
        ({"slug": "streams"}, "There is no series “rivers”. Closed series: streams"),
    ],
)
def test_a_series_that_cannot_be_archived_says_why(series, changes, words):
    SeriesPage.objects.filter(slug="강-연재").update(live=False)
    SeriesPage.objects.filter(pk=series.pk).update(**changes)
    with pytest.raises(CannotArchive) as refusal:
        volumes_named("rivers")
    assert words.lower() in refusal.value.message.lower()


def test_a_series_without_a_public_part_has_no_archive():
    factories.SeriesFactory(slug="empty", status="complete")
    with pytest.raises(CannotArchive, match="no part that everybody may read"):
        volumes_named("empty")


@pytest.mark.parametrize(
    "change", [{"live": False}, {"is_withdrawn": True}], ids=["unpublished", "withdrawn"]
)
def test_a_piece_that_is_closed_while_it_is_made_is_in_no_archive(monkeypatch, change):
    def close_one(packing):
        InstallmentPage.objects.filter(slug="second").update(**change)

    monkeypatch.setattr(making, "put_style", close_one)
    with pytest.raises(CannotArchive, match="taken down while the archive was made"):
        archive_of("rivers")


def test_a_site_that_answers_to_another_host_is_told_so(settings):
    settings.ALLOWED_HOSTS = ["www.example.org"]
    with pytest.raises(CannotArchive, match="localhost, is not among ALLOWED_HOSTS"):
        archive_of("rivers")


def test_a_series_is_never_cut_short_without_a_word(monkeypatch):
    monkeypatch.setattr(asking, "MOST_CHAPTERS", 2)
    with pytest.raises(CannotArchive, match="too many parts for one archive: 2 or more"):
        volumes_named("rivers")


def test_a_language_that_is_not_closed_is_left_out():
    SeriesPage.objects.filter(slug="강-연재").update(status="ongoing")
    assert [volume.language for volume in volumes_named("rivers")] == ["en"]
    with pytest.raises(CannotArchive, match=r"한국어.*is not closed"):
        volumes_named("rivers", "ko")


def test_two_series_of_one_name_have_to_be_told_apart_by_language():
    other = factories.SeriesFactory(parent=factories.series_index("ko"), slug="rivers", status="complete")
    factories.InstallmentFactory(parent=other)
    with pytest.raises(CannotArchive, match="Name the language"):
        volumes_named("rivers")
    assert volumes_named("rivers", "ko")[0].series.pk == other.pk


def test_a_column_stands_on_one_page_whatever_its_length(monkeypatch):
    column = factories.SeriesFactory(slug="column", form="column", status="complete")
    for number in range(3):
        factories.InstallmentFactory(parent=column, title=f"Piece {number}")
    monkeypatch.setattr("series.reading.collection.COLUMN_PAGE", 2)
    archive = archive_of("column")
    assert {"piece-1.html", "piece-2.html", "piece-3.html"} <= set(archive.links("index.html"))
    assert archive.faults() == []


@pytest.mark.parametrize("name", ["con.html", "ko/../up.html", "a b.html", "강.html", "/etc.html", "x" * 60])
def test_a_name_that_some_system_cannot_hold_is_refused(name, tmp_path):
    with (tmp_path / "x.zip").open("wb") as file, pytest.raises(ValueError, match="no name"):
        Packing(file, None).put(name, b"")
