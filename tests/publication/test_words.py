"""Words on a page: lists of names, dates, names that stay together."""

from datetime import UTC, date, datetime

import pytest
from django.utils import translation

from publication.templatetags.words import date_range, joined, keep_together, long_date
from series.place import Place
from series.templatetags.series_words import forthcoming_place, in_words, place_label, short_place


@pytest.mark.parametrize(
    ("names", "line"),
    [
        ([], ""),
        (["A"], "A"),
        (["A", "B"], "A and B"),
        (["A", "B", "C"], "A, B and C"),
        (["<b>"], "&lt;b&gt;"),
    ],
)
def test_names_are_joined_as_a_sentence_would(names, line):
    assert joined(names) == line


def test_hyphenated_names_stay_together_and_words_are_escaped():
    assert keep_together("ASEAN-Korea & <i>self-made</i>") == (
        '<span class="keep-together">ASEAN-Korea</span> &amp; &lt;i&gt;self-made&lt;/i&gt;'
    )


def test_dates_are_written_as_each_language_writes_them():
    moment = datetime(2021, 2, 15, 20, tzinfo=UTC)  # the 16th in Seoul
    assert long_date(moment) == "16 February 2021"
    with translation.override("ko"):
        assert long_date(moment) == "2021년 2월 16일"


def test_a_range_says_its_year_once():
    spoken = date_range(date(2021, 1, 12), date(2021, 2, 16))
    assert ">12 January</time> to <time" in spoken
    assert ">16 February 2021</time>" in spoken
    assert ">12 January 2020</time>" in date_range(date(2020, 1, 12), date(2021, 2, 16))
    assert " to " not in date_range(date(2021, 1, 12), date(2021, 1, 12))


@pytest.mark.parametrize(
    ("place", "label", "short", "forthcoming"),
    [
        (Place(6, 6), "Part 6 of 6, final installment", "part 6, final", "Part 6 of 6, forthcoming"),
        (Place(3, 6), "Part 3 of 6", "part 3", "Part 3 of 6, forthcoming"),
        (Place(3), "Part 3", "part 3", "Part 3, forthcoming"),
        (Place(0), "Preface", "preface", "Forthcoming"),
        (Place(None), "", "", "Forthcoming"),
    ],
)
def test_a_place_in_words(place, label, short, forthcoming):
    assert (place_label(place), short_place(place), forthcoming_place(place)) == (label, short, forthcoming)


def test_counts_up_to_twelve_are_words():
    assert (in_words(6), in_words(12), in_words(13)) == ("six", "twelve", "13")


def test_korean_words_joined_by_a_dot_stay_together_when_they_are_few():
    assert (
        keep_together("2021년 한·아세안 관계") == '2021년 <span class="keep-together">한·아세안</span> 관계'
    )
    assert keep_together("한·중·일") == '<span class="keep-together">한·중·일</span>'
    assert keep_together("제도·인력·예산·사람") == "제도·인력·예산·사람"
