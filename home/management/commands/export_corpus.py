"""Write everything that was published into a file, as `/api/v1/corpus.jsonl` and `.csv` hand it out."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from wagtail.models import Site

from home.api.corpus.records import lines, table
from publication.frame import frame_of

WRITERS = {".jsonl": lines, ".csv": table}


class Command(BaseCommand):
    """The file is there whole or not at all: it is written beside its place and moved there."""

    help = (
        "Write all public pieces into a file: a line of JSON for each (corpus.jsonl), with the texts that their "
        "licence lets others publish, or a table about them (corpus.csv)."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", help="where to write: a name that ends in .jsonl or .csv")

    def handle(self, *, file, **options):
        path = Path(file)
        write = WRITERS.get(path.suffix.lower())
        if write is None:
            raise CommandError("The name of the file must end in .jsonl or .csv.")
        frame = frame_of(Site.objects.get(is_default_site=True))
        beside = path.with_name(f"{path.name}.part")
        try:
            with beside.open("w", encoding="utf-8", newline="") as out:
                out.writelines(write(frame))
            beside.replace(path)
        except OSError as error:
            raise CommandError(f"{path} cannot be written: {error}") from error
        finally:
            beside.unlink(missing_ok=True)
        self.stdout.write(f"{path} written.")
