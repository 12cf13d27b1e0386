"""An installment goes out as a Word document and comes in again as the same piece."""

import json
import uuid
from dataclasses import replace

import pytest
from wagtail_footnotes.models import Footnote

from series.editions.docx import write_docx
from series.editions.manuscripts import edition_of
from series.manuscripts.manuscript import ImageSlot, Quotation, Table
from series.manuscripts.word import read_word
from series.manuscripts.writer import write_draft
from series.models import Byline, InstallmentPage
from tests import factories

from .test_docx_round_trip import nameless

pytestmark = pytest.mark.django_db


def block(kind: str, value) -> dict:
    return {"type": kind, "value": value, "id": str(uuid.uuid4())}


def everything(image) -> tuple[list[dict], dict[str, str]]:
    """A body with each block that has a form of its own in a document, and its notes by their UUIDs."""
    notes = {
        str(uuid.uuid4()): f'<p>Note <i>{number}</i>, <a href="https://a.example/{number}">here</a>.</p>'
        for number in (1, 2)
    }
    first, second = (f'<footnote id="{key}">[{key[:6]}]</footnote>' for key in notes)
    picture = {
        "image": image.pk,
        "alternative_text": "A levee",
        "decorative": False,
        "caption": "The levee.",
        "credit": "Photo: A",
        "licence": "",
    }
    body = [
        block("paragraph", f"<p>A <b>bold</b>, <i>slanted</i> start{second}.</p>"),
        block("heading", {"text": "What rose", "level": "2"}),
        block("paragraph", f'<p>See <a href="https://a.example">it</a>, 2<sup>nd</sup>, H<sub>2</sub>O{first}{second}.</p>'),
        block("paragraph", "<ul><li>One<ol><li>inner</li></ol></li><li>Two</li></ul>"),
        block("numbered_list", {"start": 4, "text": "<ol><li>Four</li><li>Five</li></ol>"}),
        block("heading", {"text": "What fell", "level": "3"}),
        block("quotation", {"text": "<p>One.</p><p>Two.</p>", "source": "Ada Marsh", "address": ""}),
        block("quotation", {"text": "<p>Another <i>one</i>.</p>", "source": "", "address": ""}),
        block("image", picture),
        block("image", picture | {"image": None, "alternative_text": "Missing", "credit": ""}),
        block("table", {
            "caption": "Readings", "row_headings": True, "source": "The book.",
            "table": {
                "columns": [{"type": "text", "heading": "Gauge"}, {"type": "number", "heading": "Metres"}],
                "rows": [{"values": ["<p>Pier <b>one</b></p>", "1.2"]}, {"values": ["<p>Pier two</p>", "−0.3"]}],
                "caption": "",
            },
        }),
        block("paragraph", "<p><b>A bold line</b></p>"),
        block("paragraph", "<p>By Land and Sea</p>"),
        block("paragraph", '<p>The ministry (<span lang="ko">외교부</span>) and 한국.</p>'),
        block("paragraph", "<p>1. Not a list</p>"),
        block("paragraph", "<p>2. Nor this</p>"),
        block("paragraph", "<p>Ann Bell is a name at the end.</p>"),
    ]  # fmt: skip
    return body, notes


@pytest.fixture
def piece():
    author = factories.AuthorFactory(
        title="Ann Bell",
        position="Reader",
        organisation="Arden College",
        biography="<p>Ann Bell reads <b>gauges</b>.</p>",
    )
    page = factories.InstallmentFactory(
        title="Salt & Silt",
        standfirst="It rises.",
        editors_note="<p>This is the last in a series.</p>",
        bylines=[author],
        live=False,
    )
    Byline.objects.filter(page=page).update(name="Ann Bell", position="Reader", organisation="Arden College")
    body, notes = everything(factories.ImageFactory())
    page = InstallmentPage.objects.get(pk=page.pk)
    page.body = json.dumps(body)
    page.footnotes = [
        Footnote(uuid=key, text=text, locale=page.locale, sort_order=at)
        for at, (key, text) in enumerate(notes.items())
    ]
    page.save_revision()
    return page.get_latest_revision_as_object()


def stored(page) -> list[tuple]:
    """The blocks of a body without their ids, and with marks instead of the UUIDs of notes."""
    edition = edition_of(page)
    return [(child["type"], _without_notes(child["value"])) for child in page.body.get_prep_value()] + [
        edition.manuscript.footnotes
    ]


def _without_notes(value):
    import re

    text = json.dumps(value, ensure_ascii=False, sort_keys=True)
    return re.sub(r'<footnote id=\\"[^>]*>\[\w+\]</footnote>', "[note]", text)


def test_a_piece_with_everything_becomes_a_manuscript_and_comes_back_the_same(piece):
    edition = edition_of(piece)
    assert edition.findings == ()
    back = read_word(write_docx(edition.manuscript))
    assert nameless(back) == nameless(edition.manuscript)
    assert [finding for finding in back.findings if finding.kind in ("dropped", "changed")] == []


def test_brought_in_again_it_has_the_same_blocks(piece):
    back = read_word(write_docx(edition_of(piece).manuscript))
    page, _findings = write_draft(back, piece.series, title=back.title)
    again = page.get_latest_revision_as_object()
    assert stored(again) == stored(piece)
    assert (again.title, again.standfirst) == (piece.title, piece.standfirst)
    assert [row.name for row in again.bylines.all()] == ["Ann Bell"]
    assert [row.author_id for row in again.bylines.all()] == [row.author_id for row in piece.bylines.all()]


def test_notes_are_numbered_as_the_text_cites_them_and_others_are_told(piece):
    manuscript = edition_of(piece).manuscript
    assert [note.words.plain for note in manuscript.footnotes] == ["Note 2, here.", "Note 1, here."]
    piece.footnotes = [
        *piece.footnotes.all(),
        Footnote(text="<p>Lonely.</p>", locale=piece.locale, sort_order=9),
    ]
    findings = edition_of(piece).findings
    assert [finding.passage for finding in findings] == ["Lonely."]


def test_other_blocks_become_the_nearest_and_are_told(piece):
    document_free = [
        block("pull_quote", {"text": "A sentence.", "attribution": ""}),
        block("question_answer", {"question": "Why?", "answer": "<p>So.</p>"}),
        block("key_takeaways", {"items": ["One.", "Two."]}),
        block("editors_note", {"text": "<p>Updated.</p>"}),
        block("elsewhere", {"title": "Film", "address": "https://a.example/film", "description": ""}),
        block("chart", {
            "title": "Far", "kind": "bars", "data": "City,km\nHanoi,2740\nManila,", "unit": "km",
            "summary": "In words.", "source": "Book",
        }),
        block("related_piece", {"page": piece.pk, "reason": "same river"}),
    ]  # fmt: skip
    piece.body = json.dumps(document_free)
    edition = edition_of(piece)
    kinds = [type(one).__name__ for one in edition.manuscript.body]
    assert kinds == [
        "Quotation",
        "Paragraph",
        "Paragraph",
        "ListBlock",
        "Paragraph",
        "Paragraph",
        "Table",
        "Paragraph",
        "Paragraph",
    ]
    assert len([finding for finding in edition.findings if finding.kind == "changed"]) == 7
    table = edition.manuscript.body[6]
    assert isinstance(table, Table)
    assert [[cell.plain for cell in row] for row in (table.header, *table.rows)] == [
        ["", "km"],
        ["Hanoi", "2740"],
        ["Manila", ""],
    ]
    assert nameless(read_word(write_docx(edition.manuscript))) == nameless(edition.manuscript)


def test_credits_of_others_are_lines_that_are_left_out_when_they_come_back(piece):
    other = factories.AuthorFactory(title="Tomasz Wren")
    piece.bylines = [
        *piece.bylines.all(),
        Byline(author=other, name="Tomasz Wren", role=Byline.Role.TRANSLATOR, sort_order=5),
    ]
    edition = edition_of(piece)
    assert edition.credit_lines == ("Translator: Tomasz Wren",)
    back = read_word(write_docx(edition.manuscript, edition.credit_lines))
    assert [entry.name for entry in back.byline] == ["Ann Bell"]
    assert "Translator: Tomasz Wren" in [finding.passage for finding in back.findings]


def test_a_picture_whose_file_is_gone_leaves_its_words(piece):
    image = next(child.value["image"] for child in piece.body if child.block_type == "image")
    image.file.storage.delete(image.file.name)
    edition = edition_of(piece)
    slot = next(one for one in edition.manuscript.body if isinstance(one, ImageSlot))
    assert slot.missing
    assert "cannot be read" in " ".join(finding.what for finding in edition.findings)


def test_a_quotation_with_an_address_keeps_it_behind_the_source(piece):
    piece.body = json.dumps(
        [block("quotation", {"text": "<p>x</p>", "source": "Ada", "address": "https://a.example"})]
    )
    assert isinstance(edition_of(piece).manuscript.body[0], Quotation)
    assert edition_of(piece).manuscript.body[0].source == "Ada, https://a.example"


def test_the_file_says_nothing_of_who_or_what_made_it(piece):
    import io
    import zipfile

    with zipfile.ZipFile(io.BytesIO(write_docx(replace(edition_of(piece).manuscript, byline=())))) as archive:
        names = archive.namelist()
        properties = archive.read("docProps/core.xml").decode() + archive.read("docProps/app.xml").decode()
    assert "python" not in properties.lower()
    assert not [name for name in names if "thumbnail" in name or "customXml" in name]
    assert "word/footnotes.xml" in names
