"""How costs grow from 100 installments to 10,000: public pages, search, what editors look at, and publishing.

    .venv/bin/python -m benchmarks.growth [sqlite] [postgres]

Two copies of the site, asked in turn in processes of their own, in process, DEBUG off, no page cache. CPU is user and
system of the process and of the database's. Fails where a public page takes more queries with more pieces, or past the
bars: times the CPU with 100. Counts over the whole site are there when a page is timed (publication/site_state.py).
"""

import json
import statistics
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from benchmarks.sites import VENDORS, World, site
from tests.databases.templates import ROOT

SIZES = (100, 10_000)
# Bars: of readers' pages, and of the search and what editors look at.
PUBLIC, DESK = 1.3, 2.0
ROUNDS = 7
# A reader's page takes some 10 ms, less than a stir of the machine: more of them make one measurement.
TIMES = {PUBLIC: 12, DESK: 3}


class Told:
    """A worker on a site (worker.py)."""

    def __init__(self, process: subprocess.Popen):
        self._process = process

    def __call__(self, **order):
        """What it answers to an order."""
        self._process.stdin.write(json.dumps(order) + "\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        if not line:
            raise SystemExit(f"The worker ended at {order}")
        return json.loads(line)


@contextmanager
def worker(vendor: str, pieces: int) -> Iterator[Told]:
    """A worker on a copy of a site with so many pieces."""
    with site(vendor, World(pieces=pieces, parts=20, authors=50, topics=25)) as copy:
        code = f"from benchmarks.worker import work; work({copy.server!r})"
        process = subprocess.Popen(
            [sys.executable, "manage.py", "shell", "--no-imports", "--verbosity=0", "--command", code],
            cwd=ROOT,
            env=copy.environment | {"TWO_FACTOR": "offered"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        try:
            yield Told(process)
        finally:
            process.stdin.close()
            process.wait(timeout=60)


def measure(vendor: str) -> tuple[list[str], list[str]]:
    """(lines of a table, what is past its bar) of a database."""
    with ExitStack() as stack:
        small, large = (stack.enter_context(worker(vendor, size)) for size in SIZES)
        orders = _orders(small(addresses=True), large(addresses=True))
        took: dict = {name: ([], []) for name in orders}
        queries: dict = {}
        for name, (pair, _bar) in orders.items():
            for told, order in zip((small, large), pair, strict=True):
                told(**order, times=2)
            if "ask" in pair[0]:
                queries[name] = [
                    told(**order, times=1, count=True)[1]
                    for told, order in zip((small, large), pair, strict=True)
                ]
        for _ in range(ROUNDS):
            for name, (pair, bar) in orders.items():
                for told, order, values in zip((small, large), pair, took[name], strict=True):
                    if "ask" in order:
                        # What is counted over the site is counted once after each change, and once a minute.
                        told(**order, times=1)
                    values.append(told(**order, times=TIMES[bar])[0])
    lines, past = [f"{vendor}: {SIZES[0]} pieces and {SIZES[1]:,}"], []
    for name, (_pair, bar) in orders.items():
        few, many = (statistics.median(values) * 1000 for values in took[name])
        counted = queries.get(name)
        lines.append(
            f"{name:24} {few:7.1f} ms {many:7.1f} ms  {many / few:5.2f} of {bar} times"
            + (f"  {counted[0]} and {counted[1]} queries" if counted else "")
        )
        grows = counted and bar == PUBLIC and counted[1] > counted[0]
        if many / few > bar or grows:
            past.append(lines[-1])
    return lines, past


def _orders(few: dict, many: dict) -> dict:
    """((order for the small site, order for the large), bar) by name."""
    orders = {}
    for kind, bar in (("public", PUBLIC), ("desk", DESK)):
        for name, address in few[kind].items():
            pair = ({"ask": address}, {"ask": many[kind][name]})
            orders[name] = (pair, DESK if name == "search" else bar)
    orders["publish"] = (({"publish": 7}, {"publish": 7}), DESK)
    return orders


def main() -> None:
    """Measure the databases named, or both."""
    past = []
    for vendor in sys.argv[1:] or VENDORS:
        lines, over = measure(vendor)
        print(*lines, "", sep="\n", flush=True)
        past += over
    sys.exit("\n".join(["Past the bars:", *past]) if past else 0)


if __name__ == "__main__":
    main()
