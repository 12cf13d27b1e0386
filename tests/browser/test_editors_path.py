"""The whole path in the real admin: from an empty series to a piece that a reader finds."""

import re

import pytest
from playwright.sync_api import expect

from series.models import InstallmentPage, Topic
from tests import factories

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def world():
    factories.AuthorFactory(
        title="Choe Won-gi", family_name="Choe", native_name="최원기", position="Professor"
    )
    factories.TopicFactory(name="Trade", name_ko="무역")
    factories.ImageFactory(title="The levee")
    return {
        role: factories.UserFactory(username=role.split()[0].lower(), role=role)
        for role in ("Editors", "Managing editors")
    }


def save_draft(page):
    page.get_by_role("button", name="Save draft").click()
    page.wait_for_url(re.compile(r"/admin/pages/\d+/edit/"))


def write_paragraph_with_footnote(page):
    page.get_by_role("button", name="Insert a block").first.click()
    page.get_by_role("option", name="Paragraph").click()
    page.locator("[data-contentpath=body] .public-DraftEditor-content").first.click()
    page.keyboard.type("The road opens in December. /foot")
    expect(page.get_by_role("option", name="Footnotes").first).to_be_visible()
    page.keyboard.press("Enter")
    page.locator("#footnotes-create-new").click()
    note = page.locator("#id_footnotes-FORMS .public-DraftEditor-content").first
    note.click()
    page.keyboard.type("Ministry of Roads, 2020.")


def credit(page):
    window = page.locator(".modal-content")
    page.get_by_role("button", name=re.compile("^Add byline")).click()
    window.locator("input[name=q]").fill("최원")
    expect(window.get_by_text("There is 1 match")).to_be_visible()
    window.get_by_role("checkbox").first.check()
    window.get_by_role("button", name="Confirm selection").click()
    expect(window).to_have_count(0)
    page.get_by_role("button", name=re.compile("^Add byline")).click()
    window.get_by_role("tab", name="New author").click()
    window.locator("[name=title]").fill("Sora Kim")
    window.locator("[name=family_name]").fill("Kim")
    window.get_by_role("button", name="Make a draft and choose it").click()
    expect(page.get_by_text("Sora Kim (draft)")).to_be_visible()


def tag_and_illustrate(page):
    window = page.locator(".modal-content")
    page.get_by_role("button", name=re.compile("^Add topic")).click()
    window.locator("input[name=q]").fill("무역")
    expect(window.get_by_text("There is 1 match")).to_be_visible()
    window.get_by_role("checkbox").first.check()
    window.get_by_role("button", name="Confirm selection").click()
    expect(window).to_have_count(0)
    page.get_by_role("button", name=re.compile("^Add topic")).click()
    window.get_by_role("tab", name="New topic").click()
    window.locator("[name=name]").fill("Ice roads")
    window.get_by_role("button", name="Make it and choose it").click()
    expect(page.get_by_text("Ice roads")).to_be_visible()
    page.get_by_role("button", name="Choose an image").click()
    window.locator("a.image-choice").first.click()
    page.fill("#id_image_alt", "A lorry on a frozen river.")


def more(page, action):
    page.get_by_role("button", name="More actions").first.click()
    page.get_by_role("button", name=action).click()


def test_an_editor_makes_a_piece_a_managing_editor_publishes_it_and_a_reader_finds_it(browse, world):
    browse.allowed.append("status of 400")  # autosave beside a decision of a review is turned away
    desk = browse(user=world["Editors"])
    desk.goto("/admin/series/choose_parent/")
    desk.fill("#id_title", "Ports in winter")
    desk.fill("#id_standfirst", "What freezes when trade does.")
    desk.get_by_role("tab", name="Plan").click()
    desk.fill("#id_planned_parts", "3")
    save_draft(desk)
    series = re.search(r"/pages/(\d+)/", desk.url)[1]

    desk.goto(f"/admin/pages/add/series/installmentpage/{series}/")
    expect(desk.get_by_text("This will be part 1 of “Ports in winter”.")).to_be_visible()
    desk.fill("#id_title", "The ice road")
    desk.fill("#id_standfirst", "A road that is not there in May.")
    write_paragraph_with_footnote(desk)
    desk.get_by_role("tab", name="Credits and topics").click()
    credit(desk)
    tag_and_illustrate(desk)
    more(desk, re.compile("^Submit"))
    expect(desk.get_by_text("has been submitted")).to_be_visible()
    piece = InstallmentPage.objects.get(title="The ice road")
    assert piece.live is False
    assert Topic.objects.filter(name="Ice roads").exists()

    chief = browse(user=world["Managing editors"])
    chief.goto(f"/admin/pages/{series}/edit/")
    more(chief, re.compile("^Publish"))
    expect(chief.get_by_text("has been published")).to_be_visible()
    chief.goto(f"/admin/pages/{piece.pk}/edit/")
    more(chief, "Approve and Publish")
    chief.wait_for_url(f"**/admin/pages/{series}/")

    reader = browse(size="phone")
    reader.goto("/series/ports-in-winter/")
    reader.get_by_role("link", name="The ice road").first.click()
    for words in ("Choe Won-gi", "Sora Kim", "The road opens in December.", "Ministry of Roads, 2020."):
        expect(reader.get_by_text(words).first).to_be_visible()
    expect(reader.get_by_role("link", name="Sora Kim")).to_have_count(0)  # her page is a draft
