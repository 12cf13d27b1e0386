"""The admin as an editor uses it: a menu, forms, windows to choose from. Waits for what an editor would wait for."""

import re
from contextlib import contextmanager

from playwright.sync_api import Locator, Page, expect

from tests.browser.waiting import until

# Wagtail takes what a form holds two seconds after it was opened for what was there before, and says so in an event. It
# opens a form twice, some tenths of a second apart (its w-init leaves data-controller, and Stimulus connects all behind
# it once more), and what is typed between the two events is taken for old: the form is ready after the last of them.
WATCHING = """
    let opened = 0, watched = 0;
    addEventListener('w-unsaved:ready', () => { opened += 1 });
    addEventListener('w-unsaved:watch-edits', () => {
        watched += 1;
        if (watched >= opened) document.documentElement.dataset.watching = 'yes';
    });
"""


class Desk:
    """One editor at one browser. `page` is Playwright's."""

    def __init__(self, page: Page):
        self.page = page
        page.add_init_script(WATCHING)

    def sign_in(self, name: str, password: str) -> None:
        """Through the door of the admin."""
        self.page.goto("/admin/")
        self.page.get_by_label("Username").fill(name)
        self.page.get_by_label("Password").fill(password)
        self.page.get_by_role("button", name="Sign in").click()
        expect(self.page.get_by_role("navigation", name="Main menu")).to_be_visible()

    def sign_out(self) -> None:
        """From the foot of the menu."""
        foot = self.page.locator(".sidebar-footer")
        foot.get_by_role("button").first.click()
        foot.get_by_text("Log out").click()
        expect(self.page.get_by_label("Username")).to_be_visible()

    def open(self, *names: str) -> None:
        """A list of the menu, then a page in it by its title."""
        menu, *titles = names
        self.page.get_by_role("navigation", name="Main menu").get_by_role(
            "link", name=menu, exact=True
        ).click()
        self.page.wait_for_url(f"**/admin/{menu.lower()}/**")
        for title in titles:
            self.page.get_by_role("main").get_by_role("link", name=title).first.click()
            expect(self.box("Title*")).to_have_value(title)

    def add_installment(self, series: str) -> None:
        """From the list of installments, which is open; a series by its title and language."""
        self.page.get_by_role("link", name="Add installment").first.click()
        self.page.get_by_label("Series").select_option(label=series)
        self.page.get_by_role("button", name="Create a new installment").click()

    def box(self, name: str) -> Locator:
        """A field of one line or several; a required one's name ends with a star."""
        return self.page.get_by_role("textbox", name=name, exact=True)

    def tab(self, name: str) -> None:
        """Another tab of the form."""
        self.page.get_by_role("tab", name=name, exact=True).click()

    def ready(self) -> None:
        """The form is open, and what is typed from now on counts as typed."""
        self.page.locator("html[data-watching]").wait_for(state="attached")

    def saved(self) -> None:
        """Autosave has caught up with what was typed. Wagtail makes a page twice where one does not wait for it."""
        expect(self.page.get_by_text("Saved", exact=True)).to_be_visible()

    @contextmanager
    def autosaved(self):
        """What is typed inside has been saved, and been answered, at the end.

        A button that is pressed before that overtakes the script, which is then turned away: the console says so.
        """
        with self.page.expect_response(
            lambda answer: answer.request.method == "POST" and answer.url.endswith("/edit/")
        ):
            yield
        self.saved()

    def rows_saved(self) -> None:
        """Every row of the form knows its id; until then Wagtail's preview shows a row beside its saved self."""
        until(
            self.page,
            """[...document.querySelectorAll("[id$=-FORMS] input[name$='-id']")].every((id) => id.value)""",
        )

    @contextmanager
    def window(self, button: str):
        """The window behind a button; it closes by itself when something was chosen."""
        self.page.get_by_role("button", name=button, exact=True).click()
        window = self.page.locator(".modal-dialog")
        expect(window).to_be_visible()
        yield window
        expect(window).to_be_hidden()

    def add_block(self, name: str) -> Locator:
        """A block at the end of the text, and its field."""
        self.page.get_by_role("button", name="Insert a block").last.click()
        self.page.get_by_role("option", name=name, exact=True).click()
        return self.page.locator("#panel-child-text-body-section").get_by_role("textbox").last

    def choose(self, button: str, typed: str, name: str) -> None:
        """An author or topic that is there, found by typing."""
        with self.window(button) as window:
            window.get_by_label("Search term").fill(typed)
            # The list is made anew when the answer comes; a tick in the old one would be lost.
            expect(window.get_by_text("There is 1 match")).to_be_visible()
            window.get_by_role("checkbox", name=name).check()
            window.get_by_role("button", name="Confirm selection").click()

    def make(self, button: str, tab: str, confirm: str, **words: str) -> None:
        """An author or topic that is not there yet; words by the name of the field."""
        with self.window(button) as window:
            window.get_by_role("tab", name=tab).click()
            for name, value in words.items():
                window.get_by_label(name.replace("_", " ")).and_(
                    window.locator("input[type=text]")
                ).first.fill(value)
            window.get_by_role("button", name=confirm).click()

    def add_footnote(self, text: Locator, words: str) -> None:
        """Behind the last word of a text, by the editor's own button."""
        text.press("End")
        text.press("Control+Shift+ArrowLeft")
        self.page.get_by_role("button", name="Footnote").filter(has_text="Fn").click()
        self.page.get_by_role("button", name="Create new footnote").click()
        note = self.page.locator("#id_footnotes-FORMS").get_by_role("textbox").last
        expect(note).to_be_focused()
        note.press_sequentially(words)

    def finish(self, action: str, title: str, said: str) -> None:
        """Press a button at the foot of the form, in the menu of it if need be; read what the admin says (a pattern)."""
        foot = self.page.locator("footer")
        button = foot.get_by_role("button", name=action, exact=True)
        if not button.is_visible():
            foot.get_by_role("button", name="More actions").click()
        button.click()
        expect(self.page.get_by_text(re.compile(f"Page '{title}' (has been )?{said}"))).to_be_visible()
