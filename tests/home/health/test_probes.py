"""/livez, /readyz and /metrics: answered whatever else is broken, and without a word too many."""

import threading

import pytest
from django.db import OperationalError, connection

from home.health import readiness
from publication.breaker import CacheAway


@pytest.fixture(autouse=True)
def nothing_remembered():
    readiness.forget()
    yield
    readiness.forget()


@pytest.fixture
def asks_here(monkeypatch):
    """Look in this thread, whose database is the test's own."""
    monkeypatch.setattr(readiness, "state", readiness.look)
    monkeypatch.setattr("home.health.probes.state", readiness.look)


@pytest.fixture
def as_in_production(settings):
    settings.SECURE_SSL_REDIRECT = True
    settings.ALLOWED_HOSTS = ["www.example.org"]


def test_a_process_that_lives_says_so_and_asks_nothing(client, as_in_production):
    answer = client.get("/livez", headers={"host": "10.0.0.7:8000"})
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})
    assert answer.headers["Cache-Control"] == "no-store"
    assert not answer.cookies


def test_a_process_that_can_serve_is_ready(client, db, asks_here, as_in_production):
    answer = client.get("/readyz", headers={"host": "10.0.0.7:8000"})
    assert answer.status_code == 200
    assert answer.json() == {
        "status": "ok", "database": "ok", "migrations": "applied", "cache": "memory", "storage": "ok", "worker": "none",
    }  # fmt: skip
    assert answer.headers["Cache-Control"] == "no-store"


def test_the_real_look_is_in_a_thread_of_its_own(client, transactional_db):
    assert client.get("/readyz").json()["status"] == "ok"


class Away:
    is_away = True

    def get(self, key):
        raise CacheAway


def test_without_its_cache_or_storage_it_is_degraded_and_serves(client, db, asks_here, monkeypatch):
    monkeypatch.setattr(readiness, "cache", Away())
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["status"], answer.json()["cache"]) == (
        200,
        "degraded",
        "degraded",
    )

    class Refusing:
        def exists(self, name):
            raise PermissionError("403")

    monkeypatch.setattr(readiness, "storages", {"default": Refusing()})
    readiness.forget()
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["storage"]) == (200, "degraded")


def test_without_a_database_it_is_not_ready(client, db, asks_here, monkeypatch):
    def gone(*args):
        raise OperationalError("server closed the connection; password=secret")

    with connection.execute_wrapper(gone):
        answer = client.get("/readyz")
    assert answer.status_code == 503
    assert (answer.json()["status"], answer.json()["database"]) == ("unavailable", "away")
    assert b"secret" not in answer.content


def test_with_a_migration_missing_it_is_not_ready_until_it_is_applied(client, db, asks_here):
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'publication' AND name LIKE '0009%'")
    assert readiness.missing_migrations() == ["publication.0009_outgoing_links"]
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["migrations"]) == (503, "missing")
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO django_migrations (app, name, applied) VALUES ('publication', '0009_outgoing_links', '2026-01-01')"
        )
    assert client.get("/readyz").status_code == 200


def test_a_database_that_hangs_holds_one_thread_and_no_probe(client, monkeypatch):
    release, looks = threading.Event(), []

    def hang():
        looks.append(1)
        release.wait(20)
        return readiness.State()

    monkeypatch.setattr(readiness, "look", hang)
    monkeypatch.setattr(readiness, "PATIENCE", 0.01)
    try:
        for _probe in range(3):
            assert client.get("/readyz").status_code == 503
        assert looks == [1]
    finally:
        release.set()


def test_what_was_found_is_remembered_for_a_second(client, monkeypatch):
    looks = []
    monkeypatch.setattr(
        readiness, "look", lambda: looks.append(1) or readiness.State(database="ok", migrations="applied")
    )
    for _probe in range(5):
        assert client.get("/readyz").status_code == 200
    assert looks == [1]


def test_probes_only_read(client):
    assert client.post("/livez").status_code == 405
    assert client.head("/livez").content == b""


@pytest.mark.parametrize(
    ("token", "header", "status"),
    [("", "", 404), ("", "Bearer ", 404), ("t", "", 401), ("t", "Bearer other", 401), ("t", "Bearer t", 200)],
)
def test_figures_are_for_who_has_the_token(client, db, settings, token, header, status):
    settings.METRICS_TOKEN = token
    answer = client.get("/metrics", headers={"authorization": header})
    assert answer.status_code == status
    assert answer.headers["Cache-Control"] == "no-store"
    assert (b"site_letters" in answer.content) is (status == 200)
    assert b"python_info" not in answer.content
