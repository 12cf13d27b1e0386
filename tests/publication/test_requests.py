"""Requests that name a charset: read as UTF-8 by the server's own entry point, and never an error of ours."""

import io

import pytest
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import RequestFactory

from config.wsgi import application

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture(autouse=True)
def _connected():
    """A server closes its connection between requests, and the test's world would go with it."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def asked(method: str, address: str, body: bytes = b"", kind: str = "") -> tuple[int, str]:
    """The status and the text of the answer of the site as a server runs it."""
    environ = RequestFactory()._base_environ(
        **{
            "REQUEST_METHOD": method,
            "PATH_INFO": address.partition("?")[0],
            "QUERY_STRING": address.partition("?")[2],
            "CONTENT_TYPE": kind,
            "CONTENT_LENGTH": str(len(body)),
            "wsgi.input": io.BytesIO(body),
        }
    )
    statuses = []
    answer = application(environ, lambda status, headers: statuses.append(status))
    content = b"".join(answer)
    answer.close()
    return int(statuses[0].split()[0]), content.decode()


@pytest.mark.parametrize("charset", ["base64", "unicode_escape", "rot13", "utf-16", "nothing"])
def test_an_address_with_a_query_is_read_whatever_charset_is_named(charset):
    status, text = asked("GET", "/search/?q=%EB%AC%BC%EA%B0%92", kind=f"text/plain; charset={charset}")
    assert (status, 'value="물값"' in text) == (200, True)


@pytest.mark.parametrize(
    ("charset", "typed"), [("unicode_escape", rb"\ud800@example.org"), ("base64", b"ada"), ("utf-16", b"ada")]
)
def test_a_form_in_a_charset_that_no_browser_names_comes_back(charset, typed):
    body = b'--x\r\nContent-Disposition: form-data; name="email"\r\n\r\n' + typed + b"\r\n--x--\r\n"
    status, text = asked("POST", "/follow/site/", body, f"multipart/form-data; boundary=x; charset={charset}")
    assert status == 422
    assert typed.decode() in text
