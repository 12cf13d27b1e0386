"""manage.py import_series_plan FILE.csv --series SLUG: planned parts from a table."""

from django.core.management.base import CommandError

from publication.csv_command import TableCommand
from series.desk.plan_import import import_plan, said
from series.desk.planned import plannable_series
from series.models import SeriesPage


class Command(TableCommand):
    """Import a table of planned parts."""

    help = "Plan the parts of a series from a CSV file, and bring those that are planned up to date."

    def add_arguments(self, parser):
        super().add_arguments(parser)
        parser.add_argument(
            "--series",
            default="",
            metavar="SLUG",
            help="the slug of the series; needed where there are several",
        )
        parser.add_argument("--announce", action="store_true", help="announce all of these parts to readers")

    def bring_in(self, data, *, rehearse, watch, series, announce, **options):
        return import_plan(data, self._series(series), announce=announce, rehearse=rehearse, watch=watch)

    def lines_of(self, report):
        for what, parts in (("Planned", report.created), ("Brought up to date", report.updated)):
            for part in parts:
                yield f"{what}: {said(part)}"

    def results_of(self, report):
        created, unchanged = super().results_of(report)
        return created, ("updated", len(report.updated)), unchanged

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
