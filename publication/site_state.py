"""In which state the site is: what was counted over all of it stays right while the state is the same.

Counts of topics, authors and months, and which pieces are the newest, take as long as the site is large. They change
only when a row does that they are made from, or when a moment passes at which something opens or expires. Of the rows
the database itself keeps note: triggers write to SiteChange in the transaction of the change, whoever makes it. So a
request asks for the state with one small query, and counts again when it is another (docs/decisions/039).
"""

import random
import threading
import time
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connections
from django.db.models import Field, Func, Min, Q
from django.utils import timezone
from wagtail.models import Page

from publication.models.changes import SiteChange
from publication.replicas.reading import reads_from

TABLE = SiteChange._meta.db_table
# Longer than this nothing is kept, whatever the state: should a trigger ever be missing, so long it would show.
SECONDS_KEPT = 60.0
# The columns whose changes count, by table; none: any column.
WATCHED: dict[str, tuple[str, ...]] = {
    "wagtailcore_page": (
        "live", "expire_at", "go_live_at", "path", "url_path", "title", "first_published_at", "last_published_at",
        "locale_id", "alias_of_id", "translation_key",
    ),
    "wagtailcore_pageviewrestriction": (),
}  # fmt: skip
# One row that is another after each change: there is one writer at a time. Without "OR REPLACE", which an "OR IGNORE" of
# the statement that is watched would take the place of.
SQLITE = """CREATE TRIGGER {name} AFTER {event} ON {table} {when}
BEGIN
UPDATE {changes} SET mark = random() >> 12 WHERE id = 1;
INSERT INTO {changes} (id, mark) SELECT 1, random() >> 12 WHERE NOT EXISTS (SELECT 1 FROM {changes} WHERE id = 1);
END"""
POSTGRES = """CREATE OR REPLACE TRIGGER {name} AFTER {event} ON {table} FOR EACH {each} {when}
EXECUTE FUNCTION note_site_change()"""
# PostgreSQL's TRUNCATE is no DELETE. SQLite has none.
EVENTS = {"sqlite": ("INSERT", "DELETE", "UPDATE"), "postgresql": ("INSERT", "DELETE", "UPDATE", "TRUNCATE")}
# A row for each transaction, so that none waits for another to write it; all changes of one are seen at once.
FUNCTION = """CREATE OR REPLACE FUNCTION note_site_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
IF current_setting('publication.noted_in', true) IS DISTINCT FROM txid_current()::text THEN
INSERT INTO {changes} (mark) VALUES ((random() * 4e15)::bigint);
PERFORM set_config('publication.noted_in', txid_current()::text, true);
END IF;
RETURN NULL;
END $$"""
MOST_ROWS = 1_000


def watch(table: str, *columns: str) -> None:
    """Let the apps above this one have their tables watched: in `ready`, before migrations are run."""
    WATCHED[table] = columns


@dataclass(frozen=True)
class SiteState:
    """The state that a request found; `key` is None where nothing may be kept, inside of a transaction."""

    key: tuple | None


@dataclass
class _Epoch:
    """How long a state lasts that was first met in this process at `begun`, and no longer than to the moment `until`."""

    stamp: tuple
    begun: float
    until: datetime | None
    number: float


_epochs: dict[str, _Epoch] = {}


def site_state() -> SiteState:
    """The state of the database that a request reads. One query, or none inside of a transaction."""
    connection = connections[reads_from()]
    if not _may_keep(connection):
        return SiteState(None)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT COUNT(*), SUM(mark) FROM {TABLE}")  # noqa: S608
        return state_of(*cursor.fetchone())


# The state for those who ask for something else anyway: columns of a query, which is as old as what it finds.
STAMP = {
    name: Func(template=f"(SELECT {sum_of} FROM {TABLE})", output_field=Field())  # noqa: S608
    for name, sum_of in (("changes", "COUNT(*)"), ("marks", "SUM(mark)"))
}


def state_of(*stamp) -> SiteState:
    """The state that a query found whose columns `STAMP` have these values. No query, or one in a new state."""
    alias = reads_from()
    if not _may_keep(connections[alias]):
        return SiteState(None)
    now = timezone.now()
    epoch = _epochs.get(alias)
    if (
        epoch is None
        or epoch.stamp != stamp
        or time.monotonic() - epoch.begun > SECONDS_KEPT
        or (epoch.until and epoch.until <= now)
    ):
        epoch = _Epoch(stamp, time.monotonic(), _next_moment(now), random.random())  # noqa: S311
        _epochs[alias] = epoch
    return SiteState((alias, stamp, epoch.number))


def _may_keep(connection) -> bool:
    """May counts be kept? A transaction may see what is never committed."""
    return not connection.in_atomic_block


def _next_moment(now: datetime) -> datetime | None:
    """When the next page opens or expires that is live."""
    coming = Page.objects.filter(Q(expire_at__gt=now) | Q(go_live_at__gt=now), live=True).aggregate(
        expires=Min("expire_at", filter=Q(expire_at__gt=now)),
        opens=Min("go_live_at", filter=Q(go_live_at__gt=now)),
    )
    return min(filter(None, coming.values()), default=None)


class Counted:
    """Something counted over the site: `count(*about)`, kept for the state it was counted in.

    What it gives must be frozen or left as it is: every request gets the same object.
    """

    def __init__(self, count: Callable[..., Any] | None = None, most: int = 64):
        self._count, self._most = count, most
        self._kept: dict[Hashable, tuple[tuple, Any]] = {}
        self._lock = threading.Lock()

    def at(self, state: SiteState, *about: Hashable) -> Any:
        """What it is about these in this state. As many queries as counting takes, or none."""
        return self.made(state, lambda: self._count(*about), *about)

    def made(self, state: SiteState, make: Callable[[], Any], *about: Hashable) -> Any:
        """The same of what is counted by `make`, which may ask more than what it is known by: `about` has to say all of it."""
        if state.key is None:
            return make()
        key, value = self._kept.get(about, (None, None))
        if key == state.key:
            return value
        value = make()
        with self._lock:
            if len(self._kept) >= self._most:
                self._kept.clear()
            self._kept[about] = (state.key, value)
        return value


def keep_watch(connection) -> None:
    """Make the triggers of a database; after every `migrate`, as changing a table of SQLite loses its triggers."""
    vendor = connection.vendor
    pattern = {"sqlite": SQLITE, "postgresql": POSTGRES}[vendor]
    there = set(connection.introspection.table_names())
    if TABLE not in there:
        return
    with connection.cursor() as cursor:
        made = _made(cursor) if vendor == "sqlite" else {}
        if vendor == "postgresql":
            cursor.execute(FUNCTION.format(changes=TABLE))
        for table, columns in WATCHED.items():
            if table not in there:
                continue
            for event in EVENTS[vendor]:
                when = _when(vendor, columns) if event == "UPDATE" and columns else ""
                each = "STATEMENT" if event == "TRUNCATE" else "ROW"
                name = f"changes_{table}_{event}".lower()
                wanted = pattern.format(
                    name=name, event=event, table=table, each=each, when=when, changes=TABLE
                )
                if made.get(name) == wanted:
                    continue
                if name in made:
                    cursor.execute(f"DROP TRIGGER {name}")
                cursor.execute(wanted)


def _made(cursor) -> dict[str, str]:
    """The triggers of a database of SQLite, which keeps them in the words in which they were made, and replaces none."""
    cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
    return dict(cursor.fetchall())


def _when(vendor: str, columns: tuple[str, ...]) -> str:
    differs = "IS NOT" if vendor == "sqlite" else "IS DISTINCT FROM"
    return f"WHEN ({' OR '.join(f'OLD.{column} {differs} NEW.{column}' for column in columns)})"


def forget_old_changes() -> int:
    """Remove the notes of changes when they are many; how many went. Every count is made once more after it."""
    if SiteChange.objects.count() <= MOST_ROWS:
        return 0
    newest = SiteChange.objects.order_by("-pk").values_list("pk", flat=True).first()
    return SiteChange.objects.filter(pk__lt=newest).delete()[0]
