"""CPU and queries of public pages over HTTP, uncached, beside an empty Wagtail page with stock routing.

    .venv/bin/python -m benchmarks.uncached [sqlite] [postgres]

2,000 installments in 34 series by 200 authors on 40 topics, gunicorn with one worker, DEBUG off, no page cache. CPU is
user and system of the server and of the database's processes; pages are asked in turn. Fails past the bars.
"""

import json
import statistics
import subprocess
import sys

from benchmarks.served import queries, serving
from benchmarks.sites import VENDORS, Site, World, site
from tests.databases.templates import ROOT

WORLD = World(pieces=2_000, parts=60, authors=200, topics=40)
ROUNDS, TIMES = 9, 10
# Times the CPU of the empty page, and queries: the budgets.
BARS = {
    "installment": (2.0, 12),
    "series": (2.2, 10),
    "home": (2.2, 14),
    "author": (2.2, 10),
    "topic": (2.2, 10),
    "feed": (2.2, 8),
    "search": (3.0, 8),
}


def measure(vendor: str) -> tuple[list[str], list[str]]:
    """(lines of a table, what is past its bar) of a database."""
    with site(vendor, WORLD) as copy:
        addresses = {name: where for name, where in addresses_of(copy).items() if name in {"empty", *BARS}}
        counts = queries(copy, addresses)
        with serving(copy) as server:
            costs = in_turn({name: (server, address) for name, address in addresses.items()}, ROUNDS, TIMES)
    lines, past = [f"{vendor}: empty page {costs['empty'] * 1000:.1f} ms, {counts['empty']} queries"], []
    for name, (most, most_queries) in BARS.items():
        ratio = costs[name] / costs["empty"]
        lines.append(
            f"{name:12} {costs[name] * 1000:6.1f} ms  {ratio:5.2f} of {most} times  "
            f"{counts[name]:3} of {most_queries} queries"
        )
        if ratio > most or counts[name] > most_queries:
            past.append(lines[-1])
    return lines, past


def in_turn(pages: dict, rounds: int, times: int) -> dict:
    """The median CPU seconds of each page, (server, address) by name, over rounds in which each is asked in turn."""
    found: dict = {name: [] for name in pages}
    for server, address in pages.values():
        server.ask(address, 5)
    for _ in range(rounds):
        for name, (server, address) in pages.items():
            found[name].append(server.cost(address, times))
    return {name: statistics.median(values) for name, values in found.items()}


def addresses_of(copy: Site) -> dict[str, str]:
    """The addresses of counting.py on a site."""
    done = subprocess.run(
        [
            sys.executable, "manage.py", "shell", "--no-imports", "--command",
            "import json; from benchmarks.counting import addresses; print(json.dumps(addresses()))",
        ],
        cwd=ROOT,
        env=copy.environment,
        check=True,
        capture_output=True,
        text=True,
    )  # fmt: skip
    return json.loads(done.stdout)


def main() -> None:
    """Measure the databases named, or both."""
    past = []
    for vendor in sys.argv[1:] or VENDORS:
        lines, over = measure(vendor)
        print(*lines, "", sep="\n", flush=True)
        past += over
    sys.exit(f"Past the bars: {len(past)}" if past else 0)


if __name__ == "__main__":
    main()
