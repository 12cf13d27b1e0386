"""oEmbed: previews of links to pieces and series, by https://oembed.com, for what everybody may see."""

import re
import unicodedata
from io import StringIO
from urllib.parse import urlencode

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page, PageViewRestriction

from series.models import Byline, InstallmentPage
from tests import factories

pytestmark = pytest.mark.django_db

HERE = "http://localhost"


def ask(client, address: str, **more):
    return client.get(f"/oembed/?{urlencode({'url': HERE + address, **more})}")


@pytest.fixture
def piece():
    series = factories.SeriesFactory(title="Rivers", standfirst="On rivers.", planned_parts=3)
    return factories.InstallmentFactory(
        parent=series,
        title="Tides & <b>tariffs</b>",
        slug="tides",
        standfirst="What they cost.",
        bylines=[factories.AuthorFactory(title="Zora Marsh")],
        image=factories.ImageFactory(),
    )


def test_a_piece_is_shown_with_its_author_its_place_and_its_site(client, piece):
    answer = ask(client, piece.url)
    found = answer.json()
    assert answer["Content-Type"] == "application/json"
    assert (found["type"], found["version"], found["title"]) == ("rich", "1.0", "Tides & <b>tariffs</b>")
    assert (found["author_name"], found["author_url"]) == ("Zora Marsh", f"{HERE}/authors/zora-marsh/")
    assert (found["provider_name"], found["provider_url"]) == ("Commentary Series", f"{HERE}/")
    assert (found["width"], found["height"]) == (600, 240)
    html = found["html"]
    assert f'<a href="{HERE}{piece.url}">Tides &amp; &lt;b&gt;tariffs&lt;/b&gt;</a>' in html
    assert "What they cost." in html
    assert f'<a href="{HERE}/series/rivers/">Rivers</a>' in html
    assert not re.search(r"<script|style=| on\w+=|<iframe", html)


def test_the_two_of_an_interview_are_its_authors(client, piece):
    interview = factories.InstallmentFactory(parent=piece.get_parent().specific, title="Of tides")
    for name, role in (("Abel", "interviewer"), ("Zora", "interviewee"), ("Mina", "translator")):
        Byline.objects.create(page=interview, author=factories.AuthorFactory(title=name), role=role)
    assert ask(client, interview.url).json()["author_name"] == "Abel, Zora"


def test_a_series_is_shown(client, piece):
    found = ask(client, piece.get_parent().url).json()
    assert (found["title"], "On rivers." in found["html"]) == ("Rivers", True)
    assert "author_name" not in found


def test_nothing_is_larger_than_asked(client, piece):
    found = ask(client, piece.url, maxwidth=500, maxheight=120).json()
    assert (found["width"], found["height"]) == (500, 120)
    assert "What they cost." not in found["html"]
    assert "thumbnail_url" not in found
    call_command("make_copies", stdout=StringIO())
    found = ask(client, piece.url, maxwidth=500).json()
    assert found["thumbnail_url"].endswith(".webp")
    assert (found["thumbnail_width"], found["thumbnail_height"]) == (480, 300)
    assert client.get(found["thumbnail_url"].removeprefix(HERE)).status_code in (
        200,
        404,
    )  # a file of the web server


@pytest.mark.parametrize("odd", ["-5", "0", "many", "9" * 30, "٣"])
def test_bounds_that_are_no_numbers_bound_nothing(client, piece, odd):
    assert ask(client, piece.url, maxwidth=odd).json()["width"] == 600


def test_other_formats_are_not_implemented(client, piece):
    assert ask(client, piece.url, format="xml").status_code == 501
    assert ask(client, piece.url, format="json").status_code == 200


@pytest.mark.parametrize(
    "url",
    ["", "/series/rivers/tides/", "http://[", "ftp://localhost/", "https://evil.example/series/rivers/tides/",
     f"{HERE}/", f"{HERE}/authors/zora-marsh/", f"{HERE}/no/such/", f"{HERE}/series/%00/", f"{HERE}/ko/series/rivers/"],
)  # fmt: skip
def test_other_addresses_are_not_found(client, piece, url):
    assert client.get(f"/oembed/?{urlencode({'url': url})}").status_code == 404


def test_korean_addresses_are_found_typed_and_encoded_composed_and_not(client):
    piece = factories.InstallmentFactory(parent=factories.SeriesFactory(title="물값"), title="강")
    typed = "/series/물값/강/"
    for path in (typed, piece.url, typed.rstrip("/"), unicodedata.normalize("NFD", typed)):
        assert ask(client, path).json()["title"] == "강", path


def test_a_private_page_is_not_found_and_not_named(client, piece):
    PageViewRestriction.objects.create(page=piece.get_parent(), restriction_type="password", password="x")
    answer = ask(client, piece.url)
    assert (answer.status_code, b"tariffs" in answer.content) == (404, False)


def test_a_withdrawn_piece_shows_no_text(client, piece):
    InstallmentPage.objects.filter(pk=piece.pk).update(is_withdrawn=True)
    found = ask(client, piece.url).json()
    assert ("What they cost." in found["html"], "thumbnail_url" in found) == (False, False)


def test_a_korean_piece_is_shown_in_korean(client, piece):
    factories.translated(piece.get_parent(), live=True, title="강 시리즈")
    twin = factories.translated(piece, live=True, title="조수")
    html = ask(client, twin.url).json()["html"]
    assert ('lang="ko"' in html, "논평 시리즈" in html) == (True, True)


def test_the_page_leads_to_its_preview(client, piece):
    head = client.get(piece.url).content.decode().partition("</head>")[0]
    (link,) = re.findall(r'<link rel="alternate" type="application/json\+oembed"[^>]* href="([^"]+)"', head)
    address = link.replace("&amp;", "&").removeprefix(HERE)
    assert client.get(address).json()["title"] == piece.title


def test_it_takes_few_queries_and_tells_who_has_it_already(client, piece):
    first = ask(client, piece.url)
    with CaptureQueriesContext(connection) as queries:
        again = client.get(
            first.request["PATH_INFO"], {"url": HERE + piece.url}, headers={"if-none-match": first["ETag"]}
        )
    assert (again.status_code, len(queries) <= 7) == (304, True)
    Page.objects.filter(pk=piece.pk).update(live=False)
    assert ask(client, piece.url).status_code == 404
