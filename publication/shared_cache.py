"""The cache that all processes share, in Redis, as one that may be away: pages, sign-in and publishing go on without it.

While it is away it keeps nothing and finds nothing, as Django's dummy cache does, and nobody waits for it
(publication/breaker.py): Redis that hangs costs one request of a process one timeout in a while. Who must know whether
it answered asks `with strictly():` (publication/breaker.py) and gets CacheAway.

What was changed or deleted while it was away would be old when it is back. Each process remembers those keys and deletes
them before it asks anything else. Pages have a journal of their own, in the database.
"""

import threading
from functools import lru_cache

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django_redis.cache import RedisCache
from django_redis.exceptions import ConnectionInterrupted
from redis.exceptions import RedisError

from publication.breaker import Breaker, CacheAway, must_know

# A request waits this long for Redis, once in PAUSE seconds for each process, while it hangs.
SECONDS_TO_CONNECT = 0.25
SECONDS_TO_ANSWER = 0.5
PAUSE = 5
# With more than this everything in the cache is let go instead.
MOST_REMEMBERED = 2_000


class _Line:
    """What a process knows of one server: whether it is there, and what it missed."""

    def __init__(self):
        self.breaker = Breaker("The shared cache", PAUSE, "cache")
        self._missed: set = set()
        self._missed_all = False
        self._lock = threading.Lock()

    def miss(self, keys) -> None:
        """Remember keys whose values are not what they were."""
        with self._lock:
            if keys is None:
                self._missed_all = True
            else:
                self._missed.update(keys)
            if self._missed_all or len(self._missed) > MOST_REMEMBERED:
                self._missed, self._missed_all = set(), True

    def make_up(self, cache: RedisCache) -> None:
        """Delete what it missed; what cannot be deleted stays remembered."""
        with self._lock:
            missed, everything = self._missed, self._missed_all
            self._missed, self._missed_all = set(), False
        try:
            if everything:
                cache.client.clear()
            elif missed:
                cache.client.delete_many(missed)
        except BaseException:
            self.miss(None if everything else missed)
            raise

    @property
    def has_missed(self) -> bool:
        return self._missed_all or bool(self._missed)


@lru_cache(maxsize=8)
def line_to(server: str) -> _Line:
    """The line of this process to a server. Django makes a cache object for each thread; the line is theirs together."""
    return _Line()


class SharedCache(RedisCache):
    """django-redis with its errors caught here, and asked only while Redis answers."""

    def __init__(self, server, params):
        super().__init__(server, params)
        self._ignore_exceptions = False
        self.line = line_to(str(server))

    @property
    def is_away(self) -> bool:
        """Did the last who asked find Redis away?"""
        return self.line.breaker.is_away

    def add(self, key, value, timeout=DEFAULT_TIMEOUT, version=None):
        # Yes, as the dummy cache says: who waits for a lock would wait for as long as Redis is away.
        return self._ask(lambda: super(SharedCache, self).add(key, value, timeout, version), True)

    def get(self, key, default=None, version=None):
        return self._ask(lambda: super(SharedCache, self).get(key, default, version), default)

    def get_many(self, keys, version=None):
        keys = list(keys)
        return self._ask(lambda: super(SharedCache, self).get_many(keys, version=version), {})

    def set(self, key, value, timeout=DEFAULT_TIMEOUT, version=None, **options):
        return self._ask(
            lambda: super(SharedCache, self).set(key, value, timeout, version, **options),
            None,
            missing=lambda: [self._named(key, version)],
        )

    def set_many(self, data, timeout=DEFAULT_TIMEOUT, version=None):
        failed = self._ask(
            lambda: super(SharedCache, self).set_many(data, timeout=timeout, version=version) or [],
            list(data),
            missing=lambda: [self._named(key, version) for key in data],
        )
        return list(failed)

    def touch(self, key, timeout=DEFAULT_TIMEOUT, version=None):
        return self._ask(lambda: super(SharedCache, self).touch(key, timeout, version), False)

    def delete(self, key, version=None):
        return self._ask(
            lambda: super(SharedCache, self).delete(key, version=version),
            False,
            missing=lambda: [self._named(key, version)],
        )

    def delete_many(self, keys, version=None):
        keys = list(keys)
        return self._ask(
            lambda: super(SharedCache, self).delete_many(keys, version=version),
            None,
            missing=lambda: [self._named(key, version) for key in keys],
        )

    def has_key(self, key, version=None):
        return bool(self._ask(lambda: super(SharedCache, self).has_key(key, version=version), False))

    def incr(self, key, delta=1, version=None):
        """Raise ValueError where there is no such key, as there is none while Redis is away."""
        found = self._ask(lambda: super(SharedCache, self).incr(key, delta=delta, version=version), None)
        if found is None:
            raise ValueError(f"Key {key!r} not found")
        return found

    def decr(self, key, delta=1, version=None):
        return self.incr(key, -delta, version)

    def clear(self):
        self._ask(super().clear, None, missing=lambda: None)

    def _named(self, key, version):
        return self.client.make_key(key, version=version)

    def _ask(self, ask, nothing, missing=lambda: ()):
        """What `ask` answers; `nothing` while Redis is away, which then misses the keys of `missing` (None: all)."""
        line, reason = self.line, None
        if line.breaker.lets_through():
            try:
                if line.has_missed:
                    line.make_up(self)
                found = ask()
            except (RedisError, OSError, ConnectionInterrupted) as error:
                line.breaker.failed(error)
                reason = error
            else:
                line.breaker.succeeded()
                return found
        line.miss(missing())
        if must_know():
            raise CacheAway("The shared cache is away.") from reason
        return nothing
