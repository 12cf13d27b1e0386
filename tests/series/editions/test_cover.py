"""The cover: whatever is written on it stays between its edges, and what is cut says so."""

from itertools import groupby

import pytest
from lxml import etree

from series.editions.book.cover import cover_of
from series.editions.book.shapes import Book


def lines(**words) -> dict[int, list[str]]:
    """The lines of a cover by the size of their letters."""
    book = Book(
        **{
            "name": "rivers", "key": "tag:rivers", "title": "Rivers", "subtitle": "", "standfirst": "",
            "language": "en", "cloth": "celadon", "publisher": "House", "address": "https://site.example/",
            "chapters": (), **words,
        }
    )  # fmt: skip
    texts = etree.fromstring(cover_of(book)).iterfind("{*}text")
    sized = [(int(one.get("font-size")), one) for one in texts]
    assert all(0 < int(one.get("y")) < 1800 for _size, one in sized)
    return {size: [one.text for _size, one in found] for size, found in groupby(sized, lambda each: each[0])}


SERIES = "The long way of water through the cities of the Korean peninsula, and back"
HOUSE = "Institute for the Study of Rivers, Harbours and Everything That Floats"


def test_a_long_series_and_a_long_house_have_two_lines_each():
    found = lines(series=SERIES, publisher=HOUSE)
    assert found[42] == ["The long way of water through the cities of the", "Korean peninsula, and back"]
    assert found[38] == ["Institute for the Study of Rivers, Harbours and", "Everything That Floats"]


def test_korean_lines_hold_half_as_many_letters():
    found = lines(series="강이 도시를 지나 바다로 가는 먼 길과 그 길을 따라 사는 사람들", language="ko")
    assert found[42] == ["강이 도시를 지나 바다로 가는 먼 길과 그 길을 따라", "사는 사람들"]


@pytest.mark.parametrize(
    ("name", "size", "most"), [("series", 42, 2), ("subtitle", 46, 3), ("publisher", 38, 2)]
)
def test_what_is_too_long_for_the_cover_ends_with_a_sign(name, size, most):
    found = lines(**{name: "word " * 60})[size]
    assert len(found) == most
    assert found[-1].endswith("word …")
