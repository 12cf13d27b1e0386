"""The numbered list that starts elsewhere: read, counted, compared and checked as the running text that it is."""

import pytest
from wagtail.blocks import StructBlockValidationError

from publication.prose import Links
from series.blocks.text import NumberedListBlock
from series.checklist.body import read_body as checked
from series.desk.latest import latest_drafts
from series.reading.block_readers import Found
from series.reading.body import read_body, set_body
from series.reading.versions import paragraphs_of
from series.reading_time import body_text
from tests.factories import InstallmentFactory

MARKUP = '<ol><li>Audit <a href="https://a.example/">the list</a></li><li>Print it</li></ol>'
STORED = {"type": "numbered_list", "value": {"start": 4, "text": MARKUP}, "id": "x"}


def printed(start) -> str:
    draft = read_body([STORED | {"value": {"start": start, "text": MARKUP}}])
    (block,) = set_body(draft, Found(links=Links(), pictures={})).blocks
    return block.value["html"]


@pytest.mark.parametrize(
    ("start", "tag"), [(4, '<ol start="4">'), (0, '<ol start="0">'), ('4"><b>', "<ol>"), (None, "<ol>")]
)
def test_it_starts_where_it_says_and_nothing_else_gets_into_the_tag(start, tag):
    assert printed(start).startswith(f"{tag}<li>Audit")


def test_versions_and_the_checklist_read_its_items_and_links():
    assert paragraphs_of([STORED]) == ("Audit the list", "Print it")
    assert [anchor.href for anchor in checked([STORED]).prose.anchors] == ["https://a.example/"]


@pytest.mark.django_db
def test_search_and_the_desk_count_its_words():
    page = InstallmentFactory(body=[("numbered_list", {"start": 4, "text": MARKUP})])
    assert "Audit" in body_text(page)
    assert latest_drafts([page])[page.pk].words == 5


def test_it_is_refused_without_a_numbered_list():
    block = NumberedListBlock()
    value = block.to_python({"start": 4, "text": "<p>No list.</p>"})
    with pytest.raises(StructBlockValidationError):
        block.clean(value)
    assert block.clean(block.to_python({"start": 4, "text": MARKUP}))["start"] == 4
