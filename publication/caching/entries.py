"""What the page cache of the application holds: one answer for everybody, with how long it lasts."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from publication.caching.rules import CONDITIONS, Lifetime, open_to_all

# Longer answers are made each time: one must not push all others out.
MOST_BYTES = 512 * 1024
# Said anew each time that an answer is sent.
SAID_WHEN_SENT = frozenset({"cache-control", "vary"})


@dataclass(frozen=True)
class Key:
    """An address as it is asked for; the path decides language and page, its digest which purges are meant for it."""

    origin: str
    path: str

    @classmethod
    def of(cls, request: HttpRequest) -> "Key":
        """Raises DisallowedHost."""
        return cls(f"{request.scheme}://{request.get_host().lower()}", request.path_info)

    @property
    def name(self) -> str:
        """A name in a cache."""
        return hashlib.sha256(f"{self.origin}{self.path}".encode(errors="replace")).hexdigest()[:40]

    @property
    def digest(self) -> str:
        """The path as the journal of purges knows it."""
        return digest_of(self.path)


def digest_of(path: str) -> str:
    """The MD5 of a path, by which proxies of nginx name their files as well."""
    return hashlib.md5(path.encode(errors="replace"), usedforsecurity=False).hexdigest()


@dataclass(frozen=True)
class Entry:
    """An answer, and the generation of its address when its making began."""

    content: bytes
    headers: tuple[tuple[str, str], ...]
    generation: str
    life: Lifetime

    def is_fresh(self, now: datetime) -> bool:
        return now < self.life.fresh_until

    def may_stand_in(self, now: datetime) -> bool:
        return now < self.life.stale_until

    def response(self) -> HttpResponse:
        """The answer, to be sent to anybody."""
        return open_to_all(HttpResponse(self.content, headers=dict(self.headers)))


def entry_of(response: HttpResponseBase, generation: str, life: Lifetime) -> Entry | None:
    """The entry of a public answer; None for one that is not kept: no page, too long, or with a policy of its own."""
    if response.status_code != 200 or response.streaming or hasattr(response, "_csp_update"):
        return None
    if len(response.content) > MOST_BYTES:
        return None
    headers = tuple(
        (name, value) for name, value in response.headers.items() if name.lower() not in SAID_WHEN_SENT
    )
    return Entry(response.content, headers, generation, life)


def in_its_generation(entry: Entry | None, generation: str) -> Entry | None:
    """The entry, if nothing was purged since it was made."""
    return entry if entry is not None and entry.generation == generation else None


def make_whole(request: HttpRequest, get_response: Callable) -> HttpResponseBase:
    """The whole answer to a GET, whatever a reader has of it already: others get it too."""
    method, asked = request.method, {name: request.META.pop(name, None) for name in CONDITIONS}
    request.method = "GET"
    try:
        return get_response(request)
    finally:
        request.method = method
        request.META.update({name: value for name, value in asked.items() if value is not None})
