"""TOP-01 (spellings of one topic) and TOP-03 (merging two topics), with the values of the cases."""

import json
import re
from copy import deepcopy
from itertools import product

import pytest
from django.urls import reverse
from django.utils.html import strip_tags

from series.models import InstallmentPage, Topic, TopicKey
from series.models.topics import topic_named
from tests.factories import InstallmentFactory, SeriesFactory, TopicFactory, UserFactory, draft_of
from tests.shared import shared

pytestmark = pytest.mark.django_db


def test_top_01_seven_spellings_are_two_topics_and_the_same_list_makes_none():
    names = json.loads(shared("cases/inputs/top-01-topics.json"))["one_save"]
    assert len(names) == 7
    first = [topic_named(name)[0].pk for name in names]
    assert len(set(first[:4])) == 1
    assert len(set(first[4:])) == 1
    assert [topic_named(name) for name in names] == [(Topic.objects.get(pk=pk), False) for pk in first]
    assert sorted(Topic.objects.exclude(name__startswith="Flood").values_list("name", "slug")) == [
        ("Réseaux", "réseaux"),
        ("Water Policy", "water-policy"),
    ]


@pytest.fixture
def managing(client):
    client.force_login(UserFactory(role="Managing editors"))
    return client


class Insurance:
    """ "Flood Insurance" on 12 live pieces; "Flood insurance reform" on 5 live, 3 of them the same, and on 1 draft."""

    def __init__(self):
        self.kept = TopicFactory(name="Flood Insurance")
        self.merged = TopicFactory(name="Flood insurance reform")
        series = SeriesFactory()
        only_kept = [InstallmentFactory(parent=series, topics=[self.kept]) for _ in range(9)]
        both = [InstallmentFactory(parent=series, topics=[self.kept, self.merged]) for _ in range(3)]
        only_merged = [InstallmentFactory(parent=series, topics=[self.merged]) for _ in range(2)]
        self.draft = InstallmentFactory(parent=series, live=False, topics=[self.merged])
        self.live = [*only_kept, *both, *only_merged]
        self.older = draft_of(only_merged[0])
        for page in (*self.live, self.draft):
            page.save_revision()


@pytest.fixture(scope="module", autouse=True)
def built(lasting):
    with lasting():
        yield Insurance()


@pytest.fixture
def world(built):
    return deepcopy(built)


def merge(client, world):
    return client.post(reverse("series_merge_topic", args=[world.merged.pk]), {"into": world.kept.pk})


def test_top_03_all_pieces_are_under_the_kept_topic_each_once(managing, world):
    assert merge(managing, world).status_code == 302
    for page in world.live:
        assert list(page.topic_rows.values_list("topic", flat=True)) == [world.kept.pk]
    draft = world.draft.get_latest_revision_as_object()
    assert [row.topic_id for row in draft.topic_rows.all()] == [world.kept.pk]
    managing.logout()
    teasers = [
        piece
        for _year, pieces in managing.get("/topics/flood-insurance/").context["years"]
        for piece in pieces
    ]
    assert sorted(piece.title for piece in teasers) == sorted(page.title for page in world.live)
    assert len(teasers) == 14
    assert "Flood Insurance, 14 articles" in strip_tags(managing.get("/topics/").content.decode())


def test_top_03_old_addresses_and_feeds_lead_to_the_kept_topic(managing, world):
    merge(managing, world)
    managing.logout()
    for language, ending in product(("", "/ko"), ("", "feed/rss/", "feed/atom/", "feed/json/")):
        response = managing.get(f"{language}/topics/flood-insurance-reform/{ending}")
        assert response.status_code == 301
        assert response.headers["Location"] == f"{language}/topics/flood-insurance/{ending}"


def test_top_03_the_old_name_is_not_offered_but_finds_the_kept_topic(managing, world):
    merge(managing, world)
    answer = managing.get(
        reverse("wagtailsnippetchoosers_series_topic:choose_results"), {"q": "flood insurance reform"}
    ).content.decode()
    assert "Flood Insurance" in answer
    assert "Flood insurance reform" not in re.sub(r'value="[^"]*"', "", answer)
    assert topic_named("Flood insurance reform") == (world.kept, False)


def test_top_03_an_older_version_neither_crashes_nor_brings_the_merged_topic_back(managing, world):
    merge(managing, world)
    page = InstallmentPage.objects.get(pk=world.older.object_id)
    world.older.refresh_from_db()
    world.older.publish()
    assert list(page.topic_rows.values_list("topic", flat=True)) == [world.kept.pk]
    # And one that a form which was open during the merge saved afterwards.
    world.older.content["topic_rows"][0]["topic"] = world.merged.pk
    world.older.save()
    world.older.refresh_from_db()
    world.older.publish()
    assert list(page.topic_rows.values_list("topic", flat=True)) == [world.kept.pk]
    managing.logout()
    assert "reform" not in managing.get("/topics/").content.decode()


def test_top_03_a_renamed_topic_keeps_its_pieces_and_leads_from_its_old_address(managing, world):
    address = reverse("wagtailsnippets_series_topic:edit", args=[world.kept.pk])
    managing.post(
        address,
        {
            "name": "Cover against floods",
            "name_ko": "",
            "slug": "flood-insurance",
            "description": "",
            "description_ko": "",
            "broader": "",
            "alternative_names-TOTAL_FORMS": "0",
            "alternative_names-INITIAL_FORMS": "0",
        },
    )
    managing.logout()
    response = managing.get("/topics/flood-insurance/")
    assert (response.status_code, response.headers["Location"]) == (301, "/topics/cover-against-floods/")
    assert managing.get("/topics/cover-against-floods/").status_code == 200
    assert world.kept.installment_rows.count() == 12
    assert TopicKey.objects.filter(topic=world.kept, key="floodinsurance").exists()
