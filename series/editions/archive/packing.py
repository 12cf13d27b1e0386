"""One zip of named files, which opens on every system and can be checked: `SHA256SUMS` is the last file in it."""

import hashlib
import re
import zipfile
from datetime import UTC, datetime
from typing import BinaryIO

CHECKSUMS = "SHA256SUMS"
# Letters, digits and three signs; short enough for any folder on Windows, and nothing that it reserves.
NAME = re.compile(r"(?:[a-z]{2,8}/){0,2}[A-Za-z0-9][A-Za-z0-9_-]{0,40}(?:\.[a-z0-9]{1,5})?")
RESERVED = re.compile(r"(?:con|prn|aux|nul|(?:com|lpt)[0-9])(?:\.|$)", re.IGNORECASE)
# A zip knows no year before.
NO_DATE = (1980, 1, 1, 0, 0, 0)


class Packing:
    """Puts files into a zip one after the other, all of one date, in the order in which they come."""

    def __init__(self, file: BinaryIO, version: datetime | None):
        self._zip = zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED)
        self._moment = NO_DATE
        if version and version.year >= 1980:
            self._moment = version.astimezone(UTC).timetuple()[:6]
        self._sums: dict[str, str] = {}
        self._taken = {CHECKSUMS.lower()}

    @property
    def names(self) -> list[str]:
        """The names of what was put in so far, sorted."""
        return sorted(self._sums)

    def put(self, name: str, content: bytes) -> None:
        """Add a file. Raises ValueError for a name that some system could not hold, or that is there already."""
        if not NAME.fullmatch(name) or RESERVED.match(name.rpartition("/")[2]):
            raise ValueError(f"{name!r} is no name for a file of an archive")
        if name.lower() in self._taken:
            raise ValueError(f"{name!r} is in the archive already")
        self._taken.add(name.lower())
        self._sums[name] = hashlib.sha256(content).hexdigest()
        self._write(name, content)

    def __enter__(self):
        return self

    def __exit__(self, error_type, *_rest) -> None:
        """End the file; where nothing went wrong, with the checksums, which `sha256sum -c` reads."""
        with self._zip:
            if error_type is None:
                lines = "".join(f"{self._sums[name]}  {name}\n" for name in self.names)
                self._write(CHECKSUMS, lines.encode())

    def _write(self, name: str, content: bytes) -> None:
        entry = zipfile.ZipInfo(name, self._moment)
        entry.compress_type = zipfile.ZIP_DEFLATED
        entry.create_system = 3  # whatever it is made on
        entry.external_attr = 0o100644 << 16
        self._zip.writestr(entry, content)
