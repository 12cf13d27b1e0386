"""From an address to a page: what is served, to whom, with how many queries."""

import unicodedata
from datetime import timedelta
from urllib.parse import quote

import pytest
from django.test import RequestFactory
from django.utils import timezone, translation
from wagtail.models import Page, PageViewRestriction

from publication import frame
from publication.models import Masthead
from publication.serving import find_route
from tests.factories import InstallmentFactory, SeriesFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def series():
    return SeriesFactory(slug="rivers")


@pytest.fixture
def part(series):
    return InstallmentFactory(parent=series, slug="gauge", title="The gauge")


def test_a_page_is_found_with_two_queries_however_deep(part, django_assert_num_queries):
    request = RequestFactory().get(part.url)
    Masthead.for_request(request)  # the first who asks for it makes it, and so changes the frame
    frame.frame_for(request)
    with django_assert_num_queries(2):
        route = find_route(request, "series/rivers/gauge/")
    assert route.page == part


def test_the_page_is_what_django_makes_of_its_row_with_what_its_type_reads_beside_it(
    part, series, django_assert_num_queries
):
    route = find_route(RequestFactory().get(part.url), "series/rivers/gauge/")
    stock = type(part).objects.get(pk=part.pk)
    assert type(route.page) is type(stock)
    assert route.page.serializable_data() == stock.serializable_data()
    assert (route.page._state.adding, route.page._state.db) == (False, "default")
    assert route.page.get_deferred_fields() == set()
    with django_assert_num_queries(0):
        assert (route.page.series, route.page.series.standfirst) == (series, series.standfirst)


def test_a_page_without_what_its_type_reads_beside_it_has_none(part):
    type(part).objects.filter(pk=part.pk).update(series=None)
    route = find_route(RequestFactory().get(part.url), "series/rivers/gauge/")
    assert route.page.series is None


@pytest.mark.parametrize(
    "address", ["/series/rivers/gauge/", "/series/rivers/", "/series/", "/", "/ko/", "/ko/series/"]
)
def test_open_pages_are_served(client, part, address):
    assert client.get(address).status_code == 200


@pytest.mark.parametrize(
    "address",
    [
        "/series/rivers/none/",
        "/series/none/gauge/",
        "/series/rivers/gauge/more/",
        "/ko/series/rivers/",
        "/home/",
        "/home/series/",
        "/series/%00/",
        "/series/" + "deep/" * 50,
        "/series/" + "a" * 3000 + "/",
        "/series//rivers/",
        "/series/riv%ff/",
    ],
)
def test_other_addresses_are_not_found(client, part, address):
    assert client.get(address).status_code == 404


@pytest.mark.parametrize(
    "fields",
    [{"live": False}, {"expire_at": timezone.now() - timedelta(minutes=1)}],
    ids=["unpublished", "expired"],
)
def test_a_live_part_under_a_closed_series_is_not_found(client, part, series, fields):
    Page.objects.filter(pk=series.pk).update(**fields)
    assert client.get(part.url).status_code == 404


def test_an_editor_signed_in_gets_no_more_on_the_public_site(client, part):
    Page.objects.filter(pk=part.pk).update(live=False)
    client.force_login(UserFactory(is_superuser=True))
    assert client.get("/series/rivers/gauge/").status_code == 410


def test_a_private_series_asks_for_its_password_and_then_opens_with_its_parts(client, part, series):
    restriction = PageViewRestriction.objects.create(
        page=series, restriction_type="password", password="sesame"
    )
    asked = client.get(part.url)
    assert "The gauge" not in asked.content.decode()
    assert "password" in asked.content.decode()
    answer = client.post(
        f"/_util/authenticate_with_password/{restriction.pk}/{part.pk}/",
        {"password": "sesame", "return_url": part.url},
    )
    assert (answer.status_code, answer.headers["Location"]) == (302, part.url)
    assert "The gauge" in client.get(part.url).content.decode()
    assert "The gauge" in client.get(series.url).content.decode()
    assert "no-store" in client.get(series.url).headers["Cache-Control"]


def test_a_page_for_those_signed_in_sends_others_to_sign_in(client, part, series):
    PageViewRestriction.objects.create(page=series, restriction_type="login")
    answer = client.get(part.url)
    assert answer.status_code == 302
    assert "login" in answer.headers["Location"]
    client.force_login(UserFactory())
    assert client.get(part.url).status_code == 200


def test_a_password_above_the_source_of_an_alias_guards_the_alias(client, part, series):
    alias = part.create_alias(parent=SeriesFactory(), update_slug="alias")
    PageViewRestriction.objects.create(page=series, restriction_type="password", password="sesame")
    assert "The gauge" not in client.get(alias.url).content.decode()


def test_decomposed_korean_moves_to_the_composed_address(client, series):
    InstallmentFactory(parent=series, slug="강물과-요율")
    typed = quote(unicodedata.normalize("NFD", "/series/rivers/강물과-요율/"))
    answer = client.get(typed + "?from=mail")
    assert answer.status_code == 301
    assert answer.headers["Location"] == quote("/series/rivers/강물과-요율/") + "?from=mail"
    assert client.get(quote("/series/rivers/강물과-요율/")).status_code == 200


def test_readers_get_no_cookie_and_the_same_bytes_in_any_language(client, part):
    english = client.get(part.url, headers={"accept-language": "en"})
    korean = client.get(part.url, headers={"accept-language": "ko", "cookie": "django_language=ko"})
    assert english.content == korean.content
    assert not english.cookies
    assert "accept-language" not in english.headers.get("Vary", "").lower()
    assert "cookie" not in english.headers.get("Vary", "").lower()


def test_an_unknown_path_leaves_the_language_as_its_prefix_says(client):
    assert client.get("/ko/no-such-page/").headers["Content-Language"] == "ko"
    assert client.get("/no-such-page/").headers["Content-Language"] == "en"
    translation.activate("en")


@pytest.mark.parametrize("debug", [True, False])
def test_what_is_not_found_says_so_in_the_site_s_own_words(client, settings, debug):
    settings.DEBUG = debug
    answer = client.get("/series/no-such-series/")
    assert answer.status_code == 404
    assert "This one is not on the shelf" in answer.content.decode()
