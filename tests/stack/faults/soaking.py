"""A long load at 70 % of what the stack can do, and the memory of each of its processes meanwhile."""

import contextlib
import statistics
import threading
import time

from tests.stack.faults.watching import READ, family, memory, warm
from tests.stack.load import Loaded

SHARE = 0.7
CONNECTIONS = 8
SECONDS_TO_MEASURE = 3
SECONDS_BETWEEN_LOOKS = 1.0
FIRST_LOOKS = 3
MIB = 1 << 20


class Soak:
    """Begins at once; `finish()` waits for its end. Memory is compared from a third of the time on."""

    def __init__(self, stack, seconds: float):
        self.stack, self.seconds = stack, seconds
        warm(stack)
        self.full = stack.load(*READ, connections=CONNECTIONS, seconds=SECONDS_TO_MEASURE).per_second
        self.loaded: Loaded | None = None
        self._looks: list[tuple[float, dict[tuple[str, int], int]]] = []
        self._load = stack.start_load(*READ, rate=SHARE * self.full, at_once=CONNECTIONS, seconds=seconds)
        self._begun = time.monotonic()
        self._over = threading.Event()
        self._looking = threading.Thread(target=self._look, daemon=True)
        self._looking.start()

    def finish(self) -> Loaded:
        """What became of its requests."""
        if self.loaded is None:
            self.loaded = self._load.result()
            self._over.set()
            self._looking.join()
        return self.loaded

    @property
    def growth(self) -> dict[str, float]:
        """What each process has at the end, as a part of what it had after a third of the time; medians of looks.

        Less than 2 MiB are no growth: the table of the proxy's keys takes up its pages as it fills. One that a test has
        ended and begun again meanwhile is not compared, as it is another process, which fills from nothing; one that
        could not be looked at in a moment in which its worker was replaced is.
        """
        from_the_start = set().union(*[found for _at, found in self._looks[:FIRST_LOOKS]])
        looks = [found for at, found in self._looks if self.seconds / 3 < at <= self.seconds]
        few = max(1, len(looks) // 4)
        first, last = _medians(looks[:few]), _medians(looks[-few:])
        return {
            name: last[name, pid] / then if last[name, pid] - then > 2 * MIB else 1.0
            for (name, pid), then in first.items()
            if (name, pid) in from_the_start and (name, pid) in last
        }

    def _look(self) -> None:
        while not self._over.wait(SECONDS_BETWEEN_LOOKS):
            self._looks.append((time.monotonic() - self._begun, self._memory()))

    def _memory(self) -> dict[tuple[str, int], int]:
        """Bytes by name and number of each process of the stack's own, with those below it."""
        stack = self.stack
        found = {}
        for part in (*stack.nodes.values(), stack.worker, stack.scheduler, stack.proxy):
            with contextlib.suppress(OSError, StopIteration):  # it is being ended
                found[part.name, part.pid] = memory(family(part.pid))
        return found

    def __str__(self) -> str:
        grown = ", ".join(f"{name} {found:.3f}" for name, found in self.growth.items())
        return f"{self.loaded}; memory at the end, of that after a third of the time: {grown}"


def _medians(looks: list[dict]) -> dict:
    """Of each process that was seen in any of these looks, in those in which it was."""
    processes = set().union(*looks)
    return {each: statistics.median(look[each] for look in looks if each in look) for each in processes}
