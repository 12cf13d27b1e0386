"""SQLite for tests: a copy of the migrated template, in a file.

In a file, because memory has no write-ahead log and lets the threads of a live server share one connection:
the suite is to meet the database as the site does.
"""

import shutil
from functools import cache
from pathlib import Path

from django.conf import settings

from tests.databases.templates import kept, migrate


@cache
def template() -> Path:
    """The file with the migrated, empty site."""
    return kept("sqlite", lambda path: migrate(f"sqlite:///{path}"))


def target() -> Path:
    """The file of this worker's test database."""
    return Path(settings.DATABASES["default"]["TEST"]["NAME"])


def lay() -> None:
    """Put a copy of the template where Django looks for this worker's test database."""
    shutil.copyfile(template(), target())
