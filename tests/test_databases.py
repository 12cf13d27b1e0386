"""The databases are what the settings say, on both kinds, and come with what the migrations put there."""

import pytest
from django.conf import settings
from django.db import connection

on_sqlite = pytest.mark.skipif(settings.TEST_DATABASE != "sqlite", reason="about SQLite")
on_postgres = pytest.mark.skipif(
    settings.TEST_DATABASE != "postgres", reason="about the PostgreSQL of the tests"
)


def ask(query):
    with connection.cursor() as cursor:
        cursor.execute(query)
        return cursor.fetchone()[0]


@on_sqlite
@pytest.mark.django_db
@pytest.mark.parametrize(
    ("pragma", "value"), [("foreign_keys", 1), ("journal_mode", "wal"), ("busy_timeout", 20_000)]
)
def test_sqlite_is_set_up_for_a_site_with_several_writers(pragma, value):
    assert ask(f"PRAGMA {pragma}") == value


@on_sqlite
@pytest.mark.django_db(transaction=True)
def test_a_transaction_on_sqlite_takes_the_lock_when_it_begins(django_capture_on_commit_callbacks):
    from django.db import transaction
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as seen, transaction.atomic():
        pass
    assert next(query["sql"] for query in seen) == "BEGIN IMMEDIATE"


@on_postgres
@pytest.mark.django_db
def test_postgres_finds_hangul_by_trigrams():
    with connection.cursor() as cursor:
        cursor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
        cursor.execute("SELECT array_length(show_trgm('외교정책'), 1)")
        assert cursor.fetchone()[0] == 5


@on_postgres
def test_the_suite_runs_on_postgres_when_told_so():
    assert connection.vendor == "postgresql"


@pytest.mark.django_db
def test_english_and_korean_are_there_from_the_first_migration():
    from wagtail.models import Locale

    assert {"en", "ko"} <= set(Locale.objects.values_list("language_code", flat=True))
