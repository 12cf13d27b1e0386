"""SCH-05: an expired part is gone from every public surface at its moment, before any command runs."""

import pytest
import time_machine

from tests.factories import AuthorFactory, InstallmentFactory, SeriesFactory, TopicFactory
from tests.publication.caching.headers import is_kept_by_anybody

pytestmark = pytest.mark.django_db

BEFORE, EXPIRY = "2026-03-02T09:59:59+09:00", "2026-03-02T10:00:00+09:00"
TITLES = ["The Upper Gauge", "The Middle Gauge", "The Lower Gauge"]
SURFACES = [
    "/",
    "/series/",
    "/series/rivers/",
    "/series/rivers/upper/",
    "/series/rivers/lower/",
    "/authors/",
    "/authors/zora/",
    "/topics/",
    "/topics/flood/",
    "/search/?q=Gauge",
]


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(BEFORE, tick=False) as clock:
        yield clock


@pytest.fixture(autouse=True)
def three():
    """Three parts; the second, by an author and on a topic of its own as well, expires."""
    series = SeriesFactory(slug="rivers")
    zora, topic = AuthorFactory(slug="zora"), TopicFactory(name="Flood", slug="flood")
    for title, slug in zip(TITLES, ("upper", "middle", "lower"), strict=True):
        InstallmentFactory(
            parent=series,
            title=title,
            slug=slug,
            bylines=[zora],
            topics=[topic],
            expire_at=EXPIRY if slug == "middle" else None,
        )


def read(client, address):
    response = client.get(address)
    return response.status_code, response.content.decode()


def test_the_expired_part_is_gone(client, clock):
    assert read(client, "/series/rivers/middle/")[0] == 200
    clock.move_to(EXPIRY)
    assert read(client, "/series/rivers/middle/")[0] == 410


def test_nothing_is_shown_from_the_page_cache_that_has_expired(client, clock, page_cache):
    part = "/series/rivers/middle/"
    kept = [address for address in SURFACES if "?" not in address]
    clock.move_to("2026-03-02T09:58:00+09:00")
    for address in (*kept, part):
        assert is_kept_by_anybody(client.get(address)), address
    clock.move_to("2026-03-02T09:59:59.9+09:00")
    assert all(
        "Middle Gauge" in read(client, address)[1] for address in ("/series/rivers/", "/topics/flood/", part)
    )
    clock.move_to(EXPIRY)
    assert read(client, part)[0] == 410
    assert [address for address in kept if "Middle Gauge" in read(client, address)[1]] == []


@pytest.mark.parametrize("address", SURFACES)
def test_no_surface_shows_the_expired_part(client, clock, address):
    clock.move_to(EXPIRY)
    status, text = read(client, address)
    assert status == 200
    assert "Middle Gauge" not in text
    assert "/series/rivers/middle/" not in text


def test_the_series_lists_two_and_their_neighbours_are_each_other(client, clock):
    assert all(title in read(client, "/series/rivers/")[1] for title in TITLES)
    clock.move_to(EXPIRY)
    series, upper, lower = (read(client, f"/series/rivers/{slug}")[1] for slug in ("", "upper/", "lower/"))
    assert ("The Upper Gauge" in series, "The Lower Gauge" in series) == (True, True)
    assert "/series/rivers/lower/" in upper
    assert "/series/rivers/upper/" in lower
