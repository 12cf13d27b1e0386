"""The one rule for page numbers."""

import pytest
from django.http import Http404
from django.test import RequestFactory

from publication.paging import span_of, start_of


def ask(query: str):
    return RequestFactory().get(f"/topics/{query}")


@pytest.mark.parametrize("query", ["", "?page=", "?page=1", "?order=oldest&page=1"])
def test_no_page_an_empty_page_and_page_1_are_page_1_under_the_bare_address(query):
    span = span_of(ask(query), total=25, size=10)
    assert (span.number, span.pages, span.canonical) == (1, 3, "/topics/")


@pytest.mark.parametrize(
    "value",
    ["abc", "-1", "0", "01", "1.5", "1e3", "4", "999999", "9" * 20, "9" * 9000, "%D9%A1", "1%00", "last",
     "1&page=2", "1&page=1", "&page=", "%2B1", "0x1", "%201", "1%0A", "%", "%zz", "%ff"],
)  # fmt: skip
def test_what_is_not_an_existing_page_is_not_found(value):
    with pytest.raises(Http404):
        span_of(ask(f"?page={value}"), total=25, size=10)


def test_a_page_knows_its_items_and_its_neighbours_and_keeps_what_narrows_the_listing():
    span = span_of(ask("?page=2&q=최&x=1"), total=25, size=10, q="최 a", order="")
    assert (span.start, span.stop, span.pages) == (10, 20, 3)
    assert span.canonical == "/topics/?q=%EC%B5%9C+a&page=2"
    assert span.previous == "/topics/?q=%EC%B5%9C+a"
    assert span.next == "/topics/?q=%EC%B5%9C+a&page=3"


def test_the_last_page_ends_with_the_last_item():
    span = span_of(ask("?page=3"), total=25, size=10)
    assert (span.start, span.stop, span.next) == (20, 25, "")


def test_an_empty_listing_has_one_page():
    span = span_of(ask(""), total=0, size=10)
    assert (span.number, span.pages, span.start, span.stop) == (1, 1, 0, 0)
    with pytest.raises(Http404):
        span_of(ask("?page=2"), total=0, size=10)


def test_a_listing_may_ask_where_to_start_before_it_counts():
    assert start_of(ask("?page=3"), size=10) == 20
    with pytest.raises(Http404):
        start_of(ask("?page=three"), size=10)
