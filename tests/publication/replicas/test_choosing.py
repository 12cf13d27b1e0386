"""A replica is asked when it answers and has all that the mark wants; one that does not is left alone, and logged once."""

from types import SimpleNamespace

import pytest
from django.db import OperationalError

from publication.replicas import choosing
from publication.replicas.choosing import REST, Replica, choose


class Server:
    """Stands for the connection to one replica."""

    def __init__(self, replayed=0, is_replica=True):
        self.replayed, self.is_replica = replayed, is_replica
        self.is_gone = False
        self.questions = 0
        self.connection = SimpleNamespace(closed=False)

    def close_if_health_check_failed(self):
        pass

    def ensure_connection(self):
        if self.is_gone:
            raise OperationalError("the server is gone")

    def close(self):
        pass

    def cursor(self):
        return self

    def __enter__(self):
        return self

    def __exit__(self, *error):
        pass

    def execute(self, sql):
        self.questions += 1

    def fetchone(self):
        return self.is_replica, self.replayed


@pytest.fixture
def clock(monkeypatch):
    """The monotonic clock, moved by hand."""
    now = SimpleNamespace(seconds=1000.0)
    monkeypatch.setattr(choosing.time, "monotonic", lambda: now.seconds)
    return now


@pytest.fixture
def servers(monkeypatch, clock):
    """Two replicas, `one` and `two`, that have replayed up to 100."""
    servers = {"one": Server(100), "two": Server(100)}
    known = tuple(Replica(alias) for alias in servers)
    monkeypatch.setattr(choosing, "connections", servers)
    monkeypatch.setattr(choosing, "replicas", lambda: known)
    return servers


def chosen(place, times=40):
    """The aliases that were chosen in so many choices."""
    found = (choose(place) for _ in range(times))
    return {replica.alias for replica in found if replica}


def test_readers_are_spread_over_the_replicas_that_are_up_to_date(servers):
    assert chosen(100) == {"one", "two"}
    servers["one"].replayed = 200
    assert chosen(100) == {"one", "two"}


def test_a_replica_is_asked_once_how_far_it_is_as_long_as_the_mark_stays(servers):
    chosen(100)
    assert (servers["one"].questions, servers["two"].questions) == (1, 1)


def test_without_a_mark_nobody_is_asked(servers):
    assert chosen(0) == set()
    assert servers["one"].questions == 0


def test_a_replica_that_is_behind_the_mark_is_not_read_until_it_has_replayed_it(servers, clock):
    servers["one"].replayed = 200
    assert chosen(150) == {"one"}
    servers["two"].replayed = 150
    clock.seconds += 0.2
    assert chosen(150) == {"one", "two"}


def test_a_replica_that_is_gone_rests_and_comes_back_by_itself(servers, clock, caplog):
    caplog.set_level("INFO")
    servers["one"].is_gone = True
    assert chosen(100) == {"two"}
    clock.seconds += REST + 1
    assert chosen(100) == {"two"}
    servers["one"].is_gone = False
    assert chosen(100) == {"two"}
    clock.seconds += REST + 1
    assert chosen(100) == {"one", "two"}
    assert [record.getMessage() for record in caplog.records] == [
        "Replica one is left out until it is back: the server is gone",
        "Replica one is read again.",
    ]


def test_while_one_tries_a_replica_that_was_gone_the_others_do_not_wait(servers, clock, monkeypatch):
    servers["one"].is_gone = True
    assert chosen(100) == {"two"}
    clock.seconds += REST + 1
    meanwhile = []
    monkeypatch.setattr(
        servers["one"], "ensure_connection", lambda: meanwhile or meanwhile.append(chosen(100))
    )
    assert chosen(100) == {"one", "two"}
    assert meanwhile == [{"two"}]


def test_a_replica_that_stays_behind_is_said_once(servers, clock, caplog):
    servers["two"].replayed = servers["one"].replayed = 500
    servers["one"].replayed = 100
    for _ in range(10):
        assert chosen(500) == {"two"}
        clock.seconds += 1
    assert [record.getMessage() for record in caplog.records] == [
        "Replica one is left out until it is back: it is 400 bytes of the log behind"
    ]


def test_all_replicas_gone_leaves_the_primary(servers):
    servers["one"].is_gone = servers["two"].is_gone = True
    assert chosen(100) == set()


def test_a_server_that_is_no_replica_is_not_read(servers, caplog):
    servers["one"].is_replica = False
    assert chosen(100) == {"two"}
    assert "it is no replica" in caplog.text


def test_a_new_connection_may_lead_to_another_server(servers, clock):
    assert chosen(100) == {"one", "two"}
    servers["one"].replayed = 0  # brought back from an older copy
    choosing.forget_place(sender=None, connection=SimpleNamespace(alias="one"))
    clock.seconds += 1
    assert chosen(100) == {"two"}
