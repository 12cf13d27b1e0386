"""A worker inside another process: of the server on one's own machine, and of tests."""

from django_tasks_db.management.commands.db_worker import Worker

SECONDS_BETWEEN_LOOKS = 1


def make_worker(name: str) -> Worker:
    """The library's worker on the slow queue, without its signals; `run()` it."""
    return Worker(
        queue_names=["*"],
        excluded_queue_names=[],
        interval=SECONDS_BETWEEN_LOOKS,
        batch=False,
        backend_name="slow",
        startup_delay=False,
        max_tasks=None,
        worker_id=name,
    )
