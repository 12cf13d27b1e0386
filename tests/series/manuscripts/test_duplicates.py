"""Doubled text: what is kept once, what is kept each time, and in which order."""

from series.manuscripts.newspaper import read_newspaper

from .shared import accounted, kinds, paragraphs

P = [
    f"Paragraph {name} is long enough to be compared with every other paragraph of it." for name in "abcdefgh"
]


def read(*lines: str):
    text = "\n".join(lines)
    manuscript = read_newspaper(text.encode())
    assert accounted(manuscript, text) == []
    return paragraphs(manuscript)


def test_an_article_that_stands_twice_is_kept_once():
    assert read(*P, *P) == P


def test_an_article_that_stands_three_times_is_kept_once():
    assert read("By Ann Bell", *P, "By Ann Bell", *P, "By Ann Bell", *P) == P


def test_copies_that_lack_different_paragraphs_give_the_union_in_order():
    assert read(*P[:2], *P[3:], *P[:5], *P[6:]) == P


def test_paragraphs_behind_the_end_of_the_first_copy_are_kept():
    assert read(*P[:4], *P) == P


def test_a_first_paragraph_alone_before_the_article_is_kept_once():
    assert read(P[0], *P) == P


def test_a_paragraph_that_stands_twice_in_a_row_does_not_move_the_others():
    assert read(P[0], P[1], P[1], P[2], P[3]) == P[:4]


def test_a_paragraph_repeated_far_below_stays_at_its_first_place():
    assert read(*P[:6], P[1], *P[6:]) == P


def test_a_short_refrain_is_kept_and_a_short_line_of_a_second_copy_is_not():
    song = [P[0], "The river rose.", P[1], "The river rose.", P[2]]
    assert read(*song) == song
    assert read(*song, *song) == song


def test_spaces_quotes_dashes_and_case_make_no_difference():
    first = 'He said "no" - twice, and then the river-bank gave way beneath the mill.'
    second = "He  said “no” – twice, and then the riverbank gave way beneath the MILL."
    assert read(P[0], first, second, P[1]) == [P[0], first, P[1]]


def test_numbers_that_differ_make_a_difference():
    lines = [f"In the year {year} the river rose above the mark of the mill again." for year in (1951, 1978)]
    assert read(*lines) == lines


def test_what_was_dropped_names_every_line():
    manuscript = read_newspaper("\n".join(P + P).encode())
    (dropped,) = kinds(manuscript, "dropped")
    assert (dropped.where, dropped.count) == ("9-16", 8)
