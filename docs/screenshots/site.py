"""The site that is pictured: the demo on an empty database, gone afterwards; and how a picture is kept."""

import os
import subprocess
import sys
import tempfile
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path

from PIL import Image
from playwright.sync_api import Locator, Page

IMAGES = Path(__file__).parents[1] / "images"
PORT = os.environ.get("PORT", "8097")
SITE = f"http://127.0.0.1:{PORT}"
PASSWORD = "only-for-pictures"  # noqa: S105
SCREEN = {"width": 1280, "height": 900}
# A narrower shade of colours than the eye tells apart in an admin; the front page has pictures and needs more.
COLOURS = 128


@contextmanager
def throw_away_site():
    """The running site; yields a function that runs a command of manage.py on it."""
    with tempfile.TemporaryDirectory() as folder:
        environment = os.environ | {
            "DATABASE_URL": f"sqlite:///{folder}/site.sqlite3",
            "MEDIA_ROOT": f"{folder}/media",
            "SITE_URL": SITE,
            "DEMO_PASSWORD": PASSWORD,
            "DJANGO_SETTINGS_MODULE": "config.settings.dev",
        }

        def manage(*words):
            command = [sys.executable, "manage.py", *words]
            subprocess.run(command, env=environment, check=True, stdout=subprocess.DEVNULL)  # noqa: S603

        manage("migrate", "-v0")
        manage("load_demo")
        server = subprocess.Popen(  # noqa: S603
            [sys.executable, "manage.py", "runserver", f"127.0.0.1:{PORT}", "--noreload"],
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            wait_for_site()
            yield manage
        finally:
            server.terminate()
            server.wait()


def wait_for_site() -> None:
    """Return when the site answers; raise OSError when it does not within a minute."""
    for attempt in range(120):
        try:
            urllib.request.urlopen(f"{SITE}/admin/login/")  # noqa: S310
            return
        except OSError:
            if attempt == 119:
                raise
            time.sleep(0.5)


def picture(
    page: Page, name: str, *, left=0, top=0, width=1280, height=900, until: Locator | None = None, colours=COLOURS
) -> None:  # fmt: skip
    """Keep a part of the screen in a palette; `until` is the last thing that is to be on it."""
    page.wait_for_load_state("networkidle")
    if until is not None:
        box = until.last.bounding_box()
        height = min(SCREEN["height"] - top, int(box["y"] + box["height"]) - top + 24)
    path = IMAGES / f"{name}.png"
    page.screenshot(
        path=path, clip={"x": left, "y": top, "width": width, "height": height}, animations="disabled"
    )
    Image.open(path).convert("RGB").quantize(colours, dither=Image.Dither.NONE).save(path, optimize=True)
