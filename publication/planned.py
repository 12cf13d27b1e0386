"""Queries that PostgreSQL plans once for a connection: of ours, planning takes longer than what is planned.

Django sends values as part of the text, so every query is a new one to the database. Of a prepared query (prepared.py) what
never changes stays in the text, and the slots are sent beside it, with their types in the text: a statement of
https://www.psycopg.org/psycopg3/docs/advanced/prepare.html, of which psycopg keeps up to a hundred for each connection.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from types import SimpleNamespace
from typing import Any

from django.db import NotSupportedError
from django.db.backends.base.base import BaseDatabaseWrapper

MARK = re.compile(r"%[%s]")


def text_around_slots(
    connection: BaseDatabaseWrapper, sql: str, params: Sequence, slot_for: Callable[[Any], str]
) -> tuple[str, tuple]:
    """SQL with all parameters written out in it but those for which `slot_for` gives words, "%s" or with a type; and these."""
    from psycopg.sql import Literal

    connection.ensure_connection()
    left, slots = iter(params), []

    def written(match) -> str:
        if match[0] == "%%":
            return match[0]
        param = next(left)
        if slot := slot_for(param):
            slots.append(param)
            return slot
        return Literal(param).as_string(connection.connection).replace("%", "%%")

    return MARK.sub(written, sql), tuple(slots)


def rows_of(connection: BaseDatabaseWrapper, sql: str, values: Sequence) -> list[tuple]:
    """The rows of such a statement. One query.

    A column that has got another type makes a plan useless, which PostgreSQL refuses (a release that was put in beside this
    one): what is not in a transaction asks once more over a new connection, which has no plans.
    """
    try:
        return _ask(connection, sql, values)
    except NotSupportedError:
        if connection.in_atomic_block:
            raise
        connection.close()
        return _ask(connection, sql, values)


def _ask(connection: BaseDatabaseWrapper, sql: str, values: Sequence) -> list[tuple]:
    with _planning(connection) as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()


@contextmanager
def _planning(connection: BaseDatabaseWrapper) -> Iterator:
    """Django's cursor, with all that is around it, on one of psycopg's that plans once."""
    with connection.cursor() as cursor:
        cursor.cursor.close()
        cursor.cursor = _cursor_class()(connection.connection)
        yield cursor


@cache
def _cursor_class() -> type:
    from django.db.backends.postgresql.base import ServerBindingCursor

    class PlanningCursor(ServerBindingCursor):
        """A cursor whose statements are prepared as the connection's `prepare_threshold` says."""

        def execute(self, query, params=None, *, prepare=None, binary=None):
            answer = super().execute(query, params, prepare=prepare, binary=binary)
            # Where Django's log of queries looks for what was sent; psycopg says it only of what was not prepared.
            self._query = self._query or SimpleNamespace(query=query.encode())
            return answer

    return PlanningCursor
