"""What the checklist reads of a piece: its latest draft, what its text links to, its place; and how it asks for many."""

import json

import pytest
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail_footnotes.models import Footnote

from series.checklist.evaluation import missing_of, missing_of_all
from series.checklist.piece import Leads
from series.checklist.reading import read_pieces
from series.models import ChecklistSettings, SeriesPage
from tests import factories

pytestmark = pytest.mark.django_db

UUID = "0b1c2d3e-0000-4000-8000-000000000001"
LOST = "0b1c2d3e-0000-4000-8000-000000000002"


def piece_of(page):
    return read_pieces([page])[page.pk]


def body_of(*blocks):
    return json.dumps([{"type": kind, "value": value} for kind, value in blocks])


def open_points(page):
    checklist = missing_of(page)
    return {point.rule.code for point in (*checklist.missing, *checklist.open_advice)}


def test_the_latest_draft_is_read_and_not_what_is_live():
    page = factories.InstallmentFactory(bylines=[factories.AuthorFactory(position="Poet")])
    factories.draft_of(page, standfirst="", title="Another title", bylines=[])
    page.refresh_from_db()
    piece = piece_of(page)
    assert (piece.title, piece.standfirst, piece.credits) == ("Another title", "", ())


def test_a_page_without_any_version_is_read_from_its_rows():
    zora = factories.AuthorFactory(position="Poet")
    page = factories.InstallmentFactory(bylines=[zora], topics=[factories.TopicFactory()])
    Footnote.objects.create(page=page, uuid=UUID, text="<p>Ibid.</p>", locale=page.locale)
    piece = piece_of(page)
    assert [credit.affiliation for credit in piece.credits] == ["Poet"]
    assert (piece.topics, piece.language, piece.text) == (1, "en", "The water rose in the night.")
    assert [(note.text, note.is_referred_to) for note in piece.notes] == [("Ibid.", False)]


def test_a_draft_author_has_no_page_and_a_merged_one_has_its_heirs():
    heir = factories.AuthorFactory()
    authors = [
        factories.AuthorFactory(live=False),
        factories.AuthorFactory(live=False, merged_into=heir),
        heir,
    ]
    page = factories.InstallmentFactory(bylines=authors)
    assert [credit.has_page for credit in piece_of(page).credits] == [False, True, True]


def test_marks_are_counted_against_notes():
    page = factories.InstallmentFactory(
        body=body_of(
            (
                "paragraph",
                f'<p>One<footnote id="{UUID}">[1]</footnote>, <footnote id="{LOST}">[2]</footnote></p>',
            )
        )
    )
    Footnote.objects.create(page=page, uuid=UUID, text="", locale=page.locale)
    piece = piece_of(page)
    assert piece.lost_marks == 1
    assert [(note.text, note.is_referred_to) for note in piece.notes] == [("", True)]
    assert piece.text == "One,"


def test_pictures_take_what_their_place_does_not_say_from_the_image():
    bare = factories.ImageFactory(title="Bare", description="", credit="")
    full = factories.ImageFactory(title="Full")
    page = factories.InstallmentFactory(
        image=bare,
        body=body_of(
            ("image", {"image": full.pk}),
            ("image", {"image": bare.pk, "alternative_text": "A wall.", "credit": "Photo: me"}),
            ("image", {"image": bare.pk, "decorative": True}),
            ("image", {"image": None}),
        ),
    )
    assert [
        (picture.alt, picture.credit, picture.is_decorative, picture.field)
        for picture in piece_of(page).pictures
    ] == [
        ("", "", False, "image"),
        ("A levee beside a river.", "Photo: L. Marsh", False, "body"),
        ("A wall.", "Photo: me", False, "body"),
        ("", "", True, "body"),
    ]
    page.image_is_decorative = True
    page.save()
    assert piece_of(page).pictures[0].is_decorative


@pytest.mark.parametrize(
    ("attributes", "leads"),
    [
        ('href="https://example.org/a"', Leads.ON),
        ('href="https://example.org/admin/"', Leads.ON),
        ('href="#notes"', Leads.ON),
        ('href="/"', Leads.ON),
        ("", Leads.NOWHERE),
        ('href=""', Leads.NOWHERE),
        ('href="#"', Leads.NOWHERE),
        ('href="http://"', Leads.NOWHERE),
        ('href="http://["', Leads.NOWHERE),
        ('href="/admin/pages/3/edit/"', Leads.ADMIN),
        ('href="http://localhost/admin/pages/3/view_draft/"', Leads.ADMIN),
        ('linktype="page" id="{live}"', Leads.ON),
        ('linktype="page" id="{draft}"', Leads.DRAFT),
        ('linktype="page" id="{under}"', Leads.DRAFT),
        ('linktype="page" id="999999"', Leads.NOWHERE),
        ('linktype="page" id="x"', Leads.NOWHERE),
        ('linktype="document" id="999999"', Leads.NOWHERE),
    ],
)
def test_where_a_link_leads(attributes, leads):
    live = factories.InstallmentFactory()
    draft = factories.InstallmentFactory(live=False)
    under = factories.InstallmentFactory(parent=factories.SeriesFactory(live=False))
    attributes = attributes.format(live=live.pk, draft=draft.pk, under=under.pk)
    page = factories.InstallmentFactory(body=body_of(("paragraph", f"<p>See <a {attributes}>this</a>.</p>")))
    assert [(link.words, link.leads, link.field) for link in piece_of(page).links] == [
        ("this", leads, "body")
    ]


def test_links_are_found_in_notes_tables_answers_and_blocks():
    draft = factories.InstallmentFactory(live=False)
    link = "<p><a>{}</a></p>"
    table = {
        "columns": [{"type": "text", "heading": "A"}, {"type": "number", "heading": "B"}],
        "rows": [{"values": [link.format("cell"), "3"]}],
    }
    page = factories.InstallmentFactory(
        editors_note=link.format("note"),
        body=body_of(
            ("quotation", {"text": link.format("quotation"), "source": "", "address": ""}),
            ("question_answer", {"question": "?", "answer": link.format("answer")}),
            ("table", {"caption": "C", "table": table}),
            ("related_piece", {"page": draft.pk, "reason": "related"}),
            ("elsewhere", {"title": "film", "address": "http://localhost/admin/"}),
        ),
    )
    Footnote.objects.create(page=page, uuid=UUID, text=link.format("footnote"), locale=page.locale)
    assert [(link.words, link.leads) for link in piece_of(page).links] == [
        ("note", Leads.NOWHERE),
        ("quotation", Leads.NOWHERE),
        ("answer", Leads.NOWHERE),
        ("cell", Leads.NOWHERE),
        ("related", Leads.DRAFT),
        ("film", Leads.ADMIN),
        ("footnote", Leads.NOWHERE),
    ]


@pytest.mark.parametrize(
    ("planned", "status", "live_parts", "is_last"),
    [
        (3, "ongoing", 2, True),
        (4, "ongoing", 2, False),
        (None, "ongoing", 2, False),
        (None, "complete", 2, True),
        (2, "ongoing", 2, False),
    ],
)
def test_a_draft_is_the_last_when_it_will_be_once_published(planned, status, live_parts, is_last):
    series = factories.SeriesFactory(planned_parts=planned, status=status)
    for _ in range(live_parts):
        factories.InstallmentFactory(parent=series)
    draft = factories.InstallmentFactory(parent=series, live=False)
    assert piece_of(draft).is_last is is_last


def test_a_column_has_no_last_piece():
    series = factories.SeriesFactory(form=SeriesPage.Form.COLUMN, planned_parts=1)
    assert piece_of(factories.InstallmentFactory(parent=series)).is_last is False


def test_managing_editors_choose_what_is_required(client):
    page = factories.InstallmentFactory()
    assert missing_of(page).missing == ()
    client.force_login(factories.UserFactory(role="Managing editors"))
    address = reverse("wagtailsettings:edit", args=["series", "checklistsettings"])
    chosen = client.get(address, follow=True)
    assert 'value="image-credit" id="id_required_9" checked' in " ".join(chosen.content.decode().split())
    where = chosen.redirect_chain[-1][0] if chosen.redirect_chain else address
    assert client.post(where, {"required": ["topic", "byline"]}).status_code == 302
    assert [point.rule.code for point in missing_of(page).missing] == ["byline", "topic"]
    assert ChecklistSettings.objects.get().required["image-credit"] is False


def test_a_point_that_came_after_the_choice_keeps_its_own_level():
    ChecklistSettings.objects.create(required={"topic": True, "image-credit": False, "dropped": True})
    levels = ChecklistSettings.levels()
    required = {code for code, level in levels.items() if level.value == "required"}
    assert required == {"topic", "title", "links", "footnotes", "alternative-text", "translated"}


def test_a_hundred_parts_take_as_many_queries_as_two(django_assert_max_num_queries):
    from django.db import connection

    series = factories.SeriesFactory()
    image, zora = factories.ImageFactory(), factories.AuthorFactory()
    target = factories.InstallmentFactory(parent=series)
    body = body_of(
        ("image", {"image": image.pk}), ("paragraph", f'<p><a linktype="page" id="{target.pk}">x</a></p>')
    )

    def asked(pages):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            found = missing_of_all(pages)
        assert len(found) == len(pages)
        return len(queries)

    pages = []
    for count in range(100):
        page = factories.InstallmentFactory(parent=series, body=body, bylines=[zora])
        if count % 2:
            page.save_revision()
        pages.append(page)
    few = asked(pages[:2])
    assert few <= 17
    assert asked(pages) == few
