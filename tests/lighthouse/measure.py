"""Lighthouse on the site as production serves it, and on the same HTML served as files, in one run.

    make lighthouse          (README.md beside this file says what it needs and does)

Prints the scores of both, median of ROUNDS runs in turn. Ends with an error where the site has less than 100 for
accessibility, best practices or search engines, or is more than MOST_BEHIND points slower than its own files.
"""

import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.lighthouse.files import serving
from tests.stack.processes import free_port

ROOT = Path(__file__).resolve().parents[2]
PYTHON = Path(sys.executable)
# The last release for the Node of Debian 12 and 13; later ones need Node 22.
LIGHTHOUSE = "lighthouse@12.8.2"
CHROMIUM = Path("/usr/bin/chromium")
FLAGS = (
    "--headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking"
)
PAGES = {
    "installment": "/series/asean-korea-2021/after-the-new-southern-policy/",
    "series": "/series/asean-korea-2021/",
    "home": "/",
    # Without words: results are kept from search engines on purpose, which costs points for search engines.
    "search": "/search/",
}
CATEGORIES = {"accessibility": 100, "best-practices": 100, "seo": 100}
MOST_BEHIND = 3
ROUNDS = int(os.environ.get("ROUNDS", "3"))


def main() -> None:
    """Bring both servers up, ask Lighthouse about each page of each, print what it says."""
    for program in ("node", "npm"):
        if not shutil.which(program):
            sys.exit(f"{program} is missing: Lighthouse comes from npm (tests/lighthouse/README.md).")
    if not CHROMIUM.exists():
        sys.exit("No Chromium on this machine; on Debian: apt-get install chromium")
    with tempfile.TemporaryDirectory(prefix="lighthouse-") as name:
        folder = Path(name)
        lighthouse = install(folder)
        with site(folder) as origin, serving(files_of(origin)) as as_files:
            scores = {
                page: measure(lighthouse, folder, {"site": origin + path, "files": as_files + path})
                for page, path in PAGES.items()
            }
    sys.exit(report(scores))


def install(folder: Path) -> Path:
    """Lighthouse, in the temporary folder; the program's path."""
    print(f"Installing {LIGHTHOUSE} ...", flush=True)
    subprocess.run(
        ["npm", "install", "--silent", "--no-fund", "--no-audit", "--prefix", folder, LIGHTHOUSE], check=True
    )
    return folder / "node_modules/.bin/lighthouse"


@contextmanager
def site(folder: Path) -> Iterator[str]:
    """The demo under gunicorn, DEBUG off, static files compressed by whitenoise; its origin."""
    port = free_port()
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "tests.lighthouse.settings",
        "LIGHTHOUSE_FOLDER": str(folder),
        "SECRET_KEY": "only-for-lighthouse-0123456789-abcdefghijklmnopqrstuvwxyz",
        "ALLOWED_HOSTS": "127.0.0.1",
        "DATABASE_URL": f"sqlite:///{folder}/db.sqlite3",
        "SITE_URL": f"http://127.0.0.1:{port}",
    }

    def manage(*arguments: str) -> None:
        subprocess.run([PYTHON, "manage.py", *arguments], cwd=ROOT, env=environment, check=True)

    print("Preparing the site ...", flush=True)
    manage("migrate", "--verbosity=0")
    manage(
        "shell",
        "--verbosity=0",
        "--command",
        f"from home.demo.loading import load; load(); {PLACED.format(port=port)}",
    )
    manage("make_copies", "--most=500")
    manage("collectstatic", "--noinput", "--verbosity=0")
    server = subprocess.Popen(
        [
            PYTHON, "-m", "gunicorn", "--workers=1", "--threads=4", "--no-control-socket", "--log-level=warning",
            f"--bind=127.0.0.1:{port}", "config.wsgi",
        ],
        cwd=ROOT,
        env=environment,
    )  # fmt: skip
    try:
        origin = f"http://127.0.0.1:{port}"
        wait_for(origin)
        yield origin
    finally:
        server.terminate()
        server.wait()


PLACED = "from wagtail.models import Site; Site.objects.update(hostname='127.0.0.1', port={port})"


def wait_for(origin: str) -> None:
    """Return once the server answers; raise where it does not within a minute."""
    for _ in range(120):
        try:
            urllib.request.urlopen(origin)
        except OSError:
            time.sleep(0.5)
        else:
            return
    raise RuntimeError(f"{origin} does not answer")


def files_of(origin: str) -> dict[str, bytes]:
    """Every page, and every file that it asks for, by its path: what the site answers, to be served as files."""
    files, asked = {}, {"/robots.txt"}
    for path in PAGES.values():
        page = files[path.partition("?")[0]] = get(origin + path)
        for value in re.findall(r'(?:href|src|srcset)="([^"]+)"', page.decode()):
            asked |= set(re.findall(r"/(?:static|media)/[^\s,]+", value))
    return files | {path: get(origin + path) for path in asked}


def get(address: str) -> bytes:
    """The body of an answer, as it is before compression."""
    with urllib.request.urlopen(address) as answer:
        return answer.read()


def measure(lighthouse: Path, folder: Path, addresses: dict[str, str]) -> dict[str, dict[str, float]]:
    """The scores of a page, 0 to 100, by who served it and by category: medians of runs in turn."""
    runs = {who: [] for who in addresses}
    for _ in range(ROUNDS):
        for who, address in addresses.items():
            runs[who].append(run(lighthouse, folder, address))
    return {
        who: {name: statistics.median(each[name] for each in found) for name in found[0]}
        for who, found in runs.items()
    }


def run(lighthouse: Path, folder: Path, address: str) -> dict[str, float]:
    """The scores of one run; what keeps one under 100, performance aside, is printed."""
    result = folder / "result.json"
    asked = ",".join(["performance", *CATEGORIES])
    # A profile of its own: the browser of the run before may not have let go of its own yet.
    profile = tempfile.mkdtemp(dir=folder)
    done = subprocess.run(
        [
            lighthouse, address, "--quiet", "--output=json", f"--output-path={result}", f"--only-categories={asked}",
            f"--chrome-flags={FLAGS} --user-data-dir={profile}",
        ],
        env=os.environ | {"CHROME_PATH": str(CHROMIUM)},
        capture_output=True,
        text=True,
        check=False,
    )  # fmt: skip
    if done.returncode:
        raise SystemExit(f"Lighthouse did not come to an end with {address}:\n{done.stderr[-2000:]}")
    found = json.loads(result.read_text())
    for name in CATEGORIES:
        for reference in found["categories"][name]["auditRefs"]:
            audit = found["audits"][reference["id"]]
            if reference["weight"] and audit["score"] not in (1, None):
                print(f"  {address} {name}: {audit['title']}", flush=True)
    return {name: round(100 * each["score"]) for name, each in found["categories"].items()}


def report(scores: dict[str, dict[str, dict[str, float]]]) -> str | None:
    """Print the table of docs/benchmarks.md; what is wrong, or None."""
    wrong = []
    print(
        "| page | performance | as files | accessibility | best practices | search engines |\n|---|---|---|---|---|---|"
    )
    for page, found in scores.items():
        own, as_files = found["site"], found["files"]["performance"]
        print(
            f"| {page} | {own['performance']:.0f} | {as_files:.0f} | "
            + " | ".join(f"{own[name]:.0f}" for name in CATEGORIES)
            + " |"
        )
        wrong += [
            f"{page}: {name} is {own[name]:.0f}" for name, least in CATEGORIES.items() if own[name] < least
        ]
        if own["performance"] < as_files - MOST_BEHIND:
            wrong.append(f"{page}: {as_files - own['performance']:.0f} points slower than its own files")
    return "\n".join(wrong) or None


if __name__ == "__main__":
    main()
