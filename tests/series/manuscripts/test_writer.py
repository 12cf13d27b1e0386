"""The writer: everything a manuscript holds stands on the draft, in the blocks and rows that editors know."""

import io
import json

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.urls import reverse
from PIL import Image

from authors.models import AuthorPage
from publication.models import CreditedImage
from publication.slugs import RESERVED_ANYWHERE
from series.manuscripts.manuscript import (
    BylineEntry,
    Comment,
    Embed,
    Footnote,
    Heading,
    ImageFile,
    ImageSlot,
    ListBlock,
    ListItem,
    Manuscript,
    Paragraph,
    Quotation,
    Table,
)
from series.manuscripts.words import Span, Words
from series.manuscripts.writer import write_draft
from series.manuscripts.writing.people import KnownAuthors
from series.manuscripts.writing.pictures import Shelf
from series.manuscripts.writing.wholeness import whole_or_not_at_all
from series.models import InstallmentPage
from tests.factories import AuthorFactory, InstallmentFactory, SeriesFactory, UserFactory
from tests.shared import shared

pytestmark = pytest.mark.django_db
NOTE = Footnote("1", Words.of("Counted in ", Span("March", italic=True), "."))
MARK = Span("", note="1")


@pytest.fixture
def series():
    return SeriesFactory(slug="rivers")


def words(*parts) -> Words:
    return Words.of(*parts)


def items(*texts) -> tuple[ListItem, ...]:
    return tuple(ListItem(words(text)) for text in texts)


def png(colour="#2a6455", size=(40, 30)) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", size, colour).save(file, "PNG")
    return file.getvalue()


def written(series, *body, footnotes=(), **more):
    page, findings = write_draft(
        Manuscript(title="The gauge", body=body, footnotes=footnotes, **more), series, title="The gauge"
    )
    return page.get_latest_revision_as_object(), [(finding.kind, finding.what) for finding in findings]


def raw(page) -> list[tuple[str, object]]:
    return [(block["type"], block["value"]) for block in page.body.raw_data]


def said(findings, words) -> list[str]:
    return [kind for kind, what in findings if words in what]


def stored_files() -> list[str]:
    return default_storage.listdir("original_images")[1] if default_storage.exists("original_images") else []


def test_a_footnote_is_a_row_and_its_mark_leads_there(series):
    page, _ = written(series, Paragraph(words("High water.", MARK, " Again.", MARK)), footnotes=(NOTE,))
    (row,) = page.footnotes.all()
    mark = f'<footnote id="{row.uuid}">[{str(row.uuid)[:6]}]</footnote>'
    assert raw(page) == [("paragraph", f"<p>High water.{mark} Again.{mark}</p>")]
    assert row.text == "<p>Counted in <i>March</i>.</p>"


@pytest.mark.parametrize(
    ("block", "place"),
    [
        (Heading(Words.of("What we saw", MARK)), "a heading"),
        (Quotation(Words.of("We saw it.", MARK)), "a quotation"),
        (Table(((Words.of("Alder", MARK),),), caption="Towns"), "a table"),
    ],
)
def test_a_mark_that_its_field_cannot_hold_moves_to_the_paragraph_before(series, block, place):
    page, findings = written(series, Paragraph(words("Before.")), block, footnotes=(NOTE,))
    (row,) = page.footnotes.all()
    assert raw(page)[0][1].endswith(f'Before.<footnote id="{row.uuid}">[{str(row.uuid)[:6]}]</footnote></p>')
    assert "footnote" not in str(raw(page)[1])
    assert said(findings, f"in {place} was moved to the nearest paragraph") == ["changed"]


def test_a_mark_in_the_first_heading_moves_to_the_paragraph_after(series):
    page, _ = written(series, Heading(words("Opening", MARK)), Paragraph(words("After.")), footnotes=(NOTE,))
    assert "After.<footnote" in raw(page)[1][1]


def test_a_mark_is_kept_where_there_is_no_paragraph_at_all(series):
    page, _ = written(series, Heading(words("Opening", MARK)), footnotes=(NOTE,))
    assert raw(page)[1][1].startswith("<p><footnote")


def test_a_note_that_nothing_cites_is_kept_and_said(series):
    page, findings = written(series, Paragraph(words("Text.")), footnotes=(NOTE,))
    assert page.footnotes.count() == 1
    assert said(findings, "cited nowhere") == ["missing"]


def test_a_mark_without_a_note_is_dropped_and_said(series):
    page, findings = written(series, Paragraph(words("Text.", MARK)))
    assert raw(page) == [("paragraph", "<p>Text.</p>")]
    assert said(findings, "led to no note") == ["dropped"]


def test_a_table_keeps_header_caption_source_and_the_kinds_of_its_columns(series):
    table = Table(
        ((words("Alder"), words("14.2")), (words(Span("Corran", bold=True)), words("6.5"))),
        header=(words("Town"), words("Debt")),
        caption="Printed debt",
        source="Town halls",
    )
    page, _ = written(series, table)
    assert raw(page) == [
        (
            "table",
            {
                "caption": "Printed debt",
                "table": {
                    "columns": [{"type": "text", "heading": "Town"}, {"type": "number", "heading": "Debt"}],
                    "rows": [
                        {"values": ["<p>Alder</p>", "14.2"]},
                        {"values": ["<p><b>Corran</b></p>", "6.5"]},
                    ],
                    "caption": "",
                },
                "row_headings": True,
                "source": "Town halls",
            },
        )
    ]


def test_a_list_that_starts_at_seven_is_a_block_of_its_own(series):
    page, _ = written(
        series,
        ListBlock(items("Seven", "Eight"), ordered=True, start=7),
        ListBlock(items("One"), ordered=True),
    )
    assert raw(page) == [
        ("numbered_list", {"start": 7, "text": "<ol><li>Seven</li><li>Eight</li></ol>"}),
        ("paragraph", "<ol><li>One</li></ol>"),
    ]


def test_an_inner_list_that_starts_elsewhere_is_said(series):
    inner = ListItem(words("One"), items("b"), ordered=True, start=2)
    page, findings = written(series, ListBlock((inner,)))
    assert raw(page)[0][1] == "<ul><li>One<ol><li>b</li></ol></li></ul>"
    assert said(findings, "started at 2 now starts at 1") == ["changed"]


def test_a_quotation_keeps_its_paragraphs(series):
    page, _ = written(series, Quotation(words("One.\nTwo ", Span("b", bold=True), "."), source="Minutes"))
    assert raw(page) == [
        ("quotation", {"text": "<p>One.</p><p>Two <b>b</b>.</p>", "source": "Minutes", "address": ""})
    ]


def test_a_film_is_pointed_to_and_anything_else_becomes_a_link(series):
    page, _ = written(
        series,
        Embed("https://www.youtube.com/watch?v=1", "The flood"),
        Embed("https://maps.example.org/x", "A map"),
        Embed("javascript:alert(1)", "A trap"),
    )
    assert raw(page) == [
        (
            "elsewhere",
            {"title": "The flood", "address": "https://www.youtube.com/watch?v=1", "description": ""},
        ),
        ("paragraph", '<p><a href="https://maps.example.org/x">A map</a></p>'),
        ("paragraph", "<p>A trap</p>"),
    ]


def test_a_picture_comes_into_the_library_with_its_words(series):
    slot = ImageSlot("The wall.", "Ada Marsh", "A stone wall", ImageFile(png(), "wall.png"))
    page, _ = written(series, slot)
    image = CreditedImage.objects.get()
    assert (image.title, image.description, image.credit) == ("A stone wall", "A stone wall", "Ada Marsh")
    assert raw(page)[0][1] | {"licence": ""} == {
        "image": image.pk,
        "alternative_text": "A stone wall",
        "decorative": False,
        "caption": "The wall.",
        "credit": "Ada Marsh",
        "licence": "",
    }


def test_the_same_picture_twice_is_stored_once(series):
    slot = ImageSlot(file=ImageFile(png(), "wall.png"))
    page, _ = written(series, slot, slot)
    again, _ = written(series, slot)
    assert CreditedImage.objects.count() == len(stored_files()) == 1
    assert {value["image"] for _kind, value in raw(page) + raw(again)} == {CreditedImage.objects.get().pk}


@pytest.mark.parametrize("file", ["img-04-hostile.svg", None])
def test_a_picture_that_is_not_taken_leaves_a_slot_and_the_reason(series, file):
    data = shared(f"cases/inputs/{file}") if file else b"no picture"
    page, findings = written(series, ImageSlot("The wall.", file=ImageFile(data, "wall.png")))
    assert raw(page)[0][1]["image"] is None
    assert said(findings, "A picture was not taken") == ["dropped"]
    assert not CreditedImage.objects.exists()


def test_a_photograph_loses_the_place_where_it_was_taken(series):
    data = shared("cases/inputs/img-01a-exif6-gps.jpg")
    written(series, ImageSlot(file=ImageFile(data, "photo.jpg")))
    with CreditedImage.objects.get().file.open("rb") as file:
        assert not Image.open(file).getexif()


def test_a_failure_leaves_no_rows_and_no_picture(series):
    slot = ImageSlot(file=ImageFile(png(), "wall.png"))
    manuscript = Manuscript(body=(slot,), byline=(BylineEntry("Ilse Marrow"),))
    with pytest.raises(ValidationError):
        write_draft(manuscript, series, title="", number=3)
    assert not CreditedImage.objects.exists()
    assert not AuthorPage.objects.exists()
    assert not InstallmentPage.objects.exists()
    assert stored_files() == []


def test_what_is_shared_between_pieces_forgets_those_that_failed(series):
    shelf, authors = Shelf(), KnownAuthors()
    slot = ImageSlot(file=ImageFile(png(), "wall.png"))
    manuscript = Manuscript(body=(slot,), byline=(BylineEntry("Ilse Marrow"),))
    taken = InstallmentFactory(parent=series)
    with pytest.raises(ValidationError), whole_or_not_at_all(shelf, authors):
        write_draft(manuscript, series, title="One", number=taken.part_number, shelf=shelf, authors=authors)
    assert stored_files() == []
    page, _ = write_draft(manuscript, series, title="Two", shelf=shelf, authors=authors)
    assert page.bylines.get().author == AuthorPage.objects.get()
    assert len(stored_files()) == 1


def test_authors_can_be_chosen_and_made(series):
    chosen = AuthorFactory(title="Zora Whitlock")
    manuscript = Manuscript(byline=(BylineEntry("Z. Whitlock"), BylineEntry("Ilse Marrow", "poet")))
    page, _ = write_draft(manuscript, series, title="The gauge", credits=(chosen, None))
    credits = page.bylines.all()
    assert [(row.name, row.author.title, row.position) for row in credits] == [
        ("Z. Whitlock", "Zora Whitlock", ""),
        ("Ilse Marrow", "Ilse Marrow", "poet"),
    ]


def test_words_too_long_for_their_field_are_cut_and_said_in_full(series):
    caption = "A wall that goes on " * 40
    heading = "A heading without end " * 20
    page, findings = written(series, ImageSlot(caption), Heading(words(heading.strip())))
    assert len(raw(page)[0][1]["caption"]) <= 500
    assert raw(page)[1] == ("paragraph", f"<p><b>{heading.strip()}</b></p>")
    assert said(findings, "A caption was longer") == ["changed"]
    assert said(findings, "A heading was too long") == ["changed"]


def test_comments_are_kept_only_when_asked_for_and_stand_at_their_blocks(client, series):
    editor = UserFactory()
    manuscript = Manuscript(
        body=(Paragraph(words()), Paragraph(words("Text."))),
        comments=(Comment("Is this so?", by="Ada", block=1), Comment("Late!")),
    )
    plain, _ = write_draft(manuscript, series, title="A", owner=editor)
    assert not plain.wagtail_admin_comments.exists()
    page, _ = write_draft(manuscript, series, title="B", owner=editor, keep_comments=True)
    (block,) = page.body.raw_data
    found = page.wagtail_admin_comments.order_by("pk").values_list("text", "contentpath", "user")
    assert list(found) == [
        ("Ada: Is this so?", f"body.{block['id']}", editor.pk),
        ("Late!", "title", editor.pk),
    ]
    client.force_login(UserFactory(is_superuser=True))
    form = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    assert "Ada: Is this so?" in form.content.decode()


def test_signs_that_no_database_takes_are_left_out(series):
    page, _ = written(series, Paragraph(words("a\x00b\x0bc")), Heading(words("d\x00")), standfirst="e\x00")
    assert [value for _kind, value in raw(page)] == ["<p>abc</p>", {"text": "d", "level": "2"}]
    assert page.standfirst == "e"


def test_every_title_makes_a_part_with_an_address(series):
    """URL-01."""
    slugs = set()
    for title in (each["title"] for each in json.loads(shared("cases/inputs/url-01-titles.json"))):
        page, _ = write_draft(Manuscript(), series, title=title)
        assert page.slug.strip("-") == page.slug != ""
        assert len(page.slug) <= 255
        assert page.slug not in slugs | RESERVED_ANYWHERE
        slugs.add(page.slug)


def test_a_title_too_long_for_its_field_is_cut_and_said_in_full(series):
    page, findings = write_draft(Manuscript(), series, title="Water " * 60)
    assert len(page.title) <= 255
    assert [finding.passage for finding in findings if finding.kind == "changed"] == ["Water " * 59 + "Water"]
