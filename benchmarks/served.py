"""The site under gunicorn, as production runs it, on a copy of a world; its pages asked over HTTP and their cost."""

import http.client
import json
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from benchmarks.costs import seconds_of
from benchmarks.sites import Site
from tests.databases.templates import ROOT
from tests.stack.processes import free_port

PATIENCE = 60  # seconds


class Failed(Exception):
    """A page did not answer as it should."""


@dataclass
class Server:
    """A running site."""

    port: int
    pid: int
    database: int | None

    def ask(self, address: str, times: int = 1) -> int:
        """Ask for a page some times on one connection; the bytes of the last answer. Raise Failed unless it is a 200."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        size = 0
        for _ in range(times):
            connection.request("GET", address)
            answer = connection.getresponse()
            size = len(answer.read())
            if answer.status != 200:
                raise Failed(f"{address} answered {answer.status}")
        connection.close()
        return size

    def cost(self, address: str, times: int) -> float:
        """CPU seconds of one request: of the server and of the database, user and system, over `times` requests."""
        before = seconds_of(self.pid, self.database)
        self.ask(address, times)
        return (seconds_of(self.pid, self.database) - before) / times


@contextmanager
def serving(site: Site) -> Iterator[Server]:
    """Gunicorn with one worker on the site; ended with the block."""
    port = free_port()
    process = subprocess.Popen(
        [
            sys.executable, "-m", "gunicorn", "--workers=1", "--threads=1", "--worker-class=gthread", "--keep-alive=30",
            "--no-control-socket", "--log-level=error", f"--bind=127.0.0.1:{port}", "config.wsgi",
        ],
        cwd=ROOT,
        env=site.environment,
        start_new_session=True,
    )  # fmt: skip
    try:
        _wait_for(port, process)
        yield Server(port, process.pid, site.server)
    finally:
        process.terminate()
        try:
            process.wait(timeout=PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def queries(site: Site, addresses: dict[str, str]) -> dict[str, int]:
    """How many queries each page takes in a warm process, counted in one of its own."""
    code = f"import json; from benchmarks.counting import count; print(json.dumps(count({addresses!r})))"
    done = subprocess.run(
        [sys.executable, "manage.py", "shell", "--no-imports", "--command", code],
        cwd=ROOT,
        env=site.environment,
        check=True,
        capture_output=True,
        text=True,
    )
    return json.loads(done.stdout)


def _wait_for(port: int, process: subprocess.Popen) -> None:
    begun = time.monotonic()
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            if process.poll() is not None or time.monotonic() - begun > PATIENCE:
                raise Failed("The site does not start.") from None
            time.sleep(0.05)
