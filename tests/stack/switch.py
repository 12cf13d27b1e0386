"""A switch in front of the object storage: passes requests on, answers 500 or 403 itself, or does not answer at all.

    python -m tests.stack.switch PORT BEHIND FILE

FILE holds the word for what to do: `pass`, a status, or `hang`. It is read at every request, also at one that hangs.
"""

import http.client
import sys
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

HERE = "127.0.0.1"
OF_THE_CONNECTION = {"connection", "keep-alive", "transfer-encoding", "date", "server", "content-length"}


class Handler(BaseHTTPRequestHandler):
    """One request, of any method."""

    protocol_version = "HTTP/1.1"
    behind = 0
    word_file = Path()

    def handle_any(self):
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        word = self.word()
        while word == "hang":
            time.sleep(0.05)
            word = self.word()
        if word == "pass":
            self.pass_on(body)
        else:
            text = b"<?xml version='1.0'?><Error><Code>%s</Code></Error>" % (
                b"AccessDenied" if word == "403" else b"InternalError"
            )
            self.answer(int(word), [("Content-Type", "application/xml")], text, len(text))

    do_GET = do_HEAD = do_PUT = do_POST = do_DELETE = handle_any  # noqa: N815 - the names that the library asks for

    def word(self) -> str:
        return self.word_file.read_text().strip()

    def pass_on(self, body: bytes) -> None:
        behind = http.client.HTTPConnection(HERE, self.behind, timeout=60)
        try:
            behind.request(self.command, self.path, body, dict(self.headers.items()))
            found = behind.getresponse()
            content = found.read()
            length = found.headers.get("Content-Length") if self.command == "HEAD" else len(content)
            kept = [
                (name, value) for name, value in found.getheaders() if name.lower() not in OF_THE_CONNECTION
            ]
            self.answer(found.status, kept, content, length)
        finally:
            behind.close()

    def answer(self, status: int, headers: list, content: bytes, length) -> None:
        self.send_response(status)
        for name, value in headers:
            self.send_header(name, value)
        if status != 204:
            self.send_header("Content-Length", str(length or 0))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    def log_message(self, *args):
        pass


def main(port: str, behind: str, word_file: str) -> None:
    Handler.behind, Handler.word_file = int(behind), Path(word_file)
    server = ThreadingHTTPServer((HERE, int(port)), Handler)
    server.daemon_threads = True
    server.serve_forever()


if __name__ == "__main__":
    main(*sys.argv[1:])
