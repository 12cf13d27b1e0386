"""Nothing leaks into the archive of a closed series: neither its own closed pieces, nor those that it links to."""

from copy import deepcopy

import pytest
from django.core.cache import cache

from publication import frame
from series.editions.archive import CannotArchive
from series.models import SeriesPage
from tests.leak import world as worlds
from tests.leak.world import MARKER, STATES
from tests.series.editions.unpacked import archive_of

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture(scope="module", autouse=True)
def built(lasting):
    with lasting():
        world = worlds.build()
        SeriesPage.objects.filter(pk=world.series.pk).update(status="complete")
        yield world


def said_by_archives(world) -> dict[str, str]:
    """What the archives of the secret piece's own series and of the one that links to it say, in lower case."""
    cache.clear()
    frame.forget()
    said = {}
    for series in (world.series, world.elsewhere.get_parent()):
        try:
            said[series.slug] = archive_of(series.slug).text().lower()
        except CannotArchive as refusal:
            said[series.slug] = refusal.message.lower()
    return said


def test_an_open_piece_is_in_both(built):
    assert all(MARKER in said for said in said_by_archives(built).values())


@pytest.mark.parametrize("state", STATES)
def test_a_closed_piece_is_in_neither(built, state):
    world = deepcopy(built)
    STATES[state](world)
    assert [slug for slug, said in said_by_archives(world).items() if MARKER in said] == []


def test_an_alias_brings_nothing_of_a_closed_source_in(built):
    world = deepcopy(built)
    worlds.add_alias(world)
    STATES["private by password"](world)
    assert MARKER not in said_by_archives(world)["another-series"]
