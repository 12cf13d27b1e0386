"""Load on the stack: many readers at once, from a process of their own, and what became of each request.

With `connections`, so many readers ask again as soon as they have their answer; with `rate`, requests begin at even
distances, so many in a second, whether earlier ones have come back or not, and a latency counts from when its request
was due. `at_once` bounds how many of those are on their way: on a machine that has less to give than when the rate was
chosen, requests come later then, and no queue grows that would outlast the load.
"""

import asyncio
import contextlib
import json
import os
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass, field

from tests.stack.processes import HERE, ROOT, Keeper
from tests.stack.world import HOST

PATIENCE = 30  # seconds until a request without an answer has failed


@dataclass
class Loaded:
    """What became of the requests. Latencies in seconds, ascending; a failure is a request without a whole answer."""

    seconds: float = 0
    statuses: dict[int, int] = field(default_factory=dict)
    failures: dict[str, int] = field(default_factory=dict)
    latencies: list[float] = field(default_factory=list)

    @property
    def requests(self) -> int:
        return sum(self.statuses.values()) + self.failed

    @property
    def failed(self) -> int:
        return sum(self.failures.values())

    @property
    def errors(self) -> int:
        """Answers from 500 on, and requests without an answer."""
        return self.failed + sum(count for status, count in self.statuses.items() if status >= 500)

    @property
    def per_second(self) -> float:
        return self.requests / self.seconds if self.seconds else 0

    def percentile(self, part: float) -> float:
        """The latency within which this part of all answers came, 0.99 for instance; 0 where there was none."""
        return (
            self.latencies[min(len(self.latencies) - 1, int(len(self.latencies) * part))]
            if self.latencies
            else 0
        )

    def __str__(self) -> str:
        return (
            f"{self.requests} requests in {self.seconds:.1f} s, {self.statuses}, failed {self.failures or 0}, "
            f"p50 {self.percentile(0.5) * 1000:.1f} ms, p99 {self.percentile(0.99) * 1000:.1f} ms, "
            f"slowest {self.percentile(1) * 1000:.1f} ms"
        )


class Load:
    """Load that is running. `result()` waits for its end, `stop()` ends it now; both give a Loaded."""

    def __init__(self, keeper: Keeper, **options):
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.stack.load"],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        keeper.keep(self._process.pid)
        self._process.stdin.write(json.dumps(options) + "\n")
        self._process.stdin.flush()
        self._process.stdout.readline()  # it has begun

    def result(self) -> Loaded:
        said = json.loads(self._process.stdout.read())
        self._process.stdin.close()
        self._process.stdout.close()
        self._process.wait()
        said["statuses"] = {int(status): count for status, count in said["statuses"].items()}
        return Loaded(**said)

    def stop(self) -> Loaded:
        self._process.stdin.write("stop\n")
        self._process.stdin.flush()
        return self.result()


class Readers:
    """The requests of one load."""

    def __init__(self, *, port: int, paths: list[str], method: str = "GET", host: str = HOST, headers: dict | None = None,
                 body: str = "", connections: int = 0, rate: float = 0, at_once: int = 0, seconds: float = 10,
                 most: int = 0):  # fmt: skip
        self.port, self.connections, self.rate, self.seconds = port, connections, rate, seconds
        self.at_once, self.most = at_once or sys.maxsize, most or sys.maxsize
        lines = {"Host": host, "Content-Length": str(len(body.encode()))} if body else {"Host": host}
        lines |= headers or {}
        head = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
        self.messages = [f"{method} {path} HTTP/1.1\r\n{head}\r\n{body}".encode() for path in paths]
        self.has_body = method != "HEAD"
        self.idle: list[tuple[asyncio.StreamReader, asyncio.StreamWriter]] = []
        self.begun = 0
        self.over = asyncio.Event()
        self.statuses: Counter[int] = Counter()
        self.failures: Counter[str] = Counter()
        self.latencies: list[float] = []

    async def run(self) -> dict:
        start = time.monotonic()
        asyncio.get_running_loop().call_later(self.seconds, self.over.set)
        if self.rate:
            await self.at_even_distances(start)
        else:
            await asyncio.gather(*[self.one_after_the_other() for _ in range(self.connections or 1)])
        return {
            "seconds": time.monotonic() - start,
            "statuses": self.statuses,
            "failures": self.failures,
            "latencies": sorted(self.latencies),
        }

    async def one_after_the_other(self) -> None:
        while not self.over.is_set() and self.begun < self.most:
            await self.ask(time.monotonic())

    async def at_even_distances(self, start: float) -> None:
        asked = set()
        while not self.over.is_set() and self.begun < self.most:
            if len(asked) >= self.at_once:
                await asyncio.wait(asked, return_when=asyncio.FIRST_COMPLETED)
                start = max(start, time.monotonic() - self.begun / self.rate)  # nobody catches up
            due = start + self.begun / self.rate
            wait = due - time.monotonic()
            if wait > 0:
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(self.over.wait(), wait)
                    break
            task = asyncio.create_task(self.ask(due))
            asked.add(task)
            task.add_done_callback(asked.discard)
            await asyncio.sleep(0)
        await asyncio.gather(*asked)

    async def ask(self, due: float) -> None:
        message = self.messages[self.begun % len(self.messages)]
        self.begun += 1
        try:
            async with asyncio.timeout(PATIENCE):
                status = await self.answered(message)
        except (OSError, EOFError, ValueError, TimeoutError) as error:
            self.failures[type(error).__name__] += 1
            await asyncio.sleep(0.01)
        else:
            self.statuses[status] += 1
            self.latencies.append(time.monotonic() - due)

    async def answered(self, message: bytes) -> int:
        """Send it over a connection that is free, read the answer whole, and return its status."""
        was_idle = bool(self.idle)
        if was_idle:
            reader, writer = self.idle.pop()
        else:
            reader, writer = await asyncio.open_connection(HERE, self.port, limit=1 << 20)
        try:
            writer.write(message)
            try:
                head = (await reader.readuntil(b"\r\n\r\n")).lower()
            except (asyncio.IncompleteReadError, ConnectionError) as error:
                if was_idle and not getattr(error, "partial", b""):
                    # It was closed for having been idle, as servers do; a browser asks again, too.
                    writer.close()
                    return await self.answered(message)
                raise
            status = int(head[9:12])
            await self.read_body(reader, head, status)
        except BaseException:
            writer.close()
            raise
        if b"connection: close" in head:
            writer.close()
        else:
            self.idle.append((reader, writer))
        return status

    async def read_body(self, reader, head: bytes, status: int) -> None:
        if not self.has_body or status in (204, 304):
            return
        if b"transfer-encoding: chunked" in head:
            while size := int(await reader.readuntil(b"\r\n"), 16):
                await reader.readexactly(size + 2)
            await reader.readuntil(b"\r\n")
        elif (at := head.find(b"content-length:")) != -1:
            await reader.readexactly(int(head[at + 15 : head.index(b"\r", at)]))
        else:
            await reader.read()


async def main() -> None:
    options = json.loads(sys.stdin.readline())
    readers = Readers(**options)
    asyncio.get_running_loop().add_reader(sys.stdin.fileno(), readers.over.set)
    os.write(1, b"begun\n")
    print(json.dumps(await readers.run()))


if __name__ == "__main__":
    asyncio.run(main())
