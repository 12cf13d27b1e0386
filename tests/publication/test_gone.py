"""What was public once and is not any more answers 410; what never was, or is private, answers 404."""

import unicodedata
from datetime import timedelta
from urllib.parse import quote

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from publication import redirects
from publication.gone import addresses_of
from publication.models import GoneAddress
from series.models import InstallmentPage, SeriesPage
from tests.factories import AuthorFactory, InstallmentFactory, SeriesFactory, StandingPageFactory, draft_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def series():
    series = SeriesFactory(title="Rivers")
    series.save_revision().publish()
    return series


@pytest.fixture
def piece(series):
    piece = InstallmentFactory(parent=series, title="Zebrafinch tides", slug="tides")
    piece.save_revision().publish()
    return InstallmentPage.objects.get(pk=piece.pk)


def status(client, address: str) -> int:
    answer = client.get(address)
    assert "Zebrafinch" not in answer.content.decode() or answer.status_code == 200
    return answer.status_code


def test_an_unpublished_piece_is_gone_with_a_way_on(client, piece):
    piece.unpublish()
    answer = client.get(piece.url)
    text = answer.content.decode()
    assert answer.status_code == 410
    assert "This one was taken from the shelf" in text
    assert '<a href="/series/rivers/">Rivers</a>' in text
    assert 'content="noindex"' in text


def test_an_expired_piece_is_gone(client, piece):
    Page.objects.filter(pk=piece.pk).update(expire_at=timezone.now() - timedelta(minutes=1))
    assert status(client, piece.url) == 410


def test_a_deleted_piece_is_gone_and_so_are_its_former_addresses(
    client, piece, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        draft_of(piece, slug="floods").publish()
    piece = InstallmentPage.objects.get(pk=piece.pk)
    assert client.get("/series/rivers/tides/").status_code == 301
    piece.delete()
    assert [status(client, f"/series/rivers/{slug}/") for slug in ("tides", "floods", "others")] == [
        410,
        410,
        404,
    ]


def test_nothing_of_a_deleted_piece_is_kept_but_a_digest(piece):
    InstallmentPage.objects.get(pk=piece.pk).delete()
    (record,) = GoneAddress.objects.all()
    assert len(record.digest) == 64
    assert "tides" not in str(record.__dict__)


def test_a_deleted_series_takes_its_pieces_along(client, piece, series):
    draft = InstallmentFactory(parent=series, title="Draft", live=False)
    SeriesPage.objects.get(pk=series.pk).delete()
    assert [status(client, page.url) for page in (series, piece)] == [410, 410]
    assert status(client, f"/series/rivers/{draft.slug}/") == 404


BELOW = [
    "cite.bib",
    "cite.ris",
    "cite.json",
    "feed/",
    "feed/rss/",
    "feed/from-part-1/atom/",
    "versions/",
    "forthcoming/2/",
]


@pytest.mark.parametrize("way", ["unpublished", "deleted"])
def test_what_stood_below_a_page_is_gone_with_it(client, piece, series, way):
    author = AuthorFactory(title="Zora", slug="zora")
    for page in (piece, author):
        page = type(page).objects.get(pk=page.pk)
        page.delete() if way == "deleted" else page.unpublish()
    # A feed's address without a format leads to one, there or not.
    below = [status(client, f"/series/rivers/tides/{end}") for end in BELOW if end != "feed/"]
    assert below == [410] * len(below)
    assert status(client, "/series/rivers/tides.epub") == 410
    assert status(client, "/authors/zora/feed/rss/") == 410
    assert status(client, "/series/rivers/tides/nothing/") == 404
    assert status(client, "/series/rivers/others/cite.bib") == 404


def test_nothing_is_told_by_what_stands_below_a_private_page(client, piece, series):
    PageViewRestriction.objects.create(page=series, restriction_type="password", password="x")
    InstallmentPage.objects.get(pk=piece.pk).delete()
    assert {status(client, f"/series/rivers/tides/{end}") for end in ("cite.bib", "versions/")} == {404}


def test_what_stands_below_a_page_that_is_there_is_not_gone(client, piece):
    found = {
        end: client.get(f"/series/rivers/tides/{end}").status_code
        for end in ("feed/rss/", "versions/", "cite.bib")
    }
    assert found == {"feed/rss/": 404, "versions/": 404, "cite.bib": 200}


def test_a_draft_that_was_never_public_is_not_gone(client, series):
    draft = InstallmentFactory(parent=series, title="Draft", live=False)
    address = f"/series/rivers/{draft.slug}/"
    assert status(client, address) == 404
    draft.delete()
    assert status(client, address) == 404


def test_a_private_piece_is_not_gone_whatever_becomes_of_it(client, piece, series):
    PageViewRestriction.objects.create(page=series, restriction_type="password", password="x")
    piece.unpublish()
    assert status(client, piece.url) == 404
    InstallmentPage.objects.get(pk=piece.pk).delete()
    assert status(client, piece.url) == 404


def test_a_private_piece_of_a_deleted_series_is_not_gone(client, piece, series):
    PageViewRestriction.objects.create(page=piece, restriction_type="login")
    SeriesPage.objects.get(pk=series.pk).delete()
    assert [status(client, page.url) for page in (series, piece)] == [410, 404]


def test_pieces_of_a_deleted_series_that_never_was_public_are_not_gone(client, piece, series):
    Page.objects.filter(pk=series.pk).update(live=False, first_published_at=None)
    SeriesPage.objects.get(pk=series.pk).delete()
    assert [status(client, page.url) for page in (series, piece)] == [404, 404]


def test_an_alias_of_a_private_piece_is_not_gone_with_its_series(client, piece, series):
    other = SeriesFactory(title="Lakes")
    alias = piece.create_alias(parent=other, update_slug="alias")
    PageViewRestriction.objects.create(page=series, restriction_type="login")
    SeriesPage.objects.get(pk=other.pk).delete()
    assert [status(client, page.url) for page in (other, alias)] == [410, 404]


def test_the_addresses_of_a_whole_branch_take_a_set_number_of_queries(piece, series):
    with CaptureQueriesContext(connection) as few:
        addresses_of(series)
    for number in range(3):
        part = InstallmentFactory(parent=series, title=f"Part {number}")
        PageViewRestriction.objects.create(page=part, restriction_type="login")
    with CaptureQueriesContext(connection) as many:
        addresses_of(series)
    assert len(many) == len(few)


def test_a_piece_that_comes_back_on_a_set_day_is_not_gone(client, piece):
    piece.unpublish()
    piece = InstallmentPage.objects.get(pk=piece.pk)
    piece.go_live_at = timezone.now() + timedelta(days=1)
    piece.save_revision().publish()
    assert status(client, piece.url) == 404


def test_a_piece_under_a_series_that_never_was_public_is_not_gone(client, piece, series):
    piece.unpublish()
    Page.objects.filter(pk=series.pk).update(live=False, first_published_at=None)
    assert status(client, piece.url) == 404


def test_a_redirect_is_answered_before_anything_is_called_gone(client, piece, series):
    heir = InstallmentFactory(parent=series, title="Heir")
    redirects.lead_to_page(piece, heir)
    InstallmentPage.objects.get(pk=piece.pk).unpublish()
    answer = client.get(piece.url)
    assert (answer.status_code, answer["Location"]) == (301, heir.url)


def test_a_new_page_at_a_gone_address_is_shown(client, piece, series):
    InstallmentPage.objects.get(pk=piece.pk).delete()
    InstallmentFactory(parent=series, title="Zebrafinch again", slug="tides")
    assert status(client, "/series/rivers/tides/") == 200


def test_korean_addresses_are_gone_in_every_spelling(client):
    StandingPageFactory(title="물값").delete()
    composed = "/물값/"
    for spelling in (
        composed,
        quote(composed),
        quote(composed).lower(),
        unicodedata.normalize("NFD", composed),
    ):
        assert client.get(spelling).status_code == 410, spelling
