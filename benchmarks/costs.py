"""What processes have used of the processor: a server's, its children's, those of the database."""

import os
from pathlib import Path

TICKS = 100  # of /proc/<pid>/stat in a second, on every Linux


def tree(pid: int) -> set[int]:
    """A process and all that came of it and is still there."""
    found = {pid}
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            below = task.read_text().split()
        except OSError:
            continue
        for child in below:
            found |= tree(int(child))
    return found


def seconds_of(*roots: int | str | None) -> float:
    """User and system seconds of these processes and all below them, ended ones included; "self" is this one."""
    pids = (os.getpid() if root == "self" else root for root in roots if root)
    return sum(_seconds(pid) for root in pids for pid in tree(int(root)))


def _seconds(pid: int) -> float:
    """Seconds of one process by the scheduler's own count, which is exact where ticks are not, and of its dead children."""
    total = 0.0
    for thread in Path(f"/proc/{pid}/task").glob("*/schedstat"):
        try:
            total += int(thread.read_text().split()[0]) / 1e9
        except OSError:
            continue
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return total
    return total + (int(fields[13]) + int(fields[14])) / TICKS
