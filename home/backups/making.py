"""Makes a backup: the rows of one moment first, then the files that those rows name."""

import hashlib
import os
import platform
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connections

from home.backups.files import named_files, opened
from home.backups.keeping import unfinished
from home.backups.manifest import FIRST, LAST, Manifest, StoredFile, StoredTable
from home.backups.parcel import ParcelWriter, writing
from home.backups.snapshot import Snapshot, snapshot
from home.backups.tables import LEFT_OUT, Schema, Table

# Told how much is done of how much, and of what.
Watch = Callable[[int, int, str], None]


@dataclass(frozen=True)
class Made:
    """A backup that lies at its place."""

    path: Path
    size: int
    manifest: Manifest


def make_backup(path: Path, watch: Watch = lambda done, total, what: None) -> Made:
    """Write the whole site into the file at `path`: all of it, or nothing. Raises BackupError."""
    connection = connections[DEFAULT_DB_ALIAS]
    with unfinished(path) as target:
        with snapshot() as moment:
            made_at = datetime.now(UTC)
            schema = Schema(connection)
            tables = schema.tables
            with writing(target, settings.BACKUP_RECIPIENTS) as parcel:
                manifest = Manifest(
                    made_at=made_at.isoformat(timespec="seconds"),
                    vendor=moment.vendor,
                    site=settings.WAGTAILADMIN_BASE_URL,
                    versions=_versions(connection),
                    migrations=[list(each) for each in schema.applied],
                    tables={},
                    left_out=dict(LEFT_OUT),
                    not_known=schema.not_known,
                )
                parcel.add(FIRST, manifest.beginning())
                _add_tables(parcel, moment, tables, manifest, watch)
                wanted = named_files(moment, tables)
                # The moment is over before the files are read: a long one keeps the database from clearing up.
                moment.end()
                _add_files(parcel, wanted, manifest, watch)
                parcel.add(LAST, manifest.written())
        target.flush()
        size = os.fstat(target.fileno()).st_size
    return Made(path, size, manifest)


def _add_tables(
    parcel: ParcelWriter, moment: Snapshot, tables: list[Table], manifest: Manifest, watch: Watch
) -> None:
    counts = {table.name: moment.count(table) for table in tables}
    total, done = sum(counts.values()), 0
    for table in tables:
        digest, rows = hashlib.sha256(), 0
        for number, piece in enumerate(moment.pieces(table), 1):
            parcel.add(f"tables/{table.name}/{number:06}.copy", piece)
            digest.update(piece)
            rows += piece.count(b"\n")
            watch(done + rows, total, "Rows")
        done += rows
        manifest.tables[table.name] = StoredTable(
            columns=[[column.name, column.kind] for column in table.columns],
            key=table.key.name,
            rows=rows,
            sha256=digest.hexdigest(),
            last_number=moment.last_number(table) if table.is_counted else 0,
        )


def _add_files(parcel: ParcelWriter, wanted, manifest: Manifest, watch: Watch) -> None:
    for done, file in enumerate(wanted, 1):
        with opened(file) as found:
            if found is None:
                manifest.missing.append(file.path)
            else:
                content, size = found
                digest, is_whole = parcel.add_file(f"files/{file.path}", size, content)
                manifest.files[file.path] = StoredFile(size, digest)
                if not is_whole:
                    manifest.missing.append(file.path)
        watch(done, len(wanted), "Files")


def _versions(connection) -> dict[str, str]:
    return {
        "python": platform.python_version(),
        "django": version("django"),
        "wagtail": version("wagtail"),
        "database": f"{connection.display_name} {'.'.join(str(each) for each in connection.get_database_version())}",
    }
