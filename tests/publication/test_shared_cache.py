"""OPS-03 in one process: Redis is stopped, hangs and comes back, and who uses the cache goes on."""

import logging
import time
from contextlib import contextmanager

import pytest
import redis
from django.core import cache as django_cache
from django.core.cache import CacheHandler

from config.environment import cache as described
from publication import breaker, limits, shared_cache
from publication.breaker import CacheAway, strictly
from publication.limits import Limit
from tests.publication.redis_server import RedisServer

BLIND = Limit("letters", most=3, seconds=60, passes_blind=True)
CLOSED = Limit("mail", most=3, seconds=60, passes_blind=False)


@pytest.fixture(scope="module")
def server():
    server = RedisServer()
    yield server
    server.close()


class Clock:
    """What the breaker knows of time; `pass_pause` goes to the end of its pause."""

    def __init__(self):
        self.now = 1_000.0

    def monotonic(self) -> float:
        return self.now

    def pass_pause(self) -> None:
        self.now += shared_cache.PAUSE + 0.01


@pytest.fixture
def clock(monkeypatch):
    clock = Clock()
    monkeypatch.setattr(breaker, "time", clock)
    return clock


@pytest.fixture
def cache(server, clock, monkeypatch):
    """A shared cache on a running, empty Redis, as one process sees it."""
    server.stop()
    server.start()
    shared_cache.line_to.cache_clear()
    monkeypatch.setattr(shared_cache, "SECONDS_TO_ANSWER", 0.1)
    return another_process(server)


def another_process(server):
    """The cache as a process sees it that has not asked before, or as another does at the same time."""
    cache = CacheHandler({"default": described(server.url)})["default"]
    cache.line = shared_cache._Line()
    return cache


@contextmanager
def away(server, how: str):
    if how == "hangs":
        server.freeze()
        yield
        server.thaw()
    else:
        server.stop()
        yield
        server.start()


HOW = pytest.mark.parametrize("how", ["hangs", "stopped"])


@HOW
def test_without_redis_the_cache_finds_and_keeps_nothing_and_raises_nothing(cache, server, how):
    cache.set("a", 1)
    with away(server, how):
        assert cache.get("a", "nothing") == "nothing"
        assert cache.get_many(["a"]) == {}
        assert cache.get_or_set("a", "made") == "made"
        assert cache.add("lock", True)  # or whoever waits for a lock would wait until Redis is back
        assert "a" not in cache
        assert not cache.delete("a")
        assert cache.set_many({"a": 1}) == ["a"]
        assert not cache.touch("a")
        cache.set("a", 2)
        cache.delete_many(["a"])
        cache.clear()
        with pytest.raises(ValueError, match="not found"):
            cache.incr("a")
        assert cache.is_away


def test_a_hanging_redis_costs_one_wait_in_a_while(cache, server, clock):
    cache.set("a", 1)
    with away(server, "hangs"):
        began = time.monotonic()
        for _ in range(200):
            cache.get("a")
        assert cache.line.breaker.failures == 1
        clock.pass_pause()
        for _ in range(200):
            cache.get("a")
        assert cache.line.breaker.failures == 2
        assert time.monotonic() - began < 1


@HOW
def test_what_was_missed_is_no_error_for_who_finds_it_still_away(cache, server, clock, how):
    cache.set("a", 1)
    with away(server, how):
        cache.set("a", 2)
        clock.pass_pause()
        assert cache.get("a", "nothing") == "nothing"
    clock.pass_pause()
    assert cache.get("a", "nothing") == "nothing"


@HOW
def test_who_must_know_is_told(cache, server, how):
    with away(server, how):
        for _asked in range(2):
            with strictly(), pytest.raises(CacheAway):
                cache.get("a")


@HOW
def test_the_log_has_one_line_for_the_outage_and_one_for_its_end(cache, server, clock, how, caplog):
    cache.set("a", 1)
    with away(server, how):
        for _ in range(50):
            cache.get("a")
            cache.set("b", 1)
    clock.pass_pause()
    for _ in range(50):
        cache.get("a")
    said = [record.getMessage() for record in caplog.records if record.levelno >= logging.INFO]
    assert len(said) == 2
    assert said[0].startswith("The shared cache is away, and left alone for 5 s: ")
    assert said[1] == "The shared cache is back"


@HOW
def test_it_goes_on_by_itself_when_redis_is_back(cache, server, clock, how):
    cache.set("a", 1)
    with away(server, how):
        cache.get("a")
    clock.pass_pause()
    cache.set("b", 2)
    assert cache.get("b") == 2
    assert not cache.is_away


def test_what_was_changed_while_it_hung_is_not_found_old_afterwards(cache, server, clock):
    cache.set_many({"set": "old", "deleted": "old", "many": "old", "kept": "as it was"})
    with away(server, "hangs"):
        cache.set("set", "new")
        cache.delete("deleted")
        cache.delete_many(["many"])
    clock.pass_pause()
    assert cache.get_many(["set", "deleted", "many", "kept"]) == {"kept": "as it was"}
    assert another_process(server).get("kept") == "as it was"


def test_a_cache_that_was_to_be_emptied_while_it_hung_is_emptied_afterwards(cache, server, clock):
    cache.set("a", "old")
    with away(server, "hangs"):
        cache.clear()
    clock.pass_pause()
    assert cache.get("a") is None


def test_where_more_was_changed_than_can_be_remembered_everything_goes(cache, server, clock, monkeypatch):
    monkeypatch.setattr(shared_cache, "MOST_REMEMBERED", 10)
    cache.set("other", "old")
    with away(server, "hangs"):
        cache.set_many({str(number): "new" for number in range(11)})
    clock.pass_pause()
    assert cache.get("other") is None


def test_a_restarted_redis_is_not_missed_by_who_kept_a_connection(cache, server):
    cache.set("a", 1)
    server.stop()
    server.start()
    cache.set("a", 2)
    assert cache.get("a") == 2
    assert cache.line.breaker.failures == 0


@HOW
def test_limits_follow_their_rule_while_redis_is_away(cache, server, how, monkeypatch):
    monkeypatch.setattr(limits, "cache", cache)
    monkeypatch.setattr(limits, "clock", lambda: 1_800_000_000)
    assert [BLIND.wait("a") for _ in range(4)] == [0, 0, 0, 60]
    with away(server, how):
        assert [BLIND.wait("a") for _ in range(5)] == [0, 0, 0, 0, 0]
        assert [CLOSED.wait("a") for _ in range(2)] == [60, 60]


def test_a_full_redis_is_one_that_is_away(cache, server):
    with redis.Redis(unix_socket_path=server.socket) as client:
        client.config_set("maxmemory", 1)
    cache.set("a", 1)
    assert cache.is_away


def test_django_knows_it_by_its_setting():
    assert described("redis://127.0.0.1:6379/0")["BACKEND"] == "publication.shared_cache.SharedCache"
    assert described("")["BACKEND"] == "django.core.cache.backends.locmem.LocMemCache"
    assert django_cache.cache.add("a", 1)
