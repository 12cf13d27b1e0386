"""Running text: how spans join, read and print."""

from series.manuscripts.manuscript import ListItem
from series.manuscripts.markup import inline, item_list, paragraph
from series.manuscripts.words import Span, Words

UUID = "0f0e0d0c-0b0a-4908-8706-050403020100"


def test_neighbours_that_look_alike_are_one_span_and_empty_ones_are_none():
    words = Words.of("a", Span("b"), Span(""), Span("c", bold=True), Span("d", bold=True))
    assert words.spans == (Span("ab"), Span("cd", bold=True))


def test_two_marks_side_by_side_stay_two():
    assert Words.of("x", Span("", note="1"), Span("", note="2")).plain == "x[^1][^2]"


def test_white_space_at_the_ends_is_taken_off_and_none_inside():
    assert Words.of(" ", Span(" a ", italic=True), "b ").stripped() == Words.of(Span("a ", italic=True), "b")


def test_words_become_what_the_editors_toolbar_writes():
    words = Words.of(
        "Water & ", Span("salt", bold=True, italic=True), Span("2", subscript=True), "\n", Span("", note="1")
    )
    assert inline(words, {"1": UUID}) == (
        f'Water &amp; <b><i>salt</i></b><sub>2</sub><br/><footnote id="{UUID}">[0f0e0d]</footnote>'
    )


def test_a_mark_without_a_note_is_left_out():
    assert inline(Words.of("x", Span("", note="9"))) == "x"


def test_a_link_that_runs_script_loses_its_address_and_keeps_its_words():
    assert "javascript" not in inline(Words.of(Span("here", link="javascript:alert(1)")))
    assert "here" in inline(Words.of(Span("here", link="javascript:alert(1)")))


def test_words_in_another_language_say_so():
    assert paragraph(Words.of(Span("강", language="ko"))) == '<p><span lang="ko">강</span></p>'


def test_an_inner_list_has_its_own_kind():
    items = (ListItem(Words.of("a"), (ListItem(Words.of("b")),), ordered=True),)
    assert item_list(items, ordered=False) == "<ul><li>a<ol><li>b</li></ol></li></ul>"
