"""What may be the same under two names, and what only looks so."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.log_actions import registry as log_registry

from series.desk.duplicates import LETTER, ORDER, PLURAL, SPELLING, find_alike
from series.models import AlternativeName, SetApart, Topic
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


@pytest.mark.parametrize("kind", ["topics", "authors"])
def test_two_that_are_not_the_same_are_not_suggested_until_it_is_taken_back(managing, kind):
    if kind == "topics":
        one, other, address = (
            TopicFactory(name="Flood"),
            TopicFactory(name="Floods"),
            "series_topic_duplicates",
        )
        merge = "series_merge_topic"
    else:
        one, other = AuthorFactory(title="Min Park"), AuthorFactory(title="Park Min")
        address, merge = "series_author_duplicates", "series_merge_author"
        translated(one, title="박민")
    address, two = reverse(address), {"one": one.pk, "other": other.pk}
    (pair,) = managing.get(address).context["pairs"]
    said = managing.post(address, {"one": pair.one.pk, "other": pair.other.pk, "apart": "1"}, follow=True)
    assert (said.context["pairs"], len(said.context["apart"])) == ([], 1)
    assert "are not suggested any more" in said.content.decode()
    assert managing.get(reverse(merge, args=[one.pk])).context["alike"] == []
    # Twice is once, in whatever order the two are named.
    managing.post(address, {"one": pair.other.pk, "other": pair.one.pk, "apart": "1"})
    assert SetApart.objects.count() == 1
    back = managing.post(address, two | {"together": "1"}, follow=True)
    assert (len(back.context["pairs"]), back.context["apart"]) == (1, [])
    for thing in (one, other):
        actions = [(entry.action, entry.message) for entry in log_registry.get_logs_for_instance(thing)]
        assert [
            ("series.set_apart_withdrawn", f"Took back that “{one}” and “{other}” are not the same"),
            ("series.set_apart", f"Said that “{one}” and “{other}” are not the same"),
        ] == [entry for entry in actions if entry[0].startswith("series.set_apart")]


def test_what_is_not_there_any_more_is_not_set_apart(managing):
    one, other = TopicFactory(name="Flood"), TopicFactory(name="Floods")
    heir = TopicFactory(name="Water")
    Topic.objects.filter(pk=other.pk).update(merged_into=heir)
    for sent in ({"one": one.pk, "other": other.pk}, {"one": one.pk, "other": one.pk}, {"one": "x"}, {}):
        answer = managing.post(reverse("series_topic_duplicates"), sent | {"apart": "1"}, follow=True)
        assert "Nothing was changed" in answer.content.decode()
    assert not SetApart.objects.exists()
