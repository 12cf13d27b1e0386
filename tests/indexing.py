"""The search index and the index of references, made for a test when it first reads them.

Most tests read neither, and to index every page that they make would be a third of their time. So what is to be
indexed waits; before the first query that names a table of the index all of it is done, as the rows are by then.
"""

from contextlib import contextmanager, suppress

from django.core.exceptions import ObjectDoesNotExist
from django.db import connection
from django_tasks.backends.immediate import ImmediateBackend

# The tasks that write an index, and a word that is in the names of its tables.
TABLES = {
    "modelsearch.tasks.insert_or_update_object_task": "_indexentry",
    "wagtail.tasks.update_reference_index_task": "_referenceindex",
}


class Waiting:
    """What one test has not indexed yet, in order: tasks and their arguments by the word for their tables."""

    def __init__(self):
        self.tasks = {table: {} for table in TABLES.values()}
        self.depth = len(connection.savepoint_ids)
        # What was indexed inside of a savepoint: if that is rolled back, it has to be indexed again.
        self.again = {table: {} for table in TABLES.values()}

    def add(self, task, args: tuple) -> None:
        """Let a task wait, once for each object."""
        self.tasks[TABLES[task.module_path]].setdefault(args, task)

    def before(self, execute, sql, params, many, context):
        """Stand before every query of the test: a wrapper for Django's `execute_wrapper`."""
        for table, tasks in self.tasks.items():
            if tasks and table in sql:
                self._index(table, tasks)
        done = execute(sql, params, many, context)
        if sql.startswith("ROLLBACK TO SAVEPOINT"):
            for table, tasks in self.again.items():
                self.tasks[table] = tasks | self.tasks[table]
                self.again[table] = {}
        return done

    def all(self) -> None:
        """Index what still waits."""
        for table, tasks in self.tasks.items():
            self._index(table, tasks)

    def _index(self, table: str, tasks: dict) -> None:
        self.tasks[table] = {}
        # A test that counts queries does not mean these.
        counts, connection.force_debug_cursor = connection.force_debug_cursor, False
        for args, task in tasks.items():
            with suppress(ObjectDoesNotExist):  # it was deleted meanwhile
                task.call(*args)
        connection.force_debug_cursor = counts
        if len(connection.savepoint_ids) > self.depth:
            self.again[table] = tasks | self.again[table]


class IndexingThatWaits(ImmediateBackend):
    """Django's immediate backend, but for indexing while a test lets that wait."""

    waiting: Waiting | None = None

    def enqueue(self, task, args, kwargs):
        if self.waiting is None or task.module_path not in TABLES:
            return super().enqueue(task, args, kwargs)
        return self.waiting.add(task, args)


@contextmanager
def indexing_waits():
    """Let indexing wait, on the connection of this thread, inside the transaction of a test or of a world."""
    before, IndexingThatWaits.waiting = IndexingThatWaits.waiting, Waiting()
    try:
        with connection.execute_wrapper(IndexingThatWaits.waiting.before):
            yield IndexingThatWaits.waiting
    finally:
        IndexingThatWaits.waiting = before
