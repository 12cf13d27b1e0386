"""Puts the rows of a backup into a database, in the transaction of whoever calls; what cannot be taken back is not done.

The tables are made by the migrations that the backup names, so rows come home to columns as they were; migrations that
came later run over them afterwards.
"""

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from django.core.management import call_command
from django.db import DatabaseError
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from home.backups.checking import Backup
from home.backups.kinds import read_for_sqlite
from home.backups.manifest import Manifest
from home.backups.refusals import BackupError, Damaged
from home.backups.snapshot import inside, quoted
from home.backups.tables import (
    LEFT_OUT,
    MIGRATIONS,
    SEARCH_INDEX,
    Schema,
    Table,
    newest_known,
)
from publication.wagtail_tables import prepare

# Where one of these has a row, somebody has worked: what migrations make has none.
SIGNS_OF_WORK = (
    "authors_user", "publication_creditedimage", "series_installmentpage", "series_seriespage", "wagtailcore_revision",
    "publication_librarydocument",
)  # fmt: skip
_PIECE = re.compile(r"tables/([a-z0-9_]+)/\d{6}\.copy")


def is_empty(connection) -> bool:
    """Has nobody worked in this database? Raises BackupError where something else than the site lives in it."""
    there = set(connection.introspection.table_names())
    if there and MIGRATIONS not in there:
        raise BackupError(
            "The database has tables that are not this site's. Name an empty one in DATABASE_URL."
        )
    with connection.cursor() as cursor:
        for table in set(SIGNS_OF_WORK) & there:
            cursor.execute(f"SELECT 1 FROM {quoted(table)} LIMIT 1")
            if cursor.fetchone():
                return False
    return True


def refuse_the_future(manifest: Manifest) -> None:
    """Refuse a backup of a later release. Raises BackupError."""
    loader = MigrationLoader(None, load=False)
    loader.load_disk()
    newest = newest_known(loader)
    for app, name in manifest.migrations:
        if name > newest.get(app, ""):
            raise BackupError(
                f"The backup has seen the migration {app}.{name}, which this release does not know: it was made by a "
                "later one. Install that release first."
            )


def make_room(connection, manifest: Manifest) -> None:
    """Leave every table as the backup knew it, and without a row."""
    if not _has_tables_of(connection, manifest):
        _drop_all(connection)
        _read_migrations_anew(connection)
        _migrate_to(connection, {tuple(each) for each in manifest.migrations})
        if not _has_tables_of(connection, manifest):
            raise BackupError(
                "The migrations of this release do not make the tables that the backup was made of."
            )
    names = {*manifest.tables, SEARCH_INDEX, *LEFT_OUT} & set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"TRUNCATE {', '.join(map(quoted, sorted(names)))}")
        else:
            for name in sorted(names):
                cursor.execute(f"DELETE FROM {quoted(name)}")


def _read_migrations_anew(connection) -> None:
    """Let wagtail-localize look again: its first migration asks the database for another one when it is imported."""
    MigrationRecorder(connection).ensure_schema()  # or PostgreSQL would refuse everything after that question
    sys.modules.pop("wagtail_localize.migrations.0001_initial", None)


def _migrate_to(connection, seen: set[tuple[str, str]]) -> None:
    """Run just those migrations. The plan is made from the last of them: asked for one in the middle, it goes back."""
    executor = MigrationExecutor(connection)
    executor.migrate(last_of(seen, executor.loader.graph))


def last_of(seen: set[tuple[str, str]], graph) -> list[tuple[str, str]]:
    """Those of the migrations on which none of the others stands."""
    nodes = graph.node_map
    return sorted(
        key for key in seen & set(nodes) if not any(child.key in seen for child in nodes[key].children)
    )


def _has_tables_of(connection, manifest: Manifest) -> bool:
    if not connection.introspection.table_names():
        return False
    schema = Schema(connection)
    if {tuple(each) for each in manifest.migrations} != set(schema.applied):
        return False
    own = {table.name: {column.name for column in table.columns} for table in schema.tables}
    for name, stored in manifest.tables.items():
        if _is_taken(connection, manifest, name) and own.get(name) != {
            column for column, _kind in stored.columns
        }:
            return False
    return True


def _drop_all(connection) -> None:
    """Every table of the database goes: with `--replace` that was asked for, and an empty one has none that matter."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # A constraint that waits for the end of the transaction would forbid to change its table (migrations).
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            if names := connection.introspection.table_names(cursor):
                cursor.execute(f"DROP TABLE {', '.join(map(quoted, sorted(names)))} CASCADE")
            return
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE 'CREATE VIRTUAL%'")
        for (name,) in cursor.fetchall():
            cursor.execute(f"DROP TABLE {quoted(name)}")
        for name in connection.introspection.table_names(cursor):
            cursor.execute(f"DROP TABLE {quoted(name)}")


def load(connection, backup: Backup, manifest: Manifest) -> None:
    """Put all rows in and give new ones their numbers from where the backup's ended. Raises BackupError."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    with backup.entries("Rows brought in, bytes") as entries:
        for entry in entries:
            found = _PIECE.fullmatch(entry.name)
            if not found or not _is_taken(connection, manifest, found[1]):
                continue
            table = manifest.tables[found[1]].table(found[1])
            try:
                _PUT[connection.vendor](connection, table, entry.chunks)
            except (DatabaseError, ValueError, OverflowError) as error:
                raise BackupError(
                    f"The rows of {table.name} do not fit into this database: {error}"
                ) from error
    for name, stored in manifest.tables.items():
        if stored.last_number and _is_taken(connection, manifest, name):
            _COUNT[connection.vendor](connection, name, stored.key, stored.last_number)


def compare(connection, manifest: Manifest) -> int:
    """Read everything back, as it is in the database now: how many rows are as they were. Raises BackupError.

    Between two databases texts in JSON may differ by a space, so there such tables are counted only.
    """
    now, rows = inside(connection), 0
    for name, stored in manifest.tables.items():
        if not _is_taken(connection, manifest, name):
            continue
        table = stored.table(name)
        is_read = connection.vendor == manifest.vendor or all(
            column.kind not in ("json", "float") for column in table.columns
        )
        is_same = now.digest(table) == stored.sha256 if is_read else now.count(table) == stored.rows
        if not is_same:
            raise BackupError(f"The rows of {name} are not in this database as they were in the backup.")
        rows += stored.rows
    return rows


def check_constraints(connection) -> None:
    """Ask the database now whether every reference leads to a row. Raises BackupError."""
    try:
        connection.check_constraints()
    except DatabaseError as error:
        raise BackupError(f"A row of the backup names one that is not in it: {error}") from error


def migrate_on(connection) -> list[tuple[str, str]]:
    """Run the migrations that came after the backup; which."""
    later = Schema(connection).pending
    if later:
        with checked_at_once(connection):
            call_command("migrate", verbosity=0, interactive=False, database=connection.alias)
    # Tables that were made anew have neither indexes nor triggers of ours, which come after a `migrate` only.
    prepare(connection.alias)
    return later


@contextmanager
def checked_at_once(connection) -> Iterator[None]:
    """Have the database look at each reference as it is written, within a transaction that has filled tables.

    PostgreSQL looks at its end otherwise, and gives no table an index that has changed rows of that transaction until then.
    """
    if connection.vendor != "postgresql":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        yield
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def _is_taken(connection, manifest: Manifest, name: str) -> bool:
    return connection.vendor == manifest.vendor or manifest.tables[name].table(name).is_portable


def _lines(chunks: Iterator[bytes]) -> Iterator[list[bytes]]:
    rest = b""
    for chunk in chunks:
        *whole, rest = (rest + chunk).split(b"\n")
        yield whole
    if rest:
        raise Damaged("A line of the backup does not end.")


def _into_sqlite(connection, table: Table, chunks: Iterator[bytes]) -> None:
    readers = [read_for_sqlite(column.kind) for column in table.columns]
    names = ", ".join(quoted(column.name) for column in table.columns)
    places = ", ".join("?" for _column in table.columns)
    # Past Django, which would look for its own marks for parameters and keep every statement where DEBUG is on.
    for lines in _lines(chunks):
        connection.connection.executemany(
            f"INSERT INTO {quoted(table.name)} ({names}) VALUES ({places})",
            ([read(value) for read, value in zip(readers, line.split(b"\t"), strict=True)] for line in lines),
        )


def _into_postgres(connection, table: Table, chunks: Iterator[bytes]) -> None:
    names = ", ".join(quoted(column.name) for column in table.columns)
    with (
        connection.cursor() as cursor,
        cursor.copy(f"COPY {quoted(table.name)} ({names}) FROM STDIN") as copy,
    ):
        for chunk in chunks:
            copy.write(chunk)


def _count_on_in_sqlite(connection, name: str, key: str, last: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [name])
        cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [name, last])


def _count_on_in_postgres(connection, name: str, key: str, last: int) -> None:
    """By RESTART and not by setval(): that would stay when the transaction is taken back."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_get_serial_sequence(%s, %s)", [quoted(name), key])
        (sequence,) = cursor.fetchone()
        if sequence:
            cursor.execute(f"ALTER SEQUENCE {sequence} RESTART WITH {last + 1}")


_PUT = {"sqlite": _into_sqlite, "postgresql": _into_postgres}
_COUNT = {"sqlite": _count_on_in_sqlite, "postgresql": _count_on_in_postgres}
