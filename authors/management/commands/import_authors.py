"""manage.py import_authors FILE.csv: authors' pages from a table, each once."""

from authors.importing import import_authors
from publication.csv_command import TableCommand


class Command(TableCommand):
    """Import a table of authors."""

    help = "Make authors' pages from a CSV file, as drafts unless --publish is given."

    def add_arguments(self, parser):
        super().add_arguments(parser)
        parser.add_argument(
            "--language",
            choices=["en", "ko"],
            default="",
            help="of rows that name none; the site's first by default",
        )
        parser.add_argument("--publish", action="store_true", help="publish the pages that are made")

    def bring_in(self, data, *, rehearse, watch, language, publish, **options):
        return import_authors(data, language=language, publish=publish, rehearse=rehearse, watch=watch)
