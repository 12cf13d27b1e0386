"""A saved page all the way into a draft: what the reader gives is what the fields and the edit form take."""

import json

import pytest

from series.manuscripts.manuscript import Manuscript, Source
from series.manuscripts.reading import read
from series.manuscripts.writer import write_draft
from tests.factories import SeriesFactory
from tests.series.manuscripts.shared import own
from tests.shared import shared

pytestmark = pytest.mark.django_db


def draft(manuscript, title="A title"):
    page, _findings = write_draft(manuscript, SeriesFactory(), title=manuscript.title or title)
    return page.get_latest_revision_as_object()


@pytest.mark.parametrize("name", ["courier", "desk", "ilbo", "nuri"])
def test_a_page_becomes_a_draft_that_is_valid(name):
    page = draft(read(own(f"pages/{name}.html"), f"{name}.html"))
    page.full_clean()
    assert page.first_published_on.year in (2025, 2026)
    assert "paragraph" in {block["type"] for block in page.body.raw_data}


def test_where_a_page_was_is_where_the_piece_was_first_published():
    page = draft(read(own("pages/courier.html"), "courier.html"))
    assert page.first_published_address == "https://courier.example/opinion/2026/03/gauges.html"
    assert page.first_published_outlet == "Lowland Courier"


@pytest.mark.parametrize(
    "address", ["https://paper_news.example/a", "https://a.example/" + "x" * 600, "nowhere"]
)
def test_an_address_that_its_field_does_not_take_stops_no_import(address):
    assert draft(Manuscript(source=Source(address=address))).first_published_address == ""


def test_an_edit_form_opens_what_hostile_pages_left(admin_client):
    payloads = json.loads(shared("cases/inputs/sec-01-payloads.json"))["payloads"]
    markup = "".join(f"<p>before {payload} after</p>{payload}" for payload in payloads)
    page = draft(read(f"<html><body>{markup}</body></html>".encode(), "a.html"))
    assert admin_client.get(f"/admin/pages/{page.pk}/edit/").status_code == 200
    stored = json.dumps(list(page.body.raw_data)).replace("\\", "")
    for token in (
        "javascript:",
        "vbscript:",
        "onerror",
        "srcdoc",
        "evil.example",
        "<script",
        "<form",
        "style=",
    ):
        assert token not in stored
