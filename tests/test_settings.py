"""Production refuses to start half configured, says why, and is strict when it starts."""

import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from config.environment import database, mail, read_environment

COMPLETE = {
    "DJANGO_SETTINGS_MODULE": "config.settings.production",
    "SECRET_KEY": "only-for-this-test-0123456789-abcdefghijklmnopqrstuvwxyz",
    "ALLOWED_HOSTS": "www.example.org",
    "DATABASE_URL": "postgres://site@db.example.org/site",
}


def start(**changes):
    """Start the production settings in a process of its own, with these variables changed (None removes one)."""
    variables = {
        name: value for name, value in (os.environ | COMPLETE | changes).items() if value is not None
    }
    return subprocess.run(
        [sys.executable, "-c", "import django; django.setup()"],
        env=variables, cwd=settings.BASE_DIR, capture_output=True, text=True, check=False,
    )  # fmt: skip


@pytest.mark.parametrize("variable", ["SECRET_KEY", "ALLOWED_HOSTS", "DATABASE_URL"])
@pytest.mark.parametrize("value", [None, ""])
def test_production_does_not_start_without(variable, value):
    started = start(**{variable: value})
    assert started.returncode != 0
    assert started.stderr.splitlines()[-1].startswith(
        f"django.core.exceptions.ImproperlyConfigured: {variable} is not set."
    )


def test_production_starts_when_it_has_what_it_needs():
    assert start().returncode == 0, start().stderr


def test_production_never_debugs():
    assert start(DEBUG="1").returncode == 0
    from config.settings import base

    assert base.DEBUG is False


def test_an_unknown_time_zone_is_refused_by_name(monkeypatch):
    monkeypatch.setenv("EDITORIAL_TIME_ZONE", "Asia/Soul")
    with pytest.raises(ImproperlyConfigured, match="EDITORIAL_TIME_ZONE is 'Asia/Soul'"):
        read_environment()


@pytest.mark.parametrize("url", ["", "sqlite:////srv/site.sqlite3"])
def test_sqlite_is_set_up_alike_by_default_and_by_address(monkeypatch, url):
    monkeypatch.delenv("DATABASE_URL", raising=False)
    found = database(url, "/srv/site.sqlite3")
    assert found["NAME"] == "/srv/site.sqlite3"
    assert found["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert "foreign_keys=ON" in found["OPTIONS"]["init_command"]


@pytest.mark.parametrize(("asked", "kept"), [("", 1), ("?prepare_threshold=none", None)])
def test_a_pool_that_can_keep_no_plans_is_given_none(asked, kept):
    found = database(f"postgres://site@pool/site{asked}", "")
    assert found["OPTIONS"]["prepare_threshold"] == kept


def test_mail_goes_through_the_server_that_the_url_names(monkeypatch):
    url = "submission://site:a%2Fb@mail.example.org:587"
    monkeypatch.setenv("EMAIL_URL", url)
    said = mail(url)
    assert said["EMAIL_BACKEND"] == "django.core.mail.backends.smtp.EmailBackend"
    assert (said["EMAIL_HOST"], said["EMAIL_PORT"], said["EMAIL_USE_TLS"]) == ("mail.example.org", 587, True)
    assert (said["EMAIL_HOST_USER"], said["EMAIL_HOST_PASSWORD"]) == ("site", "a/b")
    assert mail("") == {}


def test_a_mail_url_that_sends_nothing_is_refused_by_name():
    started = start(EMAIL_URL="https://mail.example.org")
    assert started.returncode != 0
    assert "EMAIL_URL names no way to send mail" in started.stderr


@pytest.mark.parametrize("value", ["", "required", "offered"])
def test_a_second_factor_is_required_offered_or_left_to_the_situation(monkeypatch, value):
    monkeypatch.setenv("TWO_FACTOR", value)
    assert read_environment().two_factor == value


def test_another_word_for_the_second_factor_is_refused_by_name(monkeypatch):
    monkeypatch.setenv("TWO_FACTOR", "none")
    with pytest.raises(ImproperlyConfigured, match="TWO_FACTOR is 'none'"):
        read_environment()
