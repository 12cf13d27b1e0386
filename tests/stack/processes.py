"""Processes that start when they answer, and end with whoever started them, however that one ends."""

import contextlib
import os
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HERE = "127.0.0.1"
PATIENCE = 60  # seconds until a process that does not answer is given up
# Below those that systems give to connections that go out (Linux from 32768, others from 49152): one of these could have
# the port of a node that is being restarted, and two that are asked for together could be the same.
PORTS = range(20_000, 32_000)
_given: set[int] = set()

# Reads the groups of processes that have been started. When its standard input closes, by whatever end of the process
# that wrote to it, it kills them and removes the folder, into which one that is dying may still write.
KEEP = """
groups=
while read -r group; do groups="$groups $group"; done
for group in $groups; do kill -s KILL -- "-$group" 2>/dev/null; done
for try in 1 2 3 4 5; do rm -rf "$FOLDER" && break; sleep 1; done
"""


class DoesNotStart(Exception):
    """A part of the stack does not answer; the message ends with what it said last."""


def free_port() -> int:
    """A port of 127.0.0.1 that nobody listens at, and that no later call gives out."""
    while True:
        port = secrets.choice(PORTS)
        if port in _given:
            continue
        _given.add(port)
        with contextlib.suppress(OSError), socket.socket() as probe:
            probe.bind((HERE, port))
            return port


def wait_until(holds: Callable[[], object], what: str, seconds: float = PATIENCE):
    """What `holds` returns once that is true; raise TimeoutError naming `what` when it is not within the time."""
    begun = time.monotonic()
    while True:
        found = holds()
        if found:
            return found
        if time.monotonic() - begun > seconds:
            raise TimeoutError(f"{what}: not within {seconds} s")
        time.sleep(0.02)


def listens(port: int) -> bool:
    """Does somebody take connections at a port of 127.0.0.1?"""
    with contextlib.suppress(OSError), socket.create_connection((HERE, port), timeout=1):
        return True
    return False


def nginx() -> str | None:
    """The program nginx, which Debian keeps where not everybody looks; None where there is none."""
    return shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin:/opt/homebrew/bin")


class Keeper:
    """A temporary folder, and the promise that nothing that was started in it outlives this process."""

    def __init__(self):
        self.folder = Path(tempfile.mkdtemp(prefix="stack-"))
        self.folder.chmod(0o755)  # PostgreSQL may have to run as somebody else
        (self.folder / "logs").mkdir()
        self._shell = subprocess.Popen(
            ["sh", "-c", KEEP],
            stdin=subprocess.PIPE,
            env=os.environ | {"FOLDER": str(self.folder)},
            text=True,
            start_new_session=True,
        )

    def keep(self, group: int) -> None:
        """End this group of processes at the latest when this process ends."""
        self._shell.stdin.write(f"{group}\n")
        self._shell.stdin.flush()

    def end(self) -> None:
        """End everything now."""
        self._shell.communicate(timeout=PATIENCE)


class Process:
    """One part of the stack. `ready` says whether it answers; `words` and `environment` are asked at each start."""

    def __init__(self, keeper: Keeper, name: str, words: list, *, environment: dict | None = None,
                 ready: Callable[[], object] = lambda: True, gentle: int = signal.SIGTERM, **options):  # fmt: skip
        self.keeper = keeper
        self.name = name
        self.words = [str(word) for word in words]
        self.environment = {} if environment is None else environment
        self.ready = ready
        self.gentle = gentle
        self.options = options
        self.log_file = keeper.folder / "logs" / f"{name}.log"
        self._running: subprocess.Popen | None = None
        self._said_before = 0

    @property
    def pid(self) -> int:
        return self._running.pid

    @property
    def is_running(self) -> bool:
        return self._running is not None and self._running.poll() is None

    @property
    def log(self) -> str:
        """All that it has written, also before it was started again."""
        return self.log_file.read_text(errors="replace") if self.log_file.exists() else ""

    @property
    def log_since_start(self) -> str:
        """What it has written since it was started last."""
        return self.log[self._said_before :]

    def launch(self) -> "Process":
        """Start it and do not wait; `await_ready` does."""
        self._said_before = len(self.log)
        with self.log_file.open("a") as log:
            self._running = subprocess.Popen(
                self.words,
                cwd=ROOT,
                env=os.environ | self.environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                **self.options,
            )
        self.keeper.keep(self._running.pid)
        return self

    def await_ready(self) -> "Process":
        """Return when it answers; raise DoesNotStart where it has ended, or does not answer in time."""
        try:
            wait_until(lambda: self._running.poll() is not None or self.ready(), self.name)
        except TimeoutError:
            pass
        else:
            if self.is_running:
                return self
        raise DoesNotStart(f"{self.name} does not answer. {self.log[-3000:]}")

    def start(self) -> "Process":
        """Start it; return when it answers."""
        return self.launch().await_ready()

    def stop(self, seconds: float = PATIENCE) -> float:
        """Ask it to end as a process unit does, and wait; the seconds that it took. TimeoutError where it stays."""
        begun = time.monotonic()
        if self.is_running:
            self._running.send_signal(self.gentle)
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.pid, signal.SIGCONT)
            try:
                self._running.wait(seconds)
            except subprocess.TimeoutExpired:
                raise TimeoutError(
                    f"{self.name} does not end within {seconds} s. {self.log[-1000:]}"
                ) from None
        return time.monotonic() - begun

    def restart(self) -> "Process":
        """Stop it and start it again."""
        self.stop()
        return self.start()

    def kill(self) -> None:
        """End it and its children without a word, as a machine that loses its power."""
        self._signal_all(signal.SIGKILL)
        self._running.wait(PATIENCE)

    def hang(self) -> None:
        """Let it keep its connections and answer nothing, until `go_on`."""
        self._signal_all(signal.SIGSTOP)

    def go_on(self) -> None:
        self._signal_all(signal.SIGCONT)

    def _signal_all(self, number: int) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.pid, number)
