"""All pictures, in the order of an editor's work."""

from playwright.sync_api import Page, sync_playwright

from docs.screenshots import desk, writing
from docs.screenshots.site import IMAGES, PASSWORD, SCREEN, SITE, throw_away_site
from tests.browser.desk import Desk

CHROMIUM = "/usr/bin/chromium"


def main() -> None:
    """Take them."""
    IMAGES.mkdir(exist_ok=True)
    with throw_away_site() as manage, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])

        def visitor() -> Page:
            return browser.new_context(
                viewport=SCREEN, base_url=SITE, reduced_motion="reduce", locale="en-GB"
            ).new_page()

        def at_the_desk(name: str) -> Desk:
            editor = Desk(visitor())
            editor.sign_in(name, PASSWORD)
            return editor

        writing.front_page(visitor())
        editor, managing = at_the_desk("editor"), at_the_desk("managing")
        writing.lists(editor)
        writing.a_new_part(editor)
        writing.review(managing)
        manage("shell", "-v0", "-c", "from docs.screenshots.work import lay_out; lay_out()")
        for take in desk.PICTURES:
            take(managing)
        browser.close()


if __name__ == "__main__":
    main()
