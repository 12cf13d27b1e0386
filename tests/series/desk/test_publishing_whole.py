"""Publishing from the form is whole or not at all: what fails in the middle leaves a draft, and nothing else changed."""

import pytest
from django.test import Client
from wagtail.models import PageLogEntry
from wagtail.signals import page_published

from series.models import InstallmentPage
from tests import factories
from tests.series.desk.edit_form import body, opened, publish, with_author

pytestmark = pytest.mark.django_db


class Broken(Exception):
    pass


@pytest.fixture
def client():
    client = Client(raise_request_exception=False)
    client.force_login(factories.UserFactory(role="Managing editors"))
    return client


@pytest.fixture
def breaks_half_way():
    """Something that listens to publications fails: the page is written and logged by then."""

    def fail(sender, instance, **kwargs):
        assert PageLogEntry.objects.filter(page=instance.pk, action="wagtail.publish").exists()
        raise Broken

    page_published.connect(fail)
    yield
    page_published.disconnect(fail)


def publications():
    return PageLogEntry.objects.filter(action="wagtail.publish").count()


def test_of_a_live_piece_the_public_sees_what_it_saw(client, breaks_half_way):
    page = factories.InstallmentFactory(title="The gauge", body=factories.paragraphs("Before."))
    page.save_revision()
    author = factories.AuthorFactory()
    page = InstallmentPage.objects.get(pk=page.pk)

    answer = publish(
        client, page, with_author(opened(client, page), author) | body("After.") | {"title": "The levee"}
    )

    assert answer.status_code == 500
    now = InstallmentPage.objects.get(pk=page.pk)
    assert (now.title, now.bylines.count(), publications()) == ("The gauge", 0, 0)
    assert "Before." in str(now.body.raw_data[0])
    assert now.has_unpublished_changes
    draft = now.get_latest_revision_as_object()
    assert (draft.title, [row.author_id for row in draft.bylines.all()]) == ("The levee", [author.pk])
    assert "After." in str(draft.body.raw_data[0])


def test_a_draft_stays_a_draft_with_what_was_typed(client, breaks_half_way):
    page = factories.InstallmentFactory(title="The gauge", live=False)
    page.save_revision()
    page = InstallmentPage.objects.get(pk=page.pk)

    answer = publish(client, page, opened(client, page) | body("After.") | {"title": "The levee"})

    assert answer.status_code == 500
    now = InstallmentPage.objects.get(pk=page.pk)
    assert (now.live, now.first_published_at, publications()) == (False, None, 0)
    assert now.get_latest_revision_as_object().title == "The levee"


def test_the_same_form_is_published_when_it_is_sent_again(client):
    page = factories.InstallmentFactory(title="The gauge", live=False)
    page.save_revision()
    page = InstallmentPage.objects.get(pk=page.pk)
    sent = opened(client, page) | body("After.")

    def fail(**kwargs):
        raise Broken

    page_published.connect(fail)
    assert publish(client, page, sent).status_code == 500
    page_published.disconnect(fail)
    assert publish(client, page, sent).status_code == 302
    assert publications() == 1
    assert InstallmentPage.objects.get(pk=page.pk).live


def test_what_fails_while_the_draft_is_saved_leaves_no_half_of_it(client, monkeypatch):
    page = factories.InstallmentFactory(title="The gauge", live=False)
    page.save_revision()
    page = InstallmentPage.objects.get(pk=page.pk)
    values = opened(client, page) | body("After.") | {"title": "The levee"}

    def fail(self, *args, **kwargs):
        raise Broken

    monkeypatch.setattr(InstallmentPage, "save_revision", fail)
    assert publish(client, page, values).status_code == 500
    now = InstallmentPage.objects.get(pk=page.pk)
    assert (now.title, now.draft_title, now.revisions.count()) == ("The gauge", "The gauge", 1)
