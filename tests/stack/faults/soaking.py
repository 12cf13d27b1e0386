"""A long load at 70 % of what the stack can do, and the memory of each of its processes meanwhile."""

import statistics
import threading
import time

from tests.stack.faults.watching import READ, family, memory, warm
from tests.stack.load import Loaded
from tests.stack.processes import wait_until

SHARE = 0.7
SECONDS_TO_MEASURE = 3
SECONDS_BETWEEN_LOOKS = 1.0
MIB = 1 << 20


class Soak:
    """Begins at once; `finish()` waits for its end. Memory is compared from a third of the time on."""

    def __init__(self, stack, seconds: float):
        self.stack, self.seconds = stack, seconds
        warm(stack)
        self.full = stack.load(*READ, connections=8, seconds=SECONDS_TO_MEASURE).per_second
        self.loaded: Loaded | None = None
        self._looks: list[tuple[float, dict[str, int]]] = []
        self._load = stack.start_load(*READ, rate=SHARE * self.full, seconds=seconds + 600)
        self._begun = time.monotonic()
        self._over = threading.Event()
        self._looking = threading.Thread(target=self._look, daemon=True)
        self._looking.start()

    def finish(self) -> Loaded:
        """What became of its requests."""
        if self.loaded is None:
            end = self._begun + self.seconds
            wait_until(lambda: time.monotonic() >= end, "the end of the long load", self.seconds + 1)
            self._over.set()
            self._looking.join()
            self.loaded = self._load.stop()
        return self.loaded

    @property
    def growth(self) -> dict[str, float]:
        """What each process has at the end, as a part of what it had after a third of the time; medians of looks.

        Less than 2 MiB are no growth: the table of the proxy's keys takes up its pages as it fills.
        """
        looks = [found for at, found in self._looks if at > self.seconds / 3]
        few = max(1, len(looks) // 4)
        found = {}
        for name in looks[0]:
            then = statistics.median(look[name] for look in looks[:few])
            now = statistics.median(look[name] for look in looks[-few:])
            found[name] = now / then if now - then > 2 * MIB else 1.0
        return found

    def _look(self) -> None:
        while not self._over.wait(SECONDS_BETWEEN_LOOKS):
            self._looks.append((time.monotonic() - self._begun, self._memory()))

    def _memory(self) -> dict[str, int]:
        parts = {process.name: process for process in self.stack.nodes.values()}
        parts |= {part.name: part for part in (self.stack.worker, self.stack.scheduler, self.stack.proxy)}
        return {name: memory(family(part.pid)) for name, part in parts.items()}

    def __str__(self) -> str:
        grown = ", ".join(f"{name} {found:.3f}" for name, found in self.growth.items())
        return f"{self.loaded}; memory at the end, of that after a third of the time: {grown}"
