"""What serves a cached page fastest: nginx from disk, nginx's cache as in deploy/, Varnish. Interleaved medians by wrk.

    .venv/bin/python -m benchmarks.proxies [--rounds 7] [--seconds 4]

Brings up the stack (tests/stack/), keeps one installment in the proxy's cache, and puts the same bytes on disk for a
second nginx and into a Varnish in front of the same node. All compressed, as every browser asks for it. Needs nginx,
varnishd and wrk. The bar: requests per second at least 0.8 of nginx from disk, the 99th percentile at 32 connections at
most twice its. The processor's time for a request, of a server's processes, says the same where other work takes part
of the machine.
"""

import argparse
import gzip
import os
import re
import shutil
import statistics
import subprocess
import sys
from dataclasses import dataclass

from benchmarks.costs import seconds_of
from tests.stack import acts
from tests.stack.client import ask
from tests.stack.processes import HERE, Process, free_port, listens
from tests.stack.stack import Stack
from tests.stack.world import HOST

CONNECTIONS = 32
SLUG = "one-river-many-letterheads"
DISK = """
daemon off; worker_processes 1; pid {folder}/pid; error_log {folder}/error.log warn;
events {{ worker_connections 4096; }}
http {{
    sendfile on; tcp_nopush on; keepalive_requests 1000; types {{ text/html html; }}
    access_log {folder}/access.log combined buffer=32k flush=2s;
    client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
    gzip_static on; gzip_vary on;
    server {{ listen {here}:{port}; root {folder}/files; }}
}}
"""
VCL = """
vcl 4.1;
backend node {{ .host = "{here}"; .port = "{port}"; }}
acl nodes {{ "127.0.0.1"; }}
sub vcl_recv {{
    if (req.method == "PURGE") {{ if (client.ip !~ nodes) {{ return (synth(405)); }} return (purge); }}
    if (req.method == "BAN") {{ if (client.ip !~ nodes) {{ return (synth(405)); }} ban("obj.status != 0"); return (synth(200)); }}
    if (req.http.Cookie ~ "(sessionid|messages)=" || req.url ~ "\\?") {{ return (pass); }}
    unset req.http.Cookie;
    set req.http.X-Forwarded-Proto = "https";
}}
sub vcl_hash {{ hash_data(req.url); return (lookup); }}
sub vcl_backend_response {{
    if (beresp.http.Cache-Control !~ "s-maxage=[1-9]") {{ set beresp.uncacheable = true; set beresp.ttl = 0s; }}
}}
"""


@dataclass(frozen=True)
class Figures:
    """One run: requests per second, 99th percentile in milliseconds, microseconds of the processor for a request, answers
    that were none of the right ones.
    """

    rate: float
    p99: float
    cpu: float
    errors: int


def wrk(port: int, path: str, seconds: int, server: Process) -> Figures:
    """Ask as fast as it goes, over CONNECTIONS that stay open."""
    before = seconds_of(server.pid)
    words = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "--latency", "-H", f"Host: {HOST}",
             "-H", "Accept-Encoding: gzip"]  # fmt: skip
    said = subprocess.run(
        [*words, f"http://{HERE}:{port}{path}"], capture_output=True, text=True, check=True
    ).stdout
    used = seconds_of(server.pid) - before
    value, unit = re.search(r"99%\s+([\d.]+)(us|ms|s)", said).groups()
    wrong = re.search(r"Non-2xx or 3xx responses: (\d+)", said)
    errors = int(wrong[1]) if wrong else 0
    return Figures(
        float(re.search(r"Requests/sec:\s+([\d.]+)", said)[1]),
        float(value) * {"us": 0.001, "ms": 1, "s": 1000}[unit],
        1e6 * used / int(re.search(r"(\d+) requests in", said)[1]),
        errors
        + sum(
            map(
                int,
                re.findall(r"Socket errors: connect (\d+), read (\d+)", said)[0] if "Socket" in said else (),
            )
        ),
    )


def from_disk(keeper, page: bytes, path: str) -> tuple[int, Process]:
    """Start an nginx that has the page as a file; returns its port and process."""
    folder, port = keeper.folder / "disk", free_port()
    file = folder / "files" / path.strip("/") / "index.html"
    file.parent.mkdir(parents=True)
    file.write_bytes(page)
    file.with_name("index.html.gz").write_bytes(gzip.compress(page))
    for each in (folder, *folder.rglob("*")):
        each.chmod(0o755 if each.is_dir() else 0o644)
    folder.chmod(0o777)
    (folder / "nginx.conf").write_text(DISK.format(folder=folder, here=HERE, port=port))
    words = [
        shutil.which("nginx") or "/usr/sbin/nginx",
        "-e",
        folder / "error.log",
        "-p",
        folder,
        "-c",
        folder / "nginx.conf",
    ]
    return port, Process(keeper, "disk", words, ready=lambda: listens(port)).start()


def varnish(keeper, node_port: int) -> tuple[int, Process]:
    """Start a Varnish in front of a node; returns its port and process."""
    folder, port = keeper.folder / "varnish", free_port()
    folder.mkdir()
    (folder / "site.vcl").write_text(VCL.format(here=HERE, port=node_port))
    words = [shutil.which("varnishd") or "/usr/sbin/varnishd", "-F", "-n", folder / "n", "-a", f"{HERE}:{port}",
             "-f", folder / "site.vcl", "-s", "malloc,64m", "-j", "none"]  # fmt: skip
    return port, Process(keeper, "varnish", words, ready=lambda: listens(port)).start()


def check(name: str, port: int, path: str, page: bytes) -> None:
    """End with a message unless a server has the page, plain and compressed."""
    for _ in range(3):
        answer, packed = (
            ask(port, "GET", path, headers={"Accept-Encoding": each}) for each in ("identity", "gzip")
        )
    for body in (answer.body, gzip.decompress(packed.body)):
        if (answer.status, packed.status, body) != (200, 200, page):
            sys.exit(f"{name} answers {answer.status}, {packed.status} with {len(body)} of {len(page)} bytes")


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    words.add_argument("--rounds", type=int, default=7)
    words.add_argument("--seconds", type=int, default=4)
    chosen = words.parse_args()
    missing = [
        name
        for name in ("nginx", "varnishd", "wrk")
        if not shutil.which(name, path=f"{os.environ['PATH']}:/usr/sbin")
    ]
    if missing:
        sys.exit(
            f"Not on this machine: {', '.join(missing)}. On Debian: apt-get install nginx-light varnish wrk"
        )
    with Stack() as stack:
        path = stack.inside(acts.address_of, SLUG)
        path = path if path.startswith("/") else "/" + path.split("/", 3)[3]
        page = stack.get(path)
        servers = {
            "nginx, from disk": from_disk(stack.keeper, page.body, path),
            "nginx, its cache": (stack.proxy.port, stack.proxy),
            "Varnish": varnish(stack.keeper, stack.node(1).port),
        }
        for name, (port, _server) in servers.items():
            check(name, port, path, page.body)
        runs: dict[str, list[Figures]] = {name: [] for name in servers}
        for _ in range(chosen.rounds):
            for name, (port, server) in servers.items():
                runs[name].append(wrk(port, path, chosen.seconds, server))
    about = f"{len(page.body)} bytes, {CONNECTIONS} connections, medians of {chosen.rounds} x {chosen.seconds} s in turn"
    tell(f"{path}, {about}", runs)


def tell(about: str, runs: dict[str, list[Figures]]) -> None:
    """Print a line for each, the first being what the others are measured by."""
    print(about)
    medians = {
        name: [
            statistics.median(figures)
            for figures in zip(*((run.rate, run.p99, run.cpu) for run in each), strict=True)
        ]
        for name, each in runs.items()
    }
    base_rate, base_p99, base_cpu = next(iter(medians.values()))
    for name, (rate, p99, cpu) in medians.items():
        errors = sum(run.errors for run in runs[name])
        print(
            f"{name:18} {rate:8.0f}/s ({rate / base_rate:.2f})  p99 {p99:6.2f} ms ({p99 / base_p99:.2f})  "
            f"CPU {cpu:5.1f} us ({base_cpu / cpu:.2f} as many)  {errors} errors"
        )


if __name__ == "__main__":
    main()
