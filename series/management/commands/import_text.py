"""manage.py import_text FILE --series SLUG: the first name of import_manuscript, for one file."""

from pathlib import Path

from series.management.commands import import_manuscript


class Command(import_manuscript.Command):
    """Import one file; print what was found, dropped and guessed; exit with 1 when it was refused."""

    help = "Read one manuscript into a series, as a draft unless --publish is given."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help="the file")
        self.add_options(parser)
        parser.add_argument(
            "--part", type=int, metavar="N", help="the part number; the highest plus one by default"
        )

    def handle(self, *args, file, part, **options):
        options |= {"files": [file], "number": part, "dry_run": False, "report": None}
        return super().handle(*args, **options)
