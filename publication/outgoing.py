"""Asks addresses out on the web whether they still answer, and nothing inside: no machine of the house, no other port.

An address comes from a text, so anybody who writes could point the server at what only it can reach (server-side request
forgery). Every name is looked up here, all that it stands for has to be public, and the connection goes to just what was
looked up, so that a second look-up cannot give another answer. The same holds after every redirect.
"""

import http.client
import ipaddress
import re
import socket
import ssl
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from enum import Enum
from urllib.parse import quote, urljoin, urlsplit

from django.conf import settings

PORTS = {"http": 80, "https": 443}
SECONDS_FOR_A_STEP = 8  # to connect, or between two pieces of an answer
SECONDS_FOR_A_LINK = 20  # for all of it, redirects included
MOST_REDIRECTS = 5
TOO_MANY = 429
# Translators between the two kinds of addresses, behind which any IPv4 address may stand (RFC 6052, 3056, 4380).
TRANSLATORS = [
    ipaddress.ip_network(each) for each in ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32")
]
AS_THEY_ARE = "/%:@!$&'()*+,;=-._~?"
CONTROL = re.compile(r"[\x00-\x1f\x7f]")


class Verdict(Enum):
    """What is to be thought of a link. UNKNOWN: there was no answer, or none that says whether the page is there."""

    DEAD = "dead"
    UNKNOWN = "unknown"
    MOVED = "moved"
    FINE = "fine"


class Reason(Enum):
    """Why nothing is known."""

    REFUSED = "refused"  # we do not ask there
    NAME = "name"  # nobody has the name
    SILENT = "silent"  # no connection, or no answer in time
    ENCRYPTION = "encryption"  # a certificate that does not hold
    LOOP = "loop"  # redirects without an end
    STATUS = "status"  # an answer, but neither that it is there nor that it is gone


@dataclass(frozen=True)
class Answer:
    """What was learned of an address: `status` is the last one seen, `target` where it has moved for good.

    `retry_after` is that header as it was sent, of a server that wants to be left in peace for a while.
    """

    verdict: Verdict
    status: int | None = None
    target: str = ""
    reason: Reason | None = None
    retry_after: str = ""


class NotAsked(Exception):
    """The address leads where we do not ask."""


def is_public(ip: str, port: int) -> bool:
    """Is it an address of the public internet, on a port of the web?"""
    found = ipaddress.ip_address(ip.partition("%")[0])
    found = getattr(found, "ipv4_mapped", None) or found
    if any(found in network for network in TRANSLATORS if network.version == found.version):
        return False
    inside = (
        found.is_private or found.is_loopback or found.is_link_local or found.is_reserved or found.is_multicast
        or found.is_unspecified
    )  # fmt: skip
    return port in PORTS.values() and found.is_global and not inside


def ask(address: str, allows: Callable[[str, int], bool] = is_public) -> Answer:
    """Ask once whether an address is there: HEAD, and GET where HEAD is not enough. No body is ever read.

    `allows(ip, port)` says whom we connect to. Never raises.
    """
    moved, here = True, address
    try:
        with _Deadline(SECONDS_FOR_A_LINK) as deadline:
            for _hop in range(MOST_REDIRECTS + 1):
                status, location, wait = _status(here, allows, deadline)
                if status in (301, 302, 303, 307, 308) and location:
                    # Moved for good only as far as every step says so.
                    moved = moved and status in (301, 308)
                    here = urljoin(here, location)
                    continue
                return _answer(status, here if moved and here != address else "", wait)
    except NotAsked:
        return Answer(Verdict.UNKNOWN, reason=Reason.REFUSED)
    except socket.gaierror:
        return Answer(Verdict.UNKNOWN, reason=Reason.NAME)
    except ssl.SSLError:
        return Answer(Verdict.UNKNOWN, reason=Reason.ENCRYPTION)
    except (OSError, http.client.HTTPException, ValueError):
        return Answer(Verdict.UNKNOWN, reason=Reason.SILENT)
    return Answer(Verdict.UNKNOWN, status, reason=Reason.LOOP)


def _answer(status: int, target: str, wait: str) -> Answer:
    if status in (404, 410):
        return Answer(Verdict.DEAD, status)
    if 200 <= status < 300:
        return Answer(Verdict.MOVED if target else Verdict.FINE, status, target)
    return Answer(Verdict.UNKNOWN, status, reason=Reason.STATUS, retry_after=wait)


def _status(address: str, allows, deadline) -> tuple[int, str, str]:
    """Status, `Location` and `Retry-After` of an address. Servers that know no HEAD, or lie to it, are asked by GET.

    One that says that it is asked too much is not asked again.
    """
    status, location, wait = _request("HEAD", address, allows, deadline)
    if status < 400 or status == TOO_MANY:
        return status, location, wait
    return _request("GET", address, allows, deadline)


def _request(method: str, address: str, allows, deadline) -> tuple[int, str, str]:
    parts = urlsplit(address)
    port = parts.port or PORTS.get(parts.scheme)
    if parts.scheme not in PORTS or not parts.hostname or parts.username or parts.password:
        raise NotAsked(address)
    if CONTROL.search(address):
        raise NotAsked(address)
    host = parts.hostname if ":" in parts.hostname else parts.hostname.encode("idna").decode("ascii")
    connection = http.client.HTTPConnection(host, port, timeout=SECONDS_FOR_A_STEP)
    connection.sock = _connect(host, port, allows)
    deadline.watch(connection.sock)
    try:
        if parts.scheme == "https":
            connection.sock = ssl.create_default_context().wrap_socket(connection.sock, server_hostname=host)
            deadline.watch(connection.sock)
            connection.default_port = PORTS["https"]
        target = quote(parts.path or "/", AS_THEY_ARE) + (
            f"?{quote(parts.query, AS_THEY_ARE)}" if parts.query else ""
        )
        connection.request(method, target, headers=_headers())
        answer = connection.getresponse()
        location, wait = (answer.headers.get(name) or "" for name in ("Location", "Retry-After"))
        return answer.status, _as_written(location), wait[:100]
    finally:
        connection.close()


def _headers() -> dict[str, str]:
    return {
        "User-Agent": f"CommentarySeries-LinkCheck/1.0 (+{settings.WAGTAILADMIN_BASE_URL})",
        "Accept": "*/*",
        "Connection": "close",
    }


def _connect(host: str, port: int, allows) -> socket.socket:
    """A connection to what the name stands for, if all of that is allowed."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    if not all(allows(where[0], port) for *_, where in found):
        raise NotAsked(host)
    last: OSError = OSError(host)
    for family, kind, protocol, _name, where in found[:2]:
        sock = socket.socket(family, kind, protocol)
        sock.settimeout(SECONDS_FOR_A_STEP)
        try:
            sock.connect(where)
        except OSError as error:
            sock.close()
            last = error
        else:
            return sock
    raise last


def _as_written(location: str) -> str:
    """A header as its server wrote it: many write UTF-8 where only ASCII is allowed, and http.client reads Latin-1."""
    try:
        return location.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return location


class _Deadline:
    """Cuts connections off when the time is up: somebody who sends a byte now and then would never time out."""

    def __init__(self, seconds: float):
        self._sockets: list[socket.socket] = []
        self._is_over = False
        self._timer = threading.Timer(seconds, self._cut)
        self._timer.daemon = True

    def watch(self, sock: socket.socket) -> None:
        self._sockets.append(sock)
        if self._is_over:
            raise TimeoutError

    def _cut(self) -> None:
        self._is_over = True
        for sock in self._sockets:
            with suppress(OSError):
                sock.shutdown(socket.SHUT_RDWR)

    def __enter__(self):
        self._timer.start()
        return self

    def __exit__(self, *error):
        self._timer.cancel()
