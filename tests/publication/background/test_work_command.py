"""`manage.py work`: does what is queued, and is known to be there as long as it runs."""

import psycopg
import pytest
from django.core.management import call_command
from django.db import OperationalError
from django_tasks_db.management.commands import db_worker
from django_tasks_db.management.commands.db_worker import Worker

from publication.background import life, start
from publication.management.commands import work
from publication.models import Job, WorkerBeat
from tests import factories
from tests.publication.background import a_worker, works

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_this_process(monkeypatch):
    """The test's own process keeps its ways to be ended, and its connection."""
    monkeypatch.setattr(db_worker, "close_old_connections", lambda: None)
    monkeypatch.setattr(Worker, "configure_signals", lambda self: None)


def test_it_does_what_is_queued_and_leaves_no_sign_of_life():
    a_worker()
    user = factories.UserFactory()
    jobs = [start(works.count, {"to": to}, user=user, label="Work") for to in (1, 2)]
    WorkerBeat.objects.all().delete()
    call_command("work", batch=True, startup_delay=False, verbosity=0)
    assert [Job.objects.get(pk=job.pk).result for job in jobs] == [{"counted": 1}, {"counted": 2}]
    assert not WorkerBeat.objects.exists()


def test_it_is_known_to_be_there_while_it_runs(monkeypatch):
    seen = []
    monkeypatch.setattr(Worker, "run", lambda self: seen.append(life.a_worker_is_running()))
    call_command("work", verbosity=0)
    assert seen == [True]
    assert not life.a_worker_is_running()


def test_it_takes_the_slow_queue_alone_and_does_not_restart_itself(monkeypatch, settings):
    settings.DEBUG = True
    seen = []
    monkeypatch.setattr(Worker, "run", lambda self: seen.append((self.backend_name, self.queue_names)))
    call_command("work", verbosity=0)
    assert seen == [("slow", ["*"])]


def test_it_waits_for_a_database_that_is_away_and_says_so_once(monkeypatch, caplog):
    runs, waits = [], []

    def run(self):
        runs.append(life.a_worker_is_running())
        if len(runs) < 3:
            raise OperationalError("no connection") from psycopg.OperationalError()

    monkeypatch.setattr(Worker, "run", run)
    monkeypatch.setattr(work.time, "sleep", waits.append)
    monkeypatch.setattr(work.connections, "close_all", lambda: None)
    call_command("work", verbosity=0)
    assert (runs, waits) == ([True, True, True], [1, 1])
    assert "the worker waits for it: no connection" in caplog.text


def test_another_error_of_the_database_ends_it(monkeypatch):
    def run(self):
        raise OperationalError("no such table")

    monkeypatch.setattr(Worker, "run", run)
    monkeypatch.setattr(work, "is_passing", lambda error: False)
    with pytest.raises(OperationalError, match="no such table"):
        call_command("work", verbosity=0)
