"""A replica that takes connections and answers nothing is left out within seconds, by its own connection's clock."""

import socket
import time

import pytest
from django.db import DEFAULT_DB_ALIAS, OperationalError, connection
from django.db.utils import ConnectionHandler

from config.environment import replicas
from publication.replicas import choosing
from publication.replicas.choosing import Replica
from publication.replicas.impatient import base

ALIAS = "replica_1"


def connections_to(described):
    return ConnectionHandler({DEFAULT_DB_ALIAS: {}, ALIAS: described})


def test_one_that_answers_nothing_is_left_out_within_three_seconds(db, monkeypatch, caplog):
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"postgres://site@127.0.0.1:{silent.getsockname()[1]}/site"
        monkeypatch.setattr(choosing, "connections", connections_to(replicas((url,))[ALIAS]))
        replica, began = Replica(ALIAS), time.monotonic()
        assert not replica.may_be_asked(1)
        assert time.monotonic() - began < 3
        assert not replica.may_be_asked(1)  # at once
        assert time.monotonic() - began < 3
    assert len(caplog.records) == 1


@pytest.mark.skipif(connection.vendor != "postgresql", reason="a connection to PostgreSQL")
def test_a_query_that_is_not_answered_ends_with_its_connection(db, monkeypatch):
    monkeypatch.setattr(base, "PATIENCE", 0.2)
    described = connection.settings_dict | {"ENGINE": "publication.replicas.impatient"}
    replica = connections_to(described)[ALIAS]
    with replica.cursor() as cursor:
        cursor.execute("SELECT 1")
        began = time.monotonic()
        with pytest.raises(OperationalError, match=r"no answer within 0\.2 s"):
            cursor.execute("SELECT pg_sleep(20)")
    assert time.monotonic() - began < 5
    assert replica.connection.closed
    replica.close()
