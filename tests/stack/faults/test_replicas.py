"""Readers' pages come from a real streaming replica, never with an old text, whatever becomes of the replica."""

import pytest

from tests.stack import acts
from tests.stack.inside import Inside
from tests.stack.processes import wait_until
from tests.stack.replica import Replica
from tests.stack.stack import Node

NAME = "reads-from-a-replica"
# Nobody keeps these: each is made when it is asked for.
READ = ("/series/?a=1", "/?a=1", "/ko/?a=1")
BACK_WITHIN = 60.0


@pytest.fixture(scope="module")
def replica(whole_stack):
    """A hot standby of the stack's PostgreSQL."""
    whole_stack.mend()
    replica = Replica(whole_stack.keeper, whole_stack.postgres)
    try:
        replica.copy()
        yield replica.start()
    finally:
        replica.stop()
        replica.remove()


@pytest.fixture(scope="module")
def environment(whole_stack, replica):
    """That of nodes whose readers may read from the replica."""
    primary = f"{whole_stack.postgres.url}&application_name={NAME}"
    return whole_stack.environment | {"DATABASE_URL": primary, "REPLICA_URLS": replica.url(NAME)}


@pytest.fixture(scope="module")
def node(whole_stack, environment):
    """A node of that kind, past the proxy."""
    node = Node(whole_stack.keeper, 3, environment)
    yield node.start()
    node.stop()


@pytest.fixture(scope="module")
def editing(whole_stack, environment):
    """A process of that kind in which editors' work is done."""
    inside = Inside(whole_stack.keeper, environment)
    inside.launch()
    yield inside
    inside.stop()


@pytest.fixture
def in_use(stack, replica, node):
    """The node reads from the replica, whatever a test before did to it."""
    if not replica.is_running:
        replica.start()
    replica.replay()
    until_read_from(replica, node)


def last_query(server) -> object:
    """When a server was asked last by what may read from replicas."""
    with server.connect() as connection:
        words = "SELECT max(query_start) FROM pg_stat_activity WHERE application_name = %s"
        return connection.execute(words, [NAME]).fetchone()[0]


def until_read_from(server, node) -> None:
    """Return when a reader's page is read from this server."""

    def is_asked():
        before = last_query(server)
        return node.get(READ[0]).status == 200 and last_query(server) != before

    wait_until(is_asked, "the replica is read", BACK_WITHIN)


def test_readers_are_served_from_the_replica_alone_and_editors_from_the_primary(stack, replica, node, in_use):
    def is_alone():  # the mark follows the primary every ten seconds, by one request
        primary, copy = last_query(stack.postgres), last_query(replica)
        assert [node.get(path).status for path in READ] == [200] * len(READ)
        return last_query(stack.postgres) == primary and last_query(replica) != copy

    wait_until(is_alone, "pages from the replica alone", BACK_WITHIN)
    primary, copy = last_query(stack.postgres), last_query(replica)
    assert node.get(READ[0], cookies={"sessionid": "somebody"}).status == 200
    assert last_query(stack.postgres) != primary
    assert last_query(replica) == copy


def test_what_is_published_is_what_the_next_reader_gets(stack, node, editing, in_use):
    piece = editing(acts.write, "Read from a replica")
    for number in range(5):
        editing(acts.publish, piece.pk, title=f"Read from a replica {number}")
        assert f"Read from a replica {number}" in node.get(f"{piece.path}?a={number}").text
        assert f"Read from a replica {number}" in node.get(piece.path).text


def test_a_replica_that_lags_is_left_out_and_comes_back(stack, replica, node, editing, in_use):
    piece = editing(acts.write, "Before it lagged")
    replica.pause()
    editing(acts.publish, piece.pk, title="While it lagged")
    for number in range(20):
        assert "While it lagged" in node.get(f"{piece.path}?a={number}").text
    replica.replay()
    until_read_from(replica, node)
    assert "While it lagged" in node.get(f"{piece.path}?a=back").text


def test_a_replica_that_is_killed_costs_no_reader_a_request(stack, replica, node, in_use):
    said = node.log.count("is left out")
    load = stack.start_load(
        *READ, port=node.port, headers={"X-Forwarded-Proto": "https"}, rate=20, seconds=60
    )
    replica.kill()
    wait_until(lambda: node.log.count("is left out") > said, "the log says so", BACK_WITHIN)
    replica.start()
    until_read_from(replica, node)
    loaded = load.stop()
    assert (loaded.errors, set(loaded.statuses)) == (0, {200}), loaded
    assert node.log.count("is left out") == said + 1
