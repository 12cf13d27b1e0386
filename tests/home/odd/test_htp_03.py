"""Case HTP-03: methods, ranges, traversal and odd headers are answered as its table says."""

import re
from urllib.parse import unquote_to_bytes

import pytest
from django.core.files.base import ContentFile

from tests.factories import DocumentFactory, InstallmentFactory, SeriesFactory
from tests.raw import Answered, Asked, ask, connected
from tests.shared import shared

pytestmark = pytest.mark.django_db

SAMPLE = b"%PDF-1.7\n" + b"x" * 191


@pytest.fixture(autouse=True)
def _connected():
    with connected():
        yield


@pytest.fixture
def document():
    document = DocumentFactory(file=ContentFile(SAMPLE, "sample.pdf"))
    link = f'<p><a linktype="document" id="{document.pk}">a sample</a></p>'
    series = SeriesFactory(title="Rivers and Rates", slug="rivers-and-rates", status="complete")
    InstallmentFactory(parent=series, slug="part-1", body=[("paragraph", link)])
    return document


def rows() -> list[tuple[str, str, str, str]]:
    lines = shared("cases/inputs/htp-03-requests.tsv").decode().splitlines()[1:]
    return [tuple(line.split("\t")) for line in lines]


def asked(method: str, address: str, header: str, document) -> Asked:
    """The request of a row, in the terms of this site."""
    address = re.sub(r"^/rivers-and-rates/", "/series/rivers-and-rates/", address)
    address = address.replace("/rivers-and-rates/rivers-and-rates.epub", "/rivers-and-rates.epub")
    address = address.replace("/media/documents/sample.pdf", document.url)
    address = re.sub(r"&?{repeat to 1,500 pairs}", "&a=1" * 1480, address)
    path, _mark, query = address.partition("?")
    name, _colon, value = header.partition(": ")
    value = value.replace("{repeat to 6 kB}", "ko," * 2000)
    return Asked(method, unquote_to_bytes(path), query.encode(), {name: value} if name else {})


def fits(expected: str, answer: Answered, own_host: str = "localhost") -> bool:
    """Is it one of the statuses that a row allows, with what it asks of the answer?"""
    if re.match(r"404, or a redirect|404 or one redirect", expected):
        location = answer.headers.get("Location", "/")
        return answer.status == 404 or (
            answer.status in (301, 302) and re.match(r"/(?!/)", location) is not None
        )
    if expected.startswith("301 to the slash form"):
        return (answer.status, answer.headers["Location"]) == (301, "/series/rivers-and-rates/part-1/")
    if expected.startswith("206 with 100 bytes"):
        return (answer.status, answer.body) == (200, SAMPLE) or (answer.status, answer.body) == (
            206,
            SAMPLE[:100],
        )
    return str(answer.status) in re.findall(r"\b[2-5]\d\d\b", expected.replace("never 500", ""))


def test_every_row_of_the_table(document):
    faults = []
    for method, address, header, expected in rows():
        answer = ask(asked(method, address, header, document))
        if expected.startswith("same status"):
            same = ask(asked("GET", address, header, document))
            kept = {name: value for name, value in answer.headers.items() if name != "Content-Length"}
            right = answer.status == same.status and kept == {name: same.headers[name] for name in kept}
        else:
            right = fits(expected, answer)
        if not right or answer.status >= 500 or (method == "HEAD" and answer.status >= 400):
            faults.append(f"{method} {address[:80]} {header[:40]}: {answer.status}, not {expected}")
    assert not faults, "\n".join(faults)


def test_a_slash_is_added_and_the_query_kept(document):
    answer = ask(Asked("GET", b"/series/rivers-and-rates/part-1", b"a=1&b=%ED%95%9C"))
    assert (answer.status, answer.headers["Location"]) == (
        301,
        "/series/rivers-and-rates/part-1/?a=1&b=%ED%95%9C",
    )


@pytest.mark.parametrize("method", ["FOO", "TRACE", "CONNECT", "get", ""])
def test_methods_that_are_none_of_ours_are_told_those_that_are(method):
    answer = ask(Asked(method, b"/"))
    assert (answer.status, answer.headers["Allow"]) == (405, "GET, HEAD, OPTIONS, POST")


@pytest.mark.parametrize(
    "path", ["/api", "/api/v2/pieces", "/api/v1/nothing", "/ko/api/v1/pieces", "/ko/api/nothing/"]
)
def test_an_address_of_no_api_is_told_to_programs(document, path):
    answer = ask(Asked("GET", path.encode()))
    if path == "/api":
        assert (answer.status, answer.headers["Location"]) == (301, "/api/")
    else:
        assert (answer.status, answer.headers["Content-Type"]) == (404, "application/problem+json")


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/", "text/html; charset=utf-8"),
        ("/ko/", "text/html; charset=utf-8"),
        ("/api/v1/pieces", "application/problem+json"),
    ],
)
def test_a_host_that_is_none_of_ours_is_refused_whoever_else_is_named(settings, path, kind):
    settings.ALLOWED_HOSTS = ["www.example.org"]
    evil = {
        "Host": "evil.example",
        "X-Forwarded-Host": "www.example.org",
        "Forwarded": "host=www.example.org",
    }
    refused = ask(Asked("GET", path.encode(), headers=evil))
    assert (refused.status, refused.headers["Content-Type"]) == (400, kind)
    assert b"evil.example" not in refused.body
    if path == "/ko/":
        assert refused.headers["Content-Language"] == "ko"
        assert '<html lang="ko"' in refused.body.decode()
    ours = ask(
        Asked("GET", b"/robots.txt", headers={"Host": "www.example.org", "X-Forwarded-Host": "evil.example"})
    )
    assert b"evil.example" not in ours.body


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        (Asked("POST", b"/follow/site/", body=b"x" * 300_000, kind="text/plain"), 413),
        (Asked("POST", b"/admin/images/multiple/add/", body=b"x" * 300_000, kind="text/plain"), 413),
        (Asked("POST", b"/series/rivers-and-rates/part-1/"), 403),
        (Asked("GET", b"/" + b"a" * 9_000), 414),
        (Asked("GET", b"/search/", b"q=" + b"a" * 9_000), 414),
    ],
    ids=lambda value: value.path.decode()[:30] if isinstance(value, Asked) else str(value),
)  # fmt: skip
def test_what_is_too_much_is_refused_before_it_is_read(document, asked, status):
    answer = ask(asked)
    assert answer.status == status
    assert b'class="page state"' in answer.body


def test_an_error_of_ours_tells_nothing(monkeypatch):
    def broken(*args, **kwargs):
        raise RuntimeError("the secret of the levee")

    monkeypatch.setattr("publication.missing.missing", broken)
    monkeypatch.setattr("publication.middleware.missing", broken)
    monkeypatch.setattr("home.api.door._let_in", broken)
    for path, kind, words in (
        ("/nothing/", "text/html; charset=utf-8", "Something broke on our side"),
        ("/ko/nothing/", "text/html; charset=utf-8", '<html lang="ko"'),
        ("/api/v1/pieces", "application/problem+json", '"status": 500'),
    ):
        answer = ask(Asked("GET", path.encode()))
        assert (answer.status, answer.headers["Content-Type"]) == (500, kind)
        assert words in answer.body.decode()
        assert b"secret" not in answer.body
        assert b"RuntimeError" not in answer.body
