"""Pictures of the first pages: a piece is written, looked at, submitted and reviewed."""

from playwright.sync_api import Page

from docs.screenshots.site import picture
from tests.browser.desk import Desk

PART = "After the New Southern Policy"
WELL = "The well at the end of the street"


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
    picture(page, "home", colours=256)


def lists(desk: Desk) -> None:
    """The list of installments."""
    desk.open("Installments")
    picture(desk.page, "installments", height=620)


def a_new_part(desk: Desk) -> None:
    """The head of an empty form, then a footnote and a new author, then its preview."""
    page = desk.page
    desk.open("Installments")
    desk.add_installment("The city and its water (English)")
    desk.ready()
    picture(page, "new-part")
    desk.box("Title*").press_sequentially(WELL)
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
    preview.get_by_role("heading", name=WELL).wait_for()
    page.evaluate("scrollTo(0, 0)")
    picture(page, "preview")
    page.get_by_role("button", name="Toggle preview").click()
    desk.finish("Submit to Editorial review", WELL, "submitted for moderation")


def review(desk: Desk) -> None:
    """What a managing editor can do with what was submitted, and the form of the part number."""
    page = desk.page
    open_part(desk, WELL)
    page.locator("footer").get_by_role("button", name="More actions").click()
    picture(page, "review", top=500, height=400)
    open_part(desk, PART)
    page.get_by_role("banner").get_by_role("button", name="Actions").or_(
        page.get_by_role("button", name="Actions", exact=True)
    ).first.click()
    page.get_by_role("link", name="Change part number").click()
    page.get_by_role("heading", name="Change part number").wait_for()
    picture(page, "part-number", height=700)
