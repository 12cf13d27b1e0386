"""Back to the migrated, empty site after tests that commit, in a blink.

Django would empty every table. That is slow with some ninety of them, takes away what the migrations put there
(locales, roles, the root of the tree), and its `serialized_rollback` gives content types new numbers behind its own
back. Here the whole database is replaced by a copy of its first state, or of a later one that was kept by name.
"""

import sqlite3

from django.conf import settings
from django.db import connection
from django.test import TransactionTestCase

from tests.databases import postgres, sqlite

_django_empties_the_tables = TransactionTestCase._fixture_teardown
_kept_in_memory: dict[str, sqlite3.Connection] = {}


def _first_state() -> str:
    """The name of the PostgreSQL database that holds the first state."""
    if settings.TEST_DATABASE == "postgres":
        return postgres.TEMPLATE
    return f"{connection.settings_dict['NAME']}_first"


def remember() -> None:
    """Keep a copy of the test database as it is now; for servers of which we have no template."""
    if settings.TEST_DATABASE == "server" and connection.vendor == "postgresql":
        _replace(_first_state(), connection.settings_dict["NAME"])


def forget() -> None:
    """Remove what `remember` made."""
    if settings.TEST_DATABASE == "server" and connection.vendor == "postgresql":
        with connection._nodb_cursor() as cursor:
            cursor.execute(f'DROP DATABASE IF EXISTS "{_first_state()}"')


def keep(name: str) -> None:
    """Keep a copy of the test database as it is now, for `bring_back`; until `let_go`."""
    if connection.vendor == "postgresql":
        _replace(_kept(name), connection.settings_dict["NAME"])
    else:
        connection.ensure_connection()
        # Read by other threads than the one that keeps it, and written by none.
        _kept_in_memory[name] = sqlite3.connect(":memory:", check_same_thread=False)
        connection.connection.backup(_kept_in_memory[name])


def bring_back(name: str) -> None:
    """Put what was kept in the place of the test database."""
    if connection.vendor == "postgresql":
        _replace(connection.settings_dict["NAME"], _kept(name))
    else:
        connection.ensure_connection()
        _kept_in_memory[name].backup(connection.connection)


def let_go(name: str) -> None:
    """Remove what was kept."""
    if connection.vendor == "postgresql":
        with connection._nodb_cursor() as cursor:
            cursor.execute(f'DROP DATABASE IF EXISTS "{_kept(name)}"')
    else:
        _kept_in_memory.pop(name).close()


def _kept(name: str) -> str:
    return f"{connection.settings_dict['NAME']}_{name}"


def restore(test_case) -> None:
    """Take the place of TransactionTestCase._fixture_teardown."""
    if connection.in_atomic_block:
        raise RuntimeError("A test that commits cannot stand on a lasting world (tests/conftest.py).")
    if connection.vendor == "postgresql":
        _replace(connection.settings_dict["NAME"], _first_state())
    elif settings.TEST_DATABASE == "sqlite":
        connection.close()
        with sqlite3.connect(sqlite.template()) as first, sqlite3.connect(sqlite.target(), timeout=20) as now:
            first.backup(now)
    else:
        _django_empties_the_tables(test_case)


def _replace(name: str, source: str) -> None:
    connection.close()
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{source}"')
