"""Where the page cache keeps its entries, and how it knows that an address was purged since one was made.

In Redis for all processes, where there is one: each address has a generation there, a random name that a purge replaces.
Otherwise in the memory of each process, which asks the journal of purges in the database: one small query for each
request, by an index. A generation is then the numbers of the last purges of the address, all of them, because a purge
with a lower number may be committed later.
"""

import secrets
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Protocol

from django.core.cache import cache
from django.db import DatabaseError, connection

from publication.breaker import CacheAway, strictly
from publication.caching.entries import Entry, Key, digest_of
from publication.models import Purge
from publication.models.purges import EVERYTHING

# In the place of an address: any of them. One purge of it for each change.
ANYTHING = ""
DAY = 86_400
# The last so many purges of an address are its generation.
LAST = 8
MOST_MEMORY = 32 * 1024 * 1024


@dataclass(frozen=True)
class Place:
    """What is known of an address: its generation, that of the whole site, and the entry if there is one."""

    generation: str
    site: str
    entry: Entry | None = None


class Away(Exception):
    """The store cannot be asked. Pages are made without it."""


class Store(Protocol):
    """Where entries are. `look` and `keep` raise Away."""

    def look(self, key: Key) -> Place: ...

    def keep(self, key: Key, entry: Entry, seconds: float) -> None: ...

    def claim(self, key: Key, seconds: float) -> bool:
        """Take the making of an answer for all processes; False where somebody else has it."""

    def release(self, key: Key) -> None: ...

    def is_claimed(self, key: Key) -> bool: ...


# What is to be done when the shared cache was away, before anything that is kept there is shown again.
before_it_is_read_again: list[Callable[[], None]] = []


@contextmanager
def _asking():
    try:
        with strictly():
            yield
    except CacheAway as error:
        raise Away from error


class SharedStore:
    """Redis, through Django's cache."""

    _known_back_at: float | None = None  # of this process

    def look(self, key: Key) -> Place:
        names = {
            "entry": f"page:{key.name}",
            "own": _generation(key.digest),
            "all": _generation(digest_of(EVERYTHING)),
            "site": _generation(digest_of(ANYTHING)),
        }
        with _asking():
            found = cache.get_many(names.values())
            if self._has_come_back():
                found = cache.get_many(names.values())
            for name in ("own", "all", "site"):
                # What is not there was never made, or pushed out: entries that knew it are none any more.
                while names[name] not in found:
                    cache.add(names[name], secrets.token_hex(8), DAY)
                    found |= cache.get_many([names[name]])
        own, everything, site = (found[names[name]] for name in ("own", "all", "site"))
        return Place(f"{own} {everything}", site, found.get(names["entry"]))

    def _has_come_back(self) -> bool:
        """Was Redis away since this process last looked? Then what was changed meanwhile is purged first.

        Whoever changed it tells Redis when they ask it themselves, and others would read the old until then. Raises Away where
        the database cannot say what was changed.
        """
        back_at = cache.line.breaker.back_at
        if back_at == SharedStore._known_back_at:
            return False
        try:
            for make_up in before_it_is_read_again:
                make_up()
        except DatabaseError as error:
            raise Away from error
        SharedStore._known_back_at = back_at
        return True

    def keep(self, key: Key, entry: Entry, seconds: float) -> None:
        with _asking():
            cache.set(f"page:{key.name}", entry, max(int(seconds) + 1, 1))

    def claim(self, key: Key, seconds: float) -> bool:
        with _asking():
            is_mine = cache.add(f"claim:{key.name}", 1, int(seconds))
        # Redis works off what it was sent while it hung: a claim may be of somebody who has gone on without it.
        return is_mine or cache.line.breaker.came_back_within(seconds)

    def release(self, key: Key) -> None:
        cache.delete(f"claim:{key.name}")

    def is_claimed(self, key: Key) -> bool:
        with _asking():
            return cache.has_key(f"claim:{key.name}")

    def move(self, digests: Iterable[str]) -> None:
        """Give addresses, and the whole site, new generations."""
        with _asking():
            failed = cache.set_many(
                {_generation(digest): secrets.token_hex(8) for digest in {*digests, digest_of(ANYTHING)}}, DAY
            )
        if failed:
            raise Away


def _generation(digest: str) -> str:
    return f"generation:{digest}"


class MemoryStore:
    """The memory of one process. Claims of other processes it knows nothing of: each makes a page once for itself."""

    def __init__(self):
        self._entries: OrderedDict[str, Entry] = OrderedDict()
        self._bytes = 0
        self._lock = threading.Lock()

    def look(self, key: Key) -> Place:
        try:
            rows = _last_purges(key.digest)
        except DatabaseError as error:
            raise Away from error
        generation = " ".join(str(pk) for pk, of in rows if of != "site")
        site = " ".join(str(pk) for pk, of in rows if of == "site")
        with self._lock:
            entry = self._entries.get(key.name)
            if entry is not None:
                self._entries.move_to_end(key.name)
        return Place(generation, site, entry)

    def keep(self, key: Key, entry: Entry, seconds: float) -> None:
        with self._lock:
            former = self._entries.pop(key.name, None)
            self._entries[key.name] = entry
            self._bytes += len(entry.content) - (len(former.content) if former else 0)
            while self._bytes > MOST_MEMORY:
                _name, oldest = self._entries.popitem(last=False)
                self._bytes -= len(oldest.content)

    def claim(self, key: Key, seconds: float) -> bool:
        return True

    def release(self, key: Key) -> None:
        """Nothing to give back."""

    def is_claimed(self, key: Key) -> bool:
        return False

    def clear(self) -> None:
        with self._lock:
            self._entries.clear()
            self._bytes = 0


def _last_purges(digest: str) -> list[tuple[int, str]]:
    """The numbers of the last purges of an address, of everything, and of anything ("site"). One query."""
    table = connection.ops.quote_name(Purge._meta.db_table)
    sql = " UNION ALL ".join(
        f"SELECT id, '{of}' FROM (SELECT id FROM {table} WHERE digest = %s ORDER BY id DESC LIMIT {LAST}) {of}_"  # noqa: S608
        for of in ("own", "every", "site")
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [digest, digest_of(EVERYTHING), digest_of(ANYTHING)])
        return cursor.fetchall()


_memory = MemoryStore()


def forget() -> None:
    """Empty the memory of this process."""
    _memory.clear()


def is_shared() -> bool:
    """Is there a cache that all processes share?"""
    return hasattr(cache, "is_away")


def store() -> SharedStore | MemoryStore:
    """The store of this site."""
    return SharedStore() if is_shared() else _memory
