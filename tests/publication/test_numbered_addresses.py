"""Addresses of a site that stood here before, WordPress's `/?p=10` among them."""

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.contrib.redirects.models import Redirect

from publication import redirects
from tests.factories import InstallmentFactory, SeriesFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def piece():
    piece = InstallmentFactory(parent=SeriesFactory(slug="rivers"), slug="overview")
    redirects.lead_old_addresses(["/?p=10", "/2026/03/02/overview/", "/칼럼/물값/"], piece)
    return piece


def answer(client, address):
    """(status, address) of what a reader gets in one hop."""
    response = client.get(address)
    return response.status_code, response.headers.get("Location")


def test_the_number_of_a_post_leads_to_its_page_for_good(client, piece):
    assert answer(client, "/?p=10") == (301, "/series/rivers/overview/")
    assert client.head("/?p=10").status_code == 301


@pytest.mark.parametrize("address", ["/2026/03/02/overview/", "/2026/03/02/overview", "/칼럼/물값/"])
def test_the_path_of_a_post_leads_to_its_page(client, piece, address):
    assert answer(client, address) == (301, "/series/rivers/overview/")


@pytest.mark.parametrize("address", ["/?p=11", "/?p=", "/?p=ten", "/?q=10", "/?p=10&preview=true", "/?p=-10"])
def test_every_other_query_gets_the_home_page(client, piece, address):
    assert answer(client, address) == (200, None)


def test_a_number_means_nothing_on_other_pages(client, piece):
    assert client.get("/series/?p=10").status_code == 200
    assert client.get("/ko/?p=10").status_code == 200
    assert client.post("/?p=10").status_code != 301


def test_the_number_of_a_closed_piece_is_answered_like_one_that_never_was(client, piece):
    piece.unpublish()
    known, unknown = client.get("/?p=10"), client.get("/?p=4711")
    assert (known.status_code, known.content) == (unknown.status_code, unknown.content)
    assert known.headers == unknown.headers


def test_the_home_page_asks_the_database_as_often_as_before(client, piece, django_assert_num_queries):
    client.get("/")
    cache.clear()
    with CaptureQueriesContext(connection) as plain:
        client.get("/")
    cache.clear()
    with django_assert_num_queries(len(plain)):
        client.get("/?q=10")
    cache.clear()
    with django_assert_num_queries(len(plain) + 1):
        client.get("/?p=4711")


def test_an_address_that_leads_elsewhere_is_left_as_it_is(piece):
    other = InstallmentFactory()
    assert redirects.lead_old_addresses(["/?p=10", "/?p=12"], other) == 1
    assert Redirect.objects.get(old_path="/?p=10").redirect_page_id == piece.pk


def test_the_pages_behind_old_addresses_are_found_whether_public_or_not(piece):
    piece.unpublish()
    assert redirects.pages_behind(["/?p=10", "/2026/03/02/overview/", "/none/"]) == {
        "/?p=10": piece.pk,
        "/2026/03/02/overview/": piece.pk,
    }
