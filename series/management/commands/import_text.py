"""manage.py import_text FILE --series SLUG: a newspaper's text, as it comes out of a web page, becomes a part."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from series.manuscripts.errors import UnreadableManuscript
from series.manuscripts.importing import ImportRefused, Outcome, import_text

LABELS = {
    "kept": "Kept",
    "changed": "Found",
    "dropped": "Dropped",
    "guessed": "Guessed",
    "missing": "Missing",
}


class Command(BaseCommand):
    """Import one file; print what was found, dropped and guessed; exit with 1 when it was refused."""

    help = "Read a newspaper's text into a series, as a draft unless --publish is given."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help="the text file")
        parser.add_argument("--series", required=True, metavar="SLUG", help="the slug of the series")
        parser.add_argument("--title", default="", help="the title, where the text has none")
        parser.add_argument(
            "--part", type=int, metavar="N", help="the part number; the highest plus one by default"
        )
        parser.add_argument("--publish", action="store_true", help="publish the part when it is valid")

    def handle(self, *args, **options):
        path = options["file"]
        try:
            data = path.read_bytes()
        except OSError as error:
            raise CommandError(f"{path} cannot be read: {error.strerror}.") from error
        try:
            outcome = import_text(
                data,
                options["series"],
                name=path.name,
                title=options["title"].strip(),
                number=options["part"],
                publish=options["publish"],
            )
        except (UnreadableManuscript, ImportRefused) as error:
            raise CommandError(str(error)) from error
        self._report(outcome)

    def _report(self, outcome: Outcome) -> None:
        page = outcome.page
        part = f"part {page.part_number}" if page.part_number is not None else "a piece without a number"
        if outcome.was_there:
            self.stdout.write(
                f"This file is in the series already, as “{page.title}” ({part}). Nothing changed."
            )
            return
        for finding in outcome.findings:
            place = f" (line {finding.where})" if finding.where else ""
            self.stdout.write(f"{LABELS[finding.kind]}: {finding.what}{place}")
        state = "published" if outcome.is_published else "a draft"
        self.stdout.write(f"Imported “{page.title}” as {part} of “{page.series.title}”: {state}.")
        if outcome.refusal:
            raise CommandError(f"It could not be published and stays a draft: {outcome.refusal}")
