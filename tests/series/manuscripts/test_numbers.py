"""Whole numbers in texts where anything may stand."""

import pytest

from series.manuscripts.numbers import whole_number


@pytest.mark.parametrize(("text", "number"), [("0", 0), ("007", 7), ("12345", 12345)])
def test_digits_are_a_number(text, number):
    assert whole_number(text) == number


@pytest.mark.parametrize(
    "text",
    [
        "",
        " 1",
        "-1",
        "+1",
        "1.5",
        "1_0",
        "²",
        "３",
        "one",
        "123456",
        pytest.param("9" * 5000, id="without end"),
    ],
)
def test_all_else_is_none(text):
    assert whole_number(text) is None


def test_more_digits_are_read_where_they_may_be_meant():
    assert whole_number("12345678901", digits=11) == 12345678901
