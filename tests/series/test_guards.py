"""Whoever and whatever is named anywhere is not deleted, through no door; the editor is told where it is named."""

import pytest
from django.db import transaction
from django.db.models import ProtectedError
from django.urls import reverse

from authors.models import AuthorPage
from publication.deletion import DeletionRefused, uses_of
from series.models import SeriesEditor, SeriesPage, Topic
from tests.factories import (
    AuthorFactory,
    InstallmentFactory,
    PlannedPartFactory,
    SeriesFactory,
    TopicFactory,
    UserFactory,
    author_index,
    draft_of,
    home,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def author():
    return AuthorFactory(title="Zora Whitlock")


@pytest.fixture
def topic():
    return TopicFactory(name="Flood insurance")


@pytest.fixture
def admin(client):
    client.force_login(UserFactory(is_superuser=True))
    return client


def in_a_byline(author):
    InstallmentFactory(title="The Gauge", bylines=[author])


def in_a_draft(author):
    page = InstallmentFactory(title="The Gauge", live=False)
    draft = page.get_latest_revision_as_object()
    draft.bylines = [draft.bylines.model(author=author, locale=page.locale)]
    draft.save_revision()


def in_an_earlier_version(author):
    in_a_draft(author)
    page = SeriesPage.objects.get().get_children().get().specific
    draft = page.get_latest_revision_as_object()
    draft.bylines = []
    draft.save_revision().publish()


def as_series_editor(author):
    SeriesEditor.objects.create(page=SeriesFactory(title="The Gauge"), author=author)


def as_series_editor_in_a_draft(author):
    series = SeriesFactory(title="The Gauge")
    series.editors = [SeriesEditor(author=author)]
    series.save_revision()


def for_a_planned_part(author):
    PlannedPartFactory(
        working_title="The Gauge", series=SeriesFactory(title="Rivers"), author=author, announced=False
    )


PLACES = [
    in_a_byline,
    in_a_draft,
    in_an_earlier_version,
    as_series_editor,
    as_series_editor_in_a_draft,
    for_a_planned_part,
]


@pytest.mark.parametrize("place", PLACES)
def test_an_author_who_is_named_is_not_deleted_in_code(author, place):
    place(author)
    with pytest.raises(DeletionRefused, match=r"“Zora Whitlock” cannot be deleted: named in .*The Gauge"):
        author.delete()
    with pytest.raises((DeletionRefused, ProtectedError)), transaction.atomic():
        AuthorPage.objects.filter(pk=author.pk).delete()
    assert AuthorPage.objects.filter(pk=author.pk).exists()


@pytest.mark.parametrize("place", PLACES)
def test_the_admin_refuses_and_links_to_the_piece(admin, author, place):
    place(author)
    address = reverse("wagtailadmin_pages:delete", args=[author.pk])
    for send in (admin.get, admin.post):
        response = send(address, follow=True)
        assert response.status_code == 200
        (use,) = uses_of([author])
        assert f'<a href="{use.address}">' in response.content.decode()
        assert "Zora Whitlock” is named in" in response.content.decode()
    assert AuthorPage.objects.filter(pk=author.pk).exists()


def test_a_choice_of_pages_with_a_named_author_is_refused_whole(admin, author):
    in_a_draft(author)
    other = AuthorFactory()
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])
    response = admin.post(f"{address}?id={author.pk}&id={other.pk}", follow=True)
    assert "Zora Whitlock” is named in" in response.content.decode()
    assert AuthorPage.objects.filter(pk__in=[author.pk, other.pk]).count() == 2


@pytest.mark.parametrize("parent", [author_index, home])
def test_what_stands_above_a_named_author_is_not_deleted(admin, author, parent):
    in_a_byline(author)
    response = admin.post(
        reverse("wagtailadmin_pages:delete", args=[parent().pk]),
        {"confirm_site_name": "Commentary Series"},
        follow=True,
    )
    assert "Zora Whitlock” is named in" in response.content.decode()
    assert AuthorPage.objects.filter(pk=author.pk).exists()
    with pytest.raises(DeletionRefused):
        parent().delete()


def test_an_author_into_whom_another_was_merged_is_not_deleted(author):
    former = AuthorFactory(title="Z. Whitlock", live=False, merged_into=author)
    with pytest.raises(DeletionRefused, match=r"Z\. Whitlock"):
        author.delete()
    former.delete()
    author.delete()


def test_an_author_who_is_named_nowhere_is_deleted(admin, author):
    InstallmentFactory(bylines=[AuthorFactory()])
    admin.post(reverse("wagtailadmin_pages:delete", args=[author.pk]))
    assert not AuthorPage.objects.filter(pk=author.pk).exists()


def test_an_author_with_a_number_like_anothers_is_not_mistaken_for_it(author):
    page = InstallmentFactory()
    draft_of(page)
    revision = page.get_latest_revision()
    revision.content["bylines"] = [{"author": author.pk * 10, "pk": author.pk}]
    revision.content["title"] = f'"author": {author.pk},'
    revision.save()
    assert uses_of([author]) == []


def test_a_named_author_may_be_unpublished(author):
    in_a_byline(author)
    author.unpublish()
    assert not AuthorPage.objects.get(pk=author.pk).live


def test_pieces_are_listed_up_to_ten(admin, author):
    series = SeriesFactory()
    for _ in range(12):
        InstallmentFactory(parent=series, bylines=[author])
    response = admin.get(reverse("wagtailadmin_pages:delete", args=[author.pk]), follow=True)
    assert "and 2 more" in response.content.decode()


def topic_of_a_piece(topic):
    InstallmentFactory(title="The Gauge", topics=[topic])


def topic_of_a_draft(topic):
    page = InstallmentFactory(title="The Gauge", live=False)
    page.topic_rows = [page.topic_rows.model(topic=topic)]
    page.save_revision()


def topic_of_a_planned_part(topic):
    PlannedPartFactory(working_title="The Gauge").topics.add(topic)


def topic_that_took_another_in(topic):
    TopicFactory(name="The Gauge", merged_into=topic)


TOPIC_PLACES = [topic_of_a_piece, topic_of_a_draft, topic_of_a_planned_part, topic_that_took_another_in]


@pytest.mark.parametrize("place", TOPIC_PLACES)
def test_a_topic_in_use_is_not_deleted_in_code(topic, place):
    place(topic)
    with pytest.raises(DeletionRefused, match=r"“Flood insurance” cannot be deleted: named in .*The Gauge"):
        topic.delete()
    with pytest.raises((DeletionRefused, ProtectedError)), transaction.atomic():
        Topic.objects.filter(pk=topic.pk).delete()
    assert Topic.objects.filter(pk=topic.pk).exists()


@pytest.mark.skipif(not hasattr(Topic, "snippet_viewset"), reason="topics have no place in the admin yet")
@pytest.mark.parametrize("place", TOPIC_PLACES)
def test_the_admin_refuses_to_delete_a_topic_in_use(admin, topic, place):
    place(topic)
    one = reverse(Topic.snippet_viewset.get_url_name("delete"), args=[topic.pk])
    several = reverse("wagtail_bulk_action", args=["series", "topic", "delete"]) + f"?id={topic.pk}"
    for address in (one, several):
        response = admin.post(address, follow=True)
        assert "Flood insurance” is named in" in response.content.decode()
    assert Topic.objects.filter(pk=topic.pk).exists()


def test_a_topic_that_is_used_nowhere_is_deleted(topic):
    topic.delete()
    assert not Topic.objects.exists()
