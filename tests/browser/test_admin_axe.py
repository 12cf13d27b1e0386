"""The admin's pages that are ours: nothing that axe calls serious or critical."""

from datetime import date

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from authors.roles import MANAGING_EDITORS
from tests import factories
from tests.browser.accessibility import run, turn
from tests.browser.conftest import SIZES

GRAVE = {"serious", "critical"}
# Wagtail gives its editor of rich text no name; the heading above it is the only one.
WAGTAILS = ".Draftail-Editor"


def grave(page, part: str) -> list[str]:
    """What axe finds grave in a part of the page, by its selector."""
    found = run(page, context={"include": [[part]], "exclude": [[WAGTAILS]]})
    return [
        f"{page.url} {rule['id']}: {node['target']} {node['failureSummary']}"
        for rule in found
        if rule["impact"] in GRAVE
        for node in rule["nodes"]
    ]


@pytest.fixture
def part(transactional_db):
    """A part with an author and a topic, in a series with a planned one."""
    series = factories.SeriesFactory(title="Rivers and Rates")
    factories.PlannedPartFactory(series=series, part_number=2)
    return factories.InstallmentFactory(
        parent=series, bylines=[factories.AuthorFactory()], topics=[factories.TopicFactory()]
    )


@pytest.fixture
def desk(browse):
    return browse(user=factories.UserFactory(role=MANAGING_EDITORS))


def test_lists_and_the_form_of_the_part_number(part, desk):
    faults = []
    for address in ("series", "installments", "authors", "snippets/series/topic", "planned"):
        desk.goto(f"/admin/{address}/")
        faults += grave(desk, "main table")
    desk.goto(f"/admin/part-number/{part.pk}/")
    faults += grave(desk, "main")
    assert not faults, "\n".join(faults)


def test_the_form_of_an_installment_and_its_windows(part, desk):
    desk.goto(f"/admin/pages/{part.pk}/edit/")
    expect(desk.get_by_text("This is part 1")).to_be_visible()
    faults = grave(desk, "#tab-text")
    desk.get_by_role("tab", name="Credits and topics").click()
    faults += grave(desk, "#tab-credits_and_topics")
    for button, new in (("Add byline", "New author"), ("Add topic", "New topic")):
        desk.get_by_role("button", name=button).click()
        window = desk.locator(".modal-dialog")
        expect(window.get_by_role("checkbox").first).to_be_visible()
        faults += grave(desk, ".modal-dialog")
        window.get_by_role("tab", name=new).click()
        faults += grave(desk, ".modal-dialog")
        window.get_by_role("button", name="Close").click()
        expect(window).to_be_hidden()
    assert not faults, "\n".join(faults)


def test_the_correction_of_several_parts_and_what_will_happen(part, desk):
    desk.goto(reverse("series_correct_parts", args=[part.series_id]))
    faults = grave(desk, "main")
    desk.get_by_label("part 1").check()
    desk.get_by_label("Text in English").fill("It was a flood.")
    desk.get_by_role("button", name="See what will happen").click()
    expect(desk.get_by_text("The correction is published at once.")).to_be_visible()
    faults += grave(desk, "main")
    desk.get_by_role("button", name="Publish the correction").click()
    expect(desk.get_by_text("The correction was published in 1 part")).to_be_visible()
    desk.goto("/corrections/")
    expect(desk.get_by_text("It was a flood.")).to_be_visible()
    assert not faults, "\n".join(faults)


def test_the_home_the_reports_and_the_help(part, browse):
    """On a phone and at a desk, light and dark; nothing wider than the screen."""
    user = factories.UserFactory(role=MANAGING_EDITORS)
    factories.PlannedPartFactory(series=part.series, part_number=4, due_on=date(2020, 1, 1))
    faults = []
    page = browse(user=user)
    for address, region in (
        (reverse("wagtailadmin_home"), ".today"),
        (reverse("series_report_pieces"), "main table"),
        (reverse("series_piece_mail", args=[part.pk]), "main form"),
        (reverse("series_followers", args=[part.series_id]), "main"),
        (reverse("help"), "main"),
    ):
        page.set_viewport_size(SIZES["desktop"])
        page.goto(address)
        for size, scheme in (("desktop", "light"), ("phone", "dark")):
            page.set_viewport_size(SIZES[size])
            turn(page, scheme)
            expect(page.locator(region).first).to_be_visible()
            faults += grave(page, region)
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), address
    assert not faults, "\n".join(faults)


def test_the_form_that_asks_for_clearance_and_the_link_it_gives(part, desk):
    desk.goto(reverse("series_clearance", args=[part.pk]))
    faults = grave(desk, "main section")
    desk.get_by_label("Mail address").fill("zora@example.org")
    desk.get_by_role("button", name="Send the link").click()
    expect(desk.get_by_role("heading", name="Links that were sent")).to_be_visible()
    # Wagtail's message above it fades in, and has too little contrast until it has.
    faults += grave(desk, "main section")
    assert not faults, "\n".join(faults)


def test_closing_a_series_and_the_check_of_its_links(part, desk):
    address = reverse("series_close", args=[part.series_id])
    desk.goto(address)
    faults = grave(desk, "main")
    desk.get_by_role("button", name="Check the links").click()
    expect(desk.get_by_text("No worker is running, so this was done while you waited.")).to_be_visible()
    faults += grave(desk, "main")
    desk.get_by_role("link", name="Back to closing the series").click()
    expect(desk.get_by_text("0 links work.")).to_be_visible()
    faults += grave(desk, "main")
    for address in (reverse("background_jobs"), reverse("series_editions", args=[part.series_id])):
        desk.goto(address)
        faults += grave(desk, "main")
    assert not faults, "\n".join(faults)
