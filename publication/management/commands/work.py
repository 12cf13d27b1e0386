"""The worker of the slow queue: the library's, with signs of life, by which the site knows that it is there."""

from django_tasks_db.management.commands.db_worker import Command as LibraryCommand

from publication.background.life import worker_alive


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
        with worker_alive(worker_id):
            super().handle(worker_id=worker_id, **options)
