"""Can this process serve? The database must answer and be migrated; without cache, storage or worker it can all the same.

What is asked is asked in a thread of its own, by one at a time: a database that hangs holds that thread and no probe
for longer than PATIENCE. What was found is remembered for some seconds, so that probes cost nothing, however many.
"""

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace

from django.core.cache import cache
from django.core.files.storage import storages
from django.db import connection, connections
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from publication.background.life import a_worker_is_running
from publication.breaker import CacheAway, hurried, strictly

logger = logging.getLogger(__name__)

PATIENCE = 2  # seconds that a probe waits
SECONDS_KEPT = 1
SECONDS_BELIEVED = 15  # what was found, while the next look takes longer than a probe waits
SECONDS_STORAGE_KEPT = 10
SECONDS_MIGRATED_KEPT = 60


@dataclass(frozen=True)
class State:
    """What was found, in words that a probe reads.

    `database`: ok, away. `migrations`: applied, missing, unknown. `cache`: ok, degraded, memory (none is shared).
    `storage`: ok, degraded. `worker`: running, none; unknown where the database is away.
    """

    database: str = "away"
    migrations: str = "unknown"
    cache: str = "unknown"
    storage: str = "unknown"
    worker: str = "unknown"

    @property
    def can_serve(self) -> bool:
        return self.database == "ok" and self.migrations == "applied"

    @property
    def is_degraded(self) -> bool:
        return self.cache == "degraded" or self.storage == "degraded"

    def as_told(self) -> dict:
        status = "unavailable" if not self.can_serve else "degraded" if self.is_degraded else "ok"
        return {"status": status} | asdict(self)


class _Remembered:
    """What a question answered, for so many seconds."""

    def __init__(self, ask: Callable[[], str], seconds: float):
        self._ask, self._seconds = ask, seconds
        self.forget()

    def forget(self) -> None:
        self._answer, self._until = "", 0.0

    def __call__(self) -> str:
        if time.monotonic() >= self._until:
            self._answer = self._ask()
            self._until = time.monotonic() + self._seconds
        return self._answer


def storage_state() -> str:
    """Do both storages answer? Asked about a file that need not be there."""
    try:
        with hurried():
            for name in ("default", "private"):
                storages[name].exists("readyz")
    except Exception as error:  # each storage has errors of its own
        logger.warning("The storage is away: %s", error)
        return "degraded"
    return "ok"


def cache_state() -> str:
    """Does the shared cache answer? Not asked again while it is known to be away."""
    if not hasattr(cache, "is_away"):
        return "memory"
    try:
        with strictly():
            cache.get("readyz")
    except CacheAway:
        return "degraded"
    return "ok"


def missing_migrations() -> list[str]:
    """Migrations of this release that the database does not have, as `app.name`; those it has beyond are no matter."""
    on_disk = MigrationLoader(None, ignore_no_migrations=True).disk_migrations
    applied = MigrationRecorder(connection).applied_migrations()
    return sorted(
        ".".join(key)
        for key, migration in on_disk.items()
        if key not in applied and not (migration.replaces and applied.keys() >= set(migration.replaces))
    )


class _Migrations(_Remembered):
    """Those that are applied stay so for a while; one that is missing is looked for each time."""

    def __init__(self):
        super().__init__(lambda: "missing" if missing_migrations() else "applied", SECONDS_MIGRATED_KEPT)

    def __call__(self) -> str:
        answer = super().__call__()
        if answer != "applied":
            self.forget()
        return answer


_storage = _Remembered(storage_state, SECONDS_STORAGE_KEPT)
_migrations = _Migrations()


def look() -> State:
    """Ask everything now, in this thread."""
    found = State(cache=cache_state(), storage=_storage())
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        found = replace(found, database="ok")
        found = replace(found, migrations=_migrations())
        if found.can_serve:
            found = replace(found, worker="running" if a_worker_is_running() else "none")
    except (
        Exception
    ) as error:  # a driver has errors of its own, as when its server goes in the middle of an answer
        logger.warning("The database is away: %s", type(error).__name__)
        found = replace(found, database="away")
    return found


class _Watch:
    """One look at a time in a thread of its own, and what it found last."""

    def __init__(self):
        self._lock = threading.Lock()
        self._looking: threading.Thread | None = None
        self.forget()

    def forget(self) -> None:
        self._found, self._at = State(), float("-inf")

    def state(self) -> State:
        with self._lock:
            if time.monotonic() - self._at < SECONDS_KEPT:
                return self._found
            if self._looking is None or not self._looking.is_alive():
                self._looking = threading.Thread(target=self._look, name="readiness", daemon=True)
                self._looking.start()
            looking = self._looking
        looking.join(PATIENCE)
        if looking.is_alive() and time.monotonic() - self._at > SECONDS_BELIEVED:
            return State()
        # A machine that is busy is no reason to send its readers away.
        return self._found

    def _look(self) -> None:
        try:
            self._found, self._at = look(), time.monotonic()
        finally:
            connections.close_all()


_watch = _Watch()


def state() -> State:
    """What was found within the last second, or is found now; "away" where nothing was found for SECONDS_BELIEVED."""
    return _watch.state()


def forget() -> None:
    """Forget what this process has found."""
    _watch.forget()
    _storage.forget()
    _migrations.forget()
