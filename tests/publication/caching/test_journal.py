"""Proxies are told of a change after its commit, twice, and later when they could not be; nobody waits long for them."""

import logging
import time
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.utils import timezone

from publication.caching import journal, proxies
from publication.caching.proxies import Proxy, PurgeFailed
from publication.figures import waiting_purges
from publication.models import Purge
from publication.models.purges import EVERYTHING
from publication.schedule import take_turns
from tests.publication.caching.proxy_server import ProxyServer

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("page_cache")]

# As nginx names the file of `/series/물값/` with levels=1:2.
ENTRY = ("DELETE", "/_kept/d/a3/44b5bd8f89d55dca4c33bfe59acfca3d")


@pytest.fixture
def servers(settings):
    made = [ProxyServer(), ProxyServer()]
    proxies.proxy_at.cache_clear()
    settings.CACHE_PROXIES = [server.address for server in made]
    yield made
    for server in made:
        server.close()


def later(seconds=journal.AGAIN_AFTER):
    """Let some time pass since all that was told once."""
    for row in Purge.objects.exclude(again_at=None):
        Purge.objects.filter(pk=row.pk).update(again_at=row.again_at - timedelta(seconds=seconds + 0.1))


def left() -> set[str]:
    return {name for row in Purge.objects.values_list("left", flat=True) for name in row.splitlines()}


def test_nothing_is_told_before_the_commit_and_nothing_at_all_without_one(servers, committing):
    with committing():
        journal.note(["/series/물값/"])
        assert servers[0].told == []
        with transaction.atomic():
            journal.note(["/authors/"])
            transaction.set_rollback(True)
    assert [server.told for server in servers] == [[ENTRY], [ENTRY]]


def test_each_proxy_is_told_twice_as_an_answer_may_have_been_on_its_way(servers, committing):
    with committing():
        journal.note(["/series/물값/"])
    assert not journal.work_off()
    later()
    assert not journal.work_off()
    journal.work_off()
    assert [server.told for server in servers] == [[ENTRY] * 2, [ENTRY] * 2]
    assert left() == set()


def test_what_a_proxy_was_not_told_of_is_counted_with_its_age(servers, committing):
    assert waiting_purges() == (0, 0)
    servers[0].status = 500
    with committing():
        journal.note(["/", "/authors/"])
    Purge.objects.update(at=timezone.now() - timedelta(minutes=2))
    number, seconds = waiting_purges()
    assert (number, 119 < seconds < 180) == (2, True)


def test_a_proxy_that_fails_is_told_later_and_the_log_has_a_line(servers, committing, caplog):
    servers[0].status = 500
    with caplog.at_level(logging.WARNING), committing():
        journal.note(["/", "/series/물값/", "/authors/"])
    assert len(caplog.records) == 1
    assert servers[0].address in caplog.records[0].getMessage()
    assert left() == {servers[0].address, f"again {servers[1].address}"}
    servers[0].status, servers[0].told = 204, []
    take_turns()  # as publish_due does
    assert len(servers[0].told) == 3
    later()
    take_turns()
    assert left() == set()
    assert len(servers[0].told) == len(servers[1].told) == 6


def test_the_next_change_tells_what_is_left_too(servers, committing, monkeypatch):
    servers[0].status = 500
    with committing():
        journal.note(["/series/물값/"])
    servers[0].status, servers[0].told = 204, []
    monkeypatch.setattr(proxies.proxy_at(servers[0].address).breaker, "pause", 0)
    proxies.proxy_at(servers[0].address).breaker.succeeded()
    with committing():
        journal.note(["/authors/"])
    assert ENTRY in servers[0].told
    assert len(servers[0].told) == 2


def test_a_proxy_that_hangs_holds_nobody_for_long(servers, committing, monkeypatch):
    monkeypatch.setattr(proxies, "TO_ANSWER", 0.1)
    servers[1].hangs.set()
    begun = time.monotonic()
    with committing():
        journal.note(["/series/물값/", "/authors/"])
    assert time.monotonic() - begun < 1
    assert len(servers[0].told) == 2
    assert left() == {f"again {servers[0].address}", servers[1].address}
    with committing():  # left alone for a while by those who publish
        journal.note(["/topics/"])
    assert len(servers[1].told) == 1


def test_a_proxy_that_is_not_there_and_one_that_is_slow_fail(monkeypatch, servers):
    gone = Proxy("http://127.0.0.1:1")
    with pytest.raises(PurgeFailed, match="refused"):
        gone.purge(["/"])
    monkeypatch.setattr(proxies, "ALTOGETHER", -1)
    with pytest.raises(PurgeFailed, match="too slow"):
        Proxy(servers[0].address).purge(["/"])


def test_everything_is_sixteen_folders(servers, committing):
    with committing():
        journal.note([f"/series/{number}/" for number in range(journal.MOST + 1)])
    assert servers[0].told == [("DELETE", f"/_kept/{letter}/") for letter in "0123456789abcdef"]
    assert set(Purge.objects.values_list("address", flat=True)) == {EVERYTHING, ""}


def test_varnish_is_told_in_its_own_words(servers):
    varnish = Proxy(servers[0].address.replace("http://", "varnish+http://"))
    varnish.purge(["/series/물값/"])
    varnish.purge([EVERYTHING])
    assert servers[0].told == [("PURGE", "/series/%EB%AC%BC%EA%B0%92/"), ("BAN", "/")]


def test_a_proxy_that_is_no_longer_there_is_forgotten(servers, settings, committing):
    servers[0].status = 500
    with committing():
        journal.note(["/"])
    settings.CACHE_PROXIES = [servers[1].address]
    later()
    journal.catch_up()
    assert left() == set()


def test_what_is_old_is_forgotten(servers, committing):
    with committing():
        journal.note(["/"])
    Purge.objects.filter(address="/").update(at=timezone.now() - journal.KEPT - timedelta(seconds=1))
    journal.catch_up()
    assert set(Purge.objects.values_list("address", flat=True)) == {""}


def test_an_editor_of_the_database_purges_by_hand(servers, committing, capsys):
    with committing():
        call_command("purge", "https://www.example.org/series/%EB%AC%BC%EA%B0%92/")
    assert servers[0].told == [ENTRY]
    with committing():
        call_command("purge", "--all")
    assert len(servers[0].told) == 17
    for wrong in ([], ["/", "--all"]):
        with pytest.raises(CommandError, match="or --all"):
            call_command("purge", *wrong)
