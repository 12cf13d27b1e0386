"""Databases with a world of pieces in them, made once for the state of the code and kept in .cache/databases.

A measurement works on a copy, which may be written to, and which is gone after it.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.databases import postgres, sqlite
from tests.databases.templates import ROOT, kept

VENDORS = ("sqlite", "postgres")
DATABASE = "world"


@dataclass(frozen=True)
class World:
    """How large a site is: its pieces, the parts of a series, its authors and topics."""

    pieces: int
    parts: int
    authors: int
    topics: int

    @property
    def name(self) -> str:
        """A name for files."""
        return f"{self.pieces}x{self.parts}x{self.authors}x{self.topics}"


@dataclass(frozen=True)
class Site:
    """A copy of a world: the environment in which the project runs on it, and the process of its database server."""

    environment: dict[str, str]
    server: int | None = None


@contextmanager
def site(vendor: str, world: World) -> Iterator[Site]:
    """A copy of a world on a database of its own."""
    source = kept(f"world-{vendor}-{world.name}", lambda path: _make(vendor, world, path))
    with tempfile.TemporaryDirectory(prefix="benchmark-") as name:
        folder = Path(name)
        shutil.copytree(source / "media", folder / "media")
        if vendor == "sqlite":
            shutil.copyfile(source / "world.sqlite3", folder / "world.sqlite3")
            yield Site(environment(f"sqlite:///{folder / 'world.sqlite3'}", folder / "media"))
            return
        server = postgres.Server()
        shutil.copytree(source / "data", server.data)
        server.start()
        try:
            yield Site(environment(_address(server), folder / "media"), server.process.pid)
        finally:
            server.stop()


def environment(database_url: str, media: Path) -> dict[str, str]:
    """The settings of a process on a database."""
    return os.environ | {
        "DJANGO_SETTINGS_MODULE": "benchmarks.settings",
        "DATABASE_URL": database_url,
        "BENCHMARK_MEDIA": str(media),
        "SECRET_KEY": "only-for-benchmarks-0123456789-abcdefghijklmnopqrstuvwxyz",
        "ALLOWED_HOSTS": "127.0.0.1,localhost,testserver",
    }


def _make(vendor: str, world: World, path: Path) -> None:
    """Write a world to the folder `path`: its pictures, and the database as a file or as a cluster's folder."""
    print(f"Making {world.pieces} pieces on {vendor} ...", file=sys.stderr, flush=True)
    path.mkdir()
    (path / "media").mkdir()
    if vendor == "sqlite":
        shutil.copyfile(sqlite.template(), path / "world.sqlite3")
        _fill(f"sqlite:///{path / 'world.sqlite3'}", world, path / "media")
        return
    server = postgres.Server()
    shutil.copytree(postgres.template(), server.data)
    server.start()
    try:
        with server.connect() as connection:
            connection.execute(f"CREATE DATABASE {DATABASE} TEMPLATE {postgres.TEMPLATE}")
        _fill(_address(server), world, path / "media")
        server.stop(keep=path / "data")
    finally:
        server.stop()


def _fill(database_url: str, world: World, media: Path) -> None:
    code = (
        "from benchmarks.world import make; "
        f"make({world.pieces}, {world.parts}, {world.authors}, {world.topics})"
    )
    subprocess.run(
        [sys.executable, "manage.py", "shell", "--no-imports", "--command", code],
        cwd=ROOT,
        env=environment(database_url, media),
        check=True,
    )


def _address(server: postgres.Server) -> str:
    return f"postgres://{postgres.USER}@/{DATABASE}?host={server.folder}"
