"""What nginx gives for a kept answer whose time has run out: what a node says now, or the old one while none speaks."""

import os
import signal
import struct
import threading
import time
from hashlib import md5
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from deploy.nginx.fill import fill
from tests.stack.client import ask
from tests.stack.processes import HERE, Keeper, Process, free_port, listens, nginx, wait_until

pytestmark = pytest.mark.skipif(
    nginx() is None, reason="no nginx on this machine; on Debian: apt-get install nginx-light"
)
AROUND = """daemon off; worker_processes 1; pid {0}/pid; events {{}} http {{
    client_body_temp_path {0}/body; proxy_temp_path {0}/proxy; fastcgi_temp_path {0}/fastcgi;
    uwsgi_temp_path {0}/uwsgi; scgi_temp_path {0}/scgi;
    {1}
}}"""
MINUTES = "public, max-age=0, s-maxage=60, stale-while-revalidate=1, stale-if-error=3600"


class Answers(BaseHTTPRequestHandler):
    """A node: 200, or what `server.status` is; with None it closes the connection without a word."""

    def do_GET(self):
        if self.server.status is None:
            return
        body = f"status {self.server.status}".encode()
        self.send_response(self.server.status)
        for name, value in {"Cache-Control": MINUTES, "Content-Length": len(body)}.items():
            self.send_header(name, str(value))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *words):
        """Nothing is written down."""


@pytest.fixture(scope="module")
def node():
    server = ThreadingHTTPServer((HERE, 0), Answers)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def proxy(node):
    """nginx before the node: the port, and the folder of what it keeps."""
    keeper = Keeper()
    keeper.folder.chmod(0o777)  # the workers of a master that is root are nobody
    port = free_port()
    site = fill(
        {"HOSTS": HERE, "EDGE": "plain", "FORWARDED_PROTO": "https", "LISTEN": f"{HERE}:{port}",
         "CONTROL": f"{HERE}:{free_port()}", "NODES": f"server {HERE}:{node.server_port};",
         "CACHE_FOLDER": f"{keeper.folder}/cache", "LOG_FOLDER": str(keeper.folder)}
    )  # fmt: skip
    around = keeper.folder / "nginx.conf"
    around.write_text(AROUND.format(keeper.folder, site))
    words = [nginx(), "-e", keeper.folder / "error.log", "-p", keeper.folder, "-c", around]
    Process(keeper, "nginx", words, ready=lambda: listens(port), gentle=signal.SIGQUIT).start()
    yield port, keeper.folder / "cache"
    keeper.end()


def kept_and_outdated(proxy, node, path):
    """Have a page kept, and say in its file that its time ran out a minute ago (nginx: the second of eight bytes)."""
    port, cache = proxy
    node.status = 200
    wait_until(lambda: ask(port, "GET", path, host=HERE).cache == "HIT", f"{path} is kept", 10)
    name = md5(path.encode()).hexdigest()
    with (cache / name[-1] / name[-3:-1] / name).open("r+b") as file:
        os.pwrite(file.fileno(), struct.pack("q", int(time.time()) - 60), 8)


@pytest.mark.parametrize("status", [404, 410, 403, 503])
def test_what_a_node_says_takes_the_place_of_an_old_page(proxy, node, status):
    """Not even a purge that failed leaves a page up that is none any more."""
    kept_and_outdated(proxy, node, f"/page-{status}/")
    node.status = status
    found = ask(proxy[0], "GET", f"/page-{status}/", host=HERE)
    assert (found.status, found.text) == (status, f"status {status}")


def test_an_old_page_stands_in_while_no_node_says_a_word(proxy, node):
    kept_and_outdated(proxy, node, "/page/")
    node.status = None
    found = ask(proxy[0], "GET", "/page/", host=HERE)
    assert (found.status, found.text, found.cache) == (200, "status 200", "STALE")
