"""The drill at full size, with real processes: a site is backed up while it is edited, killed and all, and brought back
into nothing, on both databases and from each to the other. The figures are for docs/benchmarks.md."""

import os
import signal
import subprocess
import sys
import time
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pyrage
import pytest

from tests.databases import postgres

pytestmark = pytest.mark.prove

ROOT = Path(__file__).resolve().parents[2]
PIECES, MEGABYTES = os.environ.get("BACKUP_PIECES", "2000"), os.environ.get("BACKUP_MEGABYTES", "500")
MOST_MEMORY = 350  # megabytes; Django and Wagtail alone take some 150
BEFORE_THE_LAST = ("series", "0018_mailing")


@dataclass
class Site:
    """A site in a folder of its own, on SQLite or on a database of the tests' PostgreSQL."""

    folder: Path
    kind: str

    def __post_init__(self):
        self.folder.mkdir()
        url = f"sqlite:///{self.folder}/site.sqlite3"
        if self.kind == "postgres":
            server, name = postgres.running_server(), f"backup_{self.folder.name}"
            url = f"postgres://{postgres.USER}@/{name}?host={server}"
            with closing(
                psycopg.connect(host=server, user=postgres.USER, dbname="postgres", autocommit=True)
            ) as it:
                it.execute(f'DROP DATABASE IF EXISTS "{name}"')
                it.execute(f'CREATE DATABASE "{name}"')
        own = {
            "PYTHONWARNINGS": "ignore",
            "DATABASE_URL": url,
            "DJANGO_SETTINGS_MODULE": "config.settings.dev",
        }
        own |= {f"{name}_ROOT": str(self.folder / name.lower()) for name in ("MEDIA", "PRIVATE")}
        self.environment = {**os.environ, **own}

    def begin(self, *arguments, **environment) -> subprocess.Popen:
        """Start `manage.py …`, or a module with `-m`."""
        command = arguments if arguments[0] == "-m" else ("manage.py", *arguments)
        return subprocess.Popen(
            [sys.executable, *map(str, command)], cwd=ROOT, env=self.environment | environment, text=True,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )  # fmt: skip

    def run(self, *arguments, **environment) -> tuple[str, float, int]:
        """Run it to its end: what it said, its seconds, and its memory in megabytes. Its failure is one of the test."""
        begun, process = time.monotonic(), self.begin(*arguments, **environment)
        said = process.stdout.read()
        _pid, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        assert process.returncode == 0, said
        return said, time.monotonic() - begun, usage.ru_maxrss // 1024


@pytest.fixture
def site(tmp_path):
    """Makes sites by their kinds."""
    return lambda name, kind: Site(tmp_path / f"{name}{os.getpid()}", kind)


@pytest.fixture
def key(tmp_path):
    identity = pyrage.x25519.Identity.generate()
    path = tmp_path / "key"
    path.write_text(str(identity))
    return {"BACKUP_RECIPIENT": str(identity.to_public()), "BACKUP_IDENTITY": str(path)}


def tell(words: str) -> None:
    print(f"\n{words}")  # noqa: T201


@pytest.mark.parametrize("source", ["sqlite", "postgres"])
def test_a_full_site_comes_back_on_either_database(site, key, tmp_path, source):
    there = site("there", source)
    there.run("-m", "tests.prove.backup_site", "fill", PIECES, MEGABYTES)
    until = tmp_path / "until"
    editor = there.begin("-m", "tests.prove.backup_site", "edit", until)
    try:
        said, seconds, memory = there.run("backup", tmp_path / "all.age", **key)
    finally:
        until.touch()
        edits = editor.communicate(timeout=60)[0].strip()
    assert int(edits) > 0, edits
    tell(f"{source}: {said.splitlines()[0]}\n  backup {seconds:.0f} s, {memory} MB, {edits} edits meanwhile")
    assert memory < MOST_MEMORY
    _said, seconds, memory = there.run("check_backup", tmp_path / "all.age", **key)
    tell(f"  check {seconds:.0f} s, {memory} MB")
    for kind in ("sqlite", "postgres"):
        here = site(f"here_{kind}", kind)
        said, seconds, memory = here.run("restore", tmp_path / "all.age", **key)
        tell(f"  restore into {kind} {seconds:.0f} s, {memory} MB")
        assert memory < MOST_MEMORY
        assert here.run("-m", "tests.prove.backup_site", "look")[0] == ""


@pytest.mark.parametrize("kind", ["sqlite", "postgres"])
def test_killed_at_any_moment_it_leaves_no_half_backup_and_no_half_site(site, tmp_path, kind):
    there, folder = site("there", kind), tmp_path / "backups"
    folder.mkdir()
    there.run("-m", "tests.prove.backup_site", "fill", "60", "60")
    _said, whole, _memory = there.run("backup", folder / "whole")
    for share in (0.7, 0.85, 0.95):
        process = there.begin("backup", folder / "killed")
        _kill_after(process, whole * share)
        # Between its last step and its end nothing of it is open any more.
        if (folder / "killed").exists():
            there.run("check_backup", folder / "killed")
        (folder / "killed").unlink(missing_ok=True)
    for part in folder.glob(".*"):
        os.utime(part, (0, 0))
    there.run("backup", folder / "after")
    assert {path.name for path in folder.iterdir()} == {"whole", "after"}

    first = site("first", kind)
    _said, whole, _memory = first.run("restore", folder / "whole")
    here = site("here", kind)
    for share in (0.3, 0.6, 0.8, 0.9):
        process = here.begin("restore", folder / "whole")
        _kill_after(process, whole * share)
        if process.returncode == 0:
            break
    # Where the last one was killed, too, the place is empty still: that is asked by the one that may replace nothing.
    if process.returncode:
        here.run("restore", folder / "whole")
    assert here.run("-m", "tests.prove.backup_site", "look")[0] == ""
    assert not list((here.folder / "media").glob(".*"))


@pytest.mark.parametrize("kind", ["sqlite", "postgres"])
def test_a_backup_of_an_earlier_release_is_migrated_on_even_over_a_newer_site(site, tmp_path, kind):
    there = site("there", kind)
    there.run("-m", "tests.prove.backup_site", "fill", "5", "1")
    there.run("migrate", *BEFORE_THE_LAST)
    there.run("backup", tmp_path / "earlier")
    for name, before in (("empty", ()), ("newer", ("-m", "tests.prove.backup_site", "fill", "1", "1"))):
        here = site(name, kind)
        if before:
            here.run(*before)
        said, _seconds, _memory = here.run("restore", tmp_path / "earlier", "--replace", "--yes")
        assert "Migrated: series.0019_link_uses" in said
        assert here.run("-m", "tests.prove.backup_site", "look")[0] == ""
        here.run("migrate", "--check")


def _kill_after(process: subprocess.Popen, seconds: float) -> None:
    try:
        process.wait(timeout=seconds)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGKILL)
    process.communicate()
