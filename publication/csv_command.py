"""Commands that bring in a table from a CSV file: what they ask for, and what they tell of its rows."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from publication.csv_files import MOST_BYTES, TableReport, UnreadableTable, Watch
from publication.terminal import Bar


class TableCommand(BaseCommand):
    """Imports a table; a line for each row that was refused; exits with 1 when any was.

    A command says with `bring_in` what the rows become, and may add arguments and lines of its own.
    """

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, metavar="FILE.csv", help="the table")
        parser.add_argument("--dry-run", action="store_true", help="say what would happen and write nothing")

    def bring_in(self, data: bytes, *, rehearse: bool, watch: Watch, **options) -> TableReport:
        """Read the rows and make of them what they are; with `rehearse` nothing is kept. Raises UnreadableTable."""
        raise NotImplementedError

    def results_of(self, report: TableReport) -> tuple[tuple[str, int], ...]:
        """What is counted in the last line, before the errors: (word, how many)."""
        return ("created", len(report.created)), ("unchanged", len(report.unchanged))

    def lines_of(self, report: TableReport) -> Iterator[str]:
        """Lines on what was made; none unless a command has some."""
        return iter(())

    def handle(self, *args, file, dry_run, **options):
        try:
            with file.open("rb") as table:
                data = table.read(MOST_BYTES + 1)  # what is more is refused, and never held
            report = self.bring_in(data, rehearse=dry_run, watch=self._watch, **options)
        except OSError as error:
            raise CommandError(f"{file} cannot be read: {error.strerror}.") from error
        except UnreadableTable as error:
            raise CommandError(str(error)) from error
        if report.unknown_columns:
            self.stdout.write(f"Columns that were not read: {', '.join(report.unknown_columns)}.")
        for line in self.lines_of(report):
            self.stdout.write(line)
        for number, what in report.remarks:
            self.stdout.write(f"Row {number}: {what}")
        for number, why in report.refused:
            self.stderr.write(f"Row {number} was refused: {why}")
        counted = (*self.results_of(report), ("errors", len(report.refused)))
        self.stdout.write(
            f"{'Would be: ' if dry_run else ''}{', '.join(f'{count} {word}' for word, count in counted)}."
        )
        if report.refused:
            raise CommandError(f"{len(report.refused)} rows were refused.")

    def _watch(self, rows: Sequence) -> Iterator:
        bar = Bar(self.stderr, len(rows), "Rows")
        for done, row in enumerate(rows, start=1):
            yield row
            bar.show(done)
        bar.clear()
