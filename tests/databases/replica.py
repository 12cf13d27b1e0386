"""A streaming replica of a cluster of `postgres.py`, made and served by the same programs."""

import subprocess

from tests.databases.postgres import USER, CannotStart, Server


class Replica(Server):
    """A hot standby in a folder of its own, which follows `primary` (that runs) over its socket."""

    def __init__(self, primary: Server):
        super().__init__()
        self.primary = primary

    def create(self) -> None:
        """Copy the cluster of the primary while it works, with what is needed to follow it."""
        self._own()
        source = ["--host", self.primary.folder, "--username", USER, "--checkpoint=fast", "--no-sync"]
        done = subprocess.run(
            [*self.prefix, self.binaries / "pg_basebackup", "-D", self.data, *source, "-R", "-X", "stream"],
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            self.stop()
            raise CannotStart(done.stderr)

    def pause(self) -> None:
        """Let it take the log in and not replay it: it falls behind, and goes on answering."""
        self._say("SELECT pg_wal_replay_pause()")

    def go_on(self) -> None:
        """Let it replay again."""
        self._say("SELECT pg_wal_replay_resume()")

    def _say(self, words: str) -> None:
        with self.connect() as connection:
            connection.execute(words)
