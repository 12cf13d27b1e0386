"""A worker for tests: `a_worker()` makes the site queue what is started, `work_off()` does what is queued."""

from django_tasks_db.models import DBTaskResult

from publication.background.worker import make_worker
from publication.models import WorkerBeat


def a_worker() -> WorkerBeat:
    """Let the site believe that a worker is running."""
    return WorkerBeat.objects.create(worker="a-worker")


def work_off() -> int:
    """Do what is queued, as a worker would, here and now; how many tasks that were.

    Without the worker's own loop, which closes the connection that the test stands on.
    """
    worker, tasks = make_worker("a-worker"), list(DBTaskResult.objects.ready().filter(backend_name="slow"))
    for task in tasks:
        task.claim(worker.worker_id)
        worker.run_task(task)
    return len(tasks)
