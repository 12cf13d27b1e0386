"""Two texts set against each other."""

import time

from series.history import ADDED, REMOVED, SAME, Comparison, Run


def test_words_that_changed_are_told_apart_from_those_that_did_not():
    assert Comparison().line("The water rose in the night", "The water fell in the night") == (
        Run(SAME, "The water"),
        Run(REMOVED, "rose"),
        Run(ADDED, "fell"),
        Run(SAME, "in the night"),
    )


def test_korean_is_compared_word_by_word():
    assert Comparison().line("물이 밤에 불었다", "물이 아침에 불었다") == (
        Run(SAME, "물이"),
        Run(REMOVED, "밤에"),
        Run(ADDED, "아침에"),
        Run(SAME, "불었다"),
    )


def test_spaces_are_no_change():
    assert Comparison().line("a  b", " a b") == ()


def test_only_paragraphs_that_changed_are_told():
    old, new = ("One.", "Two.", "Three."), ("One.", "Two, again.", "Three.", "Four.")
    assert Comparison().paragraphs(old, new) == (
        (Run(REMOVED, "Two."), Run(ADDED, "Two, again.")),
        (Run(ADDED, "Four."),),
    )


def test_a_paragraph_that_was_taken_out_is_told_as_removed():
    assert Comparison().paragraphs(("One.", "Two."), ("Two.",)) == ((Run(REMOVED, "One."),),)


def test_a_huge_paragraph_is_told_as_a_whole_and_soon():
    old, new = "a b " * 50_000, "b a " * 50_000
    before = time.process_time()
    kinds = [run.kind for run in Comparison().line(old, new)]
    assert kinds == [REMOVED, ADDED]
    assert time.process_time() - before < 1


def test_the_words_of_all_paragraphs_together_are_bounded():
    comparison = Comparison(most=10)
    assert len(comparison.line("a b c", "a x c")) == 4
    assert comparison.line("a b c", "a x c") == (Run(REMOVED, "a b c"), Run(ADDED, "a x c"))
