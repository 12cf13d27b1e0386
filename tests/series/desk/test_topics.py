"""Choosing, making and keeping topics in the admin."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from series.models import AlternativeName, Topic
from tests import factories

pytestmark = pytest.mark.django_db

CHOOSER = "wagtailsnippetchoosers_series_topic"
CHOOSE, RESULTS, CREATE = (reverse(f"{CHOOSER}:{view}") for view in ("choose", "choose_results", "create"))


def address(view, topic):
    return reverse(f"wagtailsnippets_series_topic:{view}", args=[topic.pk])


def form(topic, **changes):
    names = {
        "alternative_names-TOTAL_FORMS": "0", "alternative_names-INITIAL_FORMS": "0",
        "alternative_names-MIN_NUM_FORMS": "0", "alternative_names-MAX_NUM_FORMS": "1000",
    }  # fmt: skip
    fields = ("name", "name_ko", "slug", "description", "description_ko")
    return {name: getattr(topic, name) for name in fields} | {"broader": ""} | names | changes


@pytest.fixture
def water():
    topic = factories.TopicFactory(name="Water policy", name_ko="물 정책")
    AlternativeName.objects.create(topic=topic, name="Hydropolitics")
    topic.refresh_from_db()
    topic.save()
    return topic


@pytest.fixture
def editor(client):
    client.force_login(factories.UserFactory(role="Editors"))


@pytest.mark.parametrize("typed", ["water", "Water Policy", "물정", "hydro"])
def test_a_topic_is_found_by_any_name(client, editor, water, typed):
    factories.TopicFactory(name="Trade")
    page = client.get(RESULTS, {"q": typed}).content.decode()
    assert "Water policy" in page
    assert "Trade" not in page


def test_a_merged_topic_is_not_offered(client, editor, water):
    factories.TopicFactory(name="Rivers and lakes", merged_into=water)
    assert "Rivers and lakes" not in client.get(CHOOSE).json()["html"]


def test_an_editor_makes_a_missing_topic_in_both_languages(client, editor):
    answer = client.post(CREATE, {"name": "Middle powers", "name_ko": "중견국"}).json()
    topic = Topic.objects.get(name="Middle powers")
    assert (topic.name_ko, topic.slug) == ("중견국", "middle-powers")
    assert answer["result"]["id"] == str(topic.pk)


@pytest.mark.parametrize("name", ["water POLICY", "Hydropolitics", "Water\u00a0policy"])
def test_a_name_that_is_known_chooses_the_topic_that_has_it(client, editor, water, name):
    answer = client.post(CREATE, {"name": name}).json()
    assert answer["result"]["id"] == str(water.pk)
    assert Topic.objects.count() == 1


def test_a_korean_name_that_is_known_chooses_its_topic_too(client, editor, water):
    answer = client.post(CREATE, {"name": "Water politics", "name_ko": "물 정책"}).json()
    assert answer["result"]["id"] == str(water.pk)
    assert Topic.objects.count() == 1


def test_a_contributor_makes_no_topic(client, water):
    client.force_login(factories.UserFactory(role="Contributors"))
    assert "Water policy" in client.get(CHOOSE).json()["html"]
    client.post(CREATE, {"name": "Middle powers"})
    assert Topic.objects.count() == 1


def test_an_editor_describes_a_topic_but_does_not_rename_it(client, editor):
    topic = factories.TopicFactory(name="Trade")
    client.post(address("edit", topic), form(topic, name="Commerce", slug="commerce", description="Goods."))
    topic.refresh_from_db()
    assert (topic.name, topic.slug, topic.description) == ("Trade", "trade", "Goods.")


def test_a_managing_editor_renames_it(client):
    client.force_login(factories.UserFactory(role="Managing editors"))
    topic = factories.TopicFactory(name="Trade")
    client.post(address("edit", topic), form(topic, name="Commerce", slug="commerce"))
    topic.refresh_from_db()
    assert (topic.name, topic.slug) == ("Commerce", "commerce")


def test_the_list_counts_pieces(client, editor, water):
    factories.InstallmentFactory(topics=[water])
    factories.InstallmentFactory(topics=[water])
    topics = client.get(reverse("wagtailsnippets_series_topic:list")).context["object_list"]
    assert [(topic.name, topic.pieces) for topic in topics] == [("Water policy", 2)]


def test_the_address_follows_the_name_and_the_former_names_still_find_the_topic(client):
    client.force_login(factories.UserFactory(role="Managing editors"))
    topic = factories.TopicFactory(name="Trade", name_ko="무역")
    client.post(address("edit", topic), form(topic, name="Commerce", name_ko="상업"))
    topic = Topic.objects.get(pk=topic.pk)
    assert (topic.name, topic.slug) == ("Commerce", "commerce")
    assert sorted(topic.all_names()[2:]) == ["Trade", "무역"]
    assert (
        client.get(reverse("wagtailsnippets_series_topic:list"), {"q": "무역"}).context["object_list"][0]
        == topic
    )
    history = client.get(reverse("wagtailsnippets_series_topic:history", args=[topic.pk])).content.decode()
    assert "Renamed from “Trade” to “Commerce”, Renamed from “무역” to “상업”" in history


def test_another_spelling_of_the_name_leaves_no_alternative_name(client):
    client.force_login(factories.UserFactory(role="Managing editors"))
    topic = factories.TopicFactory(name="trade-policy")
    client.post(address("edit", topic), form(topic, name="Trade policy"))
    topic = Topic.objects.get(pk=topic.pk)
    assert topic.all_names() == ["Trade policy"]


def test_topics_stand_in_no_circle(client, editor):
    top = factories.TopicFactory(name="Water")
    middle = factories.TopicFactory(name="Rivers", broader=top)
    low = factories.TopicFactory(name="Gauges", broader=middle)
    for broader in (top, middle, low):
        client.post(address("edit", top), form(top, broader=broader.pk))
        assert Topic.objects.get(pk=top.pk).broader is None
    top.broader = low
    with pytest.raises(ValidationError, match="“Gauges” is part of “Water” already"):
        top.full_clean()


def test_a_merged_topic_is_not_offered_as_the_broader_one(client, editor, water):
    merged = factories.TopicFactory(name="Hydrology", merged_into=water)
    topic = factories.TopicFactory(name="Gauges")
    client.post(address("edit", topic), form(topic, broader=merged.pk))
    assert Topic.objects.get(pk=topic.pk).broader is None
