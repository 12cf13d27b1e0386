"""The caches in front of the site, and how each is told that an address changed.

Each of CACHE_PROXIES is the base address at which one of them takes purges, from the nodes only. `http://…` is nginx with
its DAV module: an entry is a file named by the MD5 of the path, and `DELETE` removes it (deploy/nginx/). `varnish+http://…`
is Varnish: `PURGE` of the path, `BAN` for everything. Wagtail's own backends (wagtail.contrib.frontend_cache) are not used:
what fails is in their log and nowhere else, so nothing can be told again (docs/decisions/028).
"""

import http.client
import logging
import threading
import time
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import BinaryIO
from urllib.parse import quote, urlsplit

from django.conf import settings

from publication.breaker import Breaker
from publication.caching.entries import digest_of
from publication.models.purges import EVERYTHING

logger = logging.getLogger(__name__)

# Seconds. Whoever publishes waits for all proxies together no longer than the last.
TO_CONNECT = 0.5
TO_ANSWER = 1.0
ALTOGETHER = 2.0
# Questions over one connection; they and their answers fit into what the system holds for a connection.
AT_ONCE = 100
# A proxy that failed is left alone for so long by those who publish; the worker asks it again.
PAUSE = 5
# What says that an entry is gone, or was not there.
GONE = frozenset({200, 204, 404})


class PurgeFailed(Exception):
    """A proxy was not told of everything."""


class Proxy:
    """One proxy. What a purge has to say is said at once, and the answers are read after that.

    Under load each wait for an answer costs a thread its turn, some milliseconds whatever the answer takes: one question
    after the other was too slow for the hundred addresses of a publication when a node had most to do.
    """

    def __init__(self, address: str):
        self.address = address
        self.breaker = Breaker(f"The proxy at {address}", PAUSE, "proxy")
        kind, _plus, plain = address.rpartition("+")
        self._place = urlsplit(plain)
        self._questions = _of_varnish if kind else _of_nginx

    def purge(self, addresses: Iterable[str]) -> None:
        """Tell the proxy of addresses, within ALTOGETHER seconds; raises PurgeFailed."""
        end = time.monotonic() + ALTOGETHER
        left = list(self._questions(addresses))
        try:
            while left:
                # Who closes a connection before all is answered is asked the rest over another one.
                left = left[self._ask(left[:AT_ONCE], end) :]
        except (OSError, http.client.HTTPException, ValueError, IndexError) as error:
            raise PurgeFailed(f"{self.address}: {type(error).__name__}: {error}") from error

    def _ask(self, questions: list["Question"], end: float) -> int:
        """Ask over one connection; the number of questions that were answered, at least one."""
        kind = http.client.HTTPSConnection if self._place.scheme == "https" else http.client.HTTPConnection
        connection = kind(self._place.hostname, self._place.port, timeout=TO_CONNECT)
        try:
            connection.connect()
            connection.sock.settimeout(TO_ANSWER)
            connection.sock.sendall(b"".join(map(self._message, questions)))
            statuses: list[int] = []
            with connection.sock.makefile("rb") as answers:
                while len(statuses) < len(questions) and (status := _next_status(answers)):
                    statuses.append(status)
                    if time.monotonic() > end:
                        raise PurgeFailed(f"{self.address} is too slow.")
        finally:
            connection.close()
        if not statuses:
            raise PurgeFailed(f"{self.address} closes without an answer.")
        for status, (method, path, _headers) in zip(statuses, questions, strict=False):
            if status not in GONE:
                raise PurgeFailed(f"{self.address} answers {status} to {method} {path}.")
        return len(statuses)

    def _message(self, question: "Question") -> bytes:
        method, path, headers = question
        lines = {"Host": self._place.netloc} | headers
        head = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
        return f"{method} {self._place.path}{path} HTTP/1.1\r\n{head}\r\n".encode()


def _next_status(answers: BinaryIO) -> int | None:
    """The status of the next answer, which is read whole; None where the connection ends."""
    line = answers.readline(1_000)
    if not line:
        return None
    headers = http.client.parse_headers(answers)
    answers.read(int(headers.get("Content-Length", 0)))
    return int(line.split()[1])


Question = tuple[str, str, dict[str, str]]


def _of_nginx(addresses: Iterable[str]) -> Iterator[Question]:
    addresses = set(addresses)
    if EVERYTHING in addresses:
        for letter in "0123456789abcdef":
            yield "DELETE", f"/_kept/{letter}/", {"Depth": "infinity"}
        return
    for address in sorted(addresses):
        digest = digest_of(address)
        yield "DELETE", f"/_kept/{digest[-1]}/{digest[-3:-1]}/{digest}", {}


def _of_varnish(addresses: Iterable[str]) -> Iterator[Question]:
    addresses = set(addresses)
    if EVERYTHING in addresses:
        yield "BAN", "/", {}
        return
    for address in sorted(addresses):
        yield "PURGE", quote(address), {}


@lru_cache(maxsize=32)
def proxy_at(address: str) -> Proxy:
    """The proxy of this process at an address of CACHE_PROXIES."""
    return Proxy(address)


def tell(wishes: dict[str, set[str]], *, patient: bool = False) -> set[str]:
    """Tell proxies of addresses, all at the same time; returns the proxies that were told of all of theirs.

    One line in the log for a proxy that fails. `patient`: also those that failed a moment ago.
    """
    told: set[str] = set()

    def tell_one(name: str) -> None:
        proxy = proxy_at(name)
        if not proxy.breaker.lets_through() and not patient:
            return
        try:
            proxy.purge(wishes[name])
        except PurgeFailed as error:
            proxy.breaker.failed(error)
        else:
            proxy.breaker.succeeded()
            told.add(name)

    threads = [threading.Thread(target=tell_one, args=[name], daemon=True) for name in wishes]
    for thread in threads:
        thread.start()
    end = time.monotonic() + ALTOGETHER + TO_CONNECT
    for thread in threads:
        thread.join(max(end - time.monotonic(), 0))
    return set(told)


def all_proxies() -> list[str]:
    """The proxies of this site."""
    return list(settings.CACHE_PROXIES)
