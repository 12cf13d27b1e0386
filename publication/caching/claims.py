"""One makes a page, the others wait: 200 who ask at once for a page that ran out have it made once.

Within a process by an event, between processes by a claim in the store that all share. Nobody waits longer than WAIT, and
nobody for a page that could not be made: when whoever had the claim gives it back without an entry, those who waited make
the page themselves.
"""

import threading
import time
from contextlib import contextmanager

from publication.caching.entries import Key
from publication.caching.stores import Away, Store

# Seconds. The claim of a process that was killed lasts for LONGEST.
WAIT = 5.0
LONGEST = 15.0
STEP = 0.02

# For so long nobody waits for a page that was made and not kept: a missing one, a redirect, an error.
UNKEPT = 10.0
MOST_UNKEPT = 2_000

_here: dict[str, threading.Event] = {}
_unkept: dict[str, float] = {}
_lock = threading.Lock()


def note_unkept(key: Key) -> None:
    """Say that an answer was made and cannot be kept."""
    with _lock:
        if len(_unkept) >= MOST_UNKEPT:
            _unkept.clear()
        _unkept[key.name] = time.monotonic() + UNKEPT


def is_not_worth_waiting_for(key: Key) -> bool:
    """Was the last answer of an address one that cannot be kept?"""
    return _unkept.get(key.name, 0) > time.monotonic()


def forget() -> None:
    """Forget which answers could not be kept."""
    with _lock:
        _unkept.clear()


@contextmanager
def claimed(store: Store, key: Key, *, waits: bool):
    """Gives True to the one who is to make a page; to others False, after they have waited for it (`waits`)."""
    with _lock:
        event = _here.get(key.name)
        is_first = event is None
        if is_first:
            event = _here[key.name] = threading.Event()
    if not is_first:
        if waits:
            event.wait(WAIT)
        yield False
        return
    has_claim = False
    try:
        has_claim = store.claim(key, LONGEST)
        if not has_claim and waits:
            _wait_for_others(store, key)
        yield has_claim
    finally:
        with _lock:
            _here.pop(key.name, None)
        event.set()
        if has_claim:
            store.release(key)


def _wait_for_others(store: Store, key: Key) -> None:
    """Until the process that has the claim gives it back."""
    end = time.monotonic() + WAIT
    try:
        while time.monotonic() < end and store.is_claimed(key):
            time.sleep(STEP)
    except Away:
        return
