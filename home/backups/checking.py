"""Reads a whole backup and compares everything in it with its manifest, before anything is changed anywhere."""

import hashlib
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

from home.backups.manifest import FIRST, LAST, Manifest, StoredFile, check_format, read_manifest
from home.backups.parcel import Entry, reading
from home.backups.refusals import BackupError, Damaged

# Told how many bytes of the file were read, of how many.
Watch = Callable[[int, int, str], None]
MOST_MANIFEST = 512 * 1024 * 1024
_TABLE = re.compile(r"tables/([a-z0-9_]+)/(\d{6})\.copy")


class Backup:
    """The file of a backup, open: its entries may be gone through several times."""

    def __init__(self, source, size: int, watch: Watch):
        self._source, self._size, self._watch = source, size, watch

    @contextmanager
    def entries(self, what: str) -> Iterator[Iterator[Entry]]:
        """All entries from the first on; `what` says to the watcher what is done with them."""
        with reading(self._source, settings.BACKUP_IDENTITY) as entries:
            yield self._watched(entries, what)

    def _watched(self, entries: Iterator[Entry], what: str) -> Iterator[Entry]:
        for entry in entries:
            yield entry
            self._watch(self._source.tell(), self._size, what)

    def check(self) -> Manifest:
        """Read all of it. Raises Damaged at the first thing that is not as the manifest says, or is not there."""
        manifest = None
        tables, files = _Tables(), {}
        with self.entries("Checked, bytes") as entries:
            for place, entry in enumerate(entries):
                if manifest is not None:
                    raise Damaged("Something stands behind the manifest of the backup.")
                if place == 0:
                    check_format(_whole(entry, FIRST))
                elif entry.name == LAST:
                    manifest = read_manifest(_whole(entry, LAST))
                elif found := _TABLE.fullmatch(entry.name):
                    tables.read(found[1], int(found[2]), entry)
                elif (
                    entry.name.startswith("files/")
                    and (path := entry.name.removeprefix("files/")) not in files
                ):
                    files[path] = _stored(entry)
                else:
                    raise Damaged(f"{entry.name!r} does not belong into a backup.")
        if manifest is None:
            raise Damaged("The backup has no manifest: it is not whole.")
        tables.compare(manifest)
        _compare_files(files, manifest)
        return manifest


@contextmanager
def opened_backup(path: Path, watch: Watch = lambda done, total, what: None) -> Iterator[Backup]:
    """The backup at `path`. Raises BackupError where it cannot be opened."""
    try:
        source = path.open("rb")
    except OSError as error:
        raise BackupError(f"{path} cannot be opened: {error.strerror}.") from error
    with source:
        yield Backup(source, path.stat().st_size, watch)


class _Tables:
    """The rows of all tables as they come by: counted and digested, each table in one go."""

    def __init__(self):
        self._digests, self._rows, self._pieces = {}, {}, {}

    def read(self, table: str, number: int, entry: Entry) -> None:
        if number != self._pieces.get(table, 0) + 1:
            raise Damaged(f"{entry.name!r} is not where it belongs.")
        self._pieces[table] = number
        digest = self._digests.setdefault(table, hashlib.sha256())
        for chunk in entry.chunks:
            digest.update(chunk)
            self._rows[table] = self._rows.get(table, 0) + chunk.count(b"\n")

    def compare(self, manifest: Manifest) -> None:
        for name in {*manifest.tables, *self._digests}:
            stored = manifest.tables.get(name)
            digest = self._digests.get(name, hashlib.sha256()).hexdigest()
            if stored is None or (stored.sha256, stored.rows) != (digest, self._rows.get(name, 0)):
                raise Damaged(f"The table {name} is not as the manifest of the backup says.")


def _whole(entry: Entry, name: str) -> bytes:
    if entry.name != name or entry.size > MOST_MANIFEST:
        raise Damaged("This is no backup of a site.")
    return b"".join(entry.chunks)


def _stored(entry: Entry) -> StoredFile:
    digest = hashlib.sha256()
    for chunk in entry.chunks:
        digest.update(chunk)
    return StoredFile(entry.size, digest.hexdigest())


def _compare_files(files: dict[str, StoredFile], manifest: Manifest) -> None:
    for name in {*files, *manifest.files}:
        if files.get(name) != manifest.files.get(name):
            raise Damaged(f"The file {name} is not as the manifest of the backup says.")
