"""A renamed topic is found under its old addresses, in both languages, as far as the public may see it."""

import unicodedata

import pytest

from series.models import Topic
from tests.factories import InstallmentFactory, TopicFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def topic():
    topic = TopicFactory(name="Flood insurance")
    InstallmentFactory(topics=[topic])
    return topic


def renamed(topic, slug):
    topic.slug = slug
    topic.save()
    return topic


def answer(client, path):
    response = client.get(path)
    return response.status_code, response.headers.get("Location")


def test_the_old_addresses_lead_to_the_new_ones_in_one_hop(client, topic):
    renamed(renamed(topic, "cover"), "insurance")
    for old in ("flood-insurance", "cover"):
        assert answer(client, f"/topics/{old}/") == (301, "/topics/insurance/")
        assert answer(client, f"/ko/topics/{old}/") == (301, "/ko/topics/insurance/")
        assert answer(client, f"/topics/{old}/feed/rss/") == (301, "/topics/insurance/feed/rss/")


def test_a_korean_address_is_kept_composed_and_found_either_way(client, topic):
    renamed(topic, unicodedata.normalize("NFD", "물값"))
    assert Topic.objects.get(pk=topic.pk).slug == "물값"
    renamed(topic, "rates")
    assert answer(client, "/topics/물값/") == (301, "/topics/rates/")
    assert answer(client, "/topics/flood-insurance/") == (301, "/topics/rates/")


def test_a_rename_back_leaves_no_loop(client, topic):
    renamed(renamed(topic, "cover"), "flood-insurance")
    assert answer(client, "/topics/cover/") == (301, "/topics/flood-insurance/")


def test_a_new_topic_owns_the_address_that_another_had(client, topic):
    renamed(topic, "cover")
    TopicFactory(name="Flood", slug="flood-insurance")
    assert answer(client, "/topics/flood-insurance/") == (404, None)


def test_a_redirect_does_not_betray_a_topic_without_public_pieces(client):
    hidden = TopicFactory(name="Secret river")
    InstallmentFactory(topics=[hidden], live=False)
    renamed(hidden, "secret-two")
    assert answer(client, "/topics/secret-river/") == (404, None)
    assert answer(client, "/ko/topics/secret-river/") == (404, None)


def test_saving_without_a_new_address_leaves_nothing_behind(client, topic):
    from wagtail.contrib.redirects.models import Redirect

    topic.description = "Who pays when the water comes."
    topic.save()
    assert not Redirect.objects.exists()
