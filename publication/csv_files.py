"""Tables that come as CSV files: read in every encoding that spreadsheets save, column by column in the right type.

Headings may be written in several ways. A cell that one of our own exports kept from being a formula comes back
without its apostrophe (publication/spreadsheets.py). Nothing in a file is ever worked out.
"""

import csv
import io
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from publication.spreadsheets import FORMULA_STARTS
from publication.times import EARLIEST_YEAR, LATEST_YEAR

MOST_BYTES = 5 * 1024 * 1024
MOST_ROWS = 20_000
MOST_IN_A_CELL = 20_000
DELIMITERS = ",;\t"
DATE = re.compile(r"(\d{4})\s*[-/.]\s*(\d{1,2})\s*[-/.]\s*(\d{1,2})\s*\.?")
YES = frozenset({"yes", "y", "true", "1", "x", "예", "네", "o"})
NO = frozenset({"", "no", "n", "false", "0", "아니요", "아니오"})


# Goes through rows, and may show how far it is.
Watch = Callable[[Sequence], Iterable]


class UnreadableTable(Exception):
    """The file is no table that can be read; the message says why and what to do."""


class BadCell(ValueError):
    """A value that its column cannot have; the message says what it may be."""


@dataclass(frozen=True)
class Row:
    """A row of the table. `number` is that which a spreadsheet shows: the headings are row 1."""

    number: int
    values: Mapping[str, str]

    def __contains__(self, column: str) -> bool:
        return column in self.values

    def text(self, column: str, longest: int | None = None) -> str:
        """The text of a cell, "" where there is none."""
        value = self.values.get(column, "")
        if longest is not None and len(value) > longest:
            raise BadCell(
                _("“%(column)s” is too long: at most %(longest)d letters.")
                % {"column": column, "longest": longest}
            )
        return value

    def number_in(self, column: str, lowest: int, highest: int) -> int | None:
        """A whole number, None for an empty cell."""
        value = self.values.get(column, "")
        if not value:
            return None
        whole = re.fullmatch(r"(-?\d{1,9})(?:\.0+)?", value, re.ASCII)
        if not whole or not lowest <= int(whole[1]) <= highest:
            raise BadCell(
                _("“%(column)s” is a whole number from %(lowest)d to %(highest)d, not “%(value)s”.")
                % {"column": column, "lowest": lowest, "highest": highest, "value": value[:40]}
            )
        return int(whole[1])

    def day(self, column: str) -> date | None:
        """A day, None for an empty cell; of a moment the day on the site's clock."""
        value = self.values.get(column, "")
        if not value:
            return None
        try:
            day = _day(value)
        except (
            ValueError,
            OverflowError,
        ):  # a moment on the first or last day there is has none on another clock
            day = None
        if day is None or not EARLIEST_YEAR <= day.year <= LATEST_YEAR:
            raise BadCell(
                _("“%(column)s” is a date like 2026-03-31, not “%(value)s”.")
                % {"column": column, "value": value[:40]}
            )
        return day

    def yes(self, column: str) -> bool:
        """Yes or no; an empty cell is no."""
        value = self.values.get(column, "").casefold()
        if value in YES:
            return True
        if value in NO:
            return False
        raise BadCell(
            _("“%(column)s” is yes or no, not “%(value)s”.") % {"column": column, "value": value[:40]}
        )

    def one_of(self, column: str, choices: Mapping[str, str], default: str) -> str:
        """One of some words: `choices` maps every spelling, in small letters, to what it means."""
        value = self.values.get(column, "").casefold()
        if not value:
            return default
        if value not in choices:
            raise BadCell(
                _("“%(column)s” is one of %(choices)s, not “%(value)s”.")
                % {
                    "column": column,
                    "choices": ", ".join(dict.fromkeys(choices.values())),
                    "value": value[:40],
                }
            )
        return choices[value]


@dataclass
class TableReport:
    """What came of a table: what was made and what was there, (row, words) of refusals and remarks."""

    created: list = field(default_factory=list)
    unchanged: list = field(default_factory=list)
    refused: list[tuple[int, str]] = field(default_factory=list)
    remarks: list[tuple[int, str]] = field(default_factory=list)
    unknown_columns: tuple[str, ...] = ()


@dataclass(frozen=True)
class Table:
    """A table that was read: its rows, the columns it has, and headings that nobody knows."""

    rows: tuple[Row, ...]
    columns: frozenset[str]
    unknown: tuple[str, ...]


def read_table(data: bytes, columns: Mapping[str, tuple[str, ...]], required: tuple[str, ...] = ()) -> Table:
    """Read a CSV file. `columns` gives for each column further headings it may stand under; case does not count.

    UTF-8 with or without a byte order mark, UTF-16 with one, and the Korean CP949 are read; commas, semicolons and
    tabs part the cells. Raises UnreadableTable.
    """
    lines = list(_lines(_text(data)))
    if not lines:
        raise UnreadableTable(_("The file is empty: there is no row of headings in it."))
    names = _names(lines[0], columns)
    missing = [name for name in required if name not in names]
    if missing:
        raise UnreadableTable(
            _("The column “%(column)s” is missing. The file has: %(headings)s.")
            % {"column": missing[0], "headings": ", ".join(filter(None, map(str.strip, lines[0]))) or "–"}
        )
    rows = tuple(
        Row(number, {name: _cell(cell) for name, cell in zip(names, line, strict=False) if name})
        for number, line in enumerate(lines[1:], start=2)
        if any(cell.strip() for cell in line)
    )
    unknown = tuple(
        heading for heading, name in zip(lines[0], names, strict=True) if not name and heading.strip()
    )
    return Table(rows, frozenset(filter(None, names)), unknown)


def _text(data: bytes) -> str:
    if len(data) > MOST_BYTES:
        raise UnreadableTable(_("The file is too large: a table may have five megabytes at most."))
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings: tuple[str, ...] = ("utf-16",)
    elif b"\x00" in data or data.startswith(b"PK"):
        raise UnreadableTable(
            _("This is not a CSV file. Open the table in a spreadsheet and save it as CSV (UTF-8).")
        )
    else:
        encodings = ("utf-8-sig", "cp949")
    for encoding in encodings:
        try:
            return unicodedata.normalize("NFC", data.decode(encoding))
        except UnicodeDecodeError:
            continue
    raise UnreadableTable(_("The letters of the file cannot be read. Save it again as CSV (UTF-8)."))


def _lines(text: str) -> Iterator[list[str]]:
    heading = text.lstrip("\r\n").partition("\n")[0]
    delimiter = max(DELIMITERS, key=heading.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        for count, line in enumerate(reader):
            if count > MOST_ROWS:
                raise UnreadableTable(
                    _("The table has too many rows: at most %(most)d are read.") % {"most": MOST_ROWS}
                )
            if any(len(cell) > MOST_IN_A_CELL for cell in line):
                raise UnreadableTable(_("Row %(row)d has a cell that is far too long.") % {"row": count + 1})
            yield line
    except csv.Error:
        raise UnreadableTable(
            _("Row %(row)d cannot be read: a quotation mark is missing or too many.")
            % {"row": reader.line_num}
        ) from None


def _names(headings: list[str], columns: Mapping[str, tuple[str, ...]]) -> list[str]:
    known = {_key(spelling): name for name, others in columns.items() for spelling in (name, *others)}
    names = [known.get(_key(heading), "") for heading in headings]
    twice = next((name for name in names if name and names.count(name) > 1), None)
    if twice:
        raise UnreadableTable(
            _("The column “%(column)s” is there twice. Leave one of them out.") % {"column": twice}
        )
    return names


def _key(heading: str) -> str:
    return re.sub(r"[\s_\-]+", "", heading).casefold()


def _day(text: str) -> date:
    if found := DATE.fullmatch(text):
        return date(*map(int, found.groups()))
    moment = datetime.fromisoformat(text)
    return timezone.localdate(moment) if timezone.is_aware(moment) else moment.date()


def _cell(text: str) -> str:
    """A cell's words in one line or several, without what nobody can see."""
    text = "".join(letter for letter in text if letter.isprintable() or letter in "\n\t").strip()
    if text.startswith("'") and text[1:].startswith(FORMULA_STARTS):
        return text[1:].strip()
    return text
