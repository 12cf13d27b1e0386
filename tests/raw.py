"""Requests as a web server hands them to the application: any method, any bytes, no client in between that tidies them."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import RequestFactory


@dataclass(frozen=True)
class Asked:
    """A request. `path` and `query` are bytes as they arrive: the path decoded from its percent signs, the query not."""

    method: str
    path: bytes
    query: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
    kind: str = ""
    caller: str = "127.0.0.1"


@dataclass(frozen=True)
class Answered:
    """What the server would send."""

    status: int
    headers: dict[str, str]
    body: bytes


@contextmanager
def connected() -> Iterator[None]:
    """Keep the connection of the test: a server closes its own between requests, and the test's world would go with it."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    try:
        yield
    finally:
        for signal in (request_started, request_finished):
            signal.connect(close_old_connections)


def ask(asked: Asked) -> Answered:
    """The answer of the site as a server runs it."""
    from config.wsgi import application

    environ = RequestFactory()._base_environ(
        **{
            "REQUEST_METHOD": asked.method,
            "PATH_INFO": asked.path.decode("latin-1"),
            "QUERY_STRING": asked.query.decode("latin-1"),
            "CONTENT_TYPE": asked.kind,
            "CONTENT_LENGTH": str(len(asked.body)),
            "REMOTE_ADDR": asked.caller,
            "wsgi.input": io.BytesIO(asked.body),
            **{f"HTTP_{name.upper().replace('-', '_')}": value for name, value in asked.headers.items()},
        }
    )
    said = []
    answer = application(environ, lambda status, headers: said.append((status, headers)))
    try:
        content = b"".join(answer)
    finally:
        answer.close()
    ((status, headers),) = said
    return Answered(int(status.split()[0]), dict(headers), content)
