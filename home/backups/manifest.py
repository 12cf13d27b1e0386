"""What a backup says of itself: when it was made of what, and a digest of each thing that is in it."""

import json
import re
from dataclasses import asdict, dataclass, field

from home.backups.refusals import Damaged
from home.backups.tables import Column, Table

# Raised when an older release could not read what a newer one writes.
FORMAT = 1
FIRST, LAST = "backup.json", "manifest.json"
STORAGES = ("default", "private")

# A name that leads to no other place, on any system: no way up, no root, no drive, no control characters.
_NAME = re.compile(r"(?!/)(?!.*//)[^\\\x00-\x1f\x7f:]+(?<!/)")


@dataclass(frozen=True)
class StoredTable:
    """A table in a backup: `rows` lines whose digest is `sha256`; `last_number` is the highest number ever given."""

    columns: list[list[str]]
    key: str
    rows: int
    sha256: str
    last_number: int

    def table(self, name: str) -> Table:
        """The table as tables.py describes it."""
        columns = tuple(Column(*each) for each in self.columns)
        return Table(name, columns, next(column for column in columns if column.name == self.key))


@dataclass(frozen=True)
class StoredFile:
    """A file in a backup."""

    size: int
    sha256: str


@dataclass(frozen=True)
class Manifest:
    """A whole backup. `files` and `missing` name files as `storage/name`; `missing` were in rows and in no storage."""

    made_at: str
    vendor: str
    site: str
    versions: dict[str, str]
    migrations: list[list[str]]
    tables: dict[str, StoredTable]
    left_out: dict[str, str]
    not_known: list[str] = field(default_factory=list)
    files: dict[str, StoredFile] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)
    format: int = FORMAT

    @property
    def rows(self) -> int:
        """How many rows all tables have."""
        return sum(table.rows for table in self.tables.values())

    @property
    def bytes_of_files(self) -> int:
        """How much all files hold."""
        return sum(file.size for file in self.files.values())

    def written(self) -> bytes:
        """The manifest as it stands in a backup."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=1).encode()

    def beginning(self) -> bytes:
        """What stands first in a backup: enough to know whether the rest can be read."""
        first = {"format": self.format, "made_at": self.made_at, "vendor": self.vendor, "site": self.site}
        return json.dumps(first, ensure_ascii=False).encode()


def read_manifest(content: bytes) -> Manifest:
    """The manifest that was written. Raises Damaged where it is none, or has names that lead elsewhere."""
    try:
        said = json.loads(content)
        tables = {name: StoredTable(**each) for name, each in said.pop("tables").items()}
        files = {name: StoredFile(**each) for name, each in said.pop("files").items()}
        found = Manifest(tables=tables, files=files, **said)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise Damaged(f"The manifest of the backup cannot be read ({error}).") from error
    for name in files:
        storage, _slash, rest = name.partition("/")
        if storage not in STORAGES or not is_safe(rest):
            raise Damaged(f"The backup has a file called {name!r}, which leads out of the site's folders.")
    return found


def check_format(content: bytes) -> None:
    """Refuse a backup that this release cannot read. Raises Damaged."""
    try:
        found = json.loads(content)["format"]
    except (ValueError, TypeError, KeyError) as error:
        raise Damaged("This is no backup of a site: it does not say so at its beginning.") from error
    if found != FORMAT:
        raise Damaged(
            f"The backup has format {found!r}, and this release reads {FORMAT}. Use the release that made it."
        )


def is_safe(name: str) -> bool:
    """Is it the name of a file inside a folder, wherever that is?"""
    return bool(_NAME.fullmatch(name)) and not {".", ".."} & set(name.split("/"))
