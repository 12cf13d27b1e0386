"""Commands that bring in a table: how much of a file is read, what is told, how far they are."""

import io

import pytest
from django.core.management import CommandError, call_command

from publication import csv_command, terminal
from publication.csv_command import TableCommand
from publication.csv_files import MOST_BYTES, TableReport, read_table


class Command(TableCommand):
    """Takes rows with a title that is no number."""

    def bring_in(self, data, *, rehearse, watch, **options):
        table = read_table(data, {"title": ()}, required=("title",))
        report = TableReport(unknown_columns=table.unknown)
        for row in watch(table.rows):
            if row.text("title").isdigit():
                report.refused.append((row.number, "It is a number."))
            else:
                report.created.append(row)
        return report


@pytest.fixture
def run(tmp_path):
    def run(content: bytes, *arguments) -> tuple[str, str]:
        path, out, err = tmp_path / "table.csv", io.StringIO(), io.StringIO()
        path.write_bytes(content)
        call_command(Command(), str(path), *arguments, stdout=out, stderr=err)
        return out.getvalue(), err.getvalue()

    return run


def test_columns_that_were_not_read_and_what_came_of_the_rows_are_told(run):
    told, _progress = run(b"title,shoe size\na,1\nb,2\n", "--dry-run")
    assert told == "Columns that were not read: shoe size.\nWould be: 2 created, 0 unchanged, 0 errors.\n"


def test_a_refused_row_is_told_and_the_command_fails(run):
    with pytest.raises(CommandError, match=r"^1 rows were refused\.$"):
        run(b"title\na\n7\n")


def test_a_long_table_shows_how_far_it_is(run, monkeypatch):
    monkeypatch.setattr(terminal, "SECONDS_BETWEEN_LINES", 0.0)
    _told, progress = run(b"title\na\nb\n")
    assert progress.startswith("Rows: 1 of 2, ")


def test_no_more_of_a_file_is_read_than_a_table_may_have(run, monkeypatch):
    monkeypatch.setattr(csv_command, "MOST_BYTES", 8)
    told, _progress = run(b"title\na\nb\nc\nd\n")
    assert told == "2 created, 0 unchanged, 0 errors.\n"
    monkeypatch.undo()
    with pytest.raises(CommandError, match="The file is too large"):
        run(b"a" * (MOST_BYTES + 1))


def test_a_file_that_is_not_there_is_said(tmp_path):
    with pytest.raises(CommandError, match="cannot be read: No such file"):
        call_command(Command(), str(tmp_path / "none.csv"))
