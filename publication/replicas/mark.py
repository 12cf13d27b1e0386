"""How far a replica must be: a mark in the shared cache that each change moves, after its commit and before its purge.

The mark is a place in the write-ahead log of the primary (an LSN, as a number), so no clock and no measure of lag decides
whether a replica has a change, but the log itself. For two seconds after a change nobody is sent to a replica at all:
the render that follows a purge is the primary's.

The cache holds three values: the place, a sign that lasts for those two seconds, and one that lasts for `BEAT` seconds.
When the latter is gone, the next request moves the mark to where the primary is now, so that a replica that has stopped
is found out on a quiet day, too.
"""

import logging

from django.core.cache import cache
from django.db import DatabaseError, connections, transaction

from publication.breaker import CacheAway, strictly
from publication.replicas import choosing
from publication.replicas.reading import PRIMARY

logger = logging.getLogger(__name__)

PLACE, JUST_NOW, BEATEN = "replicas:place", "replicas:just-now", "replicas:beaten"
# Seconds for which everything is read from the primary after a change.
AFTER_A_CHANGE = 2
# Seconds after which the mark follows the primary without a change: the most that a replica in use is behind.
BEAT = 10
# A mark that nobody has moved for so long may be of a server that was replaced by an older copy.
LASTS = 3600
# Two writers would overwrite each other's marks: the later place must stay, so one waits for the other on the primary.
LOCK = 7_209_111_365


# No replica may be asked now.
NOBODY = 0


def note_change() -> None:
    """Say that something which readers see has changed. Call it when that is committed, before anything is purged.

    Costs nothing without replicas, and never raises. Where the primary cannot be asked, the mark goes, and everything is
    read from the primary; while the cache is away nobody reads its marks, and it forgets them (publication/shared_cache.py).
    """
    if not choosing.replicas():
        return
    cache.set(JUST_NOW, 1, AFTER_A_CHANGE)
    try:
        _move()
    except DatabaseError as error:
        cache.delete(PLACE)
        logger.warning("The mark of replicas is taken away: %s", str(error).strip())


def read_mark() -> int:
    """The place that a replica must have reached now, `NOBODY` where none may be asked. One question to the cache."""
    try:
        with strictly():
            found = cache.get_many([PLACE, JUST_NOW, BEATEN])
            if JUST_NOW in found:
                return NOBODY
            if BEATEN not in found and cache.add(BEATEN, 1, BEAT):
                return _follow(found.get(PLACE, NOBODY))
    except CacheAway:
        return NOBODY
    return found.get(PLACE, NOBODY)


def _follow(place: int) -> int:
    """Move the mark to where the primary is; where it was, if the primary cannot be asked: then nothing changes there."""
    try:
        return _move()
    except DatabaseError as error:
        logger.warning("The mark of replicas stays where it is: %s", str(error).strip())
        return place


def _move() -> int:
    """Put the mark behind all that is committed on the primary; the place.

    The message, which nobody reads, stands in the log after every commit that was before it. It is transactional so
    that its commit is written out at once; a replica that has replayed the place has replayed all before it.
    """
    with transaction.atomic(using=PRIMARY), connections[PRIMARY].cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
        cursor.execute("SELECT pg_logical_emit_message(true, 'replicas', '') - '0/0'::pg_lsn")
        place = int(cursor.fetchone()[0])
        cache.set(PLACE, place, LASTS)
    return place
