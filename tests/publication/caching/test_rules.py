"""Who may keep which answer, and for how long: never beyond the next moment at which something changes by itself."""

import pytest
import time_machine
from django.db import OperationalError
from wagtail.models import PageViewRestriction

from publication.caching import horizon
from publication.models import Masthead
from tests.factories import (
    AuthorFactory,
    InstallmentFactory,
    PlannedPartFactory,
    SeriesFactory,
    TopicFactory,
    UserFactory,
    draft_of,
)
from tests.publication.caching.headers import is_kept_by_anybody, longest, told

pytestmark = pytest.mark.django_db

NOON = "2026-03-02T12:00:00+09:00"
USUAL = "public, max-age=0, s-maxage=269, stale-while-revalidate=30, stale-if-error=3600"


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOON, tick=False) as clock:
        yield clock


@pytest.fixture
def series():
    return SeriesFactory(slug="rivers")


@pytest.fixture
def part(series):
    return InstallmentFactory(parent=series, slug="gauge")


@pytest.mark.parametrize(
    "address",
    ["/", "/ko/", "/series/rivers/gauge/", "/topics/", "/archive/", "/feed/rss/", "/sitemap.xml", "/robots.txt",
     "/series/rivers/cite.bib", "/api/v1/series", "/api/v1/corpus.csv", "/news-sitemap.xml"],
)  # fmt: skip
def test_anybody_keeps_what_is_public_for_minutes(client, part, address):
    answer = client.get(address)
    assert answer["Cache-Control"] == USUAL
    assert answer["Vary"] == "Accept-Encoding"
    assert not answer.cookies


def test_a_page_names_what_it_shows_for_who_takes_it_back_by_name(client, series):
    zora, flood = AuthorFactory(slug="최-원기"), TopicFactory(name="Flood", slug="flood")
    part = InstallmentFactory(parent=series, slug="gauge", bylines=[zora], topics=[flood])
    name = "author-%EC%B5%9C-%EC%9B%90%EA%B8%B0"
    assert client.get(part.url)["Surrogate-Key"] == f"{name} page-{part.pk} series-rivers site topic-flood"
    assert client.get(series.url)["Surrogate-Key"] == f"page-{series.pk} series-rivers site"
    assert client.get(zora.url)["Surrogate-Key"] == f"{name} page-{zora.pk} site"
    assert client.get("/topics/flood/")["Surrogate-Key"] == "site topic-flood"
    assert client.get("/feed/rss/")["Surrogate-Key"] == "site"


def test_who_has_the_page_is_told_so(client, part):
    first = client.get(part.url)
    assert first["ETag"].startswith('W/"')
    again = client.get(part.url, headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    for name in ("ETag", "Cache-Control", "Vary", "Content-Language"):
        assert again[name] == first[name]
    other = client.get("/series/rivers/", headers={"if-none-match": first["ETag"]})
    assert other.status_code == 200


def test_nothing_that_is_not_there_and_no_redirect_is_kept_for_long(client, part):
    part.unpublish()
    for address, status in ((part.url, 410), ("/nothing/", 404), ("/feed/", 301)):
        answer = client.get(address)
        assert answer.status_code == status
        assert told(answer)["s-maxage"] == 59
        assert told(answer)["max-age"] == 0


def test_an_address_with_a_query_is_asked_for_each_time(client, part):
    for address in (
        "/topics/?page=1",
        "/?p=5",
        "/series/rivers/gauge/?utm_source=letter",
        "/api/v1/pieces?page_size=1",
    ):
        assert client.get(address)["Cache-Control"] == "public, no-cache"


@pytest.mark.parametrize(
    "address",
    [
        "/search/",
        "/search/?q=river",
        "/ko/search/?q=river",
        "/search/names/?q=r",
        "/follow/",
        "/admin/login/",
    ],
)
def test_nobody_keeps_what_is_searched_for_signed_or_sent(client, part, address):
    assert told(client.get(address)).keys() >= {"private", "no-store"}


def test_nobody_keeps_an_answer_to_a_form_or_to_another_method(client, part):
    assert client.post("/series/rivers/gauge/")["Cache-Control"] == "private, no-store"
    assert client.options("/series/rivers/gauge/")["Cache-Control"] == "private, no-store"
    assert client.head("/series/rivers/gauge/")["Cache-Control"] == USUAL


def test_nobody_keeps_what_somebody_sees_who_is_signed_in(client, part):
    client.force_login(UserFactory())
    assert client.get(part.url)["Cache-Control"] == "private, no-store"
    client.cookies.clear()
    assert client.get(part.url)["Cache-Control"] == USUAL


def test_cookies_that_change_nothing_change_nothing(client, part):
    answer = client.get(part.url, headers={"cookie": f"csrftoken={'a' * 32}; django_language=ko"})
    assert answer["Cache-Control"] == USUAL


@pytest.mark.parametrize("kind", ["password", "login"])
def test_nobody_keeps_the_way_to_a_restricted_page(client, series, part, kind):
    PageViewRestriction.objects.create(page=series, restriction_type=kind, password="levee")
    answer = client.get(part.url)
    assert answer.status_code in (200, 302)
    assert told(answer).keys() >= {"private", "no-store"}


def test_nobody_keeps_an_error(client, part, monkeypatch):
    monkeypatch.setattr(type(part), "serve", lambda *args, **kwargs: 1 / 0)
    client.raise_request_exception = False
    answer = client.get(part.url)
    assert answer.status_code == 500
    assert "no-store" in told(answer)


def expire(part, moment):
    type(part).objects.filter(pk=part.pk).update(expire_at=moment)


def begin(part, moment):
    type(part).objects.filter(pk=part.pk).update(go_live_at=moment)


def schedule(part, moment):
    draft_of(part, go_live_at=moment).publish()


@pytest.mark.parametrize("change", [expire, begin, schedule])
@pytest.mark.parametrize(
    ("moment", "most"), [("2026-03-02T12:00:40+09:00", 40), ("2026-03-02T12:04:50+09:00", 290)]
)
def test_nothing_outlasts_what_comes_or_goes_anywhere_on_the_site(client, part, change, moment, most):
    change(part, moment)
    for address in ("/", "/authors/", "/feed/atom/", "/nothing/"):
        answer = client.get(address)
        assert is_kept_by_anybody(answer)
        assert most - 2 <= longest(answer) < most


@pytest.mark.parametrize(
    ("now", "most"), [("2026-03-02T23:59:10+09:00", 50), ("2026-03-02T23:30:00+09:00", 1800)]
)
def test_nothing_outlasts_the_day_as_announced_dates_pass_with_it(client, series, clock, now, most):
    PlannedPartFactory(series=series, part_number=4, expected_on="2026-03-02")
    clock.move_to(now)
    assert most - 2 <= longest(client.get("/series/rivers/")) < most


def test_the_bound_moves_on_when_it_has_passed(client, part, clock):
    expire(part, "2026-03-02T12:00:40+09:00")
    assert longest(client.get("/")) == 39
    clock.move_to("2026-03-02T12:00:40+09:00")
    assert client.get("/")["Cache-Control"] == USUAL


def test_the_bound_is_kept_and_takes_no_query(client, part, django_assert_num_queries):
    Masthead.for_site(part.get_site())
    with django_assert_num_queries(1):
        first = horizon.next_change()
    with django_assert_num_queries(0):
        assert horizon.next_change() == first


def test_nobody_keeps_what_nobody_knows_the_end_of(client, part, monkeypatch):
    def gone(now):
        raise OperationalError("server closed the connection")

    monkeypatch.setattr(horizon, "_dates_after", gone)
    answer = client.get(part.url)
    assert (answer.status_code, answer["Cache-Control"]) == (200, "public, no-cache")
