"""The page cache in Redis: one for all processes, and none, without an error, while Redis is away."""

import threading
import time
from types import SimpleNamespace

import pytest
from django.core.cache import CacheHandler
from django.http import HttpResponse
from django.test import RequestFactory

from config.environment import cache as described
from publication import breaker, shared_cache
from publication.caching import claims, journal, stores
from publication.caching.entries import Key
from publication.caching.middleware import CachingMiddleware
from publication.caching.rules import open_to_all
from publication.models import Purge
from tests.publication.caching.headers import is_kept_by_anybody
from tests.publication.redis_server import RedisServer

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("page_cache")]

KEY = Key("http://testserver", "/page/")


@pytest.fixture(scope="module")
def server():
    server = RedisServer()
    server.start()
    yield server
    server.close()


@pytest.fixture(autouse=True)
def redis(server, monkeypatch):
    cache = CacheHandler({"default": described(server.url)})["default"]
    cache.line = shared_cache._Line()
    monkeypatch.setattr(stores, "cache", cache)
    cache.clear()
    yield cache
    if server.process is None:
        server.start()


class Process:
    """A node of the site with one page, which says what `words` are now."""

    def __init__(self, words="old"):
        self.words, self.made = words, 0
        self.site = CachingMiddleware(self)

    def __call__(self, request):
        self.made += 1
        return open_to_all(HttpResponse(self.words))

    def ask(self, path="/page/"):
        return self.site(RequestFactory().get(path))


def test_what_one_process_makes_the_others_have():
    one, two = Process(), Process("new")
    assert one.ask().content == two.ask().content == b"old"
    assert two.made == 0


def test_a_purge_is_known_to_all_and_to_no_other_address(committing):
    node = Process()
    for path in ("/page/", "/other/"):
        node.ask(path)
    node.words = "new"
    with committing():
        journal.note(["/page/"])
        assert node.ask().content == b"old"  # not committed yet
    assert (node.ask().content, node.ask("/other/").content) == (b"new", b"old")
    assert not Purge.objects.exclude(left="").exists()


def test_an_entry_whose_generation_was_pushed_out_is_none_any_more(redis):
    node = Process()
    node.ask()
    redis.delete(f"generation:{KEY.digest}")
    node.words = "new"
    assert node.ask().content == b"new"


def test_another_process_waits_for_the_one_that_makes_a_page(monkeypatch):
    shelf, node = stores.store(), Process("mine")
    assert shelf.claim(KEY, 15)
    waited = threading.Event()
    monkeypatch.setattr(claims.time, "sleep", lambda seconds: (waited.set(), time.monotonic()))
    answers = []
    asking = threading.Thread(target=lambda: answers.append(node.ask()))
    monkeypatch.setattr("publication.caching.horizon._dates_after", lambda now: [])
    asking.start()
    assert waited.wait(10)
    other = Process("theirs")
    place = shelf.look(KEY)
    other.site._made(RequestFactory().get("/page/"), shelf, KEY, place)
    shelf.release(KEY)
    asking.join(10)
    assert (answers[0].content, node.made) == (b"theirs", 0)


def test_nobody_waits_for_a_process_that_died(monkeypatch):
    monkeypatch.setattr(claims, "WAIT", 0.05)
    assert stores.store().claim(KEY, 15)
    assert Process("mine").ask().content == b"mine"


def test_nobody_waits_for_a_claim_that_redis_took_when_its_process_had_gone_on_without(
    server, redis, monkeypatch
):
    """Redis works off what it was sent while it hung, and nobody gives such a claim back."""
    shelf, now = stores.store(), time.monotonic()
    assert shelf.look(KEY).entry is None
    server.freeze()
    with pytest.raises(stores.Away):
        shelf.claim(KEY, 15)
    server.thaw()
    monkeypatch.setattr(breaker, "time", SimpleNamespace(monotonic=lambda: now + 60))  # its pause is over
    assert shelf.is_claimed(KEY)
    monkeypatch.setattr(claims, "_wait_for_others", lambda *given: pytest.fail("waits"))
    assert Process("mine").ask().content == b"mine"
    assert not shelf.is_claimed(KEY)


def test_without_redis_pages_are_made_each_time_and_changes_wait_for_it(server, redis, committing, caplog):
    node = Process()
    node.ask()
    server.stop()
    node.words = "new"
    answers = [node.ask() for _ in range(5)]
    assert [answer.content for answer in answers] == [b"new"] * 5
    assert all(is_kept_by_anybody(answer) for answer in answers)
    with committing():
        journal.note(["/page/"])
    assert Purge.objects.filter(left="pages").count() == 2
    assert len([record for record in caplog.records if record.levelname == "WARNING"]) == 1
    server.start()
    redis.line = shared_cache._Line()  # the pause in which it is left alone has passed
    journal.catch_up()
    assert not Purge.objects.exclude(left="").exists()


def test_what_others_changed_while_redis_was_away_is_purged_before_anything_is_read_again(
    redis, monkeypatch, django_assert_max_num_queries
):
    """Who changed it asks Redis again when its own pause is over, and readers of other nodes do not wait for that."""
    node = Process()
    for path in ("/page/", "/other/"):
        node.ask(path)
    redis.line.breaker.failed(OSError("hangs"))
    journal.note(["/page/"])  # by another process, which could not tell Redis
    node.words, now = "new", time.monotonic()
    monkeypatch.setattr(breaker, "time", SimpleNamespace(monotonic=lambda: now + 60))  # the pause is over
    assert (node.ask().content, node.ask("/other/").content) == (b"new", b"old")
    assert not Purge.objects.filter(left__contains="pages").exists()
    with django_assert_max_num_queries(0):
        node.ask("/other/")
