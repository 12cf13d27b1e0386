"""One moment of the database, read while others write: every table as COPY would write it, in pieces of a few megabytes.

On SQLite a read transaction of the write-ahead log, on PostgreSQL one that is REPEATABLE READ and READ ONLY. Neither
waits for a writer nor lets one wait.
"""

import hashlib
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import DEFAULT_DB_ALIAS, connections

from home.backups.kinds import written_by_sqlite
from home.backups.refusals import BackupError
from home.backups.tables import Column, Table

PIECE = 4 * 1024 * 1024
ROWS_AT_ONCE = 200


class Snapshot:
    """What the database held when the snapshot was taken. Made by `snapshot()`, which ends it."""

    def pieces(self, table: Table) -> Iterator[bytes]:
        """The rows of a table, ordered by its key, as lines in pieces of some PIECE bytes, each of whole lines."""
        gathered, size = [], 0
        for line in self._lines(table):
            gathered.append(line)
            size += len(line)
            if size >= PIECE:
                yield b"".join(gathered)
                gathered, size = [], 0
        if gathered:
            yield b"".join(gathered)

    def end(self) -> None:
        """Let the moment go, so that the database need not keep it any longer."""
        self._run("ROLLBACK")

    def digest(self, table: Table) -> str:
        """The sha256 of all rows as they come in pieces."""
        digest = hashlib.sha256()
        for line in self._lines(table):
            digest.update(line)
        return digest.hexdigest()

    def count(self, table: Table) -> int:
        """How many rows a table has."""
        return self._value(f"SELECT count(*) FROM {quoted(table.name)}")

    def _lines(self, table: Table) -> Iterator[bytes]:
        raise NotImplementedError

    def last_number(self, table: Table) -> int:
        """The highest number that a row of a table was ever given, so that none is given twice."""
        raise NotImplementedError

    def texts(self, table: Table, column: Column) -> Iterator[str]:
        """The texts in a column, each once, in their order; no empty ones."""
        raise NotImplementedError

    def _value(self, sql: str):
        raise NotImplementedError

    def _run(self, sql: str) -> None:
        raise NotImplementedError


class SqliteSnapshot(Snapshot):
    """Reads past Django, which converts values by the declared types of columns: `+` takes the type from a column."""

    vendor = "sqlite"

    def __init__(self, connection: sqlite3.Connection):
        self._connection = connection

    def _lines(self, table: Table) -> Iterator[bytes]:
        writers = [written_by_sqlite(column.kind) for column in table.columns]
        columns = ", ".join(f"+{quoted(column.name)}" for column in table.columns)
        rows = self._connection.execute(
            f"SELECT {columns} FROM {quoted(table.name)} ORDER BY {quoted(table.key.name)}"
        )
        while some := rows.fetchmany(ROWS_AT_ONCE):
            for row in some:
                values = (write(value) for write, value in zip(writers, row, strict=True))
                yield b"\t".join(values) + b"\n"

    def last_number(self, table: Table) -> int:
        highest = self._value(f"SELECT max({quoted(table.key.name)}) FROM {quoted(table.name)}")
        given = self._connection.execute("SELECT seq FROM sqlite_sequence WHERE name = ?", [table.name])
        return max([highest or 0, *(seq for (seq,) in given)])

    def texts(self, table: Table, column: Column) -> Iterator[str]:
        name = quoted(column.name)
        rows = self._connection.execute(
            f"SELECT DISTINCT {name} FROM {quoted(table.name)} WHERE {name} <> '' ORDER BY 1"
        )
        return (text for (text,) in rows)

    def _value(self, sql: str):
        return self._connection.execute(sql).fetchone()[0]

    def _run(self, sql: str) -> None:
        self._connection.execute(sql)


class PostgresSnapshot(Snapshot):
    """Reads by COPY, in the transaction that the connection is in."""

    vendor = "postgresql"

    def __init__(self, connection):
        self._connection = connection
        # How COPY writes values must not depend on the server's settings.
        for setting in (
            "DateStyle = 'ISO, YMD'",
            "TimeZone = 'UTC'",
            "bytea_output = 'hex'",
            "extra_float_digits = 1",
        ):
            connection.execute(f"SET LOCAL {setting}")

    def _lines(self, table: Table) -> Iterator[bytes]:
        order = quoted(table.key.name) + (' COLLATE "C"' if table.key.kind == "text" else "")
        columns = ", ".join(quoted(column.name) for column in table.columns)
        sql = f"SELECT {columns} FROM {quoted(table.name)} ORDER BY {order}"
        with self._connection.cursor() as cursor, cursor.copy(f"COPY ({sql}) TO STDOUT") as copy:
            for line in copy:
                yield bytes(line)

    def last_number(self, table: Table) -> int:
        highest = self._value(f"SELECT max({quoted(table.key.name)}) FROM {quoted(table.name)}") or 0
        with self._connection.cursor() as cursor:
            cursor.execute("SELECT pg_get_serial_sequence(%s, %s)", [quoted(table.name), table.key.name])
            (sequence,) = cursor.fetchone()
            if sequence is None:
                return highest
            cursor.execute(f"SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM {sequence}")
            return max(highest, cursor.fetchone()[0])

    def texts(self, table: Table, column: Column) -> Iterator[str]:
        name = quoted(column.name)
        sql = f"SELECT DISTINCT {name} COLLATE \"C\" FROM {quoted(table.name)} WHERE {name} <> '' ORDER BY 1"
        with self._connection.cursor() as cursor:
            cursor.execute(sql)
            yield from (text for (text,) in cursor)

    def _value(self, sql: str):
        with self._connection.cursor() as cursor:
            cursor.execute(sql)
            return cursor.fetchone()[0]

    def _run(self, sql: str) -> None:
        self._connection.execute(sql)


@contextmanager
def snapshot(alias: str = DEFAULT_DB_ALIAS) -> Iterator[Snapshot]:
    """The database as it is now."""
    with OPENED[_known(connections[alias].vendor)](alias) as reader:
        yield reader


def inside(connection) -> Snapshot:
    """What the transaction sees that is open on a connection of Django's: for what was written in it."""
    return READERS[_known(connection.vendor)](connection.connection)


def _known(vendor: str) -> str:
    if vendor not in READERS:
        raise BackupError(f"Backups are made of SQLite and PostgreSQL, and this database is {vendor}.")
    return vendor


@contextmanager
def _of_sqlite(alias: str) -> Iterator[SqliteSnapshot]:
    connection = sqlite3.connect(
        connections[alias].get_connection_params()["database"], timeout=20, isolation_level=None, uri=True
    )
    try:
        connection.execute("PRAGMA query_only = ON")
        connection.execute("BEGIN")
        # The snapshot is the moment of the first reading.
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        yield SqliteSnapshot(connection)
    finally:
        connection.close()


@contextmanager
def _of_postgres(alias: str) -> Iterator[PostgresSnapshot]:
    own = connections[alias].copy()
    try:
        own.connect()
        own.connection.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        own.connection.execute("SET LOCAL statement_timeout = 0")
        # The snapshot is the moment of the first reading.
        own.connection.execute("SELECT 1 FROM pg_class LIMIT 1")
        yield PostgresSnapshot(own.connection)
    finally:
        own.close()


OPENED = {"sqlite": _of_sqlite, "postgresql": _of_postgres}
READERS = {"sqlite": SqliteSnapshot, "postgresql": PostgresSnapshot}


def quoted(name: str) -> str:
    """A name as it stands in a statement of either database."""
    return '"{}"'.format(name.replace('"', '""'))
