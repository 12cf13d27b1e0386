"""The sitemap lists every public page once in its language, with its versions and its picture, and nothing else."""

import gzip
import tracemalloc
import xml.etree.ElementTree as ElementTree
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Page

from home.machines import sitemap
from home.machines.listed import Listed
from series.models import InstallmentPage
from tests import factories

pytestmark = pytest.mark.django_db

SM = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"
LINK = "{http://www.w3.org/1999/xhtml}link"
IMAGE = "{http://www.google.com/schemas/sitemap-image/1.1}loc"
HERE = "http://localhost"


def read(client, address: str) -> ElementTree.Element:
    answer = client.get(address)
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/xml; charset=utf-8")
    return ElementTree.fromstring(answer.content)


def files(client) -> list[str]:
    return [each.text.removeprefix(HERE) for each in read(client, "/sitemap.xml").iter(f"{SM}loc")]


def listed(client) -> list[str]:
    return [
        each.text.removeprefix(HERE) for file in files(client) for each in read(client, file).iter(f"{SM}loc")
    ]


@pytest.fixture
def piece():
    piece = factories.InstallmentFactory(
        parent=factories.SeriesFactory(title="Rivers"),
        title="Overview",
        bylines=[factories.AuthorFactory(title="Zora Marsh")],
        topics=[factories.TopicFactory(name="Water")],
    )
    piece.save_revision().publish()
    return piece


def test_every_public_page_is_listed_once(client, piece):
    addresses = listed(client)
    assert sorted(addresses) == sorted(set(addresses))
    day = timezone.localtime(piece.first_published_at)
    months = [f"{start}/archive/{day:%Y}/{end}" for start in ("", "/ko") for end in ("", f"{day:%m}/")]
    assert {
        "/", "/ko/", "/series/", "/ko/series/", "/authors/", "/ko/authors/", "/series/rivers/",
        "/series/rivers/overview/", "/authors/zora-marsh/", "/topics/", "/ko/topics/", "/topics/water/",
        "/ko/topics/water/", "/archive/", "/ko/archive/", "/api/", "/ko/api/", *months,
    } == set(addresses)  # fmt: skip


def test_every_listed_page_is_there(client, piece):
    for address in listed(client):
        assert client.get(address).status_code == 200, address


def test_the_files_are_by_kind_and_language(client, piece):
    assert files(client) == [
        "/sitemap-pages-en-1.xml", "/sitemap-pages-ko-1.xml", "/sitemap-series-en-1.xml", "/sitemap-pieces-en-1.xml",
        "/sitemap-authors-en-1.xml", "/sitemap-topics-en-1.xml", "/sitemap-topics-ko-1.xml",
        "/sitemap-archive-en-1.xml", "/sitemap-archive-ko-1.xml",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "state",
    [
        {"live": False},
        {"expire_at": timezone.now() - timedelta(days=1)},
        {"go_live_at": timezone.now() + timedelta(days=1)},
    ],
)
def test_what_nobody_may_see_is_not_listed_nor_is_who_wrote_it(client, piece, state):
    Page.objects.filter(pk=piece.pk).update(**state)
    assert not [address for address in listed(client) if "overview" in address or "zora" in address]
    assert "/topics/water/" not in listed(client)


@pytest.mark.parametrize(
    "state",
    [
        {"is_withdrawn": True},
        {"canonical": "there", "first_published_address": "https://harbour.example/gauge"},
    ],
)
def test_a_piece_that_is_not_its_own_reference_is_not_listed(client, piece, state):
    InstallmentPage.objects.filter(pk=piece.pk).update(**state)
    assert "/series/rivers/overview/" not in listed(client)


def test_real_translations_are_named_on_both_sides(client, piece):
    factories.translated(piece.get_parent(), live=True)
    twin = factories.translated(piece, live=True)
    for language in ("en", "ko"):
        (page,) = read(client, f"/sitemap-pieces-{language}-1.xml")
        links = {link.get("hreflang"): link.get("href") for link in page.iter(LINK)}
        assert links == {
            "en": f"{HERE}{piece.url}",
            "ko": f"{HERE}{twin.url}",
            "x-default": f"{HERE}{piece.url}",
        }


def test_a_page_without_translation_names_no_version(client, piece):
    assert not list(read(client, "/sitemap-pieces-en-1.xml").iter(LINK))


def test_a_page_has_the_time_of_its_last_change_and_so_has_its_file(client, piece):
    (page,) = read(client, "/sitemap-pieces-en-1.xml")
    changed = page.find(f"{SM}lastmod").text
    at = InstallmentPage.objects.get(pk=piece.pk).last_published_at
    assert changed == timezone.localtime(at).isoformat(timespec="seconds")
    index = {file.find(f"{SM}loc").text: file for file in read(client, "/sitemap.xml")}
    assert index[f"{HERE}/sitemap-pieces-en-1.xml"].find(f"{SM}lastmod").text == changed


def test_the_picture_is_named_once_it_was_shown(client, piece):
    piece.image = factories.ImageFactory()
    piece.save()
    assert not list(read(client, "/sitemap-pieces-en-1.xml").iter(IMAGE))
    client.get(piece.url)
    (picture,) = read(client, "/sitemap-pieces-en-1.xml").iter(IMAGE)
    assert picture.text.startswith(f"{HERE}/media/images/")


def test_korean_addresses_are_percent_encoded(client):
    factories.InstallmentFactory(parent=factories.SeriesFactory(title="물값"), title="강")
    assert "/series/%EB%AC%BC%EA%B0%92/%EA%B0%95/" in listed(client)


def test_many_pages_are_several_files(client, piece, monkeypatch):
    monkeypatch.setattr(sitemap, "PAGES_IN_A_FILE", 2)
    for number in range(4):
        factories.InstallmentFactory(parent=piece.get_parent(), title=f"Part {number}")
    assert [file for file in files(client) if "pieces" in file] == [
        f"/sitemap-pieces-en-{number}.xml" for number in (1, 2, 3)
    ]
    assert [len(read(client, f"/sitemap-pieces-en-{number}.xml")) for number in (1, 2, 3)] == [2, 2, 1]


@pytest.mark.parametrize(
    "address",
    [
        "/sitemap-pieces-en-2.xml", "/sitemap-pieces-en-0.xml", "/sitemap-pieces-fr-1.xml", "/sitemap-drafts-en-1.xml",
        "/ko/sitemap.xml",
    ],
)  # fmt: skip
def test_a_file_that_does_not_exist_is_not_found(client, piece, address):
    assert client.get(address).status_code == 404


def test_more_pages_take_no_more_queries(client, piece):
    def queries(address: str) -> int:
        client.get(address)
        with CaptureQueriesContext(connection) as found:
            client.get(address)
        return len(found)

    piece.image = factories.ImageFactory()
    piece.save()
    addresses = ["/sitemap.xml", *files(client), "/news-sitemap.xml"]
    before = [queries(address) for address in addresses]
    for number in range(3):
        factories.InstallmentFactory(
            parent=factories.SeriesFactory(),
            title=f"Part {number}",
            image=factories.ImageFactory(),
            bylines=[factories.AuthorFactory()],
            topics=[factories.TopicFactory()],
        )
    assert [queries(address) for address in addresses] == before
    assert max(before) <= 15


@pytest.mark.parametrize("address", ["/sitemap.xml", "/sitemap-pieces-en-1.xml", "/news-sitemap.xml"])
def test_who_has_it_already_is_told_so(client, piece, address):
    first = client.get(address)
    again = client.get(address, headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    Page.objects.filter(pk=piece.pk).update(live=False)
    assert client.get(address, headers={"if-none-match": first["ETag"]}).status_code != 304


class TestLong:
    """A file that is longer than what the page cache takes."""

    @pytest.fixture(autouse=True)
    def no_room(self, monkeypatch):
        monkeypatch.setattr(sitemap, "MOST_BYTES", 1_000)

    @pytest.fixture
    def parts(self, piece):
        factories.translated(piece.get_parent(), live=True)
        factories.translated(piece, live=True)
        return [piece, *(factories.InstallmentFactory(parent=piece.get_parent()) for _ in range(4))]

    def test_it_is_sent_piece_by_piece_and_is_the_same(self, client, parts, monkeypatch):
        answer = client.get("/sitemap-pieces-en-1.xml")
        assert answer.streaming
        sent = answer.getvalue()
        assert int(answer["Content-Length"]) == len(sent)
        assert len(ElementTree.fromstring(sent)) == len(parts)
        monkeypatch.undo()
        assert client.get("/sitemap-pieces-en-1.xml").content == sent

    def test_who_has_it_is_told_so_until_it_changes(self, client, parts):
        first = client.get("/sitemap-pieces-en-1.xml")
        has = {"if-none-match": first["ETag"]}
        assert client.get("/sitemap-pieces-en-1.xml", headers=has).status_code == 304
        Page.objects.filter(pk=parts[-1].pk).update(live=False)
        assert client.get("/sitemap-pieces-en-1.xml", headers=has).status_code == 200
        assert first["Cache-Control"].startswith("public, max-age=0, s-maxage=")

    def test_it_is_compressed_on_the_way(self, client, parts):
        plain = client.get("/sitemap-pieces-en-1.xml").getvalue()
        packed = client.get("/sitemap-pieces-en-1.xml", headers={"accept-encoding": "gzip"})
        assert packed["Content-Encoding"] == "gzip"
        assert "Content-Length" not in packed
        assert gzip.decompress(packed.getvalue()) == plain

    def test_what_fails_on_the_way_is_an_error_and_no_half_of_a_file(self, client, parts, monkeypatch):
        def failing(page, frame):
            raise RuntimeError("The storage is away.")

        monkeypatch.setattr(sitemap, "_page", failing)
        client.raise_request_exception = False
        assert client.get("/sitemap-pieces-en-1.xml").status_code == 500

    def test_its_length_takes_no_memory(self, parts, rf):
        frame = sitemap.site_frame(rf.get("/"))
        languages = (
            ("en", "https://c.example/series/rivers/overview/"),
            ("ko", "https://c.example/ko/강/개요/"),
        )

        def most_memory(pages: int) -> int:
            listed = (
                Listed(place, "en", f"https://c.example/series/rivers/{place}/", timezone.now(), languages)
                for place in range(pages)
            )
            tracemalloc.start()
            sitemap._as_it_comes(sitemap._lines(listed, frame)).close()
            most = tracemalloc.get_traced_memory()[1]
            tracemalloc.stop()
            return most

        most_memory(10)
        assert most_memory(4_000) < most_memory(400) + 50_000


class TestNews:
    def test_a_piece_of_today_is_news_and_one_of_last_week_is_not(self, client, piece):
        (news,) = read(client, "/news-sitemap.xml")
        assert news.find(f".//{NEWS}title").text == "Overview"
        assert news.find(f".//{NEWS}name").text == "Commentary Series"
        assert news.find(f".//{NEWS}language").text == "en"
        assert news.find(f"{SM}loc").text == f"{HERE}{piece.url}"
        old = timezone.now() - timedelta(days=2, minutes=1)
        Page.objects.filter(pk=piece.pk).update(first_published_at=old)
        assert not list(read(client, "/news-sitemap.xml"))

    def test_a_draft_and_a_withdrawn_piece_are_no_news(self, client, piece):
        InstallmentPage.objects.filter(pk=piece.pk).update(is_withdrawn=True)
        assert not list(read(client, "/news-sitemap.xml"))

    def test_characters_that_xml_forbids_are_left_out(self, client, piece):
        title = "Tides\u000b and\u001f Tariffs \ufffe\U0001f30a <&> ]]>"
        Page.objects.filter(pk=piece.pk).update(title=title)
        (news,) = read(client, "/news-sitemap.xml")
        assert news.find(f".//{NEWS}title").text == "Tides and Tariffs \U0001f30a <&> ]]>"
