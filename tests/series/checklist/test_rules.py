"""The points of the checklist, one by one: what each finds, and what it lets pass."""

import pytest

from series.checklist.piece import Credit, Leads, Link, Note, Picture, Piece
from series.checklist.rules import RULES, Level
from series.checklist.rules.credits import Affiliation, AuthorPages, Byline, Topic
from series.checklist.rules.pictures import AlternativeText, PictureCredit
from series.checklist.rules.text import Footnotes, Headings, Links, LinksToDrafts, UnusedFootnotes
from series.checklist.rules.trust import Disclosure, LastInSeries, Permission
from series.checklist.rules.words import Language, SearchDescription, SearchTitle, Standfirst, Title


def found(rule, **values):
    return [(finding.message, finding.field) for finding in rule.check(Piece(**values))]


def test_a_title_must_be_there():
    assert found(Title(), title=" ") == [("There is no title.", "title")]
    assert found(Title(), title="The gauge") == []


def test_a_standfirst_is_advised():
    assert Standfirst.level is Level.ADVISED
    assert found(Standfirst()) == [("There is no standfirst.", "standfirst")]
    assert found(Standfirst(), standfirst="Who pays?") == []


@pytest.mark.parametrize(
    ("language", "text", "fields"),
    [
        ("en", "The water rose in the night.", []),
        ("en", "밤사이에 물이 불었다.", ["body"]),
        ("ko", "밤사이에 물이 불었다. ASEAN과 함께.", []),
        ("ko", "The water rose in the night.", ["body"]),
        ("ko", "", []),
        ("", "The water rose.", ["title"]),
    ],
)
def test_the_language_of_the_place_is_that_of_the_text(language, text, fields):
    assert [field for _, field in found(Language(), language=language, text=text)] == fields


def test_a_title_is_measured_as_search_results_cut_it():
    assert found(SearchTitle(), title="x" * 65) == []
    assert [field for _, field in found(SearchTitle(), title="x" * 66)] == ["title"]
    assert found(SearchTitle(), title="x" * 66, search_title="Short") == []
    assert [field for _, field in found(SearchTitle(), title="물" * 33)] == ["title"]


@pytest.mark.parametrize(
    ("values", "fields"),
    [
        ({"standfirst": ""}, []),
        ({"standfirst": "x" * 49}, ["standfirst"]),
        ({"standfirst": "x" * 160}, []),
        ({"standfirst": "x" * 161}, ["standfirst"]),
        ({"standfirst": "x" * 161, "search_description": "y" * 100}, []),
        ({"standfirst": "x" * 100, "search_description": "y" * 161}, ["search_description"]),
    ],
)
def test_a_standfirst_is_measured_as_search_results_cut_it(values, fields):
    assert [field for _, field in found(SearchDescription(), **values)] == fields


def test_somebody_is_credited():
    assert found(Byline()) == [("Nobody is credited.", "bylines")]
    assert found(Byline(), credits=(Credit("Zora Whitlock"),)) == []


def test_a_person_has_an_affiliation_and_an_organisation_needs_none():
    credits = (
        Credit("Zora Whitlock"),
        Credit("Choe Won-gi", "professor"),
        Credit("Series Editors", is_organisation=True),
    )
    assert found(Affiliation(), credits=credits) == [
        ("Zora Whitlock has neither position nor organisation.", "bylines")
    ]


def test_an_author_whose_page_is_a_draft_is_pointed_out():
    credits = (Credit("Zora Whitlock", has_page=False), Credit("Choe Won-gi"))
    assert found(AuthorPages(), credits=credits) == [
        (
            "The author’s page of Zora Whitlock is not published: the name is printed without a link.",
            "bylines",
        )
    ]


def test_one_topic_is_enough():
    assert found(Topic()) == [("There is no topic.", "topic_rows")]
    assert found(Topic(), topics=1) == []


def test_every_picture_has_alternative_text_or_is_decorative():
    pictures = (
        Picture("Levee", "", "Photo: L. Marsh", "body"),
        Picture("Rule", "", "Photo: L. Marsh", "body", is_decorative=True),
        Picture("Gauge", "A gauge.", "Photo: L. Marsh", "image"),
    )
    assert found(AlternativeText(), pictures=pictures) == [
        ("“Levee” has no alternative text, and is not marked as decorative.", "body")
    ]


def test_every_picture_has_a_credit_decorative_ones_too():
    pictures = (
        Picture("Rule", "", " ", "body", is_decorative=True),
        Picture("Gauge", "A gauge.", "Photo: L. Marsh", "image"),
    )
    assert found(PictureCredit(), pictures=pictures) == [
        ("“Rule” has no credit: nobody is named as its maker.", "body")
    ]


@pytest.mark.parametrize(
    ("levels", "count"), [((), 0), ((2, 3, 3, 2, 3), 0), ((3,), 1), ((3, 2, 3), 1), ((2, 2), 0)]
)
def test_a_section_within_a_section_follows_a_section(levels, count):
    headings = tuple((level, f"Heading {level}") for level in levels)
    assert len(found(Headings(), headings=headings)) == count


def test_links_lead_somewhere_and_not_into_the_admin():
    links = (
        Link("here", Leads.NOWHERE, "body"),
        Link("draft", Leads.ADMIN, "editors_note"),
        Link("later", Leads.DRAFT, "body"),
        Link("there", Leads.ON, "body"),
    )
    assert found(Links(), links=links) == [
        ("The link “here” leads nowhere.", "body"),
        ("The link “draft” leads into this admin, which readers cannot see.", "editors_note"),
    ]


def test_a_link_to_a_draft_is_pointed_out():
    links = (Link("later", Leads.DRAFT, "body"), Link("there", Leads.ON, "body"))
    assert found(LinksToDrafts(), links=links) == [
        ("The link “later” leads to a page that readers cannot see yet.", "body")
    ]


def test_footnotes_have_text_and_marks_have_notes():
    assert found(Footnotes(), notes=(Note("Ibid."), Note(""), Note(" ")), lost_marks=1) == [
        ("2 footnotes have no text.", "footnotes"),
        ("1 footnote mark in the text has no note.", "body"),
    ]
    assert found(Footnotes(), notes=(Note("Ibid."),)) == []


def test_a_note_without_a_mark_is_pointed_out():
    notes = (Note("Ibid."), Note("See the joint statement of November 2019, paragraph 12.", False))
    assert found(UnusedFootnotes(), notes=notes) == [
        (
            "The note “See the joint statement of November 201…” has no mark in the text; readers do not see it.",
            "footnotes",
        )
    ]


def test_a_disclosure_is_asked_for():
    assert [field for _, field in found(Disclosure())] == ["disclosure"]
    assert found(Disclosure(), disclosure="None.") == []


def test_what_appeared_elsewhere_needs_a_permission():
    assert found(Permission()) == []
    assert found(Permission(), outlet="The Harbour Times") == [
        (
            "It was first published in The Harbour Times, and no permission is noted.",
            "first_published_permission",
        )
    ]
    assert len(found(Permission(), source_address="https://example.org/a")) == 1
    assert found(Permission(), outlet="The Harbour Times", permission="Editor, 3 May") == []


@pytest.mark.parametrize(
    ("note", "is_last", "count"),
    [
        ("", False, 0),
        ("", True, 1),
        ("This is the last in a series of contributions.", True, 0),
        ("This is the last in a series of contributions.", False, 1),
        ("이 글은 시리즈의 마지막 글입니다.", True, 0),
        ("이 글은 시리즈의 마지막 글입니다.", False, 1),
        ("The last part will run on Friday.", False, 0),
    ],
)
def test_the_note_says_last_exactly_when_it_is_the_last(note, is_last, count):
    assert len(found(LastInSeries(), editors_note=note, is_last=is_last)) == count


def test_codes_are_distinct_and_every_point_has_words():
    assert len({rule.code for rule in RULES}) == len(RULES) == 22
    assert all(rule.code and rule.label for rule in RULES)


def test_what_is_required_before_anybody_chooses():
    required = {rule.code for rule in RULES if rule.level is Level.REQUIRED}
    assert required == {"title", "links", "footnotes", "alternative-text", "image-credit", "translated"}
