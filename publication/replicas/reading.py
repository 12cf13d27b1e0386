"""Where the work in hand reads: from the primary, unless the middleware has chosen a replica for this request."""

from contextvars import ContextVar

from django.db import DEFAULT_DB_ALIAS, connections

PRIMARY = DEFAULT_DB_ALIAS
_alias: ContextVar[str] = ContextVar("reading_from", default=PRIMARY)


def reads_from() -> str:
    """The alias of the database that queries of this moment read: inside a transaction its own, the primary.

    What a transaction has written is not on a replica yet, and what it locks there would not be locked.
    """
    alias = _alias.get()
    if alias != PRIMARY and connections[PRIMARY].in_atomic_block:
        return PRIMARY
    return alias


def read_from(alias: str) -> None:
    """Let this request read from the database of that alias from now on."""
    _alias.set(alias)


class Router:
    """Django's way to ask. It always answers: without one, Django writes to where an object was read from."""

    def db_for_read(self, model, **hints) -> str:
        return reads_from()

    def db_for_write(self, model, **hints) -> str:
        return PRIMARY

    def allow_relation(self, one, other, **hints) -> bool:
        return True

    def allow_migrate(self, db, app_label, **hints) -> bool:
        return db == PRIMARY
