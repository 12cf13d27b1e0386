"""What may be the same under two names, and what only looks so."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from series.desk.duplicates import LETTER, ORDER, PLURAL, SPELLING, find_alike
from series.models import AlternativeName
from tests.factories import (
    AuthorFactory,
    InstallmentFactory,
    TopicFactory,
    UserFactory,
    author_index,
    translated,
)


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        ("Réseaux", "reseaux", SPELLING),
        ("Łódź", "Lodz", SPELLING),
        ("외교 정책", "외교정책", SPELLING),
        ("Middle powers", "Middle-Powers", SPELLING),
        ("Flood", "Floods", PLURAL),
        ("Water policies", "Water policy", PLURAL),
        ("Boxes", "Box", PLURAL),
        ("이주 노동자", "이주 노동자들", PLURAL),
        ("Sustainability", "Sustainabilty", LETTER),
        ("Infrastructure", "Infrastrcuture", LETTER),
        ("경제협력", "경제헙력", LETTER),
        ("Won-gi Choe", "Choe Won-gi", ORDER),
        ("Wongi Choe", "Choe Won-gi", ORDER),
    ],
)
def test_these_look_alike(one, other, why):
    (pair,) = find_alike({1: [one], 2: [other]})
    assert (pair.one, pair.other, pair.names, pair.why) == (1, 2, (one, other), why)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Laos", "Lagos"),
        ("미국", "미군"),
        ("한미 경제협력", "한일 경제협력"),
        ("Elections 2021", "Elections 2022"),
        ("Climate COP 27", "Climate COP 28"),
        ("Trade", "Trade policy"),
        ("???", "!!!"),
        ("Status", "Statu"),
    ],
)
def test_these_do_not(one, other):
    assert find_alike({1: [one], 2: [other]}) == []


def test_any_name_counts_and_each_pair_is_told_once():
    (pair,) = find_alike({7: ["Floods", "홍수"], 3: ["Inundation", "홍 수", "Flood"]})
    assert (pair.one, pair.other, pair.why) == (3, 7, SPELLING)


@pytest.fixture
def managing(client, db):
    client.force_login(UserFactory(role="Managing editors"))
    return client


def test_the_list_of_topics_leads_to_a_merge_in_either_direction(managing):
    one, other = TopicFactory(name="Floods"), TopicFactory(name="Inundations")
    AlternativeName.objects.create(topic=other, name="Flood", sort_order=0)
    TopicFactory(name="Trade")
    InstallmentFactory(topics=[one])
    page = managing.get(reverse("series_topic_duplicates"))
    (pair,) = page.context["pairs"]
    assert (pair.one.name, pair.one.pieces, pair.other.name, pair.names) == (
        "Floods",
        1,
        "Inundations",
        ("Floods", "Flood"),
    )
    for first, second in ((one, other), (other, one)):
        address = reverse("series_merge_topic", args=[first.pk]) + f"?into={second.pk}"
        assert f'href="{address}"' in page.content.decode()
        assert managing.get(address).status_code == 200


def test_the_list_of_authors_names_a_person_once_and_not_as_their_own_duplicate(managing):
    author = AuthorFactory(title="Choe Won-gi", native_name="최원기")
    translated(author, title="최원기")
    AuthorFactory(parent=author_index("ko"), title="최 원기")
    (pair,) = managing.get(reverse("series_author_duplicates")).context["pairs"]
    assert {pair.one.name, pair.other.name} == {"Choe Won-gi", "최 원기"}


def test_the_lists_ask_the_same_number_of_queries_whatever_they_hold(managing):
    for address, factory in (
        ("series_topic_duplicates", TopicFactory),
        ("series_author_duplicates", AuthorFactory),
    ):
        key = "name" if factory is TopicFactory else "title"
        counts = []
        for first in (0, 1, 10):
            for number in range(first, first * 2 + 1):
                factory(**{key: f"Gauges of sort {number} {'x' * number}"})
                factory(**{key: f"Gauge of sort {number} {'x' * number}"})
            with CaptureQueriesContext(connection) as queries:
                managing.get(reverse(address))
            counts.append(len(queries))
        assert counts[1] == counts[2]
