"""SQLite for tests: a copy of the migrated template, in a file.

In a file, because memory has no write-ahead log and lets the threads of a live server share one connection:
the suite is to meet the database as the site does.
"""

import shutil
from pathlib import Path

from tests.databases.templates import kept, migrate


def lay(target: Path) -> None:
    """Put a copy of the migrated template at `target`."""
    shutil.copyfile(kept("sqlite", _make), target)


def _make(path: Path) -> None:
    migrate(f"sqlite:///{path}")
