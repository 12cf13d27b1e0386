"""What stands in for object storage that fails: a server on a port of its own that refuses, breaks or never answers."""

import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

LONGEST = 20  # seconds that a hanging answer holds its thread, should nobody let it go


class FailingServer:
    """Answers each request with `status`; `hanging()` makes it hold all of them. `asked` counts them."""

    def __init__(self):
        outer, self.status, self.asked = self, 500, 0
        self._held = threading.Event()
        self._held.set()

        class Handler(BaseHTTPRequestHandler):
            def answer(self):
                outer.asked += 1
                outer._held.wait(LONGEST)
                self.send_response(outer.status)
                self.send_header("Content-Length", "0")
                self.end_headers()

            do_GET = do_HEAD = do_PUT = do_DELETE = do_POST = answer  # noqa: N815

            def log_message(self, *args):
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self._server.handle_error = lambda *args: None  # the client has gone away, as it should
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()

    @property
    def is_hanging(self) -> bool:
        return not self._held.is_set()

    @contextmanager
    def hanging(self):
        self._held.clear()
        try:
            yield
        finally:
            self._held.set()

    def close(self) -> None:
        self._held.set()
        self._server.shutdown()
        self._server.server_close()


def storages_on(server: FailingServer) -> dict:
    """Both storages, of media and of what is private, as settings.STORAGES describes them, on this server."""
    options = {"endpoint_url": server.url, "access_key": "k", "secret_key": "s", "region_name": "us-east-1"}
    return {
        name: {
            "BACKEND": f"publication.object_storage.{kind}", "OPTIONS": options | {"bucket_name": name},
        }
        for name, kind in (("default", "MediaStorage"), ("private", "PrivateObjectStorage"))
    }  # fmt: skip
