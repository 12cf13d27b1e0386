"""Clearance in a real browser: from the form in the admin and the letter to an approval, and to what voids it."""

import re

import pytest
from django.core import mail
from django.urls import reverse
from playwright.sync_api import expect
from wagtail.models import Comment

from authors.roles import EDITORS
from series.clearance.requests import Recipient, make_request
from series.models import ClearanceRequest, InstallmentPage
from tests import factories
from tests.browser.accessibility import assert_accessible
from tests.browser.desk import Desk

pytestmark = pytest.mark.django_db(transaction=True)

BODY = [
    *factories.paragraphs("The water rose in the night.", "Nobody saw it but the ferryman."),
    ("heading", {"text": "What it left", "level": "2"}),
    ("key_takeaways", {"items": ["Build the wall.", "Ask who pays."]}),
    ("pull_quote", {"text": "Nobody saw it.", "attribution": ""}),
    ("table", {
        "caption": "Two dates",
        "table": {
            "columns": [{"type": "text", "heading": "Step"}, {"type": "number", "heading": "Days"}],
            "rows": [{"values": ["<p>Begun</p>", "0"]}, {"values": ["<p>Ended</p>", "12"]}],
        },
    }),
]  # fmt: skip


@pytest.fixture
def zora(transactional_db):
    return factories.AuthorFactory(title="Zora Whitlock", position="Director", organisation="River Institute")


@pytest.fixture
def piece(zora):
    series = factories.SeriesFactory(title="Rivers and Rates", planned_parts=3)
    factories.InstallmentFactory(parent=series, title="The levee", bylines=[zora])
    piece = factories.InstallmentFactory(
        parent=series,
        title="The gauge",
        body=BODY,
        image=factories.ImageFactory(),
        bylines=[zora],
        topics=[factories.TopicFactory()],
        live=False,
    )
    piece.save_revision()
    return piece


@pytest.fixture
def editor(transactional_db):
    return factories.UserFactory(username="ada", first_name="Ada", last_name="Berg", role=EDITORS)


@pytest.fixture
def link(piece, editor, zora):
    """The address of a page for the author, in a language."""

    def link(language="en", of=piece):
        _, token = make_request(
            of, Recipient("Zora Whitlock", "zora@example.org", language, 14, zora.pk), editor
        )
        return reverse("clearance", args=[token])

    return link


def test_from_the_letter_to_an_approval_that_a_change_voids(browse, piece, editor):
    desk = browse(user=editor)
    pen = Desk(desk)
    desk.goto(f"/admin/pages/{piece.pk}/edit/")
    desk.get_by_role("button", name="Actions", exact=True).first.click()
    desk.get_by_role("link", name="Ask for clearance").first.click()
    expect(desk.get_by_role("main")).to_contain_text("Zora Whitlock: not asked")
    desk.get_by_label("Mail address").fill("zora@example.org")
    desk.get_by_label("Personal message").fill("Best wishes!")
    desk.get_by_role("button", name="Send the link").click()
    expect(desk.get_by_text("The link was sent to Zora Whitlock at zora@example.org.")).to_be_visible()
    address = re.search(r"http://\S+/clearance/\S+", mail.outbox[0].body)[0]
    expect(desk.get_by_role("textbox", name="The link of Zora Whitlock")).to_have_value(address)

    author = browse()
    author.goto(address)
    expect(author.get_by_role("heading", name="The gauge", level=1)).to_be_visible()
    author.get_by_text("Comment on this passage: “Nobody saw it but the ferryman.”").click()
    author.get_by_label("Your comment").locator("visible=true").fill("The ferryman’s wife did.")
    author.get_by_role("button", name="Send the comments").click()
    expect(author.get_by_text("You have sent 1 comment.")).to_be_visible()
    expect(author.get_by_text("You wrote: The ferryman’s wife did.")).to_be_visible()
    assert ClearanceRequest.objects.get().approved_at is None
    # Enter in the field of the name sends comments; it never approves.
    expect(author.get_by_label("Your name")).to_have_value("Zora Whitlock")
    author.get_by_label("Your name").press("Enter")
    expect(author.get_by_text("There is no comment yet.")).to_be_visible()
    browse.allowed.append("422")
    author.get_by_role("button", name="Approve this text").click()
    expect(author.get_by_text("Approved by Zora Whitlock")).to_be_visible()
    assert author.context.cookies() == []

    desk.goto(reverse("series_running_order", args=[piece.series_id]))
    row = desk.get_by_role("row", name="The gauge")
    expect(row).to_contain_text(re.compile(r"Zora Whitlock\s+cleared, .+, 1 comment"))

    # The comment stands at its paragraph in the editor, under the author's name.
    desk.goto(f"/admin/pages/{piece.pk}/edit/")
    pen.ready()
    desk.get_by_role("button", name="Toggle comments").click()
    comment = desk.get_by_text("Zora Whitlock: The ferryman’s wife did.")
    expect(comment).to_be_visible()
    with pen.autosaved():
        pen.box("Title*").fill("The gauges")
    assert Comment.objects.get().text == "Zora Whitlock: The ferryman’s wife did."
    assert InstallmentPage.objects.get(pk=piece.pk).get_latest_revision().content["title"] == "The gauges"
    desk.get_by_role("button", name="Toggle clearance").click()
    expect(desk.get_by_text("voided by later changes")).to_be_visible()

    desk.goto(reverse("series_running_order", args=[piece.series_id]))
    expect(row).to_contain_text("voided by later changes")
    author.reload()
    expect(author.get_by_text("The editors have changed the text since this link was sent.")).to_be_visible()
    expect(author.get_by_role("heading", name="The gauge", level=1)).to_be_visible()


def test_without_a_script_it_is_all_the_same(browse, link):
    author = browse(javascript=False, size="phone")
    author.goto(link())
    author.get_by_text("Comment on the title").click()
    author.get_by_label("Your comment").first.fill("Which gauge?")
    author.get_by_label("Your name").fill("Dr Zora Whitlock")
    author.get_by_role("button", name="Approve this text").click()
    expect(author.get_by_text("Approved by Dr Zora Whitlock")).to_be_visible()
    assert Comment.objects.get().text == "Zora Whitlock: Which gauge?"


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_axe_finds_nothing_in_either_language(browse, link, piece, size):
    browse.allowed += ["422"]
    page = browse(size=size)
    for language in ("en", "ko"):
        page.goto(link(language))
        page.locator(".clearance-comment > summary").nth(2).click()
        page.locator(".clearance-comment[open] textarea").first.fill("A word.")
        page.locator("#approval-name").fill("")
        page.locator("button[value=approve]").click()
        expect(page.locator("#approval-wrong")).to_be_visible()
        assert_accessible(page)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
