"""The mark in the shared cache: it moves with each change, sends everybody to the primary for a moment, and never lies."""

import pytest
from django.core.cache import cache
from django.db import OperationalError

from publication.breaker import CacheAway, must_know
from publication.replicas import choosing, mark
from publication.replicas.choosing import Replica


@pytest.fixture
def primary(monkeypatch):
    """A primary whose log is at `place[0]`; None makes it unreachable."""
    place = [100]

    def move():
        if place[0] is None:
            raise OperationalError("the primary is gone")
        cache.set(mark.PLACE, place[0])
        return place[0]

    monkeypatch.setattr(mark, "_move", move)
    monkeypatch.setattr(choosing, "replicas", lambda: (Replica("one"),))
    return place


def test_the_first_to_ask_sets_the_mark_and_the_next_find_it(primary):
    assert mark.read_mark() == 100
    primary[0] = 200
    assert mark.read_mark() == 100


def test_after_a_change_everything_is_read_from_the_primary_for_a_moment(primary):
    mark.read_mark()
    primary[0] = 200
    mark.note_change()
    assert mark.read_mark() == mark.NOBODY
    cache.delete(mark.JUST_NOW)
    assert mark.read_mark() == 200


def test_on_a_quiet_day_the_mark_follows_the_primary(primary):
    mark.read_mark()
    primary[0] = 200
    cache.delete(mark.BEATEN)
    assert mark.read_mark() == 200


def test_while_the_primary_is_gone_the_mark_stays(primary):
    mark.read_mark()
    primary[0] = None
    cache.delete(mark.BEATEN)
    assert mark.read_mark() == 100


def test_a_change_that_cannot_be_marked_leaves_everything_to_the_primary(primary):
    mark.read_mark()
    primary[0] = None
    mark.note_change()
    cache.delete(mark.JUST_NOW)
    assert mark.read_mark() == mark.NOBODY


def test_without_the_shared_cache_no_replica_is_read(primary, monkeypatch):
    def get_many(keys):
        assert must_know()
        raise CacheAway

    monkeypatch.setattr(mark.cache, "get_many", get_many)
    assert mark.read_mark() == mark.NOBODY


def test_without_replicas_a_change_costs_nothing(monkeypatch):
    monkeypatch.setattr(choosing, "replicas", tuple)
    monkeypatch.setattr(mark, "_move", None)
    mark.note_change()
    assert cache.get(mark.JUST_NOW) is None
