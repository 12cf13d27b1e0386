"""The calendar in a real browser: an entry is dragged to another day, the same by keyboard, and axe on both views."""

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from series.models import InstallmentPage, PlannedPart
from tests import factories
from tests.browser.accessibility import turn
from tests.browser.conftest import SIZES
from tests.browser.test_admin_axe import grave

pytestmark = pytest.mark.django_db(transaction=True)

SEOUL = ZoneInfo("Asia/Seoul")


@pytest.fixture
def month():
    """The month after this one, whatever the day: nothing in it has passed."""
    return (timezone.localtime(timezone.now(), SEOUL).replace(day=1) + timedelta(days=32)).replace(day=1)


def on(month, day) -> datetime:
    return month.replace(day=day, hour=10, minute=0, second=0, microsecond=0)


@pytest.fixture
def world(month):
    series = factories.SeriesFactory(title="Rivers", slug="rivers")
    alder = factories.InstallmentFactory(parent=series, title="Alder", live=False)
    factories.draft_of(alder, go_live_at=on(month, 9)).publish()
    factories.InstallmentFactory(parent=series, title="Out", first_published_at=on(month, 3))
    factories.PlannedPartFactory(
        series=series,
        part_number=7,
        working_title="Cedar",
        due_on=(month - timedelta(days=60)).date(),
        expected_on=on(month, 11).date(),
    )
    factories.PlannedPartFactory(series=series, part_number=8, working_title="Elm")
    return series


@pytest.fixture
def calendar(browse, world, month):
    def open_calendar(**options):
        page = browse(user=factories.UserFactory(role="Managing editors"), **options)
        page.goto(f"/admin/calendar/?month={month:%Y-%m}")
        return page

    return open_calendar


def day(page, month, number):
    return page.locator(f"[data-day='{month:%Y-%m}-{number:02}']")


def drag(page, entry, target):
    """Press on an entry, move to a day, let go there."""
    target.scroll_into_view_if_needed()
    entry.locator("[data-handle]").hover()
    page.mouse.down()
    box = target.bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2, steps=12)
    expect(target).to_have_class(re.compile("is-target"))
    page.mouse.up()


def schedule():
    return InstallmentPage.objects.get(title="Alder").scheduled_revision.approved_go_live_at


def test_an_entry_is_dragged_to_another_day(calendar, month):
    page = calendar()
    drag(page, day(page, month, 9).locator("[data-entry]"), day(page, month, 12))
    expect(page.get_by_text("“Alder” was moved from")).to_be_visible()
    expect(day(page, month, 12)).to_contain_text("Alder")
    expect(day(page, month, 9)).not_to_contain_text("Alder")
    assert schedule() == on(month, 12)


def test_an_entry_without_a_date_is_dragged_out_of_the_tray(calendar, month):
    page = calendar()
    drag(page, page.locator(".calendar__tray [data-entry]", has_text="Elm"), day(page, month, 2))
    expect(page.get_by_text("“Elm” was moved from")).to_be_visible()
    assert PlannedPart.objects.get(working_title="Elm").expected_on == on(month, 2).date()


def test_a_drag_that_is_given_up_moves_nothing_and_opens_nothing(calendar, month):
    page = calendar()
    address = page.url
    entry = day(page, month, 9).locator("[data-entry]")
    entry.locator(".calendar-entry__title").hover()
    page.mouse.down()
    box = day(page, month, 10).bounding_box()
    page.mouse.move(box["x"] + 20, box["y"] + 20, steps=5)
    page.keyboard.press("Escape")
    page.mouse.up()
    assert page.url == address
    assert schedule() == on(month, 9)
    expect(day(page, month, 3).locator("[data-entry]")).to_have_count(0)  # published: not to be dragged


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no script"])
def test_the_same_is_done_by_keyboard_and_typed_date(calendar, month, javascript):
    page = calendar(javascript=javascript)
    link = page.get_by_role("link", name="Move the date of “Alder”")
    link.focus()
    page.keyboard.press("Enter")
    field = page.get_by_label("New day")
    expect(field).to_have_value(f"{month:%Y-%m}-09")
    field.fill(f"{month:%Y-%m}-12")
    page.get_by_label("New hour").fill("14:30")
    page.get_by_role("button", name="Move the date").press("Enter")
    expect(page.get_by_text("“Alder” was moved from")).to_be_visible()
    expect(day(page, month, 12)).to_contain_text("14:30")
    assert schedule() == on(month, 12).replace(hour=14, minute=30)


def test_axe_finds_nothing_grave(calendar, month, world):
    page = calendar()
    faults = []
    for address in (
        page.url,
        f"/admin/calendar/list/?from={month:%Y-%m}-01",
        f"/admin/running-order/{world.pk}/dates/",
        f"/admin/calendar/move/part-{InstallmentPage.objects.get(title='Alder').pk}/",
    ):
        page.goto(address)
        for size, scheme in (("desktop", "light"), ("desktop", "dark"), ("phone", "light")):
            page.set_viewport_size(SIZES[size])
            turn(page, scheme)
            faults += grave(page, "main")
        page.set_viewport_size(SIZES["desktop"])
    assert not faults, "\n".join(faults)
