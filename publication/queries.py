"""Watches over the queries of this process: counts them, and puts those that take long into the log.

The line has the SQL as it was sent, without its values. SQLite does part of the work of a query while its rows are
fetched, which is not in the time; sorting, counting and searching are.
"""

import logging
import re
import threading
import time

from django.conf import settings
from django.db import InterfaceError, OperationalError

from publication import metrics

logger = logging.getLogger("queries")

_text = re.compile(r"'(?:[^']|'')*'")
LONGEST = 4_000
_here = threading.local()


def asked_so_far() -> int:
    """How many queries this thread has asked since it began; what is asked while a block runs is the difference."""
    return getattr(_here, "count", 0)


def watch(connection, **kwargs) -> None:
    """Watch a new connection: a receiver of `connection_created`."""
    if (settings.SLOW_QUERY_MS or settings.METRICS_TOKEN) and _watched not in connection.execute_wrappers:
        connection.execute_wrappers.append(_watched)


def _watched(execute, sql, params, many, context):
    _here.count = getattr(_here, "count", 0) + 1
    began = time.perf_counter()
    try:
        return execute(sql, params, many, context)
    except (OperationalError, InterfaceError):
        metrics.went_wrong("database")
        raise
    finally:
        took = (time.perf_counter() - began) * 1000
        if settings.SLOW_QUERY_MS and took >= settings.SLOW_QUERY_MS:
            said = _text.sub("'…'", str(sql))[:LONGEST]
            fields = {"ms": round(took), "database": context["connection"].alias}
            logger.warning("Slow query: %s", said, extra={"fields": fields})
