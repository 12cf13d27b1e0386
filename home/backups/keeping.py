"""Where backups lie: written beside their place and moved there when whole, for nobody else to read, and for so long."""

import fcntl
import os
import re
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

from home.backups.refusals import BackupError

STEM, PART = "backup-", ".part"
# A run that began within this many seconds may not have locked its file yet.
JUST_BEGUN = 60
_OURS = re.compile(r"backup-(\d{8}T\d{6}Z)(?:-(\d+))?\.tar\.gz(?:\.age)?")


def path_in(folder: Path) -> Path:
    """The path of a new backup in a folder, named after this moment."""
    stem = f"{STEM}{datetime.now(UTC):%Y%m%dT%H%M%SZ}"
    ending = ".tar.gz.age" if settings.BACKUP_RECIPIENTS else ".tar.gz"
    path, number = folder / f"{stem}{ending}", 1
    while path.exists():
        number += 1
        path = folder / f"{stem}-{number}{ending}"
    return path


def refuse_served(path: Path) -> None:
    """Refuse a place from which a web server would give the backup to anybody. Raises BackupError."""
    place = path.resolve()
    for name, folder in _served():
        if place.is_relative_to(Path(folder).resolve()):
            raise BackupError(
                f"{path} is below {name} ({folder}), which everybody can read. Choose another place."
            )


def _served() -> list[tuple[str, str]]:
    folders = [("MEDIA_ROOT", settings.MEDIA_ROOT), ("STATIC_ROOT", settings.STATIC_ROOT)]
    folders += [("a folder of static files", each) for each in settings.STATICFILES_DIRS]
    folders.append(("WHITENOISE_ROOT", getattr(settings, "WHITENOISE_ROOT", None)))
    return [(name, folder) for name, folder in folders if folder]


@contextmanager
def unfinished(path: Path) -> Iterator[BinaryIO]:
    """A file to write to, that becomes `path` once the block has ended well and everything is on the disk.

    Until then it has a name that begins with a dot; where the block fails nothing stays. One that was killed leaves
    that file, and the next one takes it away. Raises BackupError where it cannot be written.
    """
    refuse_served(path)
    if path.exists():
        raise BackupError(f"{path} is there already.")
    try:
        _clear_after_the_killed(path.parent)
        # For nobody but its owner to read, from the first byte on.
        handle, part = tempfile.mkstemp(prefix=f".{STEM}", suffix=PART, dir=path.parent)
    except OSError as error:
        raise BackupError(f"{path.parent} cannot be written to: {error.strerror}.") from error
    try:
        with os.fdopen(handle, "wb") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield file
            file.flush()
            os.fsync(file.fileno())
            Path(part).rename(path)
        _sync(path.parent)
    except OSError as error:
        raise BackupError(f"{path} could not be written: {error.strerror or error}.") from error
    finally:
        Path(part).unlink(missing_ok=True)


def _clear_after_the_killed(folder: Path) -> None:
    """Take away what runs left that were killed: those that still run hold a lock."""
    for part in folder.glob(f".{STEM}*{PART}"):
        with part.open("rb") as file:
            if time.time() - os.fstat(file.fileno()).st_mtime < JUST_BEGUN:
                continue
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                continue
            part.unlink(missing_ok=True)


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def keep_newest(folder: Path, number: int) -> list[Path]:
    """Remove all backups of a folder but the newest `number`, at least one; the paths of those that went."""
    ours = [
        (found[1], int(found[2] or 1), path)
        for path in folder.iterdir()
        if (found := _OURS.fullmatch(path.name))
    ]
    gone = [path for _moment, _number, path in sorted(ours)[: -max(number, 1)]]
    for path in gone:
        path.unlink()
    return gone
