"""Which addresses of the API show a thing, for caches."""

import pytest

from series.changes import addresses_showing
from tests.home.api.world import API

pytestmark = pytest.mark.once
LISTS = {
    f"{API}/{name}"
    for name in ("pieces", "series", "authors", "topics", "search", "corpus.jsonl", "corpus.csv")
}


def in_the_api(thing) -> set[str]:
    return {address for address in addresses_showing(thing) if address.startswith(API)}


def test_a_piece_is_shown_by_itself_its_twin_series_people_and_topics(world):
    shown = in_the_api(world.gauge)
    assert shown >= LISTS | {
        f"{API}/pieces/{world.gauge.pk}",
        f"{API}/pieces/{world.twin.pk}",
        f"{API}/series/{world.rivers.pk}",
        f"{API}/authors/{world.zora.pk}",
        f"{API}/topics/{world.water.pk}",
    }
    assert not shown & {f"{API}/pieces/{world.withdrawn.pk}", f"{API}/authors/{world.hidden.pk}"}


def test_a_topic_is_shown_by_its_pieces(world):
    shown = in_the_api(world.water)
    assert shown >= LISTS | {f"{API}/topics/{world.water.pk}", f"{API}/pieces/{world.gauge.pk}"}
    assert f"{API}/pieces/{world.withdrawn.pk}" not in shown
