"""A web server that hands out files and nothing else: what the site is measured against.

Compressed as the site's answers are, kept as long by browsers, connections kept open; nothing is looked up or made.
"""

import gzip
import mimetypes
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

# From a file's name; all else comes as it is.
COMPRESSED = ("text/", "application/javascript", "image/svg+xml")


@contextmanager
def serving(files: Mapping[str, bytes]) -> Iterator[str]:
    """Serve what is given by its path, without queries, for as long as the block lasts; the origin is what it gives."""
    answers = {path: _answer(path, body) for path, body in files.items()}

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self):
            headers, body = answers.get(self.path.partition("?")[0], ({}, b""))
            self.send_response(200 if headers else 404)
            for name, value in {**headers, "Content-Length": str(len(body))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


def _answer(path: str, body: bytes) -> tuple[dict[str, str], bytes]:
    kind = "text/html" if path.endswith("/") else mimetypes.guess_type(path)[0] or "application/octet-stream"
    kind = {"text/javascript": "application/javascript"}.get(kind, kind)
    headers = {"Content-Type": f"{kind}; charset=utf-8" if kind.startswith("text/") else kind}
    if path.startswith("/static/"):
        headers["Cache-Control"] = "max-age=315360000, public, immutable"
    if kind.startswith(COMPRESSED):
        headers["Content-Encoding"] = "gzip"
        body = gzip.compress(body, 6)
    return headers, body
