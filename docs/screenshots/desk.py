"""Pictures of the desk: the running order and what is done from it, the calendar, the checklist, clearance, order among
topics, today, and the reports."""

from docs.screenshots.site import picture
from docs.screenshots.writing import open_part
from tests.browser.desk import Desk

CITY, FLOOD = "The city and its water", "Who carries a flood"


def go(desk: Desk, address: str) -> None:
    """A page of the admin by its address."""
    desk.page.goto(f"/admin/{address}")
    desk.page.wait_for_load_state("networkidle")


def today(desk: Desk) -> None:
    """The home of the admin."""
    go(desk, "")
    picture(desk.page, "today")


def running_order(desk: Desk) -> None:
    """The order of a series; then the dry run of a selection, and what would move with a date."""
    page = desk.page
    desk.open("Series", CITY)
    page.get_by_role("button", name="Actions", exact=True).first.click()
    page.get_by_role("link", name="Running order").first.click()
    page.get_by_role("heading", name="Running order").first.wait_for()
    address = page.url
    picture(page, "running-order")
    for box in page.get_by_role("checkbox", name="Select “").all():
        box.check()
    page.get_by_role("button", name="Publish or schedule the selection").click()
    page.get_by_role("heading", name="What would happen").wait_for()
    page.get_by_role("button", name="Do it").scroll_into_view_if_needed()
    picture(page, "selection")
    page.goto(address)
    page.get_by_role("link", name=f"Move the date of “{FLOOD}”").first.click()
    page.get_by_role("button", name="Show what would move").click()
    page.get_by_role("heading", name="What would move").wait_for()
    picture(page, "slip")


def calendar(desk: Desk) -> None:
    """A month of all series."""
    go(desk, "calendar/")
    picture(desk.page, "calendar")


def checklist(desk: Desk) -> None:
    """The checklist beside the form."""
    open_part(desk, FLOOD)
    desk.page.get_by_role("button", name="Toggle checklist").click()
    desk.page.locator("[data-side-panel=checklist]").get_by_text("Advised").wait_for()
    picture(desk.page, "checklist")


def clearance(desk: Desk) -> None:
    """What was sent to the author, and what came back."""
    open_part(desk, "Rain that falls twice")
    address = desk.page.url.split("/pages/")[1].split("/")[0]
    go(desk, f"clearance/{address}/")
    picture(desk.page, "clearance")


def correction(desk: Desk) -> None:
    """One correction for two parts, before it is published."""
    page = desk.page
    desk.open("Series", CITY)
    page.get_by_role("button", name="Actions", exact=True).first.click()
    page.get_by_role("link", name="Correct several parts").first.click()
    page.get_by_label("Text in English").wait_for()
    for box in page.get_by_role("checkbox", name="part").all():
        box.check()
    page.get_by_label("Text in English").fill("An earlier version gave the depth in feet. It is in metres.")
    picture(page, "correction")


def topics(desk: Desk) -> None:
    """Likely duplicates, and what merging two of them would do."""
    page = desk.page
    go(desk, "reports/duplicate-topics/")
    picture(page, "duplicates", height=420)
    page.get_by_role("main").locator("a.button").first.click()
    page.get_by_role("button", name="Merge", exact=True).wait_for()
    picture(page, "merge")


def reports(desk: Desk) -> None:
    """The report of pieces."""
    go(desk, "reports/pieces/")
    picture(desk.page, "pieces", height=700)


PICTURES = (today, running_order, calendar, checklist, clearance, correction, topics, reports)
