"""What a page of a series does for its reader in a real browser: notes, settings, shortcuts, what was read."""

import pytest
from playwright.sync_api import expect

from series.models import SeriesPage
from tests.browser.accessibility import assert_accessible
from tests.browser.visiting import SHIFTS
from tests.browser.waiting import until
from tests.factories import (
    AuthorFactory,
    ImageFactory,
    InstallmentFactory,
    PlannedPartFactory,
    SeriesFactory,
    TopicFactory,
)

UUID = "3b8cdb5b-9a2b-4a5e-8f8a-0c5a2d8d6f5e"
CSV = "Year,ASEAN,Japan\n2018,160,85\n2019,151,76\n2020,144,71"
TABLE = {
    "columns": [{"type": kind, "heading": f"Column {n}"} for n, kind in enumerate(("text", "number") * 3)],
    "rows": [{"values": ["<p>Presidential committee opens</p>", "1,099"] * 3}],
}


@pytest.fixture
def part():
    """The last of two parts, with every kind of block, and a third announced."""
    series = SeriesFactory(
        title="Prospects of ASEAN-Korea relations", planned_parts=3, status=SeriesPage.Status.ONGOING
    )
    InstallmentFactory(parent=series)
    PlannedPartFactory(series=series, part_number=3)
    authors = [
        AuthorFactory(
            title="Choe Won-gi", family_name="Choe", native_name="최원기", biography="<p>He teaches.</p>"
        ),
        AuthorFactory(),
    ]
    image = ImageFactory(file__width=600, file__height=400)
    page = InstallmentFactory(
        parent=series,
        title="What the policy should leave behind",
        bylines=authors,
        topics=[TopicFactory()],
        image=image,
        editors_note="<p>This is a note.</p>",
        disclosure="The author has advised a ministry.",
        body=[
            ("key_takeaways", {"items": ["One.", "Two."]}),
            (
                "paragraph",
                f'<p>It is half-way, a claim.<footnote id="{UUID}">x</footnote> <span lang="ko">한국어</span></p>',
            ),
            ("heading", {"text": "A policy built on three words", "level": "2"}),
            (
                "quotation",
                {"text": "<p>The parties shall meet.</p>", "source": "Joint statement", "address": ""},
            ),
            ("pull_quote", {"text": "Partners learn to wait.", "attribution": ""}),
            ("question_answer", {"question": "What should stay?", "answer": "<p>The calendar.</p>"}),
            ("image", {"image": image, "caption": "One. Two."}),
            ("chart", {"title": "Trade", "kind": "lines", "data": CSV, "unit": "billion dollars"}),
            ("chart", {"title": "Trade again", "kind": "bars", "data": CSV}),
            ("editors_note", {"text": "<p>Updated.</p>"}),
            (
                "elsewhere",
                {"title": "The press conference", "address": "https://example.org/", "description": ""},
            ),
        ],
    )
    page.body.append(
        (
            "table",
            page.body.stream_block.child_blocks["table"].to_python({"caption": "Dates", "table": TABLE}),
        )
    )
    page.save()
    page.footnotes.model.objects.create(
        page=page.page_ptr, uuid=UUID, text="<p>Its source.</p>", locale=page.locale
    )
    return page


def focused(page) -> str:
    return page.evaluate("document.activeElement.id || document.activeElement.tagName")


def test_notes_settings_and_shortcuts_go_by_keyboard(browse, part):
    page = browse()
    page.goto(part.url_path.removeprefix("/home"))
    note = page.get_by_role("dialog", name="Footnote 1")
    page.get_by_role("link", name="Footnote 1").focus()
    page.keyboard.press("Enter")
    expect(note).to_contain_text("Its source.")
    assert focused(page) == "note"
    assert_accessible(page)
    page.keyboard.press("Escape")
    expect(note).to_be_hidden()
    assert focused(page) == "ref1"

    page.keyboard.press("?")
    settings = page.get_by_role("dialog", name="Reading settings")
    assert_accessible(page)
    settings.get_by_label("Dark").check()
    settings.get_by_label("Largest").check()
    page.keyboard.press("p")
    expect(settings).to_be_visible()
    page.keyboard.press("Escape")
    assert focused(page) == "ref1"
    page.reload(wait_until="commit")
    page.wait_for_selector("main", state="attached")
    assert (
        page.evaluate("({ ...document.documentElement.dataset })").items()
        >= {"theme": "dark", "text": "largest"}.items()
    )
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")

    page.keyboard.press("Alt+n")
    page.keyboard.press("p")
    page.wait_for_url("**/the-gauge-*/")
    page.keyboard.press("?")
    settings.get_by_label("Shortcuts with a single key").uncheck()
    settings.get_by_role("button", name="Close").click()
    page.keyboard.press("n")
    page.keyboard.press("/")
    assert "the-gauge" in page.url
    page.get_by_role("button", name="Reading settings").click()
    expect(settings.get_by_label("Shortcuts with a single key")).not_to_be_checked()


def test_a_device_remembers_what_was_read_and_links_to_passages(browse, part):
    series = part.series.url_path.removeprefix("/home")
    page = browse(permissions=["clipboard-read", "clipboard-write"])
    page.add_init_script(SHIFTS)
    page.goto(series)
    expect(page.locator(".progress")).to_be_hidden()
    page.locator(".part a").first.click()
    page.locator(".part-pager").scroll_into_view_if_needed()
    expect(page.locator(".installment__contents .read-mark:visible")).to_have_count(1)
    page.goto(series)
    expect(page.locator(".part .read-mark:visible")).to_have_count(1)
    assert_accessible(page)
    assert page.evaluate("shifted") < 0.01
    page.get_by_role("link", name="Continue with part 2").click()
    assert page.context.cookies() == []

    expect(page.get_by_role("heading", level=1)).to_have_text(part.title)
    page.evaluate("getSelection().selectAllChildren(document.querySelector('.prose > p'))")
    page.locator("#passage button").click()
    expect(page.locator("#passage button")).to_have_text("Link to the passage copied")
    link = page.evaluate("navigator.clipboard.readText()")
    assert link.endswith("#:~:text=It%20is%20half%2Dway%2C%20a%20claim.1%20%ED%95%9C%EA%B5%AD%EC%96%B4")
    other = browse()
    other.goto(link)
    until(other, "scrollY > 300")

    page.goto(series)
    page.get_by_role("button", name="Forget").first.click()
    expect(page.locator(".read-mark:visible")).to_have_count(0)
    assert page.evaluate("localStorage.length") == 0
