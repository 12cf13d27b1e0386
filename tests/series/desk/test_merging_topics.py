"""Merging topics: rows, versions, plan, tree, names, addresses; who is told what before, and who is refused."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import ModelLogEntry, ReferenceIndex, Revision

from series.desk.merged_rows import CannotMerge, rows_of_heirs
from series.desk.merging_topics import foresee_merge, merge_topics
from series.models import AlternativeName, PlannedPart, Topic
from tests.factories import (
    InstallmentFactory,
    PlannedPartFactory,
    SeriesFactory,
    TopicFactory,
    UserFactory,
    draft_of,
    translated,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def kept():
    return TopicFactory(name="Floods", name_ko="홍수")


@pytest.fixture
def merged():
    topic = TopicFactory(name="Inundations", name_ko="침수")
    AlternativeName.objects.create(topic=topic, name="High water", sort_order=0)
    topic.save()
    return topic


@pytest.fixture
def editor():
    return UserFactory(role="Managing editors")


def topics_on(page):
    return list(page.topic_rows.order_by("sort_order").values_list("topic__name", flat=True))


def topics_in(revision):
    revision.refresh_from_db()
    return [row["topic"] for row in revision.content["topic_rows"]]


def test_the_first_of_two_rows_stays_in_its_place(merged, kept, editor):
    other = TopicFactory(name="Rivers")
    page = InstallmentFactory(topics=[merged, other, kept])
    merge_topics(merged, kept, user=editor)
    assert topics_on(page) == ["Floods", "Rivers"]


def test_every_version_is_rewritten_and_none_is_made(merged, kept, editor):
    page = InstallmentFactory(topics=[merged])
    versions = [page.save_revision(), draft_of(page, title="Second"), draft_of(page, title="Third")]
    dates = list(Revision.objects.order_by("pk").values_list("pk", "created_at", "approved_go_live_at"))
    merge_topics(merged, kept, user=editor)
    assert [topics_in(version) for version in versions] == [[kept.pk]] * 3
    assert (
        list(Revision.objects.order_by("pk").values_list("pk", "created_at", "approved_go_live_at")) == dates
    )
    page.refresh_from_db()
    assert page.latest_revision_id == versions[-1].pk


def test_pieces_in_both_languages_change(merged, kept, editor):
    page = InstallmentFactory(topics=[merged])
    twin = translated(page)
    merge_topics(merged, kept, user=editor)
    assert (topics_on(page), topics_on(twin)) == (["Floods"], ["Floods"])


def test_a_planned_part_has_the_kept_topic_once(merged, kept, editor):
    part, both = PlannedPartFactory(), PlannedPartFactory()
    part.topics.add(merged)
    both.topics.add(merged, kept)
    merge_topics(merged, kept, user=editor)
    assert [list(each.topics.all()) for each in PlannedPart.objects.order_by("pk")] == [[kept], [kept]]


def test_all_names_become_alternative_names_and_stay_taken(merged, kept, editor):
    merge_topics(merged, kept, user=editor)
    assert list(kept.alternative_names.values_list("name", flat=True)) == [
        "Inundations",
        "침수",
        "High water",
    ]
    assert sorted(kept.keys.values_list("key", flat=True)) == sorted(
        ["floods", "홍수", "inundations", "침수", "highwater"]
    )
    assert not merged.keys.exists()


def test_the_merged_row_stays_and_can_be_saved(merged, kept, editor):
    merge_topics(merged, kept, user=editor)
    row = Topic.objects.get(pk=merged.pk)
    assert (row.merged_into, row.name) == (kept, "Inundations")
    row.save()
    assert kept.keys.filter(key="inundations").exists()


def test_what_was_merged_before_leads_to_the_last_heir_in_one_hop(client, merged, kept, editor):
    last = TopicFactory(name="Water")
    InstallmentFactory(topics=[merged])
    merge_topics(merged, kept, user=editor)
    merge_topics(kept, last, user=editor)
    assert Topic.objects.get(pk=merged.pk).merged_into == last
    for old in ("inundations", "floods"):
        response = client.get(f"/ko/topics/{old}/")
        assert (response.status_code, response.headers["Location"]) == (301, "/ko/topics/water/")
    assert client.get("/topics/inundations/feed/rss/").headers["Location"] == "/topics/water/feed/rss/"


def test_the_address_of_a_merged_topic_betrays_no_topic_without_pieces(client, merged, kept, editor):
    merge_topics(merged, kept, user=editor)
    assert client.get("/topics/inundations/").status_code == 404


def test_narrower_topics_stand_below_the_kept_one(merged, kept, editor):
    narrower = TopicFactory(name="Cellars", broader=merged)
    merge_topics(merged, kept, user=editor)
    narrower.refresh_from_db()
    assert narrower.broader == kept


def test_the_kept_topic_takes_the_broader_one_when_it_has_none(merged, kept, editor):
    merged.broader = TopicFactory(name="Water")
    merged.save()
    merge_topics(merged, kept, user=editor)
    kept.refresh_from_db()
    assert kept.broader.name == "Water"


def test_a_line_of_topics_makes_no_circle(merged, kept, editor):
    top = TopicFactory(name="Water")
    merged.broader = top
    merged.save()
    middle = TopicFactory(name="Rivers", broader=merged)
    kept.broader = middle
    kept.save()
    merge_topics(merged, kept, user=editor)
    assert dict(Topic.objects.filter(merged_into=None).values_list("name", "broader__name")) == {
        "Water": None,
        "Rivers": "Water",
        "Floods": "Rivers",
    }


def test_wagtails_index_of_references_follows(merged, kept, editor):
    page, both = InstallmentFactory(topics=[merged]), InstallmentFactory(topics=[kept, merged])
    for each in (page, both):
        each.refresh_from_db()
        ReferenceIndex.create_or_update_for_object(each)
    merge_topics(merged, kept, user=editor)
    assert ReferenceIndex.get_references_to(merged).count() == 0
    assert ReferenceIndex.get_references_to(kept).filter(model_path="topic_rows.item.topic").count() == 2


def test_both_histories_say_who_merged_what(merged, kept, editor):
    merge_topics(merged, kept, user=editor)
    entries = ModelLogEntry.objects.filter(action="series.merge_topic").order_by("pk")
    assert [(entry.object_id, entry.user, entry.message) for entry in entries] == [
        (str(merged.pk), editor, "Merged “Inundations” into “Floods”"),
        (str(kept.pk), editor, "Merged “Inundations” into “Floods”"),
    ]


def test_a_topic_that_was_merged_meanwhile_is_refused_and_nothing_changes(merged, kept, editor):
    page = InstallmentFactory(topics=[kept])
    other = TopicFactory(name="Water")
    merge_topics(merged, kept, user=editor)
    # The copies in memory say that nothing was merged yet.
    for one, into in ((merged, other), (other, merged), (kept, kept)):
        with pytest.raises(CannotMerge):
            merge_topics(one, into, user=editor)
    assert topics_on(page) == ["Floods"]


def test_the_preview_counts_every_kind_and_changes_nothing(merged, kept):
    series = SeriesFactory()
    live = InstallmentFactory(parent=series, topics=[merged], title="Live")
    both = InstallmentFactory(parent=series, topics=[merged, kept], title="Both")
    draft = InstallmentFactory(parent=series, topics=[merged], title="Draft", live=False)
    for page in (live, both, draft):
        page.save_revision()
    draft_of(live)
    part = PlannedPartFactory(series=series, working_title="Planned")
    part.topics.add(merged)
    found = {
        each.what: (each.number, [thing.title for thing in each.things])
        for each in foresee_merge(merged, kept)
    }
    assert found["Published pieces get “Floods”"] == (2, ["Both", "Live"])
    assert found["Of these pieces, published or not, which have both, the topic is kept once"] == (
        1,
        ["Both"],
    )
    assert found["Drafts get it"][0] == 3
    assert found["Earlier versions get it, in case one is published again"][0] > 0
    assert found["Planned parts get it"] == (1, [f"Planned ({series.title})"])
    assert found["Names by which it is found from then on"] == (3, ["Inundations", "침수", "High water"])
    assert found["Addresses that lead to it from then on"][1] == [
        "/topics/inundations/",
        "/ko/topics/inundations/",
    ]
    assert topics_on(live) == ["Inundations"]


@pytest.mark.parametrize("deed", [foresee_merge, lambda a, b: merge_topics(a, b, user=None)])
def test_the_number_of_queries_does_not_grow(deed):
    counts = []
    for number in (1, 2, 6):  # the first fills what the process remembers
        one, other = TopicFactory(), TopicFactory()
        series = SeriesFactory()
        for _ in range(number):
            InstallmentFactory(parent=series, topics=[one, other]).save_revision()
            InstallmentFactory(parent=series, topics=[one]).save_revision()
        with CaptureQueriesContext(connection) as queries:
            deed(one, other)
        counts.append(len(queries))
    assert counts[1] == counts[2]


def test_rows_of_versions_keep_their_order_and_what_is_not_touched():
    rows = [
        {"pk": 1, "topic": 5, "sort_order": 2},
        {"pk": 2, "topic": 9, "sort_order": 0},
        {"pk": None, "topic": 7, "sort_order": 1},
        {"pk": 3, "topic": 8, "sort_order": 3},
        {"pk": 4, "topic": 8, "sort_order": 4},
    ]
    assert rows_of_heirs(rows, {5: 7}, "topic") == [
        {"pk": 2, "topic": 9, "sort_order": 0},
        {"pk": None, "topic": 7, "sort_order": 1},
        {"pk": 3, "topic": 8, "sort_order": 3},
        {"pk": 4, "topic": 8, "sort_order": 4},
    ]


class TestInTheAdmin:
    @pytest.fixture
    def managing(self, client, editor):
        client.force_login(editor)
        return client

    def address(self, topic):
        return reverse("series_merge_topic", args=[topic.pk])

    def test_it_asks_then_tells_then_merges(self, managing, merged, kept):
        page = InstallmentFactory(topics=[merged], title="The public gauge")
        asked = managing.get(self.address(merged)).content.decode()
        assert "Floods / 홍수</option>" in asked
        told = managing.get(self.address(merged), {"into": kept.pk}).content.decode()
        assert "The public gauge" in told
        assert "“Inundations / 침수” is merged into “Floods / 홍수”" in told
        assert topics_on(page) == ["Inundations"]
        done = managing.post(self.address(merged), {"into": kept.pk}, follow=True)
        assert "“Inundations / 침수” was merged into “Floods / 홍수”." in done.content.decode()
        assert topics_on(page) == ["Floods"]

    def test_likely_ones_are_offered(self, managing):
        one, other = TopicFactory(name="Flood"), TopicFactory(name="Floods")
        page = managing.get(self.address(one)).content.decode()
        assert f'<a href="?into={other.pk}">Floods</a>' in page

    @pytest.mark.parametrize("into", ["", "0", "x", "itself"])
    def test_nonsense_is_refused(self, managing, merged, into):
        into = merged.pk if into == "itself" else into
        for send in (managing.get, managing.post):
            assert send(self.address(merged), {"into": into}).status_code == 200
        merged.refresh_from_db()
        assert merged.merged_into is None

    def test_from_a_merged_topic_every_form_leads_to_its_heir(self, managing, merged, kept, editor):
        merge_topics(merged, kept, user=editor)
        heir = reverse("wagtailsnippets_series_topic:edit", args=[kept.pk])
        edit = reverse("wagtailsnippets_series_topic:edit", args=[merged.pk])
        assert managing.get(self.address(merged)).headers["Location"] == heir
        assert managing.get(edit).headers["Location"] == heir
        assert managing.post(edit, {"name": "Back again"}).headers["Location"] == heir

    def test_the_list_of_topics_offers_it_to_those_who_may(self, client, managing, merged):
        listing = reverse("wagtailsnippets_series_topic:list")
        assert self.address(merged) in managing.get(listing).content.decode()
        client.force_login(UserFactory(role="Editors"))
        assert self.address(merged) not in client.get(listing).content.decode()
