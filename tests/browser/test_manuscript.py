"""From a manuscript to a draft, as an editor does it, and nothing that axe calls serious on the way."""

import io

import pytest
from django.urls import reverse
from docx import Document
from docx.shared import Inches
from playwright.sync_api import expect

from authors.roles import EDITORS
from series.models import InstallmentPage
from tests import factories
from tests.browser.test_admin_axe import grave
from tests.series.manuscripts.test_writer import png


def manuscript() -> bytes:
    """A document with a heading, a list, a table and a picture."""
    document = Document()
    document.add_heading("The gauge and the wall", 0)
    document.add_paragraph("By Ilse Marrow")
    document.add_paragraph("The water rose in the night, and nobody had counted it before that spring came.")
    document.add_heading("What nobody asked", 1)
    for text in ("Who pays", "Who builds"):
        document.add_paragraph(text, style="List Bullet")
    table = document.add_table(rows=2, cols=2)
    for cell, text in zip(
        (*table.rows[0].cells, *table.rows[1].cells), ("Town", "Debt", "Alder", "14"), strict=True
    ):
        cell.text = text
    document.add_picture(io.BytesIO(png(size=(400, 300))), width=Inches(2))
    document.add_paragraph("Nobody asked who should pay for the wall, and so nobody paid for it in the end.")
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


@pytest.fixture
def series(transactional_db):
    series = factories.SeriesFactory(title="Rivers and Rates")
    factories.AuthorFactory(title="Ilse Marrow")
    factories.TopicFactory(name="Water")
    factories.PlannedPartFactory(
        series=series, working_title="On walls", part_number=4, author_name="Ada Marsh"
    )
    return series


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_a_word_file_is_brought_reviewed_and_made_a_draft(series, browse, size):
    page = browse(size=size, user=factories.UserFactory(role=EDITORS))
    page.goto(reverse("series_manuscripts", args=[series.pk]))
    faults = grave(page, "main")
    files = [
        {"name": "gauge.docx", "mimeType": "application/octet-stream", "buffer": manuscript()},
        {
            "name": "old.doc",
            "mimeType": "application/msword",
            "buffer": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" * 90,
        },
    ]
    page.get_by_label("Manuscripts").set_input_files(files)
    page.get_by_role("button", name="Read the manuscripts").click()
    waiting = page.get_by_role("row", name="gauge.docx")
    expect(waiting).to_contain_text("Waits for your review")
    expect(page.get_by_role("row", name="old.doc")).to_contain_text("Cannot be read")
    faults += grave(page, "main")
    waiting.get_by_role("link", name="Review").click()
    title = page.get_by_role("textbox", name="Title*", exact=True)
    expect(title).to_have_value("The gauge and the wall")
    expect(page.get_by_label("Author", exact=True).first).to_contain_text("Ilse Marrow, who is here already")
    expect(page.get_by_role("row", name="Pictures")).to_contain_text("1")
    faults += grave(page, "main")
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")
    title.fill("The gauge")
    page.get_by_role("radio", name="Part 4, planned").check()
    page.get_by_role("button", name="Make the draft").click()
    expect(page.get_by_text("“The gauge” is a draft now. The manuscript is kept with it.")).to_be_visible()
    expect(page.get_by_role("textbox", name="Title*", exact=True)).to_have_value("The gauge")
    part = InstallmentPage.objects.get()
    assert (part.part_number, part.bylines.get().name, part.live) == (4, "Ilse Marrow", False)
    assert [block.block_type for block in part.body] == [
        "paragraph", "heading", "paragraph", "table", "image", "paragraph",
    ]  # fmt: skip
    assert not faults, "\n".join(faults)


def test_the_files_are_brought_without_a_script(series, browse):
    page = browse(user=factories.UserFactory(role=EDITORS), javascript=False)
    page.goto(reverse("series_manuscripts", args=[series.pk]))
    page.set_input_files("input[type=file]", {"name": "gauge.docx", "mimeType": "", "buffer": manuscript()})
    page.get_by_role("button", name="Read the manuscripts").click()
    page.get_by_role("button", name="Make the draft").click()
    page.wait_for_url("**/edit/")
    assert InstallmentPage.objects.get().draft_title == "The gauge and the wall"


def test_the_pages_that_take_spreadsheets(series, browse):
    page = browse(size="phone", user=factories.UserFactory(role=EDITORS))
    faults = []
    for address in (reverse("series_plan_sheet", args=[series.pk]), reverse("authors_from_spreadsheet")):
        page.goto(address)
        sheet = {
            "name": "sheet.csv",
            "mimeType": "text/csv",
            "buffer": b"title,name,words\nA,A,1\nB,B,none\n",
        }
        page.set_input_files("input[type=file]", sheet)
        page.get_by_role("button", name="Read the spreadsheet").click()
        expect(page.get_by_text("Nothing was written.")).to_be_visible()
        faults += grave(page, "main")
        assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")
    assert not faults, "\n".join(faults)
