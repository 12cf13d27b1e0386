"""A reader at the demo in a real browser: goes from a name to a topic to a text, with and without script or mouse."""

import gzip

from playwright.sync_api import expect

from tests.browser.visiting import SETTLED
from tests.every_page import LAST

EVERYTHING = "/series/bare/all-there-is/"


def test_a_reader_finds_a_piece_by_its_author_its_topic_and_its_words(browse, demo):
    page = browse()
    page.goto("/")
    page.get_by_role("link", name="All authors").click()
    page.get_by_label("Name, in any script").fill("최원기")
    page.get_by_role("button", name="Find").click()
    page.get_by_role("link", name="Choe Won-gi").first.click()
    page.get_by_role("complementary").get_by_role("link", name="ASEAN-Korea relations").click()
    assert page.get_by_role("heading", level=1).inner_text() == "ASEAN-Korea relations"
    page.get_by_role("link", name="Search").first.click()
    page.get_by_label("Words, a name, or a phrase in quotation marks").fill('"southern policy"')
    page.get_by_role("main").get_by_role("button", name="Search").click()
    page.get_by_role("link", name="After the New Southern Policy").first.click()
    page.wait_for_url(f"**{LAST}")


def test_the_first_view_of_an_installment_is_small(browse, demo):
    page = browse()
    answers = []
    page.on("response", lambda answer: answers.append(answer))
    page.goto(EVERYTHING)
    page.evaluate(SETTLED)
    asked = [
        answer
        for answer in answers
        if answer.request.resource_type != "image" and not answer.url.startswith("data:")
    ]
    assert len(asked) <= 6, [answer.url for answer in asked]
    assert sum(len(gzip.compress(answer.body())) for answer in asked) < 120_000


def test_a_reader_without_javascript_reads_everything_and_goes_on(browse, demo):
    page = browse(javascript=False)
    page.goto(EVERYTHING)
    assert page.get_by_role("heading", level=1).inner_text() == "All There Is"
    page.get_by_role("link", name="Footnote 1").click()
    assert page.url.endswith("#fn1")
    page.get_by_role("link", name="Back to reference 1").click()
    assert page.url.endswith("#ref1")
    page.locator(".part-pager a").first.click()
    assert "Part 4 of 9" in page.locator(".series-strip").inner_text()


def test_a_private_page_opens_with_its_password(browse, demo):
    page = browse()
    page.goto("/series/private/")
    page.get_by_label("Password").fill("wrong")
    page.get_by_role("button", name="Open").click()
    expect(page.get_by_role("alert")).to_be_visible()
    page.get_by_label("Password").fill("levee")
    page.get_by_role("button", name="Open").click()
    expect(page.get_by_role("heading", name="Private", level=1)).to_be_visible()
