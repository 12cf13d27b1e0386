"""The archive by year and month, as anonymous readers get it."""

import json
import re
from datetime import UTC, datetime

import pytest
from django.core.exceptions import ValidationError

from home.models import StandingPage
from tests.factories import (
    AuthorFactory,
    InstallmentFactory,
    SeriesFactory,
    StandingPageFactory,
    home,
    translated,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def built(lasting):
    """February 2021: one piece and one in Korean alone; March: one; December 2019: one; and what nobody may see."""
    with lasting():
        series = SeriesFactory(title="Tides")

        def piece(title, when, **more):
            return InstallmentFactory(parent=series, title=title, first_published_at=when, **more)

        piece("Old", datetime(2019, 12, 30, tzinfo=UTC))
        # In Seoul it is February already, and March.
        twin = translated(piece("First", datetime(2021, 1, 31, 16, tzinfo=UTC)), title="첫째")
        type(twin).objects.filter(pk=twin.pk).update(first_published_at=datetime(2021, 4, 2, tzinfo=UTC))
        lone = translated(piece("Gone", datetime(2021, 6, 1, tzinfo=UTC)), title="둘째")
        type(lone).objects.filter(pk=lone.pk).update(first_published_at=datetime(2021, 2, 20, tzinfo=UTC))
        type(lone).objects.filter(title="Gone").update(live=False)
        piece("Second", datetime(2021, 2, 28, 15, tzinfo=UTC))
        piece("Not yet", datetime(2020, 2, 1, tzinfo=UTC), live=False)
        closed = piece("Closed", datetime(2018, 2, 1, tzinfo=UTC))
        closed.view_restrictions.create(restriction_type="login")
        piece("Without a day", None)
        yield


def titles(client, address: str) -> list[str]:
    page = client.get(address)
    assert page.status_code == 200, address
    return re.findall(r"<h3><a href=\"[^\"]+\"[^>]*>([^<]+)</a>", page.content.decode())


def text(client, address: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", client.get(address).content.decode()).split())


def test_years_and_months_are_told_with_the_number_of_their_pieces(client):
    page = text(client, "/archive/")
    assert (
        "Feed 2021 March 2021 , 1 article February 2021 , 2 articles 2019 December 2019 , 1 article" in page
    )


def test_each_language_has_its_own_versions_under_their_own_day(client):
    assert titles(client, "/archive/2021/02/") == ["둘째", "First"]
    assert titles(client, "/ko/archive/2021/02/") == ["둘째"]
    assert titles(client, "/ko/archive/2021/04/") == ["첫째"]
    assert "2021년 2월" in text(client, "/ko/archive/2021/")


def test_a_year_has_its_pieces_under_its_months(client):
    assert titles(client, "/archive/2021/") == ["Second", "둘째", "First"]
    page = client.get("/archive/2021/").content.decode()
    assert re.findall(r'id="m\d+"><a href="([^"]+)">', page) == ["/archive/2021/03/", "/archive/2021/02/"]


@pytest.mark.parametrize(
    ("address", "before", "after"),
    [
        ("/archive/2021/03/", "/archive/2021/02/", None),
        ("/archive/2021/02/", "/archive/2019/12/", "/archive/2021/03/"),
        ("/archive/2019/12/", None, "/archive/2021/02/"),
        ("/archive/2021/", "/archive/2019/", None),
    ],
)
def test_the_way_leads_to_the_next_period_with_pieces(client, address, before, after):
    page = client.get(address).content.decode()
    found = [re.search(rf'<a href="([^"]+)">{word}: ', page) for word in ("Before", "After")]
    assert [match and match[1] for match in found] == [before, after]


@pytest.mark.parametrize(
    "end",
    [
        "2020/", "2020/02/", "2018/", "2018/02/", "2021/01/", "2021/04/", "2021/06/", "2021/00/", "2021/13/", "2021/2/",
        "0000/", "9999/12/", "20211/", "2021/02/03/", "%D9%A2%D9%A0%D9%A2%D9%A1/", "x/", "2021/02/?page=2", "?page=2",
        "2021/02/?page=0",
    ],
)  # fmt: skip
def test_what_has_nothing_or_is_no_month_is_not_found(client, end):
    assert client.get(f"/archive/{end}").status_code == 404


def test_a_month_goes_over_several_pages(client, monkeypatch):
    monkeypatch.setattr("series.archive_views.PIECES_ON_A_PAGE", 1)
    assert titles(client, "/archive/2021/02/?page=2") == ["First"]
    assert 'href="/archive/2021/02/?page=2" rel="next"' in client.get("/archive/2021/02/").content.decode()


def test_a_period_names_its_other_language_only_where_there_is_something(client):
    def versions(address):
        return re.findall(
            r'hreflang="ko" href="([^"]+)"', client.get(address).content.decode().split("</head>")[0]
        )

    assert versions("/archive/2021/02/") == ["http://localhost/ko/archive/2021/02/"]
    assert versions("/ko/archive/2021/04/") == []
    assert versions("/archive/") == ["http://localhost/ko/archive/"]


def test_it_describes_itself_as_a_list_and_leads_to_the_feed(client):
    page = client.get("/archive/2021/02/").content.decode()
    graph = json.loads(re.search(r'ld\+json">(.*?)</script>', page, re.DOTALL)[1])["@graph"]
    (collection,) = (node for node in graph if node["@type"] == "CollectionPage")
    assert collection["name"] == "Archive, February 2021"
    assert [item["name"] for item in collection["mainEntity"]["itemListElement"]] == ["둘째", "First"]
    assert 'href="http://localhost/feed/rss/"' in page
    assert '<a href="/feed/rss/" type="application/rss+xml">' in page.split("<main")[1]
    assert '<li><a href="/archive/">Archive</a></li>' in client.get("/").content.decode()


def test_no_page_takes_the_address_of_the_archive(client):
    assert StandingPageFactory(title="Archive").slug == "archive-2"
    page = StandingPage(title="Archive", slug="archive")
    with pytest.raises(ValidationError, match="The site itself uses the address"):
        home().add_child(instance=page)


def test_a_page_that_stood_there_before_keeps_the_address(client):
    page = StandingPageFactory(title="Our old papers", slug="papers")
    type(page).objects.filter(pk=page.pk).update(slug="archive", url_path=f"{home().url_path}archive/")
    assert "Our old papers" in text(client, "/archive/")
    assert titles(client, "/archive/2021/03/") == ["Second"]
    type(page).objects.filter(pk=page.pk).update(live=False)
    assert "Our old papers" not in text(client, "/archive/")


@pytest.mark.parametrize("address", ["/archive/", "/archive/2021/", "/archive/2021/03/"])
def test_more_pieces_take_no_more_queries(client, django_assert_max_num_queries, address):
    series = SeriesFactory(planned_parts=100)
    for month in (2, 3, 4):
        for _ in range(3):
            when = datetime(2021, month, 3, tzinfo=UTC)
            InstallmentFactory(parent=series, bylines=[AuthorFactory()], first_published_at=when)
    client.get(address)
    with django_assert_max_num_queries(6):
        client.get(address)
