"""The checklist beside the form: it leads to the field, follows what is saved, and keeps a schedule from being made."""

from django.urls import reverse
from playwright.sync_api import expect

from series.models import ChecklistSettings
from tests import factories
from tests.browser.desk import Desk


def test_the_checklist_leads_to_the_field_and_stops_a_schedule(browse):
    ChecklistSettings.objects.create(required={"disclosure": True})
    series = factories.SeriesFactory(title="Rivers and Rates")
    piece = factories.InstallmentFactory(parent=series, title="The gauge", live=False)
    piece.save_revision()
    page = browse(user=factories.UserFactory(role="Managing editors"))
    desk = Desk(page)
    page.goto(reverse("wagtailadmin_pages:edit", args=[piece.pk]))
    desk.ready()

    toggle = page.locator("[data-side-panel-toggle=checklist]")
    expect(toggle.locator("[data-side-panel-toggle-counter]")).to_have_text("1")
    toggle.click()
    panel = page.locator("[data-side-panel=checklist]")
    field = page.locator("#id_disclosure")
    expect(field).to_be_hidden()
    panel.get_by_role("link", name="There is no disclosure.").focus()
    page.keyboard.press("Enter")
    expect(field).to_be_visible()

    foot = page.locator("footer")
    foot.get_by_role("button", name="More actions").click()
    foot.get_by_role("button", name="Publish", exact=True).click()
    refusal = page.locator(".messages")
    expect(refusal).to_contain_text("“The gauge” is not published: its checklist is not complete.")
    desk.ready()
    refusal.get_by_role("link", name="Disclosure").click()
    expect(field).to_be_visible()

    with desk.autosaved():
        field.fill("None.")
    if panel.is_hidden():
        toggle.click()
    expect(panel.get_by_text("There is no disclosure.")).to_have_count(0)
    expect(toggle.locator("[data-side-panel-toggle-counter]")).to_be_hidden()
    piece.refresh_from_db()
    assert not piece.live
