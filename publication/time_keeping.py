"""Has `publish_due` run every minute, whatever happens in one of them: in the process of a unit, or of `make run`."""

import logging
import threading

from django.core.management import CommandError, call_command
from django.db import DEFAULT_DB_ALIAS, connections

logger = logging.getLogger(__name__)

SECONDS = 60


def keep_time(seconds: float, over: threading.Event) -> None:
    """Publish and expire what is due, at once and then every so many seconds, until `over` is set."""
    while not over.is_set():
        try:
            call_command("publish_due")
        except CommandError as error:
            logger.error("publish_due: %s", error)
        except Exception:
            # An end here would publish nothing more until the site is started again, and nobody would notice.
            logger.exception("publish_due failed")
        finally:
            connections[DEFAULT_DB_ALIAS].close()
        over.wait(seconds)
