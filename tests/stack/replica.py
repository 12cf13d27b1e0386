"""A streaming replica of the stack's PostgreSQL, made and served by the same programs."""

import signal
import subprocess

import psycopg

from tests.databases import postgres
from tests.stack import world
from tests.stack.parts import Postgres
from tests.stack.processes import Keeper, Process


class Replica(Process):
    """A hot standby in a folder of its own, which follows `primary` (that runs) over its socket."""

    def __init__(self, keeper: Keeper, primary: Postgres):
        self.server = postgres.Server()  # who runs it and where its programs are; not started
        self.primary, self.folder = primary, self.server.folder
        options = Postgres.OPTIONS | {"unix_socket_directories": self.folder}
        super().__init__(
            keeper,
            "replica",
            [
                *self.server.prefix,
                self.server.binaries / "postgres",
                "-D",
                self.server.data,
                *[f"--{name}={value}" for name, value in options.items()],
            ],
            ready=self.answers,
            gentle=signal.SIGINT,
        )

    def copy(self) -> None:
        """Copy the cluster of the primary while it works, with what is needed to follow it."""
        self.server._own()
        source = [
            "--host",
            self.primary.folder,
            "--username",
            postgres.USER,
            "--checkpoint=fast",
            "--no-sync",
        ]
        words = [*self.server.prefix, self.server.binaries / "pg_basebackup", "-D", self.server.data, *source]
        subprocess.run([*words, "--write-recovery-conf", "--wal-method=stream"], check=True)

    def url(self, name: str) -> str:
        """Its address, for a client that says its name."""
        return f"postgres://{postgres.USER}@/{world.DATABASE}?host={self.folder}&application_name={name}"

    def connect(self) -> psycopg.Connection:
        return psycopg.connect(host=str(self.folder), user=postgres.USER, dbname="postgres", autocommit=True)

    def answers(self) -> bool:
        try:
            self.connect().close()
        except psycopg.OperationalError:
            return False
        return True

    def pause(self) -> None:
        """Let it take the log in and not replay it: it falls behind, and goes on answering."""
        self._say("SELECT pg_wal_replay_pause()")

    def replay(self) -> None:
        """Let it replay again."""
        self._say("SELECT pg_wal_replay_resume()")

    def remove(self) -> None:
        self.server.stop()

    def _say(self, words: str) -> None:
        with self.connect() as connection:
            connection.execute(words)
