"""The list of a topic narrowed by year and language, and the topics around a topic, as anonymous readers get them."""

import re
from datetime import UTC, datetime

import pytest

from tests.factories import InstallmentFactory, SeriesFactory, TopicFactory, translated

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def built(lasting):
    """Under Rivers: two pieces of 2020, one with a translation of 2021, and one of 2021."""
    with lasting():
        water = TopicFactory(name="Water")
        empty = TopicFactory(name="Running water", broader=water)
        rivers = TopicFactory(name="Rivers", name_ko="강", broader=empty)
        deltas = TopicFactory(name="Deltas", broader=TopicFactory(name="Mouths", broader=rivers))
        gauges, hidden = (
            TopicFactory(name="Gauges", broader=rivers),
            TopicFactory(name="Hidden", broader=rivers),
        )
        trade, ports = TopicFactory(name="Trade"), TopicFactory(name="Ports")
        tides, walls = SeriesFactory(title="Tides", slug="tides"), SeriesFactory(title="Walls", slug="walls")

        def piece(title, when, *topics, parent=tides, **more):
            return InstallmentFactory(
                parent=parent, title=title, first_published_at=when, topics=topics, **more
            )

        # In Seoul it is 2021 already.
        piece("Third", datetime(2020, 12, 31, 16, tzinfo=UTC), rivers, trade, ports)
        piece("Second", datetime(2020, 5, 2, tzinfo=UTC), rivers, trade, gauges, parent=walls)
        first = piece("First", datetime(2020, 5, 1, tzinfo=UTC), rivers, deltas)
        twin = translated(first, title="첫째")
        type(twin).objects.filter(pk=twin.pk).update(first_published_at=datetime(2021, 6, 1, tzinfo=UTC))
        piece("Not yet", datetime(2019, 6, 1, tzinfo=UTC), rivers, hidden, live=False)
        piece("On water", datetime(2021, 6, 1, tzinfo=UTC), water)
        yield


def titles(response) -> list[str]:
    return re.findall(r"<h3><a href=\"[^\"]+\"[^>]*>([^<]+)</a>", response.content.decode())


def options(page: str) -> list[str]:
    return re.findall(r"<option[^>]*>([^<]+)</option>", page)


def block(page: str, title: str) -> list[str]:
    """The links of a block in the margin, each with its count: "Trade 2"."""
    found = re.search(rf"<h2>{title}</h2>(.*?)</ul>", page, re.DOTALL)
    items = re.findall(r"<li[^>]*>(.*?)</li>", found[1], re.DOTALL) if found else []
    return [re.sub(r"<[^>]+>|\s+|,|articles?", " ", item).split() for item in items]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["Third", "Second", "First"]),
        ("?year=2020", ["Second", "First"]),
        ("?year=2021", ["Third"]),
        ("?language=ko", ["첫째"]),
        ("?language=ko&year=2021", ["첫째"]),
        ("?language=en&year=2020&order=oldest", ["First", "Second"]),
        ("?language=ko&year=2020", []),
    ],
)
def test_the_list_is_narrowed_by_year_and_language(client, query, found):
    assert titles(client.get(f"/topics/rivers/{query}")) == found


@pytest.mark.parametrize(
    "query",
    [
        "?year=1999", "?year=2019", "?year=0000", "?year=02021", "?year=²020", "?year=٢٠٢٠", "?year=%00", "?year=-1",
        "?year=", "?language=fr", "?language=", "?language=%00", "?language=EN", "?order=sideways", "?year=" + "9" * 5000,
        "?language[]=ko", "?year=2020'--", "?%ff=1",
    ],
)  # fmt: skip
def test_a_value_that_nothing_has_is_no_filter(client, query):
    page = client.get(f"/topics/rivers/{query}")
    assert (page.status_code, titles(page)) == (200, ["Third", "Second", "First"])
    assert "Remove filter:" not in page.content.decode()


def test_each_choice_says_how_many_pieces_it_leaves(client):
    assert options(client.get("/topics/rivers/").content.decode()) == [
        "All years", "2021 (1)", "2020 (2)", "English and Korean", "English (3)", "한국어 (1)",
    ]  # fmt: skip
    # One year is no choice; what is chosen can be given up.
    page = client.get("/topics/rivers/?language=ko").content.decode()
    assert options(page) == ["English and Korean", "English (3)", "한국어 (1)"]


def test_each_filter_is_taken_away_by_a_link(client):
    page = client.get("/topics/rivers/?year=2020&language=en&order=oldest").content.decode()
    off = re.findall(r'<a href="([^"]+)">Remove filter: <span[^>]*>(.+?)</span>', page)
    assert off == [
        ("/topics/rivers/?language=en&amp;order=oldest", "2020"),
        ("/topics/rivers/?year=2020&amp;order=oldest", "English"),
    ]


def test_filters_that_exclude_one_another_lead_out_again(client):
    page = client.get("/topics/rivers/?language=ko&year=2020").content.decode()
    assert "Nothing here fits both filters" in page
    for address in re.findall(r'<a href="([^"]+)">Remove filter:', page):
        assert titles(client.get(address.replace("&amp;", "&")))


@pytest.mark.parametrize("query", ["?year=2020", "?language=ko", "?order=oldest"])
def test_only_the_whole_list_is_for_search_engines(client, query):
    whole = client.get("/topics/rivers/?year=1999").content.decode()
    assert '<link rel="canonical" href="http://localhost/topics/rivers/">' in whole
    assert 'name="robots" content="noindex"' not in whole
    page = client.get(f"/topics/rivers/{query}").content.decode()
    assert 'name="robots" content="noindex"' in page
    assert 'hreflang="ko" href=' not in page.split("</head>")[0]


def test_the_pages_of_a_narrowed_list_keep_its_filters(client, monkeypatch):
    monkeypatch.setattr("series.views.PIECES_ON_A_PAGE", 1)
    page = client.get("/topics/rivers/?year=2020&order=oldest")
    assert 'href="/topics/rivers/?year=2020&amp;order=oldest&amp;page=2"' in page.content.decode()
    assert titles(client.get("/topics/rivers/?year=2020&order=oldest&page=2")) == ["Second"]
    assert client.get("/topics/rivers/?year=2020&page=3").status_code == 404


def test_the_series_of_the_pieces_stand_beside_them(client):
    assert block(client.get("/topics/rivers/").content.decode(), "In series") == [
        ["Tides", "2"],
        ["Walls", "1"],
    ]
    assert block(client.get("/topics/rivers/?year=2021").content.decode(), "In series") == [["Tides", "1"]]


def test_a_korean_reader_gets_the_korean_version_and_its_year(client):
    assert titles(client.get("/ko/topics/rivers/")) == ["첫째", "Third", "Second"]
    assert titles(client.get("/ko/topics/rivers/?year=2020")) == ["Second"]


def test_topics_above_and_below_are_the_nearest_with_something_to_read(client):
    page = client.get("/topics/rivers/").content.decode()
    assert block(page, "Broader topic") == [["Water", "1"]]
    assert block(page, "Narrower topics") == [["Deltas", "1"], ["Gauges", "1"]]
    assert block(client.get("/topics/water/").content.decode(), "Narrower topics") == [["Rivers", "3"]]
    assert block(client.get("/topics/deltas/").content.decode(), "Broader topic") == [["Rivers", "3"]]


def test_a_broader_topic_lists_its_own_pieces_only(client):
    assert titles(client.get("/topics/water/")) == ["On water"]


def test_related_topics_are_those_most_often_on_the_same_pieces(client):
    assert block(client.get("/topics/rivers/").content.decode(), "Related topics") == [
        ["Trade"],
        ["Ports"],
    ]
    assert "Hidden" not in client.get("/topics/rivers/").content.decode()
