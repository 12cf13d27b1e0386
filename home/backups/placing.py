"""Puts the files of a backup into the site's storages: on a disk into a folder beside, which is switched when all is well.

An object storage cannot switch: there files go to their names at once, before the database is touched, and what is there
with the same content stays as it is.
"""

import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from django.core.files import File
from django.core.files.storage import Storage, storages

from home.backups.checking import Backup
from home.backups.manifest import STORAGES, Manifest
from home.backups.parcel import Entry
from home.backups.refusals import BackupError, Damaged

STAGE, FORMER = ".restoring-", ".before-"
IN_MEMORY = 8 * 1024 * 1024


class FolderStage:
    """A folder inside the storage's own, so that moving out of it is a change of names even where that is a mount."""

    def __init__(self, storage: Storage):
        self._root = Path(storage.path(""))
        self._modes = storage.directory_permissions_mode, storage.file_permissions_mode
        self._root.mkdir(parents=True, exist_ok=True)
        for left in self._root.glob(f"{STAGE}*"):
            shutil.rmtree(left)
        # mkdtemp's folders are nobody else's to read, so no web server serves half of it.
        self._stage = Path(tempfile.mkdtemp(prefix=STAGE, dir=self._root))
        self._former: Path | None = None
        self._moved_out: list[str] = []
        self._moved_in: list[str] = []

    def check_room(self, size: int) -> None:
        """Refuse where the disk has no room for so many bytes. Raises BackupError."""
        free = shutil.disk_usage(self._root).free
        if free < size:
            raise BackupError(
                f"{self._root} has room for {free:,} bytes, and the backup's files take {size:,}."
            )

    def put(self, name: str, chunks: Iterator[bytes]) -> None:
        """Write a file beside. The name was checked with the manifest."""
        path = self._stage / name
        folder_mode, file_mode = self._modes
        for folder in reversed([each for each in path.relative_to(self._stage).parents if each != Path()]):
            if not (self._stage / folder).exists():
                (self._stage / folder).mkdir()
                if folder_mode is not None:
                    (self._stage / folder).chmod(folder_mode)
        with path.open("xb") as file:
            for chunk in chunks:
                file.write(chunk)
        if file_mode is not None:
            path.chmod(file_mode)

    def switch(self) -> None:
        """Move what is there aside and what was put in its place; only names change."""
        os.sync()
        own = [path for path in self._root.iterdir() if not path.name.startswith((STAGE, FORMER))]
        if own:
            stamp = f"{FORMER}{datetime.now(UTC):%Y%m%dT%H%M%SZ}-"
            self._former = Path(tempfile.mkdtemp(prefix=stamp, dir=self._root))
            for path in own:
                path.rename(self._former / path.name)
                self._moved_out.append(path.name)
        for path in list(self._stage.iterdir()):
            path.rename(self._root / path.name)
            self._moved_in.append(path.name)

    def give_up(self) -> None:
        """Put everything back as it was."""
        for name in self._moved_in:
            (self._root / name).rename(self._stage / name)
        for name in self._moved_out:
            (self._former / name).rename(self._root / name)
        if self._former:
            self._former.rmdir()
        shutil.rmtree(self._stage, ignore_errors=True)

    def end(self) -> Path | None:
        """Clear up after all went well; the folder with what was there before, if anything was."""
        shutil.rmtree(self._stage, ignore_errors=True)
        return self._former


class ObjectStage:
    """A storage that knows no folders on this machine."""

    def __init__(self, storage: Storage):
        self._storage = storage

    def check_room(self, size: int) -> None:
        """There is room."""

    def put(self, name: str, chunks: Iterator[bytes]) -> None:
        """Store a file under its name, unless that is there and the same."""
        with tempfile.SpooledTemporaryFile(IN_MEMORY) as kept:
            for chunk in chunks:
                kept.write(chunk)
            kept.seek(0)
            if self._storage.exists(name):
                with self._storage.open(name, "rb") as there:
                    if _digest(there) == _digest(kept):
                        return
                self._storage.delete(name)
            kept.seek(0)
            stored = self._storage.save(name, File(kept, name))
        if stored != name:
            raise BackupError(f"The storage calls {name} {stored}: its rows would not find it.")

    def switch(self) -> None:
        """Everything is at its place."""

    give_up = switch

    def end(self) -> None:
        """Nothing is to be cleared up."""


class Placing:
    """The files of a backup on their way into both storages."""

    def __init__(self, manifest: Manifest):
        self._manifest = manifest
        self._stages = {}
        try:
            for name in STORAGES:
                self._stages[name] = _stage(storages[name])
                sizes = [file.size for path, file in manifest.files.items() if path.startswith(f"{name}/")]
                self._stages[name].check_room(sum(sizes))
        except OSError as error:
            self.give_up()
            raise BackupError(f"The storage {name} cannot be written to: {error}") from error
        except BackupError:
            self.give_up()
            raise

    def put_all(self, backup: Backup) -> None:
        """Bring all files in, each compared with the manifest as it is written."""
        with backup.entries("Files brought in, bytes") as entries:
            for entry in entries:
                if entry.name.startswith("files/"):
                    self._put(entry)

    def _put(self, entry: Entry) -> None:
        path = entry.name.removeprefix("files/")
        storage, _slash, name = path.partition("/")
        if path not in self._manifest.files:
            raise Damaged("The backup has changed since it was checked.")
        digest = hashlib.sha256()
        self._stages[storage].put(name, _digested(entry.chunks, digest))
        if digest.hexdigest() != self._manifest.files[path].sha256:
            raise Damaged("The backup has changed since it was checked.")

    def switch(self) -> None:
        """Let the files take their places."""
        for stage in self._stages.values():
            stage.switch()

    def give_up(self) -> None:
        """Leave both storages as they were."""
        for stage in self._stages.values():
            stage.give_up()

    def end(self) -> list[Path]:
        """Clear up; the folders in which lies what was there before."""
        return [former for stage in self._stages.values() if (former := stage.end())]


def _stage(storage: Storage) -> FolderStage | ObjectStage:
    try:
        storage.path("")
    except NotImplementedError:
        return ObjectStage(storage)
    return FolderStage(storage)


def _digested(chunks: Iterator[bytes], digest) -> Iterator[bytes]:
    for chunk in chunks:
        digest.update(chunk)
        yield chunk


def _digest(file) -> str:
    return hashlib.file_digest(file, "sha256").hexdigest()
