"""The rate limiter: what it counts, for whom, and what it does when it cannot count."""

import pytest
from django.core.cache import cache

from publication import limits
from publication.limits import Limit, caller_of

THREE = Limit("test", most=3, seconds=60, passes_blind=True)


@pytest.fixture
def clock(monkeypatch):
    """The limiter's clock at the beginning of a minute; `shift` moves it by so many seconds."""

    class Clock:
        now = 1_800_000_000

        def shift(self, seconds: float) -> None:
            self.now += seconds

    clock = Clock()
    monkeypatch.setattr(limits, "clock", lambda: clock.now)
    return clock


def test_so_many_pass_in_a_window_and_the_next_waits_for_its_end(clock):
    assert [THREE.wait("a") for _ in range(3)] == [0, 0, 0]
    clock.shift(18)
    assert THREE.wait("a") == 42


def test_the_next_window_begins_anew(clock):
    for _ in range(4):
        THREE.wait("a")
    clock.shift(60)
    assert THREE.wait("a") == 0


def test_callers_and_purposes_are_counted_apart(clock):
    for _ in range(4):
        THREE.wait("a")
    assert THREE.wait("b") == 0
    assert Limit("other", most=3, seconds=60, passes_blind=True).wait("a") == 0


def test_the_cache_holds_no_address(clock, monkeypatch):
    keys = []
    monkeypatch.setattr(cache, "add", lambda key, *args: keys.append(key) or True)
    THREE.wait("203.0.113.7")
    assert len(keys) == 1
    assert "203.0.113.7" not in keys[0]


@pytest.mark.parametrize(("passes_blind", "wait"), [(True, 0), (False, 60)])
def test_without_a_cache_the_limit_itself_decides(monkeypatch, passes_blind, wait):
    def down(*args, **kwargs):
        raise ConnectionError("The cache is down.")

    monkeypatch.setattr(limits.cache, "add", down)
    assert Limit("test", 3, 60, passes_blind=passes_blind).wait("a") == wait


@pytest.mark.parametrize(
    ("proxies", "forwarded", "caller"),
    [
        (0, "", "198.51.100.2"),
        (0, "203.0.113.7", "198.51.100.2"),  # anybody can write that
        (1, "203.0.113.7", "203.0.113.7"),
        (1, "1.2.3.4, 203.0.113.7", "203.0.113.7"),  # the client wrote the first
        (2, "1.2.3.4, 203.0.113.7, 192.0.2.1", "203.0.113.7"),
        (2, "203.0.113.7", "198.51.100.2"),
        (1, "2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        (1, "::ffff:203.0.113.7", "203.0.113.7"),
        (1, "nonsense", "nonsense"),
    ],
)
def test_the_caller_is_whom_our_own_proxies_saw(rf, settings, proxies, forwarded, caller):
    settings.PROXY_COUNT = proxies
    headers = {"HTTP_X_FORWARDED_FOR": forwarded} if forwarded else {}
    assert caller_of(rf.get("/", REMOTE_ADDR="198.51.100.2", **headers)) == caller


def test_without_a_test_s_hand_the_clock_of_the_limiter_stands():
    """Or a test that counts requests would fail whenever a minute ends in the middle of it."""
    assert limits.clock() == limits.clock() == 1_800_000_000
