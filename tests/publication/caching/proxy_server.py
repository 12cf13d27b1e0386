"""A caching proxy as the journal meets it: it writes down what it is told, and can fail, hang and come back."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class ProxyServer:
    """`told` are the (method, path) of all requests; `status` is its answer; `hangs` while the event is set."""

    def __init__(self):
        self.told, self.status, self.hangs = [], 204, threading.Event()
        self.may_go_on = threading.Event()
        outer = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def handle_any(self):
                outer.told.append((self.command, self.path))
                if outer.hangs.is_set():
                    outer.may_go_on.wait(10)
                self.send_response(outer.status)
                self.send_header("Content-Length", "0")
                self.end_headers()

            do_DELETE = do_PURGE = do_BAN = handle_any  # noqa: N815 (names of the library)

            def log_message(self, *args):
                """Silent."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.address = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, args=[0.01], daemon=True).start()

    def close(self):
        self.may_go_on.set()
        self.server.shutdown()
        self.server.server_close()
