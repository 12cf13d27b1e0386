"""URL-01: titles that do not make a slug, as pages that code creates below a series."""

import unicodedata
from urllib.parse import quote

import pytest

from tests.factories import InstallmentFactory, SeriesFactory, StandingPageFactory, series_index

pytestmark = pytest.mark.django_db

# (title, slug when it is the first of its kind below the parent)
TITLES = [
    ("강물과 요율: 누가 제방을 짓나", "강물과-요율-누가-제방을-짓나"),
    (unicodedata.normalize("NFD", "강물과 요율: 누가 제방을 짓나"), "강물과-요율-누가-제방을-짓나"),
    ("강물과 요율 — 누가 제방을 짓나?", "강물과-요율-누가-제방을-짓나"),
    ("水과 밥 (2부)", "水과-밥-2부"),
    ("Ünïted Ríver", "ünïted-ríver"),
    ("???", "installment"),
    ("🌊🌊", "installment"),
    ("—", "installment"),
    ("2026", "2026"),
    ("-leading and trailing-", "leading-and-trailing"),
    ("A" * 255, "a" * 255),
    ("admin", "admin"),
    ("feed", "feed-2"),
]


@pytest.mark.parametrize(("title", "slug"), TITLES)
def test_every_title_makes_a_slug_that_can_be_reached_typed_and_encoded(client, title, slug):
    piece = InstallmentFactory(parent=SeriesFactory(slug="rivers"), title=title)
    assert piece.slug == slug
    for address in (f"/series/rivers/{slug}/", quote(f"/series/rivers/{slug}/")):
        assert client.get(address).status_code == 200


def test_all_of_them_stand_below_one_series_with_slugs_of_their_own():
    series = SeriesFactory()
    slugs = [InstallmentFactory(parent=series, title=title).slug for title, _ in TITLES]
    assert len(set(slugs)) == 13
    assert [slug for slug in slugs if not slug.strip("-") or slug.startswith("-") or len(slug) > 255] == []


@pytest.mark.parametrize("title", ["Admin", "Feed", "Search", "Topics", "ko", "All"])
def test_a_page_at_the_root_does_not_shadow_the_sites_own_addresses(title):
    assert StandingPageFactory(title=title).slug == f"{title.lower()}-2"


def test_a_series_called_feed_does_not_shadow_a_feed():
    assert SeriesFactory(parent=series_index(), title="Feed").slug == "feed-2"
