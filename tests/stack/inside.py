"""A process with the settings of the stack's nodes, in which tests have functions run that ask the ORM.

It is started once, as that takes seconds. A function is named by its module and name, arguments and results are
pickled, and an error is raised again where the function was asked for.
"""

import os
import pickle
import struct
import subprocess
import sys
import threading
import traceback
from collections.abc import Callable

from tests.stack.processes import ROOT, Keeper


class FailedInside(Exception):
    """The function raised; the message is the traceback of the other process."""


class Inside:
    """`inside(function, *args, **kwargs)`: the function's result. It is a plain function of a module."""

    def __init__(self, keeper: Keeper, environment: dict[str, str]):
        self._keeper = keeper
        self._environment = environment
        self._process: subprocess.Popen | None = None
        self._turn = threading.Lock()

    def launch(self) -> None:
        """Start the process; the first call waits for it."""
        with (self._keeper.folder / "logs" / "inside.log").open("a") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "tests.stack.inside"],
                cwd=ROOT,
                env=os.environ | self._environment,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                start_new_session=True,
            )
        self._keeper.keep(self._process.pid)

    def __call__(self, function: Callable, *args, **kwargs):
        message = pickle.dumps((function.__module__, function.__qualname__, args, kwargs))
        with self._turn:
            _write(self._process.stdin, message)
            failed, result = pickle.loads(_read(self._process.stdout))
        if failed:
            raise FailedInside(result)
        return result

    def stop(self) -> None:
        if self._process:
            self._process.kill()
            self._process.wait(30)
            self._process.stdin.close()
            self._process.stdout.close()


def _write(stream, message: bytes) -> None:
    stream.write(struct.pack("!I", len(message)) + message)
    stream.flush()


def _read(stream) -> bytes:
    head = stream.read(4)
    if not head:
        raise EOFError
    return stream.read(struct.unpack("!I", head)[0])


def main() -> None:
    import importlib

    import django

    # What functions print must not come between the results.
    results = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    django.setup()
    from django.db import close_old_connections

    while True:
        try:
            module, name, args, kwargs = pickle.loads(_read(sys.stdin.buffer))
        except EOFError:
            return
        close_old_connections()
        try:
            found = importlib.import_module(module)
            for part in name.split("."):
                found = getattr(found, part)
            answer = pickle.dumps((False, found(*args, **kwargs)))
        except Exception:
            answer = pickle.dumps((True, traceback.format_exc()))
        _write(results, answer)


if __name__ == "__main__":
    main()
