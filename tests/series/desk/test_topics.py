"""Choosing, making and keeping topics in the admin."""

import pytest
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
