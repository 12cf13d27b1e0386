"""Migrated templates, kept under a name that changes whenever a migration, a library or this code does."""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CACHE = ROOT / ".cache" / "databases"
APPS = ("authors", "home", "publication", "series")


def fingerprint(more: Iterable[Path] = ()) -> str:
    """A short name for the state of everything that a migrated database depends on, and of `more` files."""
    files = [ROOT / "requirements.txt", ROOT / "requirements-dev.txt", ROOT / "config/settings/base.py"]
    files += Path(__file__).parent.glob("*.py")
    files += [ROOT / "publication" / name for name in ("site_state.py", "wagtail_tables.py")]
    for app in APPS:
        files += (ROOT / app).rglob("migrations/*.py")
    files += more
    digest = hashlib.sha256(sys.version.encode())
    for file in sorted(files):
        digest.update(f"{file.relative_to(ROOT)}\n".encode() + file.read_bytes())
    return digest.hexdigest()[:16]


def kept(kind: str, make: Callable[[Path], None], more: Iterable[Path] = ()) -> Path:
    """The path of the template of this kind, a file or folder; made by `make(path)` unless it is there already.

    It depends on what a migrated database depends on, and on `more` files. One process makes it while others wait.
    Templates of earlier states are removed.
    """
    CACHE.mkdir(parents=True, exist_ok=True)
    wanted = CACHE / f"{kind}-{fingerprint(more)}"
    with (CACHE / f"{kind}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not wanted.exists():
            for old in CACHE.glob(f"{kind}-*"):
                shutil.rmtree(old) if old.is_dir() else old.unlink()
            unfinished = CACHE / f"{kind}-unfinished"
            make(unfinished)
            unfinished.rename(wanted)
    return wanted


def migrate(database_url: str) -> None:
    """Run all migrations on an empty database, in a process of its own."""
    environment = {"DATABASE_URL": database_url, "DJANGO_SETTINGS_MODULE": "config.settings.test"}
    done = subprocess.run(
        [sys.executable, "manage.py", "migrate", "--verbosity=0"],
        cwd=ROOT,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"The migrations do not run from empty:\n{done.stdout}{done.stderr}")
