"""The whole path: from an empty series to a reader who knows which part of how many it is, all in a real browser."""

import pytest
from PIL import Image
from playwright.sync_api import expect

from authors.roles import EDITORS, MANAGING_EDITORS
from tests import factories
from tests.browser.accessibility import assert_accessible
from tests.browser.desk import Desk

PASSWORD = "the levee holds"
SERIES = "Rivers and Rates"
PIECE = "The Gauge and the Wall"
SECOND = "The Price of a Metre"
SECOND_NOTE = "Water Board, Accounts, 1963."
SECOND_ALT = "The same levee, a year later."
DRAFT = "The Unfinished Lock"
TEXT = "Every figure has a keeper, and every keeper has a reason."
NOTE = "Water Board, Minutes, 1962."
ADDRESS = "/series/rivers-and-rates/the-gauge-and-the-wall/"


@pytest.fixture
def people():
    """An account of each role, and what the site knows already: a series, an author and a topic."""
    for name, role in {"editor": EDITORS, "managing": MANAGING_EDITORS}.items():
        user = factories.UserFactory(username=name, role=role)
        user.set_password(PASSWORD)
        user.save()
    factories.SeriesFactory(title="Letters from the Delta")
    factories.AuthorFactory(
        title="Choe Won-gi", slug="choe-won-gi", native_name="최원기", organisation="KNDA"
    )
    factories.TopicFactory(name="Mekong", name_ko="메콩", slug="mekong")


@pytest.fixture
def levee(tmp_path):
    """A picture on the editor's own machine."""
    path = tmp_path / "levee.jpg"
    Image.new("RGB", (1600, 1000), "#2a6455").save(path)
    return path


def test_a_series_is_set_up_written_reviewed_published_and_read(browse, people, levee):
    browse.allowed.append("status of 400")  # autosave that meets the save of a button is turned away
    desk = Desk(browse())
    desk.sign_in("editor", PASSWORD)
    set_up_the_series(desk)
    write_the_piece(desk, levee)
    look_at_the_preview(desk)
    desk.finish("Submit to Editorial review", PIECE, "submitted for moderation")
    leave_a_draft(desk)
    desk.sign_out()

    reader = browse()
    nothing_is_public_yet(reader)

    desk.sign_in("managing", PASSWORD)
    publish_the_series(desk)
    approve_the_piece(desk)
    publish_the_author(desk)
    write_and_publish_the_second_part(desk)
    desk.sign_out()

    read_at_a_desk(reader)
    read_on_a_phone(browse(size="phone"))
    follow_the_links(reader)
    no_draft_anywhere(reader)


def set_up_the_series(desk):
    desk.open("Series")
    desk.page.get_by_role("link", name="Add series").first.click()
    desk.ready()
    desk.box("Title*").press_sequentially(SERIES)  # key by key: the address is made while one types
    desk.box("Standfirst*").fill("Who builds the wall, and who pays for it.")
    desk.saved()
    desk.tab("Plan")
    desk.page.get_by_role("spinbutton", name="Planned parts").fill("3")
    desk.saved()
    desk.finish("Save draft", SERIES, "updated")


def new_part(desk, title, number):
    """From the list of the series, as the editor stands in it."""
    desk.open("Installments")
    desk.add_installment(f"{SERIES} (English)")
    expect(desk.page.get_by_text(f"This will be part {number} of “{SERIES}”")).to_be_visible()
    desk.ready()
    desk.box("Title*").press_sequentially(title)  # key by key: the address is made while one types
    desk.saved()


def write_the_piece(desk, levee):
    new_part(desk, PIECE, 1)
    desk.box("Standfirst").fill("The first dispute on any river is about the number on the gauge.")
    text = desk.add_block("Paragraph")
    text.press_sequentially(TEXT)
    desk.add_footnote(text, NOTE)
    expect(text).to_contain_text(TEXT)  # the words that were selected are still there

    desk.tab("Credits and topics")
    desk.make(
        "Add byline", "New author", "Make a draft and choose it",
        Name_as_displayed="Zora Whitlock", Family_name="Whitlock", Given_name="Zora",
        Position="Senior fellow", Organisation="Institute of River Law",
    )  # fmt: skip
    desk.choose("Add byline", "최원", "Choe Won-gi")
    desk.choose("Add topic", "메콩", "Mekong")
    desk.make("Add topic", "New topic", "Make it and choose it", Name="River law")
    upload_the_picture(desk, levee)
    # Nothing of the form was lost while the windows were open.
    desk.tab("Text")
    expect(desk.box("Title*")).to_have_value(PIECE)
    expect(text).to_contain_text(TEXT)


def upload_the_picture(desk, levee):
    with desk.window("Choose an image") as window:
        window.get_by_role("tab", name="Upload").click()
        window.locator("input[type=file]").set_input_files(levee)
        window.get_by_role("textbox", name="Title*").fill("The levee")
        window.get_by_role("textbox", name="Description").fill("A levee beside a river.")
        window.get_by_role("textbox", name="Credit").fill("Photo: L. Marsh")
        window.get_by_role("button", name="Upload").click()


def look_at_the_preview(desk):
    """The side panel shows what was typed."""
    desk.rows_saved()
    desk.page.get_by_role("button", name="Toggle preview").click()
    preview = desk.page.frame_locator("#w-preview-iframe")
    expect(preview.get_by_role("heading", name=PIECE, level=1)).to_be_visible()
    for words in (
        "Zora Whitlock and Choe Won-gi",
        "Institute of River Law",
        "Part 1 of 3",
        TEXT,
        "Photo: L. Marsh",
    ):
        expect(preview.get_by_text(words).first).to_be_attached()
    expect(preview.locator(".topic-links li")).to_have_text(["Mekong", "River law"])
    expect(preview.locator(".footnotes li")).to_contain_text(NOTE)
    desk.page.get_by_role("button", name="Toggle preview").click()


def leave_a_draft(desk):
    new_part(desk, DRAFT, 2)
    desk.finish("Save draft", DRAFT, "updated")


def nothing_is_public_yet(reader):
    for address in (ADDRESS, "/series/rivers-and-rates/", "/authors/zora-whitlock/", "/topics/river-law/"):
        assert reader.request.get(address).status == 404, address
    for address in ("/", "/series/", "/authors/", "/topics/"):
        assert not {SERIES, "Whitlock", "River law"} & found_in(
            reader, address, SERIES, "Whitlock", "River law"
        )


def publish_the_series(desk):
    desk.open("Series", SERIES)
    desk.finish("Publish", SERIES, "published")


def approve_the_piece(desk):
    desk.page.goto("/admin/")
    desk.page.get_by_role("link", name=PIECE).first.click()
    desk.finish("Approve and Publish", PIECE, "updated")


def publish_the_author(desk):
    desk.open("Authors")
    desk.page.get_by_role("main").get_by_role("link", name="Zora Whitlock").first.click()
    expect(desk.box("Family name")).to_have_value("Whitlock")
    desk.finish("Publish", "Zora Whitlock", "published")


def write_and_publish_the_second_part(desk):
    """With the other ways there are: a footnote typed with a slash, and a picture that is there already."""
    new_part(desk, SECOND, 3)
    text = desk.add_block("Paragraph")
    text.press_sequentially("A metre costs what the last flood did. /foot")
    expect(desk.page.get_by_role("option", name="Footnotes").first).to_be_visible()
    text.press("Enter")
    desk.page.get_by_role("button", name="Create new footnote").click()
    desk.page.locator("#id_footnotes-FORMS").get_by_role("textbox").last.press_sequentially(SECOND_NOTE)
    desk.tab("Credits and topics")
    with desk.window("Choose an image") as window:
        window.get_by_role("link", name="The levee").click()
    desk.box("Alternative text").fill(SECOND_ALT)
    desk.finish("Publish", SECOND, "published")


def read_at_a_desk(reader):
    reader.goto("/")
    reader.get_by_role("main").get_by_role("link", name=PIECE).first.click()
    reader.wait_for_url(f"**{ADDRESS}")
    expect(reader.get_by_role("heading", name=PIECE, level=1)).to_be_visible()
    expect(reader.locator(".byline__name").first).to_have_text("Zora Whitlock and Choe Won-gi")
    expect(reader.get_by_text("Part 1 of 3").first).to_be_visible()
    expect(reader.get_by_role("img", name="A levee beside a river.")).to_be_visible()
    expect(reader.get_by_text("Photo: L. Marsh")).to_be_visible()
    expect(reader.locator(".topic-links li")).to_have_text(["Mekong", "River law"])
    reader.locator("sup a[href='#fn1']").click()
    expect(reader.get_by_role("dialog", name="Footnote 1")).to_contain_text(NOTE)
    reader.keyboard.press("Escape")
    assert_accessible(reader)


def read_on_a_phone(reader):
    reader.goto(ADDRESS)
    expect(reader.get_by_text(TEXT)).to_be_visible()
    expect(reader.get_by_text("Part 1 of 3").first).to_be_visible()
    assert reader.evaluate("document.documentElement.scrollWidth") <= 375
    assert_accessible(reader)


def follow_the_links(reader):
    reader.goto(ADDRESS)
    parts = reader.get_by_role("navigation", name="Parts")
    parts.get_by_role("link", name=SECOND).click()
    expect(reader.get_by_role("heading", name=SECOND, level=1)).to_be_visible()
    expect(reader.get_by_role("img", name=SECOND_ALT)).to_be_visible()
    expect(reader.locator(".footnotes li")).to_contain_text(SECOND_NOTE)
    parts.get_by_role("link", name=PIECE).click()
    expect(reader.get_by_role("heading", name=PIECE, level=1)).to_be_visible()
    reader.get_by_role("link", name="Zora Whitlock").first.click()
    expect(reader.get_by_role("heading", name="Zora Whitlock", level=1)).to_be_visible()
    reader.get_by_role("main").get_by_role("link", name=PIECE).first.click()
    reader.get_by_role("link", name="River law").click()
    expect(reader.get_by_role("heading", name="River law", level=1)).to_be_visible()
    expect(reader.get_by_role("main").get_by_role("link", name=PIECE).first).to_be_visible()


def no_draft_anywhere(reader):
    pages = (
        "/", "/series/", "/series/rivers-and-rates/", ADDRESS, "/series/rivers-and-rates/the-price-of-a-metre/",
        "/authors/", "/authors/zora-whitlock/", "/topics/", "/topics/mekong/", "/search/?q=unfinished",
    )  # fmt: skip
    for address in pages:
        answer = reader.request.get(address)
        assert answer.status == 200, address
        assert DRAFT not in answer.text(), address
    assert reader.request.get("/series/rivers-and-rates/the-unfinished-lock/").status == 404


def found_in(reader, address, *words):
    text = reader.request.get(address).text()
    return {word for word in words if word in text}
