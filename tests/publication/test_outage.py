"""While the database is away readers and editors are told so, nothing typed is lost, and the log stays short."""

import sqlite3
from html.parser import HTMLParser

import psycopg
import pytest
from django.db import InterfaceError, OperationalError, ProgrammingError
from django.test import RequestFactory

from publication import outage
from publication.breaker import StorageAway

AWAY = psycopg.errors.AdminShutdown("terminating connection due to administrator command")


@pytest.fixture(autouse=True)
def _nothing_said(monkeypatch):
    monkeypatch.setitem(outage._said, "at", float("-inf"))


def told(request, error=OperationalError, cause=AWAY):
    try:
        raise error(str(cause)) from cause
    except error:
        return outage.broken(request)


class Fields(HTMLParser):
    """The hidden fields of a page."""

    def __init__(self, html):
        super().__init__()
        self.found = []
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        if tag == "input":
            self.found.append((dict(attributes)["name"], dict(attributes)["value"]))


def test_a_reader_is_asked_to_try_again_and_no_cache_keeps_it():
    response = told(RequestFactory().get("/series/"))
    assert (response.status_code, response["Retry-After"], response["Cache-Control"]) == (
        503,
        "5",
        "no-store",
    )
    assert "It cannot be put together just now" in response.text


def test_an_editor_s_form_comes_back_with_all_that_was_typed():
    title, text = 'Rails "and" <rivers>', "One.\r\n\r\nTwo."
    form = {"title": title, "body-0-value": text, "tags": ["a", "b"]}
    request = RequestFactory().post("/admin/pages/3/edit/?next=1", form)
    response = told(request)
    assert response.status_code == 503
    assert Fields(response.text).found == [
        ("title", title),
        ("body-0-value", text),
        ("tags", "a"),
        ("tags", "b"),
    ]
    assert 'action="/admin/pages/3/edit/?next=1"' in response.text
    assert "nothing you typed is lost" in response.text


def test_a_password_is_not_sent_back():
    response = told(RequestFactory().post("/admin/account/", {"name": "Jo", "new_password1": "secret"}))
    assert "secret" not in response.text


def test_a_form_that_saves_by_itself_and_a_program_are_told_in_their_own_way():
    form = told(RequestFactory().post("/admin/pages/3/edit/", {}, headers={"accept": "application/json"}))
    assert form.status_code == 503
    assert b'"success": false' in form.content
    program = told(RequestFactory().get("/api/v1/pieces/"))
    assert (program.status_code, program["Content-Type"]) == (503, "application/problem+json")


@pytest.mark.parametrize(
    ("error", "cause", "passes"),
    [
        (OperationalError, psycopg.OperationalError("connection failed"), True),
        (InterfaceError, psycopg.InterfaceError("the connection is closed"), True),
        (OperationalError, psycopg.errors.CannotConnectNow("the database system is starting up"), True),
        (OperationalError, psycopg.errors.DeadlockDetected("deadlock"), True),
        (OperationalError, sqlite3.OperationalError("database is locked"), True),
        (OperationalError, sqlite3.OperationalError("no such table: x"), False),
        (ProgrammingError, psycopg.errors.UndefinedTable("no such table"), False),
    ],
)
def test_only_what_passes_by_itself_is_an_outage(error, cause, passes):
    assert told(RequestFactory().get("/series/"), error, cause).status_code == (503 if passes else 500)


def test_an_outage_under_load_is_one_line_in_the_log(caplog):
    for _ in range(50):
        told(RequestFactory().get("/series/"))
    assert len(caplog.records) == 1


@pytest.mark.django_db
def test_the_site_s_errors_come_here(client, monkeypatch, caplog):
    def find_route(*words):
        raise OperationalError("gone") from AWAY

    monkeypatch.setattr("publication.serving.find_route", find_route)
    client.raise_request_exception = False
    assert client.get("/series/").status_code == 503
    assert [record.name for record in caplog.records] == ["publication.outage"]


def test_a_file_whose_storage_is_away_is_away_for_a_moment(rf):
    answer = told(rf.get("/documents/1/figures.csv"), StorageAway, OSError("no answer"))
    assert (answer.status_code, answer["Retry-After"], answer["Cache-Control"]) == (503, "5", "no-store")
