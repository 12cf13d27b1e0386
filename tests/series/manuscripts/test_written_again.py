"""What was imported opens in the editor, and saving it back unchanged changes nothing. Nothing hostile comes through."""

import json
import re

import pytest
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from publication.draftail import CleanDraftail
from publication.prose import sanitise
from series.blocks.text import INLINE, PARAGRAPH
from series.manuscripts.manuscript import (
    BylineEntry,
    Embed,
    Footnote,
    Heading,
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
from series.models import InstallmentPage
from tests.factories import SeriesFactory, UserFactory
from tests.publication.test_prose import CASE
from tests.series.reading.test_hostile_markup import Elements

pytestmark = pytest.mark.django_db

MARK = Span("", note="1")
ALL_LOOKS = Span(
    "x", bold=True, italic=True, superscript=True, language="ko", link="https://a.example/?b=1&c=2"
)
DEEP = ListItem(
    Words.of("One ", Span("i", italic=True)),
    (ListItem(Words.of("two"), (ListItem(Words.of("three", MARK)),), ordered=True),),
)
RICH = Manuscript(
    title="The gauge",
    standfirst="Who pays?",
    editors_note="The first & <last>.",
    byline=(BylineEntry("Ilse Marrow", "poet", "Arden College", "Ilse Marrow is a poet."),),
    body=(
        Paragraph(
            Words.of(
                "Plain & <plain>,  two spaces\u00a0kept. ",
                Span("bold ", bold=True),
                Span("both", bold=True, italic=True),
                ALL_LOOKS,
                Span("강", language="ko"),
                Span("τ", language="el"),
                "\na new line",
                Span("2", subscript=True),
                Span("here", link="https://a.example/"),
                MARK,
                Span(" and there", link="https://a.example/", italic=True),
                MARK,
            )
        ),
        Heading(Words.of("A heading", MARK), 3),
        ListBlock((DEEP, ListItem(Words.of("four"))), ordered=False),
        ListBlock((DEEP,), ordered=True, start=7),
        Quotation(Words.of("One.\n", Span("Two.", italic=True, language="ko")), "Minutes"),
        Table(((Words.of("Alder", MARK), Words.of("14.2")),), (Words.of("Town"), Words.of("Debt")), "Debt"),
        ImageSlot("The wall.", "Ada Marsh", "A wall"),
        Embed("https://youtu.be/x", "The flood"),
        Paragraph(Words.of("שלום, נהר.")),
    ),
    footnotes=(Footnote("1", Words.of("See ", Span("it", italic=True, language="ko"), ".")),),
)


def stored(manuscript) -> InstallmentPage:
    page, _ = write_draft(manuscript, SeriesFactory(), title="The gauge")
    return InstallmentPage.objects.get(pk=page.pk)


def form_of_block(kind: str, value):
    """What the editor's form sends for a stored block of one kind."""
    match kind:
        case "paragraph":
            return rich_text(value, features=PARAGRAPH)
        case "numbered_list":
            return value | {"text": rich_text(value["text"], features=PARAGRAPH)}
        case "quotation":
            return value | {"text": rich_text(value["text"], features=INLINE)}
        case "image":
            return {name: each for name, each in value.items() if name not in ("image", "decorative")} | {
                "image": ""
            }
        case "table":
            return {
                "caption": value["caption"],
                "source": value["source"],
                "table": form_of_table(value["table"]),
            } | ({"row_headings": "on"} if value["row_headings"] else {})
    return value


def form_of_table(table) -> dict:
    data = {"caption": "", "column-count": str(len(table["columns"])), "row-count": str(len(table["rows"]))}
    for place, column in enumerate(table["columns"]):
        data |= {f"column-{place}-{name}": column[name] for name in ("type", "heading")}
        data |= {f"column-{place}-order": str(place), f"column-{place}-deleted": ""}
    for number, row in enumerate(table["rows"]):
        data |= {f"row-{number}-order": str(number), f"row-{number}-deleted": ""}
        for place, cell in enumerate(row["values"]):
            is_text = table["columns"][place]["type"] == "text"
            data[f"cell-{number}-{place}"] = rich_text(cell, features=INLINE) if is_text else cell
    return data


def form_of_page(page) -> dict:
    blocks = [(block["type"], form_of_block(block["type"], block["value"])) for block in page.body.raw_data]
    data = nested_form_data(
        {
            "title": page.title,
            "slug": page.slug,
            "standfirst": page.standfirst,
            "editors_note": rich_text(page.editors_note, features=["bold", "italic", "link"]),
            "body": streamfield(blocks),
            "comment_notifications": "",
            "canonical": page.canonical,
            "footnotes": inline_formset(
                [
                    {
                        "id": row.pk,
                        "uuid": str(row.uuid),
                        "text": rich_text(
                            row.text, features=["bold", "italic", "link", "superscript", "subscript"]
                        ),
                    }
                    for row in page.footnotes.all()
                ],
                initial=page.footnotes.count(),
            ),
            "bylines": inline_formset(
                [
                    {
                        "id": row.pk,
                        "author": row.author_id,
                        "role": row.role,
                        "name": row.name,
                        "position": row.position,
                        "organisation": row.organisation,
                    }
                    for row in page.bylines.all()
                ],
                initial=page.bylines.count(),
            ),
            "topic_rows": inline_formset([]),
            "corrections": inline_formset([]),
            "comments": inline_formset([]),
        }
    )
    for place, block in enumerate(page.body.raw_data):
        data[f"body-{place}-id"] = block["id"]
    return data


def content(page) -> dict:
    latest = page.get_latest_revision()
    kept = latest.content
    return {
        "title": kept["title"],
        "standfirst": kept["standfirst"],
        "editors_note": kept["editors_note"],
        "body": json.loads(kept["body"]),
        "footnotes": [(row["uuid"], row["text"]) for row in kept["footnotes"]],
        "bylines": [(row["author"], row["name"], row["position"]) for row in kept["bylines"]],
    }


def test_saving_an_imported_piece_back_unchanged_changes_nothing(client):
    client.force_login(UserFactory(is_superuser=True))
    page = stored(RICH)
    before = content(page)
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert client.get(address).status_code == 200
    response = client.post(address, form_of_page(page))
    assert response.status_code == 302, response.context["form"].errors
    page = InstallmentPage.objects.get(pk=page.pk)
    assert page.revisions.count() == 2
    assert content(page) == before


def test_what_is_written_is_clean_already():
    page = stored(RICH)
    texts = [block["value"] for block in page.body.raw_data if block["type"] == "paragraph"]
    assert texts
    assert [sanitise(text) for text in texts] == texts


@pytest.mark.parametrize("payload", CASE["payloads"])
def test_nothing_hostile_comes_through_any_place_of_a_manuscript(client, payload):
    client.force_login(UserFactory(is_superuser=True))
    words = Words.of(payload, Span("link", link="javascript:alert(1)"), MARK)
    page = stored(
        Manuscript(
            standfirst=payload,
            editors_note=payload,
            byline=(BylineEntry(payload, payload, payload, payload),),
            body=(
                Paragraph(words),
                Heading(words),
                ListBlock((ListItem(words),), ordered=True, start=3),
                Quotation(words, payload),
                Table(((words,),), (words,), payload, payload),
                ImageSlot(payload, payload, payload),
                Embed(payload, payload),
            ),
            footnotes=(Footnote("1", words),),
        )
    )
    assert client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).status_code == 200
    page.get_latest_revision().publish()
    page.refresh_from_db()
    response = client.get(page.url)
    assert response.status_code == 200
    article = response.content.decode().split("<article")[1].split("</article>")[0]
    # An anchor is made of a heading's letters, whatever they spell.
    elements = re.sub(r"(?:id=|href=#)[\w-]*", "", "\n".join(Elements(article).seen).lower())
    assert not [bad for bad in CASE["must_be_absent_after_render"] if bad.lower() in elements]


def test_a_page_shows_where_a_list_starts_and_lets_hebrew_run_its_way(client):
    page = stored(RICH)
    page.get_latest_revision().publish()
    page.refresh_from_db()
    text = client.get(page.url).content.decode()
    assert '<ol start="7"><li>One <i>i</i>' in text
    assert 'dir="auto">שלום, נהר.</p>' in text
    assert text.count('dir="auto"') == 1


@pytest.mark.parametrize(("outer", "inner"), [("ol", "ul"), ("ul", "ol"), ("ol", "ol")])
def test_a_list_goes_on_after_an_inner_list_when_it_is_saved_in_the_editor(outer, inner):
    markup = f"<{outer}><li>a<{inner}><li>b</li></{inner}></li><li>c</li></{outer}>"
    editor = CleanDraftail(features=PARAGRAPH)
    assert editor.value_from_datadict({"text": rich_text(markup, features=PARAGRAPH)}, {}, "text") == markup
