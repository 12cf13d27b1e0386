"""Old addresses lead to new ones: in one hop, in every spelling, and never to what the public may not see."""

import unicodedata
from urllib.parse import quote

import pytest
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, PageViewRestriction, Site

from publication import redirects
from series.models import Edition, SeriesPage
from tests.factories import (
    AuthorFactory,
    InstallmentFactory,
    SeriesFactory,
    StandingPageFactory,
    draft_of,
    home,
)

pytestmark = pytest.mark.django_db

COLUMN = "/칼럼/물값"
COLUMN_ENCODED = "/%EC%B9%BC%EB%9F%BC/%EB%AC%BC%EA%B0%92"
LONG = "/" + "칼럼" * 80


@pytest.fixture
def rivers():
    return SeriesFactory(title="Rivers and Rates", slug="rivers-and-rates")


@pytest.fixture
def rename(django_capture_on_commit_callbacks):
    """Give a page another slug, as an editor does: a draft that is then published."""

    def rename(page, slug):
        with django_capture_on_commit_callbacks(execute=True):
            draft_of(page.specific, slug=slug).publish()

    return rename


def answer(client, path):
    """(status, address) of what a reader gets in one hop."""
    response = client.get(path)
    return response.status_code, response.headers.get("Location")


# URL-02, row by row. The request in decomposed Korean is a 404 in stock Wagtail.
@pytest.mark.parametrize(
    ("stored", "requested", "leads_to"),
    [
        (COLUMN, COLUMN_ENCODED + "/", "/series/rivers-and-rates/"),
        (COLUMN, COLUMN_ENCODED.lower() + "/", "/series/rivers-and-rates/"),
        (COLUMN, quote(unicodedata.normalize("NFD", COLUMN)) + "/", "/series/rivers-and-rates/"),
        (COLUMN, COLUMN_ENCODED, "/series/rivers-and-rates/"),
        (COLUMN, COLUMN_ENCODED + "/?utm_source=mail", "/series/rivers-and-rates/?utm_source=mail"),
        (COLUMN_ENCODED.lower(), COLUMN_ENCODED + "/", "/series/rivers-and-rates/"),
        ("/old.php?id=12", "/old.php?id=12", "/series/rivers-and-rates/"),
        ("/old.php?id=12", "/old.php?id=13", None),
        ("/old.php?id=12", "/old.php", None),
        ("/Reports/Water.html", "/Reports/Water.html", "/series/rivers-and-rates/"),
        (LONG, quote(LONG) + "/", "/series/rivers-and-rates/"),
        # and further ways in which editors and old imports write an address
        (unicodedata.normalize("NFD", COLUMN), COLUMN_ENCODED + "/", "/series/rivers-and-rates/"),
        (COLUMN + "/", COLUMN_ENCODED, "/series/rivers-and-rates/"),
        ("/old.php?b=2&a=1", "/old.php?b=2&a=1", "/series/rivers-and-rates/"),
        ("/old.php?a=1&b=2", "/old.php?b=2&a=1", "/series/rivers-and-rates/"),
        ("/reports", "/Reports/", None),
    ],
)
def test_an_editors_redirect_is_found_however_it_is_written(client, rivers, stored, requested, leads_to):
    Redirect.objects.create(old_path=stored, redirect_page=rivers)
    assert answer(client, requested) == ((301, leads_to) if leads_to else (404, None))


def test_a_redirect_that_is_not_for_good_says_so(client, rivers):
    Redirect.objects.create(old_path="/tomorrow", redirect_page=rivers, is_permanent=False)
    assert answer(client, "/tomorrow/") == (302, "/series/rivers-and-rates/")


@pytest.mark.parametrize(
    "path", ["/%00/", "/old.php?%00", "/a/%ff/", "/" + "x" * 3000 + "/", "/?" + "y" * 3000]
)
def test_what_no_database_takes_is_a_plain_404(client, rivers, path):
    Redirect.objects.create(old_path="/old.php", redirect_page=rivers)
    assert client.get("/nowhere" + path).status_code == 404


def test_only_reading_is_redirected(client, rivers):
    Redirect.objects.create(old_path="/old", redirect_page=rivers)
    assert client.post("/old/").status_code == 404
    assert client.head("/old/").status_code == 301


def test_a_renamed_series_and_its_parts_are_found_under_their_old_addresses(client, rivers, rename):
    InstallmentFactory(parent=rivers, slug="intro")
    rename(rivers, "rates")
    assert answer(client, "/series/rivers-and-rates/") == (301, "/series/rates/")
    assert answer(client, "/series/rivers-and-rates/intro/") == (301, "/series/rates/intro/")


def test_a_page_that_was_renamed_twice_is_one_hop_away_from_both(client, rivers, rename):
    rename(rivers, "second")
    rename(rivers, "third")
    assert answer(client, "/series/rivers-and-rates/") == (301, "/series/third/")
    assert answer(client, "/series/second/") == (301, "/series/third/")


def test_a_rename_back_leaves_no_loop(client, rivers, rename):
    rename(rivers, "second")
    rename(rivers, "rivers-and-rates")
    assert answer(client, "/series/second/") == (301, "/series/rivers-and-rates/")
    assert list(Redirect.objects.values_list("old_path", flat=True)) == ["/series/second"]


def test_an_address_that_is_taken_over_belongs_to_the_new_page(client, rivers, rename):
    rename(rivers, "second")
    newcomer = SeriesFactory(slug="rivers-and-rates")
    draft_of(newcomer).publish()
    assert not Redirect.objects.exists()
    rename(newcomer, "newcomer")
    assert answer(client, "/series/rivers-and-rates/") == (301, "/series/newcomer/")


def test_a_korean_rename_is_found_decomposed_as_well(client, rename):
    series = SeriesFactory(slug="물값")
    rename(series, "수위")
    for form in ("NFC", "NFD"):
        old = "/series/" + quote(unicodedata.normalize(form, "물값")) + "/"
        assert answer(client, old) == (301, "/series/" + quote("수위") + "/")


def test_a_page_in_korean_keeps_its_language(client, rename):
    page = StandingPageFactory(parent=home("ko"), slug="소개")
    rename(page, "about")
    assert answer(client, "/ko/" + quote("소개") + "/") == (301, "/ko/about/")


def test_addresses_longer_than_the_column_are_remembered(client, rename):
    series = SeriesFactory(slug="칼" * 200)
    part = InstallmentFactory(parent=series, slug="물" * 200)
    rename(series, "short")
    assert answer(client, f"/series/{quote('칼' * 200)}/{quote('물' * 200)}/") == (
        301,
        f"/series/short/{quote('물' * 200)}/",
    )
    assert max(map(len, Redirect.objects.values_list("old_path", flat=True))) <= 255
    other = InstallmentFactory(parent=SeriesPage.objects.get(pk=series.pk), slug="물" * 199)
    rename(part, "one")
    rename(other, "two")
    assert answer(client, f"/series/short/{quote('물' * 199)}/") == (301, "/series/short/two/")


def test_a_draft_that_was_never_public_leaves_no_redirect(rivers, rename, django_capture_on_commit_callbacks):
    draft = InstallmentFactory(parent=rivers, slug="secret", live=False)
    with django_capture_on_commit_callbacks(execute=True):
        draft.slug = "open"
        draft.save()
    rename(rivers, "rates")
    assert list(Redirect.objects.values_list("old_path", flat=True)) == ["/series/rivers-and-rates"]


def test_a_page_that_was_public_once_is_found_again_when_it_comes_back(client, rivers, rename):
    part = InstallmentFactory(parent=rivers, slug="intro")
    part.unpublish()
    rename(rivers, "rates")
    assert answer(client, "/series/rivers-and-rates/intro/") == (410, None)
    part = Page.objects.get(pk=part.pk).specific
    part.save_revision().publish()
    assert answer(client, "/series/rivers-and-rates/intro/") == (301, "/series/rates/intro/")


@pytest.mark.parametrize(
    "state", ["unpublished", "private", "under a private series", "under an unpublished series"]
)
def test_a_redirect_does_not_betray_a_page_that_the_public_may_not_see(client, rivers, rename, state):
    part = InstallmentFactory(parent=rivers, slug="intro")
    rename(part, "opening")
    closed = rivers if "series" in state else part
    if "unpublished" in state:
        Page.objects.get(pk=closed.pk).specific.unpublish()
    else:
        PageViewRestriction.objects.create(page=closed, restriction_type="password", password="x")
    Redirect.objects.create(old_path="/typed", redirect_link="/series/rivers-and-rates/opening/")
    status = 410 if state == "unpublished" else 404  # gone, by publication/gone.py
    assert answer(client, "/series/rivers-and-rates/intro/") == (status, None)
    assert answer(client, "/typed/") == (404, None)


def test_a_moved_page_is_found_under_every_address_it_had(client, rivers, rename):
    part = InstallmentFactory(parent=rivers, slug="overview")
    rename(part, "overview-a")
    Page.objects.get(pk=part.pk).specific.move(SeriesFactory(slug="b"), pos="last-child")
    assert answer(client, "/series/rivers-and-rates/overview/") == (301, "/series/b/overview-a/")
    assert answer(client, "/series/rivers-and-rates/overview-a/") == (301, "/series/b/overview-a/")


def test_the_books_of_a_moved_part_move_with_it(client, rivers):
    part = InstallmentFactory(parent=rivers, slug="overview")
    part.move(SeriesFactory(slug="b"), pos="last-child")
    for form in Edition.Form.values:
        assert answer(client, f"/series/rivers-and-rates/overview.{form}") == (
            301,
            f"/series/b/overview.{form}",
        )


def test_a_change_of_order_leaves_no_redirect(rivers):
    first, second = (InstallmentFactory(parent=rivers) for _ in range(2))
    second.move(first, pos="left")
    assert not Redirect.objects.exists()


def test_what_belongs_to_a_renamed_page_moves_with_it(client, rivers, rename):
    rename(rivers, "rates")
    for ending in ("feed/rss/", "all/", "forthcoming/4/", "cite.bib"):
        assert answer(client, f"/series/rivers-and-rates/{ending}") == (301, f"/series/rates/{ending}")
    for form in Edition.Form.values:
        assert answer(client, f"/series/rivers-and-rates.{form}") == (301, f"/series/rates.{form}")
    assert answer(client, "/series/rivers-and-rates/anything/") == (404, None)


def test_a_deleted_page_takes_its_old_addresses_with_it(client, rename):
    author = AuthorFactory(slug="old")
    rename(author, "new")
    Page.objects.get(pk=author.pk).delete()
    assert answer(client, "/authors/old/") == (404, None)


def test_an_address_without_a_page_is_remembered_in_one_hop_and_without_loops(client):
    redirects.remember("/glossary/one/", "/glossary/two/")
    redirects.remember("/glossary/two/", "/glossary/three/")
    assert answer(client, "/glossary/one/") == (301, "/glossary/three/")
    assert answer(client, "/glossary/two/") == (301, "/glossary/three/")
    redirects.remember("/glossary/three/", "/glossary/one/")
    assert answer(client, "/glossary/two/") == (301, "/glossary/one/")
    assert answer(client, "/glossary/one/") == (404, None)


def test_chains_and_loops_that_editors_type_end(client, rivers):
    for old, new in (
        ("/a", "/b/"),
        ("/b", "/c/"),
        ("/c", "/series/rivers-and-rates/"),
        ("/x", "/y/"),
        ("/y", "/x/"),
    ):
        Redirect.objects.create(old_path=old, redirect_link=new)
    assert answer(client, "/a/") == (301, "/series/rivers-and-rates/")
    assert answer(client, "/x/") == (404, None)


def test_a_redirect_to_another_host_is_left_as_it_is(client):
    Redirect.objects.create(old_path="/shop", redirect_link="https://shop.example.org/?a=1")
    assert answer(client, "/shop/?b=2") == (301, "https://shop.example.org/?a=1")


def test_an_editors_redirect_from_a_former_address_stays(client, rivers, rename):
    mine = Redirect.objects.create(
        old_path="/series/rivers-and-rates", redirect_page=home(), site=Site.objects.get()
    )
    rename(rivers, "rates")
    assert list(Redirect.objects.all()) == [mine]
    assert answer(client, "/series/rivers-and-rates/") == (301, "/")
