"""What publishing from the form asks of the database, with a page cache and a proxy to be told."""

import pytest
from django.test import Client

from publication.caching import journal, proxies
from series.models import InstallmentPage
from tests import factories
from tests.series.desk.edit_form import body, opened, publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(settings, monkeypatch):
    settings.PAGE_CACHE, settings.CACHE_PROXIES = True, ["http://127.0.0.1:9"]
    monkeypatch.setattr(proxies, "tell", lambda wishes, patient=False: set(wishes))
    monkeypatch.setattr(journal, "tell_again_soon", lambda: None)
    client = Client()
    client.force_login(factories.UserFactory(role="Managing editors"))
    return client


def _published(client, most: int, limit, commits, **more) -> None:
    """Publish the third part of six from its form, twice, the second time within the limit."""
    series = factories.SeriesFactory()
    pk = [factories.InstallmentFactory(parent=series, **more).pk for _ in range(6)][2]
    for text, queries in (("Before.", 1_000), ("After.", most)):
        page = InstallmentPage.objects.get(pk=pk)
        form = opened(client, page) | body(text)
        with limit(queries), commits(execute=True):
            assert publish(client, page, form).status_code == 302
    assert "After." in str(InstallmentPage.objects.get(pk=pk).body.raw_data[0])


def test_a_plain_piece_is_published_with_200_queries_at_most(
    client, django_assert_max_num_queries, django_capture_on_commit_callbacks
):
    _published(client, 200, django_assert_max_num_queries, django_capture_on_commit_callbacks)


def test_each_author_and_topic_adds_a_few_queries(
    client, django_assert_max_num_queries, django_capture_on_commit_callbacks
):
    everything = {
        "bylines": [factories.AuthorFactory() for _ in range(2)],
        "topics": [factories.TopicFactory() for _ in range(5)],
        "image": factories.ImageFactory(),
    }
    _published(client, 250, django_assert_max_num_queries, django_capture_on_commit_callbacks, **everything)
