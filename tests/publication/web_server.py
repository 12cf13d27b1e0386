"""A small web server on this machine that answers as it is told, and keeps what it was asked."""

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class WebServer:
    """`pages` maps a path to (status, headers), or to a function that is given the handler. Other paths are 404."""

    port: int
    pages: dict = field(default_factory=dict)
    asked: list[tuple[str, str, Mapping]] = field(default_factory=list)

    def address(self, path: str = "/") -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    def allows(self, ip: str, port: int) -> bool:
        """The guard of publication/outgoing.py, open for this server alone."""
        return (ip, port) == ("127.0.0.1", self.port)

    @property
    def requests(self) -> list[tuple[str, str]]:
        return [(method, path) for method, path, _headers in self.asked]


@contextmanager
def web_server() -> Iterator[WebServer]:
    class Handler(BaseHTTPRequestHandler):
        def answer(self):
            site.asked.append((self.command, self.path, self.headers))
            page = site.pages.get(self.path, (404, {}))
            if callable(page):
                return page(self)
            status, headers = page
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            return None

        do_HEAD = do_GET = answer  # noqa: N815

        def log_message(self, *args):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    site = WebServer(server.server_port)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
