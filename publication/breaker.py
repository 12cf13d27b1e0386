"""What stands before a service that may be away: after a failure it is left alone for a while, so that nobody waits for it.

One failure costs one caller one timeout. Then all others pass by until one of them is let through to try again. The log
gets a line when the service goes and one when it is back, with each try in between that failed, and nothing for those
who passed by.
"""

import logging
import threading
import time
from contextlib import contextmanager
from contextvars import ContextVar

from publication import metrics

logger = logging.getLogger(__name__)

_in_a_hurry: ContextVar[bool] = ContextVar("in_a_hurry", default=False)
_attended: ContextVar[bool] = ContextVar("attended", default=False)
_strict: ContextVar[bool] = ContextVar("strict", default=False)


class CacheAway(Exception):
    """The shared cache did not answer, and somebody has to know."""


class StorageAway(OSError):
    """The object storage did not answer, or with an error of its own; an OSError, as a disk's would be."""


class StorageRefuses(PermissionError):
    """The object storage answered that it does not want this, which is for the operator to mend; as a disk's would be."""


@contextmanager
def strictly():
    """Let the shared cache raise CacheAway while it is away. Without a shared cache this changes nothing."""
    token = _strict.set(True)
    try:
        yield
    finally:
        _strict.reset(token)


def must_know() -> bool:
    """Are we inside `strictly()`?"""
    return _strict.get()


@contextmanager
def hurried():
    """Wait shortly for whatever may be away, as a reader is waiting; what has patience outside of this tries longer."""
    token = _in_a_hurry.set(True)
    try:
        yield
    finally:
        _in_a_hurry.reset(token)


def is_in_a_hurry() -> bool:
    """Are we inside `hurried()`?"""
    return _in_a_hurry.get()


@contextmanager
def attended():
    """Somebody waits for what is stored in here: longer than a reader, but not as long as a worker could."""
    token = _attended.set(True)
    try:
        yield
    finally:
        _attended.reset(token)


def is_attended() -> bool:
    """Are we inside `attended()`?"""
    return _attended.get()


class Breaker:
    """The way to one service in this process; `pause` is for how many seconds it is left alone after a failure.

    `kind` is one of the services whose errors publication/metrics.py counts.
    """

    def __init__(self, service: str, pause: float, kind: str):
        self.service = service
        self.kind = kind
        self.pause = pause
        self.failures = 0  # since the process began, those only of callers who asked
        self._until = None
        self._quiet_until = 0.0
        self._back_at = None
        self._lock = threading.Lock()

    @property
    def is_away(self) -> bool:
        """Did the last who asked find it away?"""
        return self._until is not None

    @property
    def back_at(self) -> float | None:
        """When it was last found to be back, on a clock of this process; None while it never was away."""
        return self._back_at

    def came_back_within(self, seconds: float) -> bool:
        """Was it away, and found to be back no more than so many seconds ago?"""
        return self._back_at is not None and time.monotonic() - self._back_at < seconds

    def lets_through(self) -> bool:
        """May the caller ask? Of those who come after the pause the first one may, and nobody else meanwhile."""
        if self._until is None:
            return True
        with self._lock:
            now = time.monotonic()
            if self._until is not None and now < self._until:
                return False
            self._until = now + self.pause
            return True

    def failed(self, error: BaseException) -> None:
        """Say that a caller who was let through found it away. Of several who found it at once, one is in the log."""
        with self._lock:
            now = time.monotonic()
            is_news = now >= self._quiet_until
            self.failures += 1
            self._until = now + self.pause
            if is_news:
                self._quiet_until = self._until
        metrics.went_wrong(self.kind)
        if is_news:
            words = "%s is away, and left alone for %g s: %s: %s"
            logger.warning(words, self.service, self.pause, type(error).__name__, error)

    def succeeded(self) -> None:
        """Say that a caller who was let through was answered."""
        if self._until is None:
            return
        with self._lock:
            was_away, self._until, self._quiet_until = self._until is not None, None, 0.0
            if was_away:
                self._back_at = time.monotonic()
        if was_away:
            logger.warning("%s is back", self.service)
