"""The running order in a real browser: by keyboard, by drag, without script; and a selection with one failing part."""

import pytest
from playwright.sync_api import expect

from series.desk.order import read_order
from series.models import Byline, InstallmentPage
from tests import factories
from tests.browser.accessibility import violations

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def series():
    series = factories.SeriesFactory(title="Rivers", slug="rivers")
    for title in ("Alder", "Birch", "Cedar"):
        factories.InstallmentFactory(parent=series, title=title, live=False).save_revision()
    factories.PlannedPartFactory(series=series, part_number=4, working_title="Elm")
    return series


@pytest.fixture
def desk(browse, series):
    def open_desk(**options):
        page = browse(user=factories.UserFactory(role="Managing editors"), **options)
        page.goto(f"/admin/running-order/{series.pk}/")
        return page

    return open_desk


def titles(page):
    return page.locator("tr[data-key]").evaluate_all("rows => rows.map(row => row.dataset.title)")


def stored(series):
    return [row.title for row in read_order(series)]


def save(page):
    page.get_by_role("button", name="Save the order").last.click()
    expect(page.get_by_text("The running order is saved")).to_be_visible()


def test_parts_are_moved_by_keyboard_alone(desk, series):
    page = desk()
    up = page.get_by_role("button", name="Move “Cedar” up")
    up.focus()
    page.keyboard.press("Enter")
    assert titles(page) == ["Alder", "Cedar", "Birch", "Elm"]
    expect(up).to_be_focused()
    expect(page.locator("[data-announce]")).to_have_text(
        "“Cedar” is number 2 now. The order is not saved yet."
    )
    page.keyboard.press("Enter")
    number = page.get_by_label("Number of “Elm”")
    number.focus()
    page.keyboard.press("Control+a")
    page.keyboard.type("2")
    page.keyboard.press("Tab")
    assert titles(page) == ["Cedar", "Elm", "Alder", "Birch"]
    assert stored(series) == ["Alder", "Birch", "Cedar", "Elm"]
    save(page)
    assert stored(series) == ["Cedar", "Elm", "Alder", "Birch"]


def test_parts_are_moved_by_drag(desk, series):
    page = desk()
    page.locator("tr[data-key]", has_text="Elm").locator("[data-handle]").hover()
    page.mouse.down()
    target = page.locator("tr[data-key]", has_text="Alder").locator("[data-handle]").bounding_box()
    page.mouse.move(target["x"] + 8, target["y"] + 8, steps=12)
    page.mouse.up()
    assert titles(page) == ["Elm", "Alder", "Birch", "Cedar"]
    assert stored(series) == ["Alder", "Birch", "Cedar", "Elm"]
    save(page)
    assert stored(series) == ["Elm", "Alder", "Birch", "Cedar"]


def test_without_script_buttons_and_fields_do_the_same(desk, series):
    page = desk(javascript=False)
    page.get_by_role("button", name="Move “Cedar” up").click()
    assert titles(page) == ["Alder", "Cedar", "Birch", "Elm"]
    page.get_by_label("Number of “Elm”").fill("1")
    save(page)
    assert titles(page) == ["Elm", "Alder", "Cedar", "Birch"]
    assert stored(series) == ["Elm", "Alder", "Cedar", "Birch"]


def test_a_selection_is_published_and_the_part_that_fails_is_told(desk, series):
    birch = InstallmentPage.objects.get(title="Birch")
    draft = birch.get_latest_revision_as_object()
    draft.bylines = [Byline(author=factories.AuthorFactory(), name="x" * 300)]
    draft.save_revision(clean=False)
    page = desk()
    page.get_by_role("checkbox", name="All").check()
    expect(page.get_by_role("checkbox", name="Select “Cedar”")).to_be_checked()
    page.get_by_role("checkbox", name="All").uncheck()
    for title in ("Alder", "Birch"):
        page.get_by_role("checkbox", name=f"Select “{title}”").check()
    page.get_by_role("button", name="Publish or schedule the selection").click()
    expect(page.get_by_role("row", name="Alder")).to_contain_text("Published at once.")
    expect(page.get_by_role("row", name="Birch")).to_contain_text("Cannot be done:")
    assert not InstallmentPage.objects.live().exists()
    page.get_by_role("button", name="Do it").click()
    expect(page.get_by_role("row", name="Alder")).to_contain_text("Published.")
    assert [part.title for part in InstallmentPage.objects.live()] == ["Alder"]


def test_axe_finds_nothing_on_the_desk(desk, series):
    page = desk()
    # The admin around it is Wagtail's.
    assert [line for line in violations(page) if "running-order" in line or "tbody" in line] == []
