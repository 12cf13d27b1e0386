"""What is said at the start: one sentence for what is wrong, one for what to do."""

import logging

import pytest
from django.core import checks, mail
from django.db import OperationalError, connection

from home.health import readiness, starting
from publication.breaker import CacheAway

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture(autouse=True)
def right(settings):
    settings.WAGTAILADMIN_BASE_URL = "https://www.example.org"
    settings.ALLOWED_HOSTS = ["www.example.org"]


def ids() -> list[str]:
    return [message.id for message in starting.found()]


def test_a_site_that_stands_well_has_a_hint_at_most():
    assert ids() == ["home.I206"]


def test_what_is_wrong_with_the_settings_is_named(settings):
    settings.WAGTAILADMIN_BASE_URL = "http://127.0.0.1:8000"
    settings.ALLOWED_HOSTS = ["*"]
    assert ids() == ["home.W201", "home.W202", "home.I206"]


def test_a_database_that_is_away_or_not_migrated_is_named():
    def gone(*args):
        raise OperationalError("no connection")

    with connection.execute_wrapper(gone):
        assert "home.E203" in ids()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'publication' AND name LIKE '0009%'")
    (message,) = [each for each in starting.found() if each.id == "home.E204"]
    assert message.msg == "1 migrations are not applied: publication.0009_outgoing_links."
    assert "manage.py migrate" in message.hint


def test_services_that_do_not_answer_are_named(monkeypatch):
    class Away:
        is_away = True

        def get(self, key):
            raise CacheAway

    class Refusing:
        def save(self, name, content):
            raise PermissionError("403")

    class Silent:
        def open(self):
            raise TimeoutError

    monkeypatch.setattr(readiness, "cache", Away())
    monkeypatch.setattr(starting, "storages", {"default": Refusing(), "private": Refusing()})
    monkeypatch.setattr(mail, "get_connection", Silent)
    assert ids() == ["home.W205", "home.E207.default", "home.E207.private", "home.W208"]


def test_the_command_asks_services_only_where_a_database_is_named():
    assert starting.what_the_site_stands_on() == []
    assert [message.id for message in starting.what_the_site_stands_on(databases=["default"])] == [
        "home.I206"
    ]


def test_the_log_says_it_and_leaves_hints_out(caplog, settings, monkeypatch):
    caplog.set_level(logging.INFO)
    said = [
        checks.Info("A hint.", id="home.I1"),
        checks.Error("It is off.", hint="Turn it on.", id="home.E2"),
    ]
    monkeypatch.setattr(starting, "found", lambda: said)
    monkeypatch.setattr(starting.connections, "close_all", lambda: None)
    starting._say()
    assert caplog.messages == ["home.E2: It is off. Turn it on."]
