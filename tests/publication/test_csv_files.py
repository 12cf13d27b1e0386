"""Tables from CSV files: every encoding that spreadsheets save, typed cells, refusals with the row."""

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from publication.csv_files import BadCell, Row, UnreadableTable, read_table

COLUMNS = {"title": ("name", "제목"), "words": (), "due": ()}


def rows(data) -> list[dict]:
    return [dict(row.values) for row in read_table(data, COLUMNS).rows]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp949"])
def test_every_encoding_of_a_spreadsheet_is_read(encoding):
    assert rows("제목,Words\n강물,800\n".encode(encoding)) == [{"title": "강물", "words": "800"}]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_commas_semicolons_and_tabs_part_cells(delimiter):
    text = f"title{delimiter}words\r\nA gauge{delimiter}1\r\n"
    assert rows(text.encode()) == [{"title": "A gauge", "words": "1"}]


def test_rows_have_the_numbers_that_a_spreadsheet_shows_and_blank_ones_are_passed_over():
    table = read_table(b'title\n"two\nlines"\n\n ,\nlast\n', COLUMNS)
    assert [(row.number, row.text("title")) for row in table.rows] == [(2, "two\nlines"), (5, "last")]


def test_a_cell_that_an_export_kept_from_being_a_formula_comes_back_as_it_was():
    assert rows(b"title\n'=SUM(A1)\n'tis\n") == [{"title": "=SUM(A1)"}, {"title": "'tis"}]


def test_headings_nobody_knows_are_told():
    assert read_table(b"title,shoe size\na,1\n", COLUMNS).unknown == ("shoe size",)


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "empty"),
        (b"words\n1\n", "“title” is missing. The file has: words"),
        (b"title,name\na,b\n", "“title” is there twice"),
        (b'title\n"a"b\n', "Row 2 cannot be read"),
        (b"PK\x03\x04", "not a CSV file"),
        (b"title\n\xff\xfe\xfa\x81\n", "letters of the file cannot be read"),
        (b"title\n" + b"a\n" * 20_001, "too many rows"),
        (b"title\n" + b"a" * 20_001, "Row 2 has a cell"),
        (b"a" * (5 * 1024 * 1024 + 1), "too large"),
    ],
)
def test_what_is_no_table_is_refused_with_the_reason(data, why):
    with pytest.raises(UnreadableTable, match=why):
        read_table(data, COLUMNS, required=("title",))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-03-01", date(2026, 3, 1)),
        ("2026. 3. 1.", date(2026, 3, 1)),
        ("2026/03/01", date(2026, 3, 1)),
        ("2026-03-01T23:00:00Z", date(2026, 3, 2)),
        ("", None),
    ],
)
def test_days_are_read_as_people_write_them(text, day):
    assert Row(2, {"due": text}).day("due") == day


@pytest.mark.parametrize(
    "text", ["1/3/26", "2026-02-30", "soon", "0001-01-01", "9999-12-31", "0001-01-01T00:00:00+14:00"]
)
def test_what_is_no_day_is_said(text):
    with pytest.raises(BadCell, match="“due” is a date like 2026-03-31, not “"):
        Row(2, {"due": text}).day("due")


@pytest.mark.parametrize("text", ["-3", "two", "1.5", "10000", "٣"])
def test_what_is_no_number_is_said(text):
    with pytest.raises(BadCell, match="“words” is a whole number from 0 to 9999"):
        Row(2, {"words": text}).number_in("words", 0, 9999)


def test_numbers_choices_and_yes():
    row = Row(2, {"words": "7.0", "title": "예", "due": "B"})
    assert row.number_in("words", 0, 9) == 7
    assert row.yes("title")
    assert row.one_of("due", {"b": "beta"}, "") == "beta"
    with pytest.raises(BadCell, match=r"is one of beta, not “7\.0”"):
        row.one_of("words", {"b": "beta"}, "")
    with pytest.raises(BadCell, match="is yes or no"):
        row.yes("due")
    with pytest.raises(BadCell, match="too long"):
        row.text("words", 2)


def texts_of_tables():
    """Bytes that look like a table, or begin like another file, or are anything."""
    cells = st.text(st.sampled_from("title;,\t\"\r\n' =0-9제목\x00\ufeff\x0b\u2028"), max_size=40)
    encoded = st.builds(
        lambda text, encoding: text.encode(encoding), cells, st.sampled_from(["utf-8", "utf-8-sig", "utf-16"])
    )
    beginnings = st.sampled_from(
        [b"", b"title,words\n", b"title\n", b"PK", b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf"]
    )
    return st.builds(bytes.__add__, beginnings, st.one_of(st.binary(max_size=60), encoded))


@settings(max_examples=60, deadline=None)
@given(data=texts_of_tables())
def test_any_file_is_read_or_refused_with_a_reason(data):
    try:
        table = read_table(data, COLUMNS)
    except UnreadableTable:
        return
    for row in table.rows:
        with suppress(BadCell):
            row.day("title")
