"""The list of topics and the page of each, as anonymous readers get them."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from series.models import Topic
from series.models.topics import topic_named
from tests.factories import (
    AuthorFactory,
    InstallmentFactory,
    PlannedPartFactory,
    SeriesFactory,
    TopicFactory,
    translated,
)

pytestmark = pytest.mark.django_db

NAMES = ["Water Policy", "water policy", "  Water   Policy ", "Water\u00a0Policy", "R\u00e9seaux", "Re\u0301seaux",
         "Reseaux"]  # fmt: skip


def day(number, year=2021):
    return datetime(year, 2, number, tzinfo=UTC)


def text(response) -> str:
    """What is read on a page: no markup, single spaces."""
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def titles(response) -> list[str]:
    return re.findall(r"<h3><a href=\"[^\"]+\"[^>]*>([^<]+)</a>", response.content.decode())


def test_topics_are_listed_with_the_number_of_their_pieces(client):
    rivers, _empty = TopicFactory(name="Rivers"), TopicFactory(name="Nobody's")
    series = SeriesFactory()
    for _ in range(2):
        InstallmentFactory(parent=series, topics=[rivers, TopicFactory()])
    InstallmentFactory(parent=series, topics=[rivers], live=False)
    page = client.get("/topics/")
    assert "Rivers , 2 articles" in text(page)
    assert "Nobody" not in text(page)


def test_a_piece_and_its_translation_count_once(client):
    rivers = TopicFactory(name="Rivers", name_ko="강")
    piece = InstallmentFactory(title="The gauge", topics=[rivers])
    translated(piece, title="수위표")
    assert "Rivers , 1 article" in text(client.get("/topics/"))
    assert titles(client.get("/topics/rivers/")) == ["The gauge"]
    assert titles(client.get("/ko/topics/rivers/")) == ["수위표"]


def test_a_piece_in_the_other_language_alone_is_listed_and_marked(client):
    InstallmentFactory(title="The gauge", topics=[TopicFactory(name="Rivers")])
    page = client.get("/ko/topics/rivers/").content.decode()
    assert 'lang="en" hreflang="en">The gauge</a>' in page
    assert '<h1 lang="en">Rivers</h1>' in page


def test_pieces_stand_under_their_years_and_can_be_turned_round(client):
    rivers = TopicFactory(name="Rivers")
    for title, when in [("First", day(1, 2020)), ("Second", day(2)), ("Third", day(3))]:
        InstallmentFactory(title=title, topics=[rivers], first_published_at=when)
    newest = client.get("/topics/rivers/")
    assert titles(newest) == ["Third", "Second", "First"]
    assert re.findall(r'class="year-head" id="y\d+">(\d+)<', newest.content.decode()) == ["2021", "2020"]
    assert titles(client.get("/topics/rivers/?order=oldest")) == ["First", "Second", "Third"]
    assert "Three articles" in text(newest)


def test_a_topic_named_twice_on_a_piece_lists_it_once(client):
    kept = TopicFactory(name="Floods")
    merged = TopicFactory(name="Flooding", merged_into=kept)
    InstallmentFactory(title="The gauge", topics=[kept, merged])
    assert titles(client.get("/topics/floods/")) == ["The gauge"]
    assert "Floods , 1 article" in text(client.get("/topics/"))


def test_a_merged_topic_leads_to_its_heir_for_good(client):
    kept = TopicFactory(name="Floods")
    TopicFactory(name="Flooding", merged_into=kept)
    InstallmentFactory(topics=[kept])
    response = client.get("/topics/flooding/")
    assert (response.status_code, response.headers["Location"]) == (301, "/topics/floods/")
    assert "Flooding" not in text(client.get("/topics/"))


@pytest.mark.parametrize("state", ["draft", "expired", "under a draft series", "restricted", "none"])
def test_a_topic_without_a_visible_piece_is_not_found(client, state):
    rivers = TopicFactory(name="Rivers")
    if state != "none":
        series = SeriesFactory(live=state != "under a draft series")
        piece = InstallmentFactory(parent=series, topics=[rivers], live=state != "draft")
        if state == "expired":
            piece.expire_at = timezone.now() - timedelta(seconds=1)
            piece.save()
        if state == "restricted":
            piece.view_restrictions.create(restriction_type="login")
    assert client.get("/topics/rivers/").status_code == 404
    assert "Rivers" not in text(client.get("/topics/"))


def test_a_topic_whose_only_piece_is_announced_says_where_it_will_be(client):
    series = SeriesFactory(title="Reading the Mekong")
    delta = TopicFactory(name="Delta")
    PlannedPartFactory(series=series, part_number=5).topics.add(delta)
    page = client.get("/topics/delta/")
    assert (
        "No commentary on this topic yet. The first is planned for the series Reading the Mekong , part 5."
        in text(page)
    )
    assert f'href="/series/{series.slug}/"' in page.content.decode()
    assert "Delta" in text(client.get("/topics/"))


@pytest.mark.parametrize("change", [{"announced": False}, {"part_number": 1}])
def test_a_part_that_is_not_announced_or_stands_already_announces_no_topic(client, change):
    series = SeriesFactory()
    InstallmentFactory(parent=series)
    delta = TopicFactory(name="Delta")
    PlannedPartFactory(series=series, **{"part_number": 5, **change}).topics.add(delta)
    assert client.get("/topics/delta/").status_code == 404
    assert "Delta" not in text(client.get("/topics/"))


def test_a_decomposed_address_moves_to_the_composed_one(client):
    topic = TopicFactory(name="강물")
    InstallmentFactory(topics=[topic])
    response = client.get("/topics/\u1100\u1161\u11bc\u1106\u116e\u11af/")
    assert (response.status_code, response.headers["Location"]) == (301, topic.get_absolute_url())
    assert client.get(response.headers["Location"]).status_code == 200


@pytest.mark.parametrize("path", ["/topics/%00/", "/topics/" + "x" * 3000 + "/", "/topics/no-such/"])
def test_an_odd_address_is_not_found(client, path):
    assert client.get(path).status_code == 404


def test_the_page_names_its_other_language(client):
    InstallmentFactory(topics=[TopicFactory(name="Rivers")])
    page = client.get("/topics/rivers/").content.decode()
    assert 'hreflang="ko" href="http://localhost/ko/topics/rivers/"' in page
    assert '<link rel="canonical" href="http://localhost/topics/rivers/">' in page


@pytest.mark.parametrize("pieces", [3, 60])
def test_the_number_of_queries_does_not_grow(client, django_assert_max_num_queries, pieces):
    series, author, water = SeriesFactory(planned_parts=100), AuthorFactory(), TopicFactory(name="Water")
    rivers = TopicFactory(name="Rivers", broader=water)
    InstallmentFactory(parent=series, topics=[water])
    for _ in range(pieces):
        InstallmentFactory(parent=series, bylines=[author], topics=[rivers, TopicFactory()])
    client.get("/topics/rivers/")
    with django_assert_max_num_queries(9):
        client.get("/topics/rivers/?year=2026&language=en")
    with django_assert_max_num_queries(4):
        client.get("/topics/")


class TestTop01:
    """Case, spaces, no-break spaces and composed or decomposed letters make no second topic."""

    def test_seven_spellings_are_two_topics(self):
        for name in NAMES:
            topic_named(name)
        assert sorted(Topic.objects.values_list("name", "slug")) == [
            ("Réseaux", "réseaux"), ("Water Policy", "water-policy"),
        ]  # fmt: skip

    def test_the_same_list_again_makes_none(self):
        for name in NAMES:
            topic_named(name)
        assert [made for _, made in map(topic_named, NAMES)] == [False] * 7

    def test_each_has_its_page(self, client):
        for name in ("Water Policy", "Réseaux"):
            InstallmentFactory(topics=[topic_named(name)[0]])
        assert client.get("/topics/r%C3%A9seaux/").status_code == 200
        assert client.get(reverse("topic", args=["water-policy"])).status_code == 200
