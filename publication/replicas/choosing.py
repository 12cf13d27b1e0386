"""Which replica may be asked: one at random of those that answer and have replayed what the mark wants.

Each process remembers how far a replica was when it last said so. That only grows, so a replica is asked again only
when the mark has moved. One that does not answer is left alone for a while and logged once, until it is back; then one
request tries it, and the others do not wait with that one.
"""

import logging
import random
import time
from dataclasses import dataclass
from functools import cache

from django.conf import settings
from django.db import DatabaseError, InterfaceError, connections

logger = logging.getLogger(__name__)

# Seconds for which a replica that failed is not asked.
REST = 5.0
# Seconds between two questions of a process to a replica how far it is.
PAUSE = 0.1
# Seconds behind the mark after which it is said in the log.
BEHIND = 5.0
ERRORS = (DatabaseError, InterfaceError)
HOW_FAR = "SELECT pg_is_in_recovery(), pg_last_wal_replay_lsn() - '0/0'::pg_lsn"


@dataclass
class Replica:
    """What this process knows of one replica. Moments are of the monotonic clock."""

    alias: str
    replayed: int = 0
    asked_at: float = 0.0
    rests_until: float = 0.0
    is_away: bool = False
    behind_since: float = 0.0
    is_left_out: bool = False  # and that was logged

    def may_be_asked(self, place: int) -> bool:
        """Does it answer, and has it replayed the log up to `place`? At most one short query, mostly none."""
        now = time.monotonic()
        if now < self.rests_until:
            return False
        was_away = self.is_away
        if was_away:
            self.rests_until = now + REST
        try:
            connection = connections[self.alias]
            connection.close_if_health_check_failed()
            connection.ensure_connection()
            if self.replayed < place and now - self.asked_at >= PAUSE:
                self.asked_at = now
                self._ask(connection)
        except ERRORS as error:
            self.leave_out(error)
            return False
        if was_away and self.replayed:
            self.is_away, self.rests_until = False, 0.0
        return self._is_there(place, now)

    def is_connected(self) -> bool:
        """Does the connection of this thread still stand, as far as can be said without asking?"""
        connection = connections[self.alias].connection
        return connection is not None and not connection.closed

    def leave_out(self, why: object) -> None:
        """Ask it nothing for a while."""
        self.is_away, self.rests_until = True, time.monotonic() + REST
        self.replayed = 0
        connections[self.alias].close()
        self._say_left_out(str(why).strip())

    def forget(self) -> None:
        """Forget how far it was: the server behind its address may be another."""
        self.replayed = 0

    def _ask(self, connection) -> None:
        with connection.cursor() as cursor:
            cursor.execute(HOW_FAR)
            is_replica, replayed = cursor.fetchone()
        if is_replica:
            self.replayed = int(replayed or 0)
        else:
            self.leave_out("it is no replica")

    def _is_there(self, place: int, now: float) -> bool:
        if self.replayed >= place:
            self.behind_since = 0.0
            if self.is_left_out:
                self.is_left_out = False
                logger.info("Replica %s is read again.", self.alias)
            return True
        self.behind_since = self.behind_since or now
        if now - self.behind_since > BEHIND:
            self._say_left_out(f"it is {place - self.replayed:,} bytes of the log behind")
        return False

    def _say_left_out(self, why: str) -> None:
        if not self.is_left_out:
            self.is_left_out = True
            logger.warning("Replica %s is left out until it is back: %s", self.alias, why)


@cache
def replicas() -> tuple[Replica, ...]:
    """The replicas of REPLICA_URLS as this process knows them."""
    return tuple(Replica(alias) for alias in settings.REPLICAS)


def choose(place: int) -> Replica | None:
    """A replica that has replayed the log up to `place`; None where the primary must be asked."""
    if not place:
        return None
    # Chance, not secrecy: the readers are spread over those that are there.
    for replica in random.sample(replicas(), len(replicas())):
        if replica.may_be_asked(place):
            return replica
    return None


def forget_place(sender, connection, **kwargs) -> None:
    """What is known of a replica was known of the server before this connection (signal connection_created)."""
    for replica in replicas():
        if replica.alias == connection.alias:
            replica.forget()
