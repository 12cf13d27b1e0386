"""Charts drawn on the server: pasted CSV becomes numbers, numbers become an SVG and a table."""

import csv
import io
from dataclasses import dataclass

from django.utils.translation import gettext as _

MOST_ROWS = 60
MOST_SERIES = 6


class ChartError(ValueError):
    """The pasted data cannot be drawn; the message says which row and what to do."""


@dataclass(frozen=True)
class ChartData:
    """Labels of the rows, names of the columns, and a row of numbers (None for a gap) for each label."""

    names: tuple[str, ...]
    labels: tuple[str, ...]
    rows: tuple[tuple[float | None, ...], ...]


def read_series(text: str) -> ChartData:
    """Read pasted CSV (commas, semicolons or tabs); raise ChartError with a message for the editor.

    The first row names the columns. Numbers may have thousands separators and a percent sign; an empty cell is a gap.
    """
    lines = [line for line in text.strip().splitlines() if line.strip()]
    if len(lines) < 2:
        raise ChartError(_("Paste a header row and at least one row of numbers."))
    delimiter = max("\t;,", key=lines[0].count)
    table = [
        [cell.strip() for cell in row]
        for row in csv.reader(io.StringIO("\n".join(lines)), delimiter=delimiter)
    ]
    header, *body = table
    if len(header) < 2:
        raise ChartError(_("The first row needs a name for the labels and one for each column of numbers."))
    if len(body) > MOST_ROWS or len(header) - 1 > MOST_SERIES:
        raise ChartError(
            _("A chart takes at most %(rows)d rows and %(series)d columns of numbers.")
            % {"rows": MOST_ROWS, "series": MOST_SERIES}
        )
    rows = []
    for number, row in enumerate(body, start=2):
        if len(row) != len(header):
            raise ChartError(
                _("Row %(number)d has %(found)d cells, the header has %(expected)d.")
                % {"number": number, "found": len(row), "expected": len(header)}
            )
        rows.append(tuple(_number(cell, number) for cell in row[1:]))
    return ChartData(names=tuple(header[1:]), labels=tuple(row[0] for row in body), rows=tuple(rows))


def _number(cell: str, row: int) -> float | None:
    if not cell:
        return None
    try:
        value = float(cell.replace(",", "").replace("\u00a0", "").replace(" ", "").removesuffix("%"))
    except ValueError:
        value = float("nan")
    if value != value or value in (float("inf"), float("-inf")):
        raise ChartError(_("Row %(row)d: “%(cell)s” is not a number.") % {"row": row, "cell": cell})
    return value
