"""The desk in a real browser: a slipping date, a merge, a correction, a schedule that is stopped, two editors."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from series.models import ChecklistSettings, InstallmentPage, PlannedPart, Topic
from tests import factories
from tests.browser.accessibility import violations
from tests.browser.desk import Desk

pytestmark = pytest.mark.django_db(transaction=True)

IN_TEN_YEARS = date.today().replace(day=1) + timedelta(days=3653)  # noqa: DTZ011 (a day, whatever the zone)


@pytest.fixture
def managing():
    return factories.UserFactory(role="Managing editors")


def test_a_date_slips_after_a_preview_and_the_later_ones_follow(browse, managing):
    series = factories.SeriesFactory(title="Rivers")
    for place, title in enumerate(("Alder", "Birch")):
        factories.PlannedPartFactory(
            series=series,
            working_title=title,
            part_number=place + 1,
            expected_on=IN_TEN_YEARS + timedelta(7 * place),
        )
    page = browse(user=managing)
    page.goto(reverse("series_running_order", args=[series.pk]))
    page.get_by_role("row", name="Alder").get_by_role("link", name="Move the date").click()
    page.get_by_label("New day").fill((IN_TEN_YEARS + timedelta(days=3)).isoformat())
    # The calendar that opens with the field lies over the button.
    page.get_by_role("button", name="Show what would move").press("Enter")
    table = page.locator("table.listing")
    expect(table.get_by_role("row")).to_have_count(3)
    expect(table).to_contain_text("Birch")
    assert PlannedPart.objects.get(part_number=1).expected_on == IN_TEN_YEARS
    assert [line for line in violations(page) if "listing" in line] == []

    page.get_by_role("button", name="Move the dates").click()
    expect(page.get_by_text("2 dates were moved.")).to_be_visible()
    assert [part.expected_on for part in PlannedPart.objects.order_by("part_number")] == [
        IN_TEN_YEARS + timedelta(days=3),
        IN_TEN_YEARS + timedelta(days=10),
    ]


def test_two_topics_are_merged_and_the_old_address_leads_to_the_kept_one(browse, managing):
    kept, merged = factories.TopicFactory(name="Trade"), factories.TopicFactory(name="Commerce")
    factories.InstallmentFactory(title="The gauge", topics=[merged])
    old = merged.get_absolute_url()
    page = browse(user=managing)
    page.goto(f"{reverse('series_merge_topic', args=[merged.pk])}?into={kept.pk}")
    expect(page.get_by_role("heading", name="“Commerce” is merged into “Trade”")).to_be_visible()
    expect(page.get_by_role("link", name="The gauge")).to_be_visible()
    assert not Topic.objects.filter(merged_into=kept).exists()
    page.get_by_role("button", name="Merge", exact=True).click()
    page.wait_for_url("**/snippets/series/topic/**")

    reader = browse()
    reader.goto(old)
    assert reader.url.endswith(kept.get_absolute_url())
    expect(reader.get_by_role("heading", name="Trade")).to_be_visible()
    expect(reader.get_by_role("link", name="The gauge").first).to_be_visible()


def test_a_correction_is_published_and_read_above_the_text(browse, managing):
    piece = factories.InstallmentFactory(title="The gauge", parent=factories.SeriesFactory(title="Rivers"))
    page = browse(user=managing)
    page.goto(reverse("series_correct_parts", args=[piece.series_id]))
    page.get_by_label("Part 1: The gauge").check()
    page.get_by_label("Text in English").fill("The gauge stood at 4 metres, not at 14.")
    page.get_by_role("button", name="See what will happen").click()
    expect(page.get_by_text("The correction is published at once.")).to_be_visible()
    page.get_by_role("button", name="Publish the correction").click()
    expect(page.locator(".messages")).to_contain_text("The correction was published in 1 part: “The gauge”.")

    reader = browse()
    reader.goto(piece.url)
    expect(reader.get_by_text("The gauge stood at 4 metres, not at 14.")).to_be_visible()


def test_a_schedule_is_stopped_by_the_checklist_and_made_once_it_is_met(browse, managing):
    ChecklistSettings.objects.create(required={"disclosure": True})
    piece = factories.InstallmentFactory(title="The gauge", live=False)
    piece.save_revision()
    tomorrow = (datetime.now(ZoneInfo("Asia/Seoul")) + timedelta(days=1)).strftime("%Y-%m-%d 09:00")
    page = browse(user=managing)
    desk = Desk(page)
    page.goto(reverse("wagtailadmin_pages:edit", args=[piece.pk]))
    desk.ready()
    page.locator("[data-side-panel-toggle=status]").click()
    page.get_by_role("button", name="Set schedule").click()
    window = page.get_by_role("dialog", name="Set publishing schedule")
    with desk.autosaved():
        window.get_by_label("Go live date/time").fill(tomorrow)
    # The calendar that opens with the field lies over the button.
    window.get_by_role("button", name="Save schedule").press("Enter")
    expect(page.locator(".messages")).to_contain_text("Page 'The gauge' has been updated.")
    desk.ready()

    foot = page.locator("footer")

    def schedule():
        foot.get_by_role("button", name="More actions").click()
        foot.get_by_role("button", name="Schedule to publish", exact=True).click()

    schedule()
    expect(page.locator(".messages")).to_contain_text(
        "“The gauge” is not published: its checklist is not complete."
    )
    assert InstallmentPage.objects.get(pk=piece.pk).scheduled_revision is None
    desk.ready()
    page.locator(".messages").get_by_role("link", name="Disclosure").click()
    with desk.autosaved():
        page.locator("#id_disclosure").fill("None.")
    schedule()
    expect(page.locator(".messages")).to_contain_text("has been scheduled for publishing")
    piece = InstallmentPage.objects.get(pk=piece.pk)
    assert not piece.live
    assert piece.scheduled_revision.approved_go_live_at.astimezone(ZoneInfo("Asia/Seoul")).hour == 9


def test_who_publishes_over_a_colleague_is_told_whose_version_it_is(browse, managing):
    piece = factories.InstallmentFactory(title="The gauge", standfirst="Before.")
    piece.save_revision().publish()
    ben = factories.UserFactory(role="Managing editors", first_name="Ben", last_name="Lee")
    mine = browse(user=managing)
    desk = Desk(mine)
    mine.goto(reverse("wagtailadmin_pages:edit", args=[piece.pk]))
    desk.ready()
    draft = InstallmentPage.objects.get(pk=piece.pk).get_latest_revision_as_object()
    draft.standfirst = "By Ben."
    draft.save_revision(user=ben).publish(user=ben)

    foot = mine.locator("footer")
    foot.get_by_role("button", name="More actions").click()
    foot.get_by_role("button", name="Publish", exact=True).click()

    # Wagtail's own window comes first where its script has heard of the newer version by then.
    told = mine.get_by_text("Ben Lee saved a new").first
    expect(told).to_be_visible()
    assert InstallmentPage.objects.get(pk=piece.pk).standfirst == "By Ben."
