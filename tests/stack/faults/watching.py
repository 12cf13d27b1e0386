"""What is looked at while something is broken: processes and their memory, the log, and what readers are shown."""

import time
from collections.abc import Iterable
from pathlib import Path

from tests.series.desk.edit_form import body
from tests.stack.processes import wait_until

# Pages as readers come for them: some that the proxy keeps, some that the application makes each time.
READ = (
    "/",
    "/series/",
    "/ko/",
    "/series/asean-korea-2021/",
    "/series/?from=a-letter",
    "/topics/?from=a-letter",
    "/feed/rss/",
)


def family(pid: int) -> list[int]:
    """A process and all below it that are there now."""
    found = [pid]
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in task.read_text().split():
            found += family(int(child))
    return found


def memory(pids: Iterable[int]) -> int:
    """The bytes that processes have for themselves, with their share of what several use (PSS)."""
    total = 0
    for pid in pids:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
        total += next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return total * 1024


class Log:
    """What processes complain of from now on; a line for each request is not meant."""

    def __init__(self, *processes):
        self._begun = time.monotonic()
        self._lengths = {process: len(process.log) for process in processes}

    @property
    def lines(self) -> list[str]:
        return [
            line
            for process, length in self._lengths.items()
            for line in process.log[length:].splitlines()
            if '"level": "INFO"' not in line
        ]

    @property
    def lines_a_second(self) -> float:
        return len(self.lines) / (time.monotonic() - self._begun)


def shown_everywhere(stack, path: str, text: str, seconds: float) -> float:
    """The seconds until the proxy and each node show `text` at an address; TimeoutError after `seconds`."""
    begun = time.monotonic()

    def all_show():
        pages = [stack.get(path), *[node.get(path) for node in stack.nodes.values()]]
        return all(page.status == 200 and text in page.text for page in pages)

    wait_until(all_show, f"{text!r} at {path}", seconds)
    return time.monotonic() - begun


def warm(stack, *paths: str) -> None:
    """Let each node have made these pages once, with the copies of their pictures."""
    for node in stack.nodes.values():
        for path in (*READ, *paths):
            node.get(path)


def send(editor, pk: int, form: dict, *, text: str, **fields):
    """Publish a piece from a form that was opened before, with these fields changed and `text` as its one paragraph."""
    changed = body(text) | fields | {"action-publish": "action-publish"}
    return editor.post(f"/admin/pages/{pk}/edit/", form | changed)
