"""Editions as readers download them: never anything closed, never half a file, the last one while the next is made."""

from dataclasses import replace

import pytest
from django.test import Client
from django.utils import timezone
from wagtail.models import PageViewRestriction

from authors.models import AuthorPage
from publication.models.jobs import SIGN_OF_LIFE
from publication.private_files import private_storage
from series.editions.shelf import views
from series.editions.shelf.forms import KINDS, Kind
from series.models import Byline, Edition, InstallmentPage, SeriesPage
from tests import factories
from tests.series.editions.opened import Opened

pytestmark = pytest.mark.django_db

BOOK = "/series/rivers.epub"
PIECE = "/series/rivers/first.epub"


@pytest.fixture(autouse=True)
def series():
    series = factories.SeriesFactory(title="Rivers", slug="rivers", status="complete")
    for slug in ("first", "second"):
        factories.InstallmentFactory(
            parent=series, title=f"The {slug}", slug=slug, body=factories.paragraphs(f"Words of the {slug}.")
        )
    return series


def get(client: Client, address: str = BOOK, status: int = 200, **headers):
    response = client.get(address, headers=headers)
    assert response.status_code == status
    return response


def somebody_is_at_it():
    Edition.objects.update(making_since=timezone.now(), heard_at=timezone.now())


def text_of(response) -> str:
    return Opened(b"".join(response.streaming_content)).text()


def test_a_complete_series_and_each_piece_can_be_taken_away(client):
    response = get(client)
    assert response["Content-Type"] == "application/epub+zip"
    assert "Words of the second." in text_of(response)
    assert "Words of the second." not in text_of(get(client, PIECE))


def test_the_second_download_makes_nothing_anew(client):
    get(client)
    made = Edition.objects.get().made_at
    tag = get(client)["ETag"]
    assert Edition.objects.get().made_at == made
    assert get(client, status=304, if_none_match=tag)["ETag"] == tag


@pytest.mark.parametrize("status", ["planned", "ongoing", "paused"])
def test_a_series_that_goes_on_has_no_edition(client, series, status):
    SeriesPage.objects.filter(pk=series.pk).update(status=status)
    get(client, status=404)
    get(client, PIECE)


def test_what_changed_is_in_the_next_download(client, series):
    first = get(client)["ETag"]
    InstallmentPage.objects.filter(slug="second").update(title="Another title")
    response = get(client)
    assert response["ETag"] != first
    assert "Another title" in text_of(response)
    assert "The second" not in text_of(get(client))


def test_what_an_author_is_counts_as_a_change(client):
    author = factories.AuthorFactory(title="Zora Whitlock", biography="<p>Reads gauges.</p>")
    piece = InstallmentPage.objects.get(slug="first")
    Byline.objects.create(page=piece, author=author, locale=author.locale)
    assert "Reads gauges." in text_of(get(client))
    AuthorPage.objects.filter(pk=author.pk).update(biography="<p>Builds gauges.</p>")
    assert "Builds gauges." in text_of(get(client))


def test_only_the_newest_file_is_kept(client, django_capture_on_commit_callbacks):
    get(client)
    former = Edition.objects.get().file.name
    InstallmentPage.objects.filter(slug="second").update(title="Another title")
    with django_capture_on_commit_callbacks(execute=True):
        get(client)
    assert not private_storage().exists(former)
    assert private_storage().exists(Edition.objects.get().file.name)


def test_a_series_that_becomes_private_loses_its_files_at_once(client, series):
    get(client)
    PageViewRestriction.objects.create(page=series, restriction_type="login")
    get(client, status=404)
    get(client, PIECE, status=404)


def test_editors_who_may_read_a_private_series_get_no_public_file_of_it(client, series):
    PageViewRestriction.objects.create(page=series, restriction_type="login")
    client.force_login(factories.UserFactory(role="Editors"))
    get(client, status=404)


def test_while_somebody_makes_the_next_the_last_one_stays(client):
    first = get(client)["ETag"]
    InstallmentPage.objects.filter(slug="second").update(title="Another title")
    somebody_is_at_it()
    response = get(client)
    assert response["ETag"] == first
    assert "The second" in text_of(response)


def test_the_last_one_does_not_stay_when_something_in_it_was_closed(client):
    get(client)
    InstallmentPage.objects.filter(slug="second").update(live=False)
    somebody_is_at_it()
    assert get(client, status=503)["Retry-After"] == "5"


def test_whoever_died_while_making_one_keeps_nobody_waiting(client):
    get(client)
    InstallmentPage.objects.filter(slug="second").update(title="Another title")
    Edition.objects.update(making_since=timezone.now(), heard_at=timezone.now() - SIGN_OF_LIFE * 2)
    assert "Another title" in text_of(get(client))


def test_what_cannot_be_made_leaves_the_last_one(client, monkeypatch):
    def broken(book, frame):
        raise RuntimeError("No paper")

    get(client)
    InstallmentPage.objects.filter(slug="second").update(title="Another title")
    monkeypatch.setitem(KINDS, "epub", Kind("application/epub+zip", broken))
    assert "The second" in text_of(get(client))
    kept = Edition.objects.get()
    assert (kept.problem, kept.making_since) == ("No paper", None)


def test_downloads_without_end_of_what_cannot_be_made_are_counted_to_an_end(client, monkeypatch):
    """The column ends at 32,767, and what is behind it was an error page on PostgreSQL."""
    get(client)

    def broken(book, frame):
        raise RuntimeError("No paper")

    InstallmentPage.objects.filter(slug="second").update(title="Another title")
    monkeypatch.setitem(KINDS, "epub", Kind("application/epub+zip", broken))
    Edition.objects.update(attempts=32_767)
    get(client)
    assert Edition.objects.get().attempts == 1000


def test_a_file_that_is_gone_is_made_again(client):
    get(client)
    private_storage().delete(Edition.objects.get().file.name)
    get(client, status=503)
    get(client)


@pytest.mark.parametrize(
    "address",
    ["/series/nothing.epub", "/series.epub", "/series/rivers/forthcoming/1.epub", "/series/rivers/third.epub",
     "/authors/nobody.epub", "/%00.epub", "/series/rivers.mobi", "/series/rivers/versions.epub"],
)  # fmt: skip
def test_nothing_else_has_an_edition(client, address):
    get(client, address, status=404)


def test_a_korean_edition_has_a_name_in_both_scripts(client):
    series = factories.SeriesFactory(
        parent=factories.series_index("ko"), title="강", slug="강", status="complete"
    )
    factories.InstallmentFactory(parent=series, slug="하나")
    assert get(client, "/ko/series/강.epub")["Content-Disposition"] == (
        "attachment; filename=\"edition.epub\"; filename*=UTF-8''%EA%B0%95.epub"
    )


def test_somebody_who_downloads_without_end_is_asked_to_wait(client, monkeypatch):
    monkeypatch.setattr(views, "LIMIT", replace(views.LIMIT, most=1))
    get(client)
    assert 0 < int(get(client, status=429)["Retry-After"]) <= 300


def test_the_number_of_queries_does_not_grow_with_the_parts(client, series, django_assert_max_num_queries):
    get(client)
    for number in range(8):
        factories.InstallmentFactory(parent=series, title=f"More {number}")
    get(client)
    with django_assert_max_num_queries(15):
        get(client)
