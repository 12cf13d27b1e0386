"""What an editor means who types numbers over those he was shown."""

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from series.desk.arranging import TwiceTyped, settle, step

FIVE = {"a": 1, "b": 2, "c": 3, "d": 4, "e": 5}


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ({}, FIVE),
        ({"e": 2}, {"a": 1, "e": 2, "b": 3, "c": 4, "d": 5}),
        ({"a": 4}, {"b": 1, "c": 2, "d": 3, "a": 4, "e": 5}),
        ({"a": 2, "b": 1}, {"b": 1, "a": 2, "c": 3, "d": 4, "e": 5}),
        ({"c": 9}, {"a": 1, "b": 2, "c": 9, "d": 4, "e": 5}),
        ({"c": None}, {"a": 1, "b": 2, "c": None, "d": 4, "e": 5}),
        ({"e": 1, "a": 5}, {"e": 1, "b": 2, "c": 3, "d": 4, "a": 5}),
        ({"c": 0}, {"c": 0, "a": 1, "b": 2, "d": 4, "e": 5}),
    ],
)
def test_what_was_typed_stands_and_the_others_close_up_only_where_it_takes_a_number_away(typed, expected):
    assert settle(FIVE, FIVE | typed) == expected


def test_a_piece_without_a_number_pushes_the_others_on():
    shown = {"a": 1, "b": 2, "talk": None}
    assert settle(shown, shown | {"talk": 2}) == {"a": 1, "talk": 2, "b": 3}


def test_gaps_a_preface_and_pieces_without_a_number_stay_as_they_are():
    shown = {"preface": 0, "a": 1, "b": 3, "c": 8, "talk": None}
    assert settle(shown, shown | {"c": 1}) == {"preface": 0, "c": 1, "a": 3, "b": 8, "talk": None}


def test_a_number_typed_twice_is_refused_with_the_rows():
    with pytest.raises(TwiceTyped, match="number 2 twice") as refusal:
        settle(FIVE, FIVE | {"d": 2, "e": 2})
    assert set(refusal.value.keys) == {"d", "e"}


def test_a_preface_does_not_move_on_for_another():
    with pytest.raises(TwiceTyped):
        settle({"preface": 0, "a": 1}, {"preface": 0, "a": 0})


def test_nothing_is_pushed_beyond_the_highest_number():
    shown = {"a": 9998, "b": 9999, "talk": None}
    with pytest.raises(ValidationError, match="9999"):
        settle(shown, shown | {"talk": 9998})


@given(
    st.lists(st.integers(0, 12) | st.none(), max_size=9),
    st.dictionaries(st.integers(0, 8), st.integers(0, 12) | st.none(), max_size=4),
)
def test_no_number_is_ever_given_twice_and_no_row_is_lost(numbers, changes):
    taken = set()
    shown = {}
    for key, number in enumerate(numbers):
        shown[key] = None if number in taken else number
        taken.add(number)
    typed = shown | {key: number for key, number in changes.items() if key in shown}
    try:
        settled = settle(shown, typed)
    except TwiceTyped:
        return
    used = [number for number in settled.values() if number is not None]
    assert len(used) == len(set(used))
    assert settled.keys() == shown.keys()
    assert all(settled[key] == number for key, number in typed.items() if number != shown[key])


def test_a_step_exchanges_with_the_neighbour_over_a_gap_and_stops_at_the_ends():
    shown = {"preface": 0, "a": 1, "b": 4, "talk": None}
    assert step(shown, "b", -1) == {"preface": 0, "a": 4, "b": 1, "talk": None}
    assert step(shown, "a", -1) == shown
    assert step(shown, "b", 1) == shown
    assert step(shown, "talk", -1) == shown
    assert step(shown, "preface", 1) == shown
