"""The file of a backup: a tar stream, compressed by gzip and sealed by age where there is a key; never whole in memory.

    backup.json                          what this is: read first, so that another format is refused at once
    tables/<table>/<six digits>.copy     rows as PostgreSQL's COPY writes them, some 4 MiB in each
    files/<default or private>/<name>    files of both storages
    manifest.json                        what should be in it, with digests: read last

`age -d -i KEY FILE | tar xz` takes one apart without the site.
"""

import gzip
import hashlib
import io
import tarfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import BinaryIO

from home.backups.refusals import Damaged
from home.backups.sealing import opened, sealed

# Of the pictures, which are most of it, no level makes less; of texts the fastest leaves a third.
LEVEL = 1
CHUNK = 1024 * 1024


class ParcelWriter:
    """Puts entries into a parcel, one after the other."""

    def __init__(self, tar: tarfile.TarFile):
        self._tar = tar

    def add(self, name: str, content: bytes) -> None:
        """An entry of these bytes."""
        self._tar.addfile(_entry(name, len(content)), io.BytesIO(content))

    def add_file(self, name: str, size: int, content: BinaryIO) -> tuple[str, bool]:
        """An entry of `size` bytes, read as it goes. Gives its sha256, and whether there were just as many bytes.

        Where there are fewer, the rest is filled up with zeros, as the size stands before them.
        """
        exact = _Exactly(content, size)
        self._tar.addfile(_entry(name, size), exact)
        return exact.digest.hexdigest(), exact.is_whole and not content.read(1)


@dataclass(frozen=True)
class Entry:
    """Something in a parcel: its name, its size in bytes, and its content in chunks, to be read before the next one."""

    name: str
    size: int
    chunks: Iterator[bytes]


@contextmanager
def writing(target: BinaryIO, recipients: tuple[str, ...]) -> Iterator[ParcelWriter]:
    """A parcel that is written to `target`, sealed for the recipients where there are any."""
    with (
        sealed(target, recipients) as stream,
        gzip.GzipFile(filename="", fileobj=stream, mode="wb", compresslevel=LEVEL, mtime=0) as packed,
        tarfile.open(fileobj=packed, mode="w|", bufsize=CHUNK, format=tarfile.PAX_FORMAT) as tar,
    ):
        yield ParcelWriter(tar)


@contextmanager
def reading(source: BinaryIO, identity: str) -> Iterator[Iterator[Entry]]:
    """The entries of a parcel from its beginning. Raises Damaged where it is none, or not to be read to its end.

    Who leaves before the last entry has seen nothing of what comes after it.
    """
    source.seek(0)
    try:
        with opened(source, identity) as stream, gzip.GzipFile(fileobj=stream, mode="rb") as packed:
            yield _entries(packed)
    except (tarfile.TarError, gzip.BadGzipFile, EOFError, zlib.error) as error:
        raise Damaged(f"The file is damaged or not whole ({error}).") from error


def _entries(packed: gzip.GzipFile) -> Iterator[Entry]:
    with tarfile.open(fileobj=packed, mode="r|", bufsize=CHUNK) as tar:
        for member in tar:
            if not member.isreg():
                raise Damaged(f"{member.name!r} is no plain file. No backup of this site has such a thing.")
            content = tar.extractfile(member)
            yield Entry(member.name, member.size, iter(lambda content=content: content.read(CHUNK), b""))
        # What follows the end of the archive is read for the checksum of gzip. Part of it lies in tarfile's own buffer.
        while rest := tar.fileobj.read(CHUNK):
            if rest.strip(b"\0"):
                raise Damaged("Something follows the end of the backup.")


class _Exactly(io.RawIOBase):
    """Gives `size` bytes of what is read, whatever there is, and their digest."""

    def __init__(self, content: BinaryIO, size: int):
        self._content, self._left = content, size
        self.digest, self.is_whole = hashlib.sha256(), True

    def read(self, wanted: int = -1) -> bytes:
        wanted = self._left if wanted < 0 else min(wanted, self._left)
        found = b""
        while len(found) < wanted and (more := self._content.read(wanted - len(found))):
            found += more
        if len(found) < wanted:
            self.is_whole = False
            found += bytes(wanted - len(found))
        self._left -= len(found)
        self.digest.update(found)
        return found


def _entry(name: str, size: int) -> tarfile.TarInfo:
    entry = tarfile.TarInfo(name)
    entry.size, entry.mode = size, 0o600
    return entry
