"""A node that ends loses nobody who was let in, and lets nobody in any more."""

import os
import signal
import socket
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.stack.processes import HERE, Keeper, Process, free_port, wait_until

pytestmark = pytest.mark.skipif(
    sys.platform != "linux", reason="nodes run on Linux, and what one has been told is read in its /proc"
)
FORM = b"POST %s HTTP/1.1\r\nHost: here\r\nContent-Length: 4\r\nConnection: close\r\n\r\n"


class Node(Process):
    """gunicorn as production has it, at a port or at a socket in a folder."""

    def __init__(self, keeper: Keeper, kind: str, *more: str):
        self.address = (HERE, free_port()) if kind == "tcp" else f"{keeper.folder}/web.sock"
        self.pipe = keeper.folder / "go-on"
        os.mkfifo(self.pipe)
        bind = f"{HERE}:{self.address[1]}" if kind == "tcp" else f"unix:{self.address}"
        super().__init__(
            keeper,
            "node",
            [sys.executable, "-m", "gunicorn", "--config", "deploy/gunicorn.conf.py", "--bind", bind, "--workers", "1",
             *more, "tests.deploy.small_site:site"],
            environment={"PIPE": str(self.pipe)},
            ready=self.answers,
        )  # fmt: skip

    def connect(self) -> socket.socket:
        client = socket.socket(socket.AF_INET if isinstance(self.address, tuple) else socket.AF_UNIX)
        client.settimeout(10)
        try:
            client.connect(self.address)
        except OSError:
            client.close()
            raise
        return client

    def lets_in(self) -> bool:
        try:
            self.connect().close()
        except (ConnectionRefusedError, FileNotFoundError):
            return False
        return True

    def answers(self) -> bool:
        """Is there a worker, which has begun?"""
        return self.lets_in() and answer(self.send(b"here"))[0] == b"HTTP/1.1 200 OK"

    def send(self, body: bytes, path: bytes = b"/") -> socket.socket:
        """A connection over which a form has been sent whole."""
        client = self.connect()
        client.sendall(FORM % path + body)
        return client

    @property
    def worker(self) -> int:
        return int(Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text().split()[0])


@pytest.fixture(params=["tcp", "unix"])
def node(request):
    keeper = Keeper()
    yield Node(keeper, request.param).start()
    keeper.end()


def answer(client: socket.socket) -> tuple[bytes, bytes]:
    """Status line and body of what comes back, until the node closes."""
    with client:
        received = b"".join(iter(lambda: client.recv(4096), b""))
    head, _, body = received.partition(b"\r\n\r\n")
    return head.split(b"\r\n")[0], body


def status_of(worker: int) -> dict[str, str]:
    lines = Path(f"/proc/{worker}/status").read_text().splitlines()
    return {name: text.strip() for name, _, text in (line.partition(":") for line in lines)}


def stands_still(worker: int) -> bool:
    return status_of(worker)["State"].startswith("T")


def is_told_to_end(worker: int) -> bool:
    """Does SIGTERM wait for a process that stands still?"""
    waiting = int(status_of(worker)["ShdPnd"], 16)
    return bool(waiting & 1 << signal.SIGTERM - 1)


def test_forms_that_were_sent_before_the_door_closed_are_answered(node):
    """Nobody has taken these connections yet: the system has, and would reset them. Then a form is lost, or sent twice."""
    worker = node.worker
    os.kill(worker, signal.SIGSTOP)
    wait_until(lambda: stands_still(worker), "the worker stands still", 10)
    sent = [node.send(b"no %d" % number) for number in range(5)]
    os.kill(node.pid, signal.SIGTERM)
    wait_until(lambda: is_told_to_end(worker), "the worker is told", 10)
    os.kill(worker, signal.SIGCONT)
    with ThreadPoolExecutor(5) as pool:  # each is closed by the node when its client has closed it
        answers = list(pool.map(answer, sent))
    assert answers == [(b"HTTP/1.1 200 OK", b"no %d" % number) for number in range(5)]


def test_the_door_is_closed_while_requests_in_hand_come_to_their_end(node):
    """So that the proxy asks another node at once: what is let in, and only then turned away, it does not send again."""
    sent = node.send(b"long", b"/wait")
    os.kill(node.pid, signal.SIGTERM)
    wait_until(lambda: not node.lets_in(), "nobody is let in", 10)
    assert node.is_running
    node.pipe.write_bytes(b"")
    assert answer(sent) == (b"HTTP/1.1 200 OK", b"long")


def test_a_worker_that_is_replaced_after_so_many_requests_loses_none():
    keeper = Keeper()
    try:
        node = Node(keeper, "unix", "--max-requests", "10", "--max-requests-jitter", "0").start()
        first = node.worker
        with ThreadPoolExecutor(8) as pool:
            answers = list(pool.map(lambda number: answer(node.send(b"%04d" % number)), range(100)))
        wait_until(lambda: node.worker != first, "another worker", 10)
    finally:
        keeper.end()
    assert answers == [(b"HTTP/1.1 200 OK", b"%04d" % number) for number in range(100)]
