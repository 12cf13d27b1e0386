"""Series, authors, topics and the search as programs are told them."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from series.models import InstallmentPage, Topic
from tests.factories import AuthorFactory, InstallmentFactory, SeriesFactory, TopicFactory, translated
from tests.home.api.world import ask
from tests.publication.caching.headers import is_kept_by_anybody

SITE = "http://localhost"


def test_a_series_tells_its_parts_and_what_is_announced(client, world):
    series = ask(client, f"series/{world.rivers.pk}")
    assert [(part["number"], part["id"]) for part in series["parts"]] == [
        (1, world.gauge.pk),
        (2, world.levee.pk),
    ]
    assert series["forthcoming"] == [
        {
            "number": 3, "title": "The delta", "summary": "", "author": "Nobody yet", "expected_on": None,
            "url": f"{SITE}/series/rivers/forthcoming/3/",
        }
    ]  # fmt: skip
    assert (series["total"], series["published"], series["is_numbered"]) == (3, 2, True)
    assert series["published_at"] == "2021-03-01T15:30:00Z"
    assert series["editions"] == []
    assert [twin["language"] for twin in series["translations"]] == ["ko"]
    assert series["citations"]["csl_json"]["title"] == "Rivers"


def test_the_pieces_of_a_series_an_author_and_a_topic_are_where_they_say(client, world):
    for address in (f"series/{world.rivers.pk}", f"authors/{world.zora.pk}", f"topics/{world.water.pk}"):
        there = ask(client, address)["pieces_url"].removeprefix(f"{SITE}/api/v1/")
        assert "The gauge" in [item["title"] for item in ask(client, there)["items"]], address


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("order=oldest&language=en", ["Rivers", "Lamps"]),
        ("language=en&status=complete", []),
        ("language=en&from=2023-01-01", ["Lamps"]),
        ("language=en&to=2022-12-31", ["Rivers"]),
    ],
)
def test_series_are_narrowed_and_ordered_by_their_newest_parts(client, world, query, expected):
    listed = ask(client, f"series?{query}")
    assert [item["title"] for item in listed["items"]] == expected
    assert listed["total"] == len(expected)


def test_a_series_with_nothing_to_tell_of_its_parts_leaves_them_out_of_lists(client, world):
    assert not {"parts", "forthcoming", "citations"} & ask(client, "series")["items"][0].keys()


def test_authors_are_those_with_something_to_read(client, world):
    names = [item["name"] for item in ask(client, "authors?language=en")["items"]]
    assert names == ["Abel Anand", "Choe Won-gi", "River Desk"]
    author = ask(client, f"authors/{world.zora.pk}")
    assert author["orcid"] == "https://orcid.org/0000-0002-1825-0097"
    assert (author["other_name"], author["pieces"]) == ("최원기", 1)
    assert (author["biography"], author["biography_html"]) == ("She teaches.", "<p>She <b>teaches</b>.</p>")
    ask(client, f"authors/{world.hidden.pk}", 404)


def test_a_merged_profile_and_topic_lead_to_their_heirs(client, world):
    merged = AuthorFactory(title="C. Won-gi", merged_into=world.zora)
    answer = client.get(f"/api/v1/authors/{merged.pk}")
    assert (answer.status_code, answer["Location"]) == (301, f"{SITE}/api/v1/authors/{world.zora.pk}")
    assert is_kept_by_anybody(answer)
    topic = TopicFactory(name="Rivers again", merged_into=world.water)
    answer = client.get(f"/api/v1/topics/{topic.pk}")
    assert (answer.status_code, answer["Location"]) == (301, f"{SITE}/api/v1/topics/{world.water.pk}")
    assert ask(client, f"pieces?topic={topic.slug}&language=en")["total"] == 1


def test_a_topic_has_both_languages_and_the_next_broader_one_with_something_to_read(client, world):
    broad = TopicFactory(name="Nature")
    empty = TopicFactory(name="Wet things", broader=broad)
    Topic.objects.filter(pk=world.water.pk).update(broader=empty)
    InstallmentFactory(parent=world.lamps, topics=[broad])
    topic = ask(client, f"topics/{world.water.pk}")
    assert topic["name"] == {"en": "Water", "ko": "물"}
    assert topic["urls"]["ko"] == f"{SITE}/ko/topics/water/"
    assert (topic["pieces"], topic["broader"]) == (1, broad.pk)
    ask(client, f"topics/{empty.pk}", 404)
    assert [item["name"]["en"] for item in ask(client, "topics")["items"]] == ["Nature", "Water"]


def test_the_search_finds_with_a_passage(client, world):
    found = ask(client, "search?q=water+rose&language=en&type=piece")
    first = next(item for item in found["items"] if item["title"] == "The gauge")
    assert (first["type"], first["id"], first["series"]) == ("piece", world.gauge.pk, "Rivers")
    assert "<mark>water</mark>" in first["passage_html"]
    assert "<" not in first["passage"]


@pytest.mark.parametrize(
    "query", ["q=", "", "q=%20%20%09", "q=the+of", "q=gauge&author=mina", "q=gauge&series=no"]
)
def test_the_search_finds_nothing_without_words_or_under_a_name_that_is_not_there(client, world, query):
    assert ask(client, f"search?{query}")["total"] == 0


def test_somebody_with_a_profile_in_each_language_is_found_in_the_one_that_is_asked_for(client, world):
    twin = translated(world.zora)
    for language, profile in (("en", world.zora), ("ko", twin)):
        found = ask(client, f"search?q=Won-gi&type=author&language={language}")
        assert [item["id"] for item in found["items"]] == [profile.pk]


def test_of_words_that_come_twice_the_last_count(client, world):
    assert ask(client, "search?q=nothing&q=gauge&type=piece")["total"] >= 1


def test_lists_take_the_same_queries_however_long_they_are(client, world):
    def asked(address: str) -> int:
        client.get(f"/api/v1/{address}")
        with CaptureQueriesContext(connection) as queries:
            assert client.get(f"/api/v1/{address}").status_code == 200
        return len(queries)

    addresses = ("series", f"series/{world.rivers.pk}", "authors", "topics", "search?q=gauge")
    before = [asked(address) for address in addresses]
    for _ in range(3):
        piece = InstallmentFactory(
            parent=SeriesFactory(), title="A gauge", bylines=[AuthorFactory()], topics=[TopicFactory()]
        )
        InstallmentFactory(parent=world.rivers, title="A gauge", bylines=[AuthorFactory()])
    assert InstallmentPage.objects.filter(pk=piece.pk).exists()
    assert [asked(address) for address in addresses] == before
    assert max(before) <= 12
