"""What every answer of the API has: who may ask, how often, for what, and how errors are told."""

import csv
import json
from urllib.parse import quote

import pytest
from django.core.cache import cache
from django.http import StreamingHttpResponse

from home.api import door
from home.api.lists import answered
from publication import limits
from publication.limits import Limit
from tests.home.api.world import API
from tests.publication.caching.headers import is_kept_by_anybody
from tests.shared import shared

EVERYWHERE = (
    "pieces",
    "series",
    "authors",
    "topics",
    "search?q=gauge",
    "openapi.json",
    "corpus.csv",
    "no/such/thing",
)
LISTS = ("pieces?", "series?", "authors?", "topics?", "search?q=gauge&")


def rows_of(name: str) -> list[list[str]]:
    lines = shared(f"cases/inputs/{name}").decode().splitlines()
    return list(csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))[1:]


def is_problem(response) -> bool:
    told = json.loads(response.content)
    return response["Content-Type"] == "application/problem+json" and told["status"] == response.status_code


@pytest.mark.once
@pytest.mark.parametrize("address", EVERYWHERE)
def test_every_answer_is_for_everybody_and_for_no_search_engine(client, world, address):
    answer = client.get(
        f"{API}/{address}", headers={"cookie": f"sessionid={'a' * 32}", "accept-language": "ko"}
    )
    assert not answer.cookies
    assert "Vary" not in answer
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert answer["X-Robots-Tag"] == "noindex"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["RateLimit-Policy"].endswith(("q=600;w=300", "q=20;w=3600"))


@pytest.mark.once
@pytest.mark.parametrize("address", EVERYWHERE[:-1])
def test_who_has_an_answer_is_told_so(client, world, address):
    first = client.get(f"{API}/{address}")
    assert is_kept_by_anybody(first) or "?" in address
    again = client.get(f"{API}/{address}", headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again["ETag"] == first["ETag"]
    assert again["Access-Control-Allow-Origin"] == "*"


@pytest.mark.once
@pytest.mark.parametrize("address", EVERYWHERE)
def test_only_reading_is_allowed(client, world, address):
    path = f"{API}/{address}"
    head = client.head(path)
    assert (head.status_code, b"".join(head)) == (client.get(path).status_code, b"")
    for method in ("post", "put", "patch", "delete"):
        answer = getattr(client, method)(path)
        assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD, OPTIONS")
        assert is_problem(answer)
    preflight = client.options(
        path, headers={"access-control-request-method": "GET", "origin": "https://a.example"}
    )
    assert (preflight.status_code, preflight.content) == (204, b"")
    assert preflight["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    assert "If-None-Match" in preflight["Access-Control-Allow-Headers"]


@pytest.mark.once
@pytest.mark.parametrize("address", ["/api/v2/", "/api/v2/pieces", "/api/pieces", "/api/v1", "/api/%0A"])
def test_an_address_below_that_of_no_version_is_told_as_a_problem(client, world, address):
    answer = client.get(address)
    assert (answer.status_code, is_problem(answer)) == (404, True)


@pytest.mark.once
@pytest.mark.parametrize("accept", ["text/html", "application/xml", "application/json;q=0", "nonsense", ""])
def test_there_is_one_form_of_an_answer_whatever_a_program_says_it_accepts(client, world, accept):
    """RFC 9110, 12.4.1: who has no other form may send the one there is instead of 406."""
    for address in ("topics", "corpus.csv", "no/such/thing"):
        plain = client.get(f"{API}/{address}")
        answer = client.get(f"{API}/{address}", headers={"accept": accept})
        assert (answer.status_code, b"".join(answer)) == (plain.status_code, b"".join(plain))
        assert answer["Content-Type"] == plain["Content-Type"]
        assert answer.get("Vary", "Accept-Encoding") == "Accept-Encoding"


@pytest.mark.once
def test_an_if_match_is_never_met_and_told_as_a_problem(client, world):
    for address in ("topics", "corpus.csv"):
        tag = client.get(f"{API}/{address}")["ETag"]
        for asked in (tag, '"x"'):
            answer = client.get(f"{API}/{address}", headers={"if-match": asked})
            assert (answer.status_code, is_problem(answer)) == (412, True)


@pytest.mark.once
def test_who_has_a_korean_piece_already_is_told_its_language(client, world):
    path = f"{API}/pieces/{world.twin.pk}"
    again = client.get(path, headers={"if-none-match": client.get(path)["ETag"]})
    assert (again.status_code, again["Content-Language"]) == (304, "ko")


@pytest.mark.once
def test_nothing_is_made_of_a_long_file_for_who_asks_for_its_headers(client, world):
    def made():
        raise AssertionError("It was made.")
        yield b""

    answer = door.at_the_door(lambda request: StreamingHttpResponse(made()))
    asked = client.head(f"{API}/no/such/thing").wsgi_request
    head = answer(asked)
    assert (head.status_code, list(head)) == (200, [])


@pytest.mark.once
def test_what_leads_on_never_makes_headers_too_long_for_a_proxy(client, world):
    answer = client.get(f"{API}/search?q={'%EA%B0%80' * 400}")
    assert answer.status_code == 200
    assert "Link" not in answer
    assert client.get(f"{API}/search?q=gauge")["Link"].endswith('; rel="last"')


def test_who_asks_too_often_is_told_when_to_come_back(client, world, monkeypatch):
    monkeypatch.setattr(limits, "clock", lambda: 300_000_100.0)
    answer = door.at_the_door(lambda request: answered({}), limit=Limit("api", 2, 300, passes_blind=True))
    asked = client.get(f"{API}/no/such/thing").wsgi_request
    cache.clear()
    assert [answer(asked).status_code for _ in range(3)] == [200, 200, 429]
    refused = answer(asked)
    assert (refused.status_code, refused["Retry-After"]) == (429, "200")
    assert refused["RateLimit"] == '"api";r=0;t=200'
    assert refused["Cache-Control"] == "no-store"
    assert is_problem(refused)
    assert json.loads(refused.content)["detail"] == "Too many requests. Come back in 200 seconds."


@pytest.mark.once
@pytest.mark.parametrize(
    ("address", "status", "parameter"),
    [
        ("pieces?colour=red", 400, "colour"),
        ("pieces?series=a&series=b", 400, "series"),
        ("pieces?page_size=101", 400, "page_size"),
        ("pieces?page_size=0", 400, "page_size"),
        ("pieces?page_size=%D9%A1", 400, "page_size"),
        ("pieces?fields=title,colour", 400, "fields"),
        ("series?fields=parts", 400, "fields"),
        ("pieces?order=best", 400, "order"),
        ("pieces?language=fr", 400, "language"),
        ("pieces?from=2026-13-45", 400, "from"),
        ("pieces?to=20260101", 400, "to"),
        ("pieces?updated_since=yesterday", 400, "updated_since"),
        ("pieces?updated_since=2026-01-01T00:00:00", 400, "updated_since"),
        ("pieces?author=%00", 400, "author"),
        ("pieces?%00=1", 400, "?"),
        (f"pieces?topic={'x' * 300}", 400, "topic"),
        ("search?q=water%00levee", 400, "q"),
        ("corpus.jsonl?page=2", 400, "page"),
        ("pieces?page=9", 404, "page"),
        ("search?q=gauge&page=9", 404, "page"),
        ("pieces/0", 404, None),
        ("pieces/99999999999999999999", 404, None),
        ("pieces/abc", 404, None),
        ("pieces/", 404, None),
        ("%00", 404, None),
        ("a%0Ab", 404, None),
    ],
)
def test_what_is_no_question_is_answered_with_a_sentence(client, world, address, status, parameter):
    answer = client.get(f"{API}/{address}")
    assert answer.status_code == status
    assert is_problem(answer)
    assert answer["Cache-Control"] == "no-store"
    wrong = answer.json().get("errors", [])
    assert [error["parameter"] for error in wrong] == ([parameter] if parameter else [])
    assert all(error["detail"].endswith(".") or parameter in ("order", "language") for error in wrong)


@pytest.mark.once
@pytest.mark.parametrize("listed", LISTS)
def test_an_odd_page_is_a_page_that_is_not_there(client, world, listed):
    """Case HTP-01."""
    for row in rows_of("htp-01-page-values.tsv"):
        value = row[0]
        answer = client.get(f"{API}/{listed}page={value}")
        expected = 200 if value in ("", "1") else 404
        assert answer.status_code == expected, value


def test_hostile_queries_are_looked_for_as_they_are(client, world):
    """Case SRC-01."""
    for row in rows_of("src-01-queries.tsv"):
        query = row[0].replace("{repeat to 8000 letters}", "x" * 8000)
        query = quote(query, safe="%&=+")
        answer = client.get(f"{API}/search?q={query}")
        allowed = {200, 400} | ({404} if "page=" in query else set())
        assert answer.status_code in allowed, query
        if answer.status_code == 200 and query in ("", "%20%20%20", "%25", "_", "%27+OR+1%3D1--"):
            assert answer.json()["total"] == 0, query


@pytest.mark.once
def test_whatever_stands_in_a_query_nothing_breaks(client, world):
    hostile = (
        "%ED%A0%80",
        "%FF",
        "9" * 5000,
        "x" * 10_000,
        "-1",
        "1e999",
        "null",
        "[]",
        "%F0%9F%8C%8A",
        "a%0D%0Ab",
    )
    for name in (
        "page",
        "page_size",
        "series",
        "author",
        "topic",
        "language",
        "from",
        "updated_since",
        "fields",
        "q",
        "%E2",
    ):
        for value in hostile:
            for listed in ("pieces", "search"):
                answer = client.get(f"{API}/{listed}?{name}={value}")
                assert answer.status_code in (200, 400, 404, 414), (name, value)
                assert "\n" not in str(answer.headers.get("Link", ""))


def test_another_host_gets_the_addresses_of_the_site(client, world):
    answer = client.get(f"{API}/pieces?page_size=1", headers={"host": "evil.example"})
    assert b"evil.example" not in answer.content + answer["Link"].encode()
