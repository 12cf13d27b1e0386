"""One widget of a process reads the texts of all its forms."""

import json

import pytest
from wagtail.admin.rich_text.converters.html_to_contentstate import PageLinkElementHandler

from publication.draftail import CleanDraftail
from series.blocks.text import PARAGRAPH

LINKED = '<p>Before <a linktype="page" id="1">the link</a> and after.</p><p>The end.</p>'


@pytest.fixture
def widget():
    return CleanDraftail(features=PARAGRAPH)


def texts(contentstate: str) -> list[str]:
    return [block["text"] for block in json.loads(contentstate)["blocks"]]


def test_two_forms_that_are_opened_at_once_have_each_its_own_text(widget, monkeypatch):
    """A link asks the database, and another thread has its turn just there."""
    others = []

    def ask(handler, attributes):
        others.append(widget.format_value("<p>Somebody else's text.</p>"))
        return {"id": 1, "url": "/", "parentId": None}

    monkeypatch.setattr(PageLinkElementHandler, "get_attribute_data", ask)
    found = texts(widget.format_value(LINKED))
    assert found == ["Before the link and after.", "The end."]
    assert [texts(other) for other in others] == [["Somebody else's text."]]
