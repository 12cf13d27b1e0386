"""Take the pictures of README.md and docs/editors.md again, from a throw-away site with the demo:

    .venv/bin/python -m docs.screenshots

Needs Chromium and what the tests need. Nothing of your own site is touched.
"""

import os
import subprocess
import sys
import tempfile
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from tests.browser.desk import Desk

IMAGES = Path(__file__).parent / "images"
CHROMIUM = "/usr/bin/chromium"
PORT = os.environ.get("PORT", "8097")
SITE = f"http://127.0.0.1:{PORT}"
PASSWORD = "only-for-pictures"  # noqa: S105
SCREEN = {"width": 1280, "height": 900}
PART = "After the New Southern Policy"


@contextmanager
def throw_away_site():
    """The site with its demo on an empty database, gone afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        environment = os.environ | {
            "DATABASE_URL": f"sqlite:///{folder}/site.sqlite3",
            "MEDIA_ROOT": f"{folder}/media",
            "SITE_URL": SITE,
            "DEMO_PASSWORD": PASSWORD,
            "DJANGO_SETTINGS_MODULE": "config.settings.dev",
        }

        def manage(*words):
            return [sys.executable, "manage.py", *words]

        for words in (("migrate", "-v0"), ("load_demo",)):
            subprocess.run(manage(*words), env=environment, check=True, stdout=subprocess.DEVNULL)  # noqa: S603
        server = subprocess.Popen(  # noqa: S603
            manage("runserver", f"127.0.0.1:{PORT}", "--noreload"),
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            wait_for_site()
            yield
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


def picture(page: Page, name: str, *, left=0, top=0, width=1280, height=900) -> None:
    """Keep a part of the screen, in a palette of 256 colours, which is enough for an admin."""
    from PIL import Image

    page.wait_for_load_state("networkidle")
    path = IMAGES / f"{name}.png"
    page.screenshot(
        path=path, clip={"x": left, "y": top, "width": width, "height": height}, animations="disabled"
    )
    Image.open(path).convert("RGB").quantize(256, dither=Image.Dither.NONE).save(path, optimize=True)


def open_part(desk: Desk, title: str) -> None:
    """The form of a part."""
    desk.open("Installments")
    desk.page.get_by_role("main").get_by_role("link", name=title).first.click()
    desk.ready()


def front_page(page: Page) -> None:
    """The front page, with its fonts, which a first visit may do without."""
    page.goto("/")
    page.wait_for_load_state("networkidle")
    page.reload()
    picture(page, "home")


def lists(desk: Desk) -> None:
    """The list of installments."""
    desk.open("Installments")
    picture(desk.page, "installments", height=620)


def a_new_part(desk: Desk) -> None:
    """The head of an empty form, then a footnote and a new author, then its preview."""
    page = desk.page
    desk.open("Installments")
    page.get_by_role("link", name="Add installment").first.click()
    with desk.window("Choose a page (Series)") as window:
        window.get_by_label("Search").fill("city and its water")
        window.get_by_role("link", name="The city and its water").click()
    page.get_by_role("button", name="Create a new installment").click()
    desk.ready()
    picture(page, "new-part")
    desk.box("Title*").press_sequentially("The well at the end of the street")
    desk.box("Standfirst").fill("Half of the city drinks from the ground that it is standing on.")
    text = desk.add_block("Paragraph")
    text.press_sequentially("Every well is somebody’s promise that the ground will hold.")
    text.press("End")
    text.press("Control+Shift+ArrowLeft")
    text.press("Control+Shift+ArrowLeft")
    button = page.get_by_role("button", name="Footnotes").filter(has_text="Fn")
    button.wait_for()
    top = max(0, text.bounding_box()["y"] - 130)
    picture(page, "footnote", left=200, top=top, width=980, height=260)
    button.click()
    page.get_by_role("button", name="Create new footnote").click()
    page.locator("#id_footnotes-FORMS").get_by_role("textbox").last.press_sequentially("City water board.")
    desk.tab("Credits and topics")
    with desk.window("Add byline") as window:
        window.get_by_role("tab", name="New author").click()
        window.get_by_label("Name as displayed").fill("Zora Whitlock")
        window.get_by_label("Family name").fill("Whitlock")
        window.get_by_label("Given name").fill("Zora")
        window.get_by_label("Position").fill("Senior fellow")
        picture(page, "new-author")
        window.get_by_role("button", name="Make a draft and choose it").click()
    desk.choose("Add topic", "cities", "Cities and water")
    desk.saved()
    page.get_by_role("button", name="Toggle preview").click()
    preview = page.frame_locator("#w-preview-iframe")
    preview.get_by_role("heading", name="The well at the end of the street").wait_for()
    page.evaluate("scrollTo(0, 0)")
    picture(page, "preview")
    page.get_by_role("button", name="Toggle preview").click()
    desk.finish("Submit to Editorial review", "The well at the end of the street", "submitted for moderation")


def review(desk: Desk) -> None:
    """What a managing editor can do with what was submitted, and the form of the part number."""
    page = desk.page
    open_part(desk, "The well at the end of the street")
    page.locator("footer").get_by_role("button", name="More actions").click()
    picture(page, "review", top=500, height=400)
    open_part(desk, PART)
    page.get_by_role("banner").get_by_role("button", name="Actions").or_(
        page.get_by_role("button", name="Actions", exact=True)
    ).first.click()
    page.get_by_role("link", name="Change part number").click()
    page.get_by_role("heading", name="Change part number").wait_for()
    picture(page, "part-number", height=700)


def main() -> None:
    """All pictures."""
    IMAGES.mkdir(exist_ok=True)
    with throw_away_site(), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])

        def visitor() -> Page:
            return browser.new_context(
                viewport=SCREEN, base_url=SITE, reduced_motion="reduce", locale="en-GB"
            ).new_page()

        front_page(visitor())
        editor = Desk(visitor())
        editor.sign_in("editor", PASSWORD)
        lists(editor)
        a_new_part(editor)
        managing = Desk(visitor())
        managing.sign_in("managing", PASSWORD)
        review(managing)
        browser.close()


if __name__ == "__main__":
    main()
