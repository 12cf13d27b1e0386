"""Values on their way through a backup: SQLite's become what PostgreSQL's COPY writes, and come back as they were."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from home.backups.kinds import read_for_sqlite, written_by_sqlite

# As SQLite holds it, as COPY writes it.
VALUES = [
    ("text", None, b"\\N"),
    ("text", "", b""),
    ("text", "\\N", b"\\\\N"),
    ("text", "one\ttwo\nthree\r\\four", b"one\\ttwo\\nthree\\r\\\\four"),
    ("text", "최원기", "최원기".encode()),
    ("truth", 1, b"t"),
    ("truth", 0, b"f"),
    ("number", -7, b"-7"),
    ("moment", "2021-03-04 05:06:07", b"2021-03-04 05:06:07+00"),
    ("moment", "2021-03-04 05:06:07.500000", b"2021-03-04 05:06:07.5+00"),
    ("moment", "2021-03-04 05:06:07.000012", b"2021-03-04 05:06:07.000012+00"),
    ("date", "2021-03-04", b"2021-03-04"),
    ("time", "18:30:00", b"18:30:00"),
    ("uuid", "0123456789abcdef0123456789abcdef", b"01234567-89ab-cdef-0123-456789abcdef"),
    ("bytes", b"\x00\xff", b"\\\\x00ff"),
    ("json", '{"a": "\\n"}', b'{"a": "\\\\n"}'),
]


@pytest.mark.parametrize(("kind", "held", "written"), VALUES)
def test_a_value_is_written_as_copy_writes_it_and_read_as_sqlite_holds_it(kind, held, written):
    assert written_by_sqlite(kind)(held) == written
    assert read_for_sqlite(kind)(written) == held


@given(st.none() | st.text("\\\b\f\n\r\t\v\0\x85\u2028aNn최𝕏 "))
def test_any_text_comes_back_and_never_ends_its_value_or_its_line(text):
    written = written_by_sqlite("text")(text)
    assert b"\t" not in written
    assert b"\n" not in written
    assert read_for_sqlite("text")(written) == text


@given(st.datetimes())
def test_any_moment_comes_back_as_django_writes_it(moment):
    held = str(moment)
    assert read_for_sqlite("moment")(written_by_sqlite("moment")(held)) == held


def test_a_moment_of_another_zone_is_refused():
    with pytest.raises(ValueError, match="UTC"):
        read_for_sqlite("moment")(b"2021-03-04 05:06:07+09")
