"""What was made to recognise a newspaper's lines recognises them in markup, too, and keeps the look of the words."""

import pytest

from series.manuscripts.html.document import read_html
from series.manuscripts.manuscript import Manuscript

from .reading import line, told

LONG = "The river rose in the night, and nobody was told of it until the morning, when the gauge had gone."
OTHER = (
    "A gauge costs less than a bridge, and a reader less than a gauge; nobody has counted what neither costs."
)


def document(inner: str) -> Manuscript:
    return read_html(f"<html><body><h1>Nobody reads the river</h1>{inner}</body></html>".encode())


def body(inner: str) -> list[str]:
    return [told(block).replace("<ko>", "").replace("</ko>", "") for block in document(inner).body]


@pytest.mark.parametrize(
    ("inner", "told_body"),
    [
        (
            "<p>The gauge <b>went</b> and the</p><p>(Continued on A14)</p><p>(Continued from A11)</p><p>reader <i>too</i>.</p>",
            ["p: The gauge <b>went</b> and the reader <i>too</i>."],
        ),
        (
            f"<p>[서울=연합뉴스] 홍길동 기자 = 강물이 <b>밤새</b> 불어났다.</p><p>{LONG}</p>",
            ["p: 강물이 <b>밤새</b> 불어났다.", f"p: {LONG}"],
        ),
        (f"<p>■ 읽는 사람</p><p>{LONG}</p>", ["h2: 읽는 사람", f"p: {LONG}"]),
        (f"<p><b>Who reads?</b></p><p>{LONG}</p>", ["h2: Who reads?", f"p: {LONG}"]),
        (f"<p><b>Nobody reads.</b></p><p>{LONG}</p>", ["p: <b>Nobody reads.</b>", f"p: {LONG}"]),
        (
            f"<p>{LONG}</p><p>• One <i>thing</i></p><p>• Another</p><p>{OTHER}</p>",
            [f"p: {LONG}", "ul: One <i>thing</i> | Another", f"p: {OTHER}"],
        ),
        (f"<p>{LONG}</p><p>– What?</p><p>{OTHER}</p>", [f"p: {LONG}", "p: – What?", f"p: {OTHER}"]),
        (f"<p>{LONG}</p><p>* * *</p><p>{OTHER}</p>", [f"p: {LONG}", f"p: {OTHER}"]),
        (f"<p>{LONG}</p><p>{LONG}</p><p>{OTHER}</p>", [f"p: {LONG}", f"p: {OTHER}"]),
        (
            f"<p>{LONG}</p><p>[사진=연합뉴스]</p><p>{OTHER}</p>",
            [f"p: {LONG}", "image:  |  | 연합뉴스 | None", f"p: {OTHER}"],
        ),
        (
            f"<p>{LONG}</p><ul><li>A list</li></ul><table><tr><td>a<td>b</table>",
            [f"p: {LONG}", "ul: A list", "table: a | b ()"],
        ),
    ],
)
def test_a_line_becomes_what_it_is(inner, told_body):
    assert body(inner) == told_body


@pytest.mark.parametrize(
    "note",
    [
        "<p><i>This is the last in a series on river towns. – ED.</i></p>",
        "<p>Editor's note: This is the last in a series on river towns.</p>",
        "<blockquote><p>This is the last in a series on river towns. – ED.</p></blockquote>",
        "<h3>Editor's note</h3><p>This is the last in a series on river towns.</p>",
    ],
)
@pytest.mark.parametrize("is_first", [True, False])
def test_an_editors_note_is_taken_wherever_it_stands(note, is_first):
    text = f"<p>{LONG}</p><p>{OTHER}</p>"
    manuscript = document(note + text if is_first else text + note)
    assert manuscript.editors_note == "This is the last in a series on river towns."
    assert manuscript.closes_series
    assert [told(block) for block in manuscript.body] == [f"p: {LONG}", f"p: {OTHER}"]


def test_names_positions_and_biographies_are_those_of_the_text():
    manuscript = document(
        f"<p>By <b>Ann Bell</b><br>Special to the Courier</p><p>{LONG}</p><p>{OTHER}</p>"
        "<p><em>Ann Bell is a fellow at the River Desk.</em></p>"
    )
    (author,) = manuscript.byline
    assert (author.name, author.position, author.organisation) == ("Ann Bell", "fellow", "River Desk")
    assert author.biography == "Ann Bell is a fellow at the River Desk."
    assert len(manuscript.body) == 2


def test_a_note_of_words_that_are_not_part_of_the_text_is_reported():
    manuscript = document(
        f'<p>By Ann Bell</p><p>{LONG}<sup><a href="#fn2" id="r2">2</a></sup></p>'
        '<p>Ann Bell is a fellow at the River Desk.<sup><a href="#fn1" id="r1">1</a></sup></p>'
        '<ol><li id="fn1">On leave. <a href="#r1">↩</a></li><li id="fn2">In May. <a href="#r2">↩</a></li></ol>'
    )
    assert [(note.mark, note.words.plain) for note in manuscript.footnotes] == [("1", "In May.")]
    assert told(manuscript.body[0]).endswith("gone.[^1]")
    assert any(found.passage == "On leave." for found in manuscript.findings)


class TestFootnotes:
    @pytest.mark.parametrize(
        ("mark", "note"),
        [
            (
                '<sup><a href="#fn1" id="fnref1">1</a></sup>',
                '<ol><li id="fn1"><p>@ <a href="#fnref1">↩</a></p></li></ol>',
            ),
            ('<sup>[<a href="#fn1" id="fnref1">1</a>]</sup>', '<div><p id="fn1"><sup>1</sup> @</p></div>'),
            (
                '<a href="#_ftn1" name="_ftnref1">[1]</a>',
                '<div id="ftn1"><p><a href="#_ftnref1" name="_ftn1">[1]</a> @</p></div>',
            ),
            (
                '<sup><a href="#ftnt1" id="ftnt_ref1">[a]</a></sup>',
                '<div><p><a href="#ftnt_ref1" id="ftnt1">[a]</a> @</p></div>',
            ),
            (
                '<sup id="cite_ref-1"><a href="#cite_note-1">[1]</a></sup>',
                '<ol><li id="cite_note-1"><span class="mw-cite-backlink"><a href="#cite_ref-1">^</a></span> @</li></ol>',
            ),
            (
                '<a class="footnote" href="#x1" id="y1"><sup>*</sup></a>',
                '<aside><p id="x1">* @ <a href="#y1">Back to text</a></p></aside>',
            ),
            ('<sup><a href="#a" id="b">주1)</a></sup>', '<h3>각주</h3><p id="a"><a href="#b">주1)</a> @</p>'),
        ],
    )
    def test_a_mark_that_links_to_a_note_is_a_footnote(self, mark, note):
        manuscript = document(f"<p>{LONG}{mark} More.</p><p>{OTHER}</p>{note.replace('@', 'A <i>note</i>.')}")
        assert told(manuscript.body[0]) == f"p: {LONG}[^1] More."
        assert [told_words(note) for note in manuscript.footnotes] == ["1: A <i>note</i>."]
        assert len(manuscript.body) == 2

    def test_a_note_cited_twice_is_one_and_notes_are_numbered_as_cited(self):
        manuscript = document(
            '<p>One<sup><a href="#fn9">9</a></sup>, two<sup><a href="#fn3">3</a></sup>, one<sup><a href="#fn9">9</a></sup>.</p>'
            '<p id="fn3">3. Three. </p><p id="fn9">9. Nine. See <a href="https://a.example/">there</a>.</p>'
        )
        assert told(manuscript.body[0]) == "p: One[^1], two[^2], one[^1]."
        assert [told_words(note) for note in manuscript.footnotes] == [
            "1: Nine. See <a https://a.example/>there</a>.",
            "2: Three.",
        ]

    def test_a_number_that_links_to_a_heading_is_none(self):
        manuscript = document(f'<p>See <a href="#part">1</a>.</p><h2 id="part">Part</h2><p>{LONG}</p>')
        assert manuscript.footnotes == ()
        assert told(manuscript.body[0]) == "p: See 1."


def told_words(note) -> str:
    return f"{note.mark}: {line(note.words)}"
