"""manage.py import_series_plan FILE.csv --series SLUG: planned parts from a table."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from publication.csv_files import UnreadableTable
from series.desk.plan_import import import_plan, said
from series.desk.planned import plannable_series
from series.models import SeriesPage


class Command(BaseCommand):
    """Import a table; a line for each row that was refused; exit with 1 when any was."""

    help = "Plan the parts of a series from a CSV file, and bring those that are planned up to date."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, metavar="FILE.csv", help="the table")
        parser.add_argument(
            "--series",
            default="",
            metavar="SLUG",
            help="the slug of the series; needed where there are several",
        )
        parser.add_argument("--announce", action="store_true", help="announce all of these parts to readers")
        parser.add_argument("--dry-run", action="store_true", help="say what would happen and write nothing")

    def handle(self, *args, file, series, announce, dry_run, **options):
        try:
            report = import_plan(file.read_bytes(), self._series(series), announce=announce, rehearse=dry_run)
        except OSError as error:
            raise CommandError(f"{file} cannot be read: {error.strerror}.") from error
        except UnreadableTable as error:
            raise CommandError(str(error)) from error
        if report.unknown_columns:
            self.stdout.write(f"Columns that were not read: {', '.join(report.unknown_columns)}.")
        for what, parts in (("Planned", report.created), ("Brought up to date", report.updated)):
            for part in parts:
                self.stdout.write(f"{what}: {said(part)}")
        for number, what in report.remarks:
            self.stdout.write(f"Row {number}: {what}")
        for number, why in report.refused:
            self.stderr.write(f"Row {number} was refused: {why}")
        self.stdout.write(
            f"{'Would be: ' if dry_run else ''}{len(report.created)} created, {len(report.updated)} updated, "
            f"{len(report.unchanged)} unchanged, {len(report.refused)} errors."
        )
        if report.refused:
            raise CommandError(f"{len(report.refused)} rows were refused.")

    @staticmethod
    def _series(slug: str) -> SeriesPage:
        found = plannable_series()
        chosen = list(found.filter(slug=slug) if slug else found[:2])
        if len(chosen) == 1:
            return chosen[0]
        known = ", ".join(found.values_list("slug", flat=True)) or "none yet"
        if slug:
            raise CommandError(f"There is no series “{slug}” that can have planned parts. Series: {known}.")
        raise CommandError(f"Name the series with --series SLUG. Series: {known}.")
