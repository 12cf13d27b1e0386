"""What a stack begins with: a cluster of PostgreSQL with the demo, its pictures, and the static files of production.

Made once, kept in .cache/ and copied, so that starting costs seconds.
"""

import os
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.databases import postgres
from tests.databases.templates import ROOT, kept
from tests.stack.processes import nginx

HOST = "www.example.org"
DATABASE = "site"
PASSWORD = "a long and plain demo password"
# What production asks for and collectstatic has no use for.
PLACEHOLDERS = {
    "SECRET_KEY": "only-for-the-stack-0123456789-abcdefghijklmnopqrstuvwxyz",
    "ALLOWED_HOSTS": HOST,
    "DATABASE_URL": "sqlite:///:memory:",
}


def template() -> Path:
    """A folder with `data` (the cluster, with a database DATABASE), `media` and `private` of the demo."""
    demo = [path for path in _files(ROOT / "home" / "demo") if path.suffix != ".pyc"]
    return kept("stack", _make_world, [*demo, Path(__file__), Path(__file__).with_name("demo.py")])


def static_files() -> Path:
    """The folder that `collectstatic` fills in production: hashed names, and compressed copies."""
    return kept("static", _collect, [*_files(ROOT / "static"), Path(__file__)])


def _files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def _make_world(path: Path) -> None:
    path.mkdir()
    server = postgres.Server()
    shutil.copytree(postgres.template(), server.data)
    server.start()
    try:
        with server.connect() as connection:
            connection.execute(f"CREATE DATABASE {DATABASE} TEMPLATE {postgres.TEMPLATE}")
        environment = {
            "DJANGO_SETTINGS_MODULE": "config.settings.dev",  # which alone makes the demo's accounts
            "DATABASE_URL": f"postgres://{postgres.USER}@/{DATABASE}?host={server.folder}",
            "MEDIA_ROOT": str(path / "media"),
            "PRIVATE_ROOT": str(path / "private"),
            "DEMO_PASSWORD": PASSWORD,
        }
        _run(["-m", "tests.stack.demo", HOST], environment)
        for folder in ("media", "private"):
            (path / folder).mkdir(exist_ok=True)
        server.stop(keep=path / "data")
    except BaseException:
        shutil.rmtree(path, ignore_errors=True)
        raise
    finally:
        server.stop()


def _collect(path: Path) -> None:
    environment = {"DJANGO_SETTINGS_MODULE": "config.settings.production", "STATIC_ROOT": str(path)}
    _run(["manage.py", "collectstatic", "--noinput", "--verbosity=0"], PLACEHOLDERS | environment)


def _run(words: list[str], environment: dict[str, str]) -> None:
    done = subprocess.run(
        [sys.executable, *words],
        cwd=ROOT,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"{' '.join(words)} failed:\n{done.stdout}{done.stderr}")


if __name__ == "__main__":
    if nginx() is not None:  # without nginx there is no stack (conftest.py)
        with ThreadPoolExecutor() as pool:
            for made in [pool.submit(template), pool.submit(static_files)]:
                made.result()
