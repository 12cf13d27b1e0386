"""Rich text on its way to the reader: what stays, what goes, where links lead, how notes are numbered."""

import json
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.files.base import ContentFile
from django.utils import translation
from wagtail.documents import get_document_model
from wagtail.models import Collection, CollectionViewRestriction, PageViewRestriction, Site

from publication.draftail import CleanDraftail
from publication.frame import frame_of
from publication.prose import (
    MANUSCRIPT_TAGS,
    Links,
    Notes,
    Target,
    expand,
    expand_block,
    expand_inline,
    find_links,
    plain_text,
    sanitise,
)
from series.blocks.text import PARAGRAPH
from tests.factories import InstallmentFactory
from tests.shared import SHARED

PAYLOADS = SHARED / "cases" / "inputs" / "sec-01-payloads.json"
# The same kinds of payload, for where the shared cases are not.
OWN = {
    "payloads": [
        '<a href="javascript:alert(1)">a</a>',
        '<a href="java&#10;script:alert(1)">a</a>',
        '<a href="data:text/html,<script>alert(1)</script>">a</a>',
        "<img src=x onerror=alert(1)>",
        '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
        '<p style="background:url(javascript:alert(1))" onclick="alert(1)">p</p>',
        '<form action="https://evil.example"><input name=q></form>',
        '<embed embedtype="media" url="javascript:alert(1)"/>',
        '<a linktype="page" id="999999">gone</a>',
        '<a linktype="page" id="1 OR 1=1">x</a>',
    ],
    "must_be_absent_after_render": ["javascript:", "data:text/html", "onerror", "onclick", "srcdoc", "<script",
                                    "<iframe", "<form", "evil.example", "style="],
}  # fmt: skip
CASE = json.loads(PAYLOADS.read_text()) if PAYLOADS.exists() else OWN
UUIDS = ("3b8cdb5b-9a2b-4a5e-8f8a-0c5a2d8d6f5e", "5c0f8c3e-51a4-4c8e-9d55-0a4b1f0b9a11")


def mark(uuid, words="note"):
    return f'<footnote id="{uuid}">{words}</footnote>'


@pytest.fixture
def frame(db):
    return frame_of(Site.objects.get())


@pytest.mark.parametrize(
    "markup",
    [
        "<p>one</p><p>two</p>", "one<br>two", "one<br/>two", "one<BR />two", "<ul><li>one</li><li>two</li></ul>",
        "<tr><th>one</th><td>two</td></tr>", "<caption>one</caption><tr><td>two</td></tr>", "<h2>one</h2><p>two</p>",
        "<blockquote>one</blockquote>two", "one\n  &nbsp;two", "<p>o<b>n</b>e <i>two</i></p>",
    ],
)  # fmt: skip
def test_words_of_two_lines_stay_apart_as_plain_text(markup):
    assert plain_text(markup) == "one two"


def test_plain_text_has_the_letters_that_were_meant():
    assert plain_text("<p>R&amp;D &lt;b&gt;</p>") == "R&D <b>"
    assert plain_text("") == plain_text(None) == ""


@pytest.mark.parametrize("payload", CASE["payloads"])
def test_nothing_hostile_survives(payload):
    shown = expand_block(sanitise(payload), Links())
    assert not [bad for bad in CASE["must_be_absent_after_render"] if bad.lower() in shown.lower()]


@pytest.mark.parametrize("payload", CASE["payloads"])
def test_the_editor_opens_whatever_is_stored(payload, db):
    widget = CleanDraftail(features=PARAGRAPH)
    content = widget.format_value(payload)
    assert "evil.example" not in widget.value_from_datadict({"text": content}, {}, "text")


@pytest.mark.parametrize(
    "markup",
    [
        '<a href="https://ok.example/">a</a>',
        '<a href="mailto:a@b.example">a</a>',
        '<a href="tel:+82-2-1234-5678">a</a>',
        '<a href="/topics/water/">a</a>',
        "<b>a</b>",
        "<i>a</i>",
        "<ol><li>a</li></ol>",
        "<ul><li>a</li></ul>",
        "<sup>a</sup>",
        '<span lang="ko">한</span>',
    ],
)
def test_what_the_editor_writes_is_kept(markup):
    assert expand(sanitise(markup), Links()) == markup


def test_headings_and_quotations_are_kept_for_importers_only():
    markup = "<h2>a</h2><blockquote>b</blockquote>"
    assert sanitise(markup) == "ab"
    assert sanitise(markup, also=MANUSCRIPT_TAGS) == markup


@pytest.mark.parametrize("href", ["//evil.example/", "/\\evil.example", "/\t/evil.example", "evil.example/a"])
def test_an_address_that_a_browser_reads_as_another_host_is_dropped(href):
    assert sanitise(f'<a href="{href}">a</a>') == "a"


def test_a_language_that_the_site_has_not_is_dropped():
    assert sanitise('<span lang="xx">a</span>') == "<span>a</span>"


def test_the_words_of_a_link_without_a_place_to_go_stay():
    assert (
        expand(sanitise('<p>see <a href="javascript:x"><b>this</b></a></p>'), Links())
        == "<p>see <b>this</b></p>"
    )


class TestLinks:
    """Stored links to pages and documents."""

    def link(self, frame, kind, pk):
        text = sanitise(f'<a linktype="{kind}" id="{pk}">words</a>')
        return expand(text, find_links([text], frame))

    def test_a_public_page_is_linked(self, frame):
        page = InstallmentFactory()
        assert self.link(frame, "page", page.pk) == f'<a href="{page.url}">words</a>'

    def test_a_draft_is_not(self, frame):
        assert self.link(frame, "page", InstallmentFactory(live=False).pk) == "words"

    def test_a_page_under_a_restriction_is_not(self, frame):
        page = InstallmentFactory()
        PageViewRestriction.objects.create(page=page.get_parent(), restriction_type="login")
        assert self.link(frame, "page", page.pk) == "words"

    @pytest.mark.parametrize("pk", ["1 OR 1=1", "", "-1", "99999999999999999999", "1.0", "٣"])
    def test_an_id_that_is_no_id_is_plain_text(self, frame, pk):
        assert self.link(frame, "page", pk) == "words"

    def test_a_document_is_linked_unless_its_collection_is_private(self, frame, media):
        document = get_document_model().objects.create(
            title="Statement", file=ContentFile(b"x", name="statement.txt")
        )
        assert self.link(frame, "document", document.pk) == f'<a href="{document.url}">words</a>'
        collection = Collection.get_first_root_node()
        CollectionViewRestriction.objects.create(collection=collection, restriction_type="login")
        assert self.link(frame, "document", document.pk) == "words"

    def test_all_links_of_all_texts_take_one_query(self, frame, django_assert_num_queries):
        pages = [InstallmentFactory() for _ in range(3)]
        texts = [
            sanitise(f'<a linktype="page" id="{page.pk}">a</a><a linktype="document" id="9">b</a>')
            for page in pages
        ]
        with django_assert_num_queries(1):
            assert len(find_links(texts, frame).pages) == 3

    def test_no_link_takes_no_query(self, frame, django_assert_num_queries):
        with django_assert_num_queries(0):
            find_links(["<p>plain</p>"], frame)

    def test_an_address_is_escaped(self):
        links = Links(pages={1: Target('/a"b&c/')})
        assert expand('<a linktype="page" id="1">a</a>', links) == '<a href="/a&quot;b&amp;c/">a</a>'


class TestNotes:
    """Footnote marks and the notes they lead to."""

    def test_marks_are_numbered_as_they_are_met(self):
        notes = Notes({UUIDS[0]: "first stored", UUIDS[1]: "second stored"})
        shown = expand(f"a{mark(UUIDS[1])} b{mark(UUIDS[0])}", Links(), notes)
        assert shown == (
            'a<sup><a href="#fn1" id="ref1" aria-label="Footnote 1">1</a></sup>'
            ' b<sup><a href="#fn2" id="ref2" aria-label="Footnote 2">2</a></sup>'
        )
        assert [(number, text) for number, text, _marks in notes.listed()] == [
            (1, "second stored"),
            (2, "first stored"),
        ]

    def test_a_note_cited_twice_has_one_number_and_two_marks(self):
        notes = Notes({UUIDS[0]: "text"})
        shown = expand(mark(UUIDS[0]) + mark(UUIDS[0]), Links(), notes)
        assert shown.count('href="#fn1"') == 2
        assert notes.listed() == [(1, "text", ("ref1", "ref1-2"))]

    def test_a_mark_without_a_note_vanishes(self):
        assert expand(f"a{mark(UUIDS[0])}b", Links(), Notes({})) == "ab"

    def test_a_note_that_is_never_cited_is_not_listed(self):
        assert Notes({UUIDS[0]: "text"}).listed() == []

    def test_no_mark_reaches_the_reader_where_there_are_no_notes(self):
        assert expand(f"a{mark(UUIDS[0])}", Links()) == "a"

    def test_a_mark_with_markup_for_an_id_vanishes(self):
        assert sanitise('a<footnote id="x"><b>1</b></footnote>') == "a"

    def test_two_threads_do_not_share_their_numbers(self):
        def rendering(order):
            notes = Notes({uuid: uuid for uuid in UUIDS})
            for _ in range(200):
                expand("".join(mark(uuid) for uuid in order), Links(), notes)
            return [uuid for _number, uuid, _marks in notes.listed()]

        with ThreadPoolExecutor(2) as pool:
            results = list(pool.map(rendering, [UUIDS, UUIDS[::-1]] * 4))
        assert results == [list(UUIDS), list(UUIDS[::-1])] * 4

    def test_a_mark_speaks_the_language_of_the_page(self):
        with translation.override("ko"):
            assert "aria-label=" in expand(mark(UUIDS[0]), Links(), Notes({UUIDS[0]: "주"}))


def test_text_without_a_paragraph_becomes_one():
    assert expand_block("words", Links()) == "<p>words</p>"
    assert expand_block("", Links()) == ""


def test_paragraphs_become_lines_inside_another():
    assert expand_inline("<p>one</p><p>two</p>", Links()) == "one<br>two"
