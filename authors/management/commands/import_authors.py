"""manage.py import_authors FILE.csv: authors' pages from a table, each once."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from authors.importing import import_authors
from publication.csv_files import UnreadableTable


class Command(BaseCommand):
    """Import a table; a line for each row that was refused; exit with 1 when any was."""

    help = "Make authors' pages from a CSV file, as drafts unless --publish is given."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, metavar="FILE.csv", help="the table")
        parser.add_argument(
            "--language",
            choices=["en", "ko"],
            default="",
            help="of rows that name none; the site's first by default",
        )
        parser.add_argument("--publish", action="store_true", help="publish the pages that are made")
        parser.add_argument("--dry-run", action="store_true", help="say what would happen and write nothing")

    def handle(self, *args, file, language, publish, dry_run, **options):
        try:
            report = import_authors(file.read_bytes(), language=language, publish=publish, rehearse=dry_run)
        except OSError as error:
            raise CommandError(f"{file} cannot be read: {error.strerror}.") from error
        except UnreadableTable as error:
            raise CommandError(str(error)) from error
        if report.unknown_columns:
            self.stdout.write(f"Columns that were not read: {', '.join(report.unknown_columns)}.")
        for number, what in report.remarks:
            self.stdout.write(f"Row {number}: {what}")
        for number, why in report.refused:
            self.stderr.write(f"Row {number} was refused: {why}")
        self.stdout.write(
            f"{'Would be: ' if dry_run else ''}{len(report.created)} created, {len(report.unchanged)} unchanged, "
            f"{len(report.refused)} errors."
        )
        if report.refused:
            raise CommandError(f"{len(report.refused)} rows were refused.")
