"""The files that belong to a snapshot: those that its rows name, wherever they are stored.

What no row names is left where it is: nothing of the site needs it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import BinaryIO

from django.apps import apps
from django.core.exceptions import SuspiciousFileOperation
from django.core.files.storage import storages
from django.db.models import FileField

from home.backups.manifest import is_safe
from home.backups.refusals import BackupError
from home.backups.snapshot import Snapshot
from home.backups.tables import LEFT_OUT, Table
from publication.private_files import private_storage


@dataclass(frozen=True, order=True)
class NamedFile:
    """A file by the storage that has it, `default` or `private`, and its name there."""

    storage: str
    name: str

    @property
    def path(self) -> str:
        """How a backup calls it."""
        return f"{self.storage}/{self.name}"


def named_files(snapshot: Snapshot, tables: list[Table]) -> list[NamedFile]:
    """Every file that a row of the snapshot names, each once, ordered by storage and name."""
    by_name = {table.name: table for table in tables}
    found = set()
    for name, field in _fields():
        column = next((each for each in by_name[name].columns if each.name == field.column), None)
        if column:
            storage = "private" if field.deconstruct()[3].get("storage") is private_storage else "default"
            found |= {NamedFile(storage, text) for text in snapshot.texts(by_name[name], column)}
    return sorted(found)


def _fields() -> Iterator[tuple[str, FileField]]:
    for model in apps.get_models():
        for field in model._meta.local_concrete_fields:
            if (
                isinstance(field, FileField)
                and model._meta.db_table not in LEFT_OUT
                and not model._meta.proxy
            ):
                yield model._meta.db_table, field


@contextmanager
def opened(file: NamedFile) -> Iterator[tuple[BinaryIO, int] | None]:
    """The content of a file and its size; None where the storage does not have it.

    Raises BackupError where the storage does not answer: then nobody knows what it has.
    """
    storage = storages[file.storage]
    if not is_safe(file.name):
        yield None
        return
    try:
        content = storage.open(file.name, "rb")
    except (FileNotFoundError, IsADirectoryError, SuspiciousFileOperation):
        yield None
        return
    except Exception as error:
        raise BackupError(f"The storage {file.storage} does not give {file.name}: {error}") from error
    with content:
        yield content, content.size
