"""Each request has an id, a line in the log and its figures; readers get nothing that is theirs alone."""

import json
import logging
import re

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import RequestFactory

from publication import metrics, queries
from publication.background import start, work
from publication.breaker import is_in_a_hurry
from publication.logs import JsonLines, request_id
from publication.observing import ObservingMiddleware


@pytest.fixture
def lines(caplog):
    """The lines of the block as production writes them, as they are asked for."""
    caplog.set_level(logging.INFO)
    made = []

    class Handler(logging.Handler):
        def emit(self, record):
            made.append(json.loads(JsonLines().format(record)))

    handler = Handler()
    logging.getLogger().addHandler(handler)
    yield made
    logging.getLogger().removeHandler(handler)


def asked(answer=None, path="/series/a/", method="GET", **headers):
    view = answer or (lambda request: HttpResponse("words"))
    request = RequestFactory().generic(method, path, **headers)
    return ObservingMiddleware(view)(request)


def test_a_request_leaves_one_line(lines):
    asked(path="/clearance/secret/?name=Jane", REMOTE_ADDR="203.0.113.7")
    (line,) = lines
    assert re.fullmatch("[0-9a-f]{32}", line["request_id"])
    assert line["ms"] >= 0
    for name in ("time", "request_id", "ms"):
        del line[name]
    assert line == {
        "level": "INFO",
        "logger": "requests",
        "message": "GET /clearance/… 200",
        "method": "GET",
        "path": "/clearance/…",
        "status": 200,
        "queries": 0,
    }


@pytest.mark.parametrize(
    ("proxies", "given", "is_taken"),
    [
        (1, "abcdef-0123456789", True),
        (0, "abcdef-0123456789", False),
        (1, "short", False),
        (1, 'a" b' * 9, False),
    ],
)
def test_the_id_of_a_proxy_of_ours_is_taken(lines, settings, proxies, given, is_taken):
    settings.PROXY_COUNT = proxies
    asked(HTTP_X_REQUEST_ID=given)
    assert (lines[0]["request_id"] == given) is is_taken


@pytest.mark.parametrize(
    ("status", "control", "is_given"),
    [(200, "", False), (200, "public, max-age=60", False), (404, "", False), (200, "private", True),
     (200, "no-store", True), (500, "", True)],
)  # fmt: skip
def test_the_id_goes_back_only_with_what_nobody_stores(status, control, is_given):
    answer = HttpResponse(status=status, headers={"Cache-Control": control} if control else {})
    assert asked(lambda request: answer).has_header("X-Request-ID") is is_given


def test_readers_are_in_a_hurry_and_who_brings_a_file_is_not():
    found = {}
    for method in ("GET", "HEAD", "POST"):
        asked(
            lambda request: HttpResponse(str(found.setdefault(request.method, is_in_a_hurry()))),
            method=method,
        )
    assert found == {"GET": True, "HEAD": True, "POST": False}
    assert not is_in_a_hurry()


def test_a_page_is_told_by_its_view_and_type(client, db, settings, lines):
    settings.METRICS_TOKEN = "token"
    client.get("/")
    said = metrics.text()[0].decode()
    assert 'site_requests_total{method="GET",status="200",view="wagtail_serve:HomePage"}' in said
    assert "x-request-id" not in client.get("/").headers


def test_a_line_of_an_editors_request_has_the_number_of_the_account(admin_client, admin_user, lines):
    answer = admin_client.get("/admin/")
    line = next(line for line in lines if line["logger"] == "requests")
    assert line["user"] == admin_user.pk
    assert line["queries"] > 0
    assert answer.headers["X-Request-ID"] == line["request_id"]


@work("tests.saying")
def say(progress):
    logging.getLogger("tests").warning("at work")


def test_a_job_says_in_which_request_it_was_asked_for(db, lines):
    def view(request):
        start(say, user=None, label="A job")
        return HttpResponse(request_id())

    identity = asked(view, method="POST").content.decode()
    line = next(line for line in lines if line["message"] == "at work")
    assert line["request_id"] == identity
    assert line["job"] > 0


def test_a_slow_query_is_in_the_log_without_its_values(db, settings, lines, monkeypatch):
    settings.SLOW_QUERY_MS = 1
    moments = iter(range(100))
    monkeypatch.setattr(queries.time, "perf_counter", lambda: next(moments))
    with connection.cursor() as cursor:
        cursor.execute("SELECT %s, 'Jane Doe'", ["jane@example.org"])
    (line,) = lines
    assert line["message"] == "Slow query: SELECT %s, '…'"
    assert (line["ms"], line["database"]) == (1000, "default")


def test_a_quick_query_is_not(db, settings, lines):
    settings.SLOW_QUERY_MS = 60_000
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    assert lines == []
