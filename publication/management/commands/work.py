"""The worker of the slow queue: the library's, with signs of life, by which the site knows that it is there."""

import logging
import time

from django.db import InterfaceError, OperationalError, connections
from django_tasks_db.management.commands.db_worker import Command as LibraryCommand

from publication.background.life import worker_alive
from publication.outage import is_passing

logger = logging.getLogger(__name__)

# Between two looks for a database that is away.
SECONDS_TO_WAIT = 1


class Command(LibraryCommand):
    """Runs until it is told to end; then it finishes the job in hand. Several may run, on several machines."""

    help = (
        "Do the work that editors leave in the background. Ends after the job in hand on SIGTERM or Ctrl-C."
    )

    def add_arguments(self, parser):
        super().add_arguments(parser)
        # Restarting for changed code would end jobs in the middle; `serve_site` and a process unit start afresh.
        parser.set_defaults(backend_name="slow", queue_name="*", reload=False)

    def handle(self, *, worker_id, **options):
        is_away = False
        while True:
            try:
                with worker_alive(worker_id):
                    is_away = False
                    return super().handle(worker_id=worker_id, **options)
            except (OperationalError, InterfaceError) as error:
                if not is_passing(error):
                    raise
                # The library's worker ends with the connection. The job in hand shows as stopped, with a way to go on.
                if not is_away:
                    logger.warning("The database is away; the worker waits for it: %s", str(error).strip())
                is_away = True
                connections.close_all()
                time.sleep(SECONDS_TO_WAIT)
