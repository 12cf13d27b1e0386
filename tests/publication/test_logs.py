"""Lines of the log: one JSON object each, that belong to a request or a job, and nothing personal in them."""

import json
import logging
import sys

import pytest
from django.db import IntegrityError

from publication.logs import JsonLines, belonging, cleaned, path_said


def line(message="Words", *, error=None, **extra) -> dict:
    info = None
    if error:
        try:
            raise error
        except Exception:
            info = sys.exc_info()
    record = logging.LogRecord("series.desk", logging.WARNING, "file", 1, message, (), info)
    record.created = 1_800_000_000.25
    vars(record).update(extra)
    said = JsonLines().format(record)
    assert "\n" not in said
    return json.loads(said)


def test_a_line_says_when_who_how_grave_and_what():
    assert line() == {
        "time": "2027-01-15T08:00:00.250+00:00",
        "level": "WARNING",
        "logger": "series.desk",
        "message": "Words",
    }


def test_a_line_says_to_which_request_or_job_it_belongs():
    with belonging(request_id="abc", job=7, path=""):
        assert line() | {"request_id": "abc", "job": 7} == line()
    assert "request_id" not in line()


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/series/a/one/", "/series/a/one/"),
        ("/search/?q=Jane+Doe", "/search/"),
        ("/clearance/Zk3-secret/", "/clearance/…"),
        ("/ko/follow/manage/Zk3-secret/", "/ko/follow/…"),
        ("/accounts/password/reset/key/1-abc/", "/accounts/…"),
        ("/_util/authenticate_with_password/3/4/", "/_util/…"),
        ("/series/the-follow/up/", "/series/the-follow/up/"),
    ],
)
def test_an_address_is_said_without_its_query_and_its_secrets(path, said):
    assert path_said(path) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Not Found: /clearance/Zk3-secret/", "Not Found: /clearance/…"),
        ("asked https://www.example.org/follow/confirm/x?a=1", "asked https://www.example.org/follow/…"),
        ("550 <jane.doe@example.org>: no such user", "550 <…@…>: no such user"),
        ("{'jane@example.org': (550, b'no')}", "{'…@…': (550, b'no')}"),
        ("GET /search/?q=Jane HTTP/1.1", "GET /search/?… HTTP/1.1"),
        ("Is it so? Yes", "Is it so? Yes"),
        ("1/2? maybe", "1/2? maybe"),
    ],
)
def test_what_libraries_say_is_cleaned(text, said):
    assert cleaned(text) == said


def test_the_row_that_a_database_refuses_is_not_said():
    refused = IntegrityError(
        'duplicate key value violates "one"\nDETAIL:  Key (name, mail)=(Jane Doe, jane@example.org) already exists.'
    )
    said = line(error=refused)["exception"]
    assert "violates" in said
    assert "Jane" not in said


def test_cleaning_takes_no_time_with_hostile_text():
    for text in ("/" * 20_000, "@" * 20_000, "a" * 20_000, "/ko/follow/" * 2_000, "a@" * 10_000):
        cleaned(text)
