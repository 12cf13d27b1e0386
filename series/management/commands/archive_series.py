"""manage.py archive_series SLUG OUT.zip: a closed series as a zip that can be read without the site."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from publication.terminal import Bar
from series.editions.archive import CannotArchive, volumes_named, write_file


class Command(BaseCommand):
    """Write the archive of a series: whole, or not at all."""

    help = (
        "Write a closed series into a zip file that opens from a disk in any browser and outlives the site."
    )

    def add_arguments(self, parser):
        parser.add_argument("series", metavar="SLUG", help="the slug of the series, in any of its languages")
        parser.add_argument("out", metavar="OUT.zip", type=Path, help="the file to write")
        parser.add_argument(
            "--language",
            default="",
            choices=["", *(code for code, _name in settings.LANGUAGES)],
            help="only the series in this language; otherwise in every language in which it is closed",
        )
        parser.add_argument("--force", action="store_true", help="replace a file that is there")
        parser.add_argument("--no-books", action="store_true", help="leave out the EPUB and the PDF")

    def handle(self, *, series, out, language, force, no_books, **options):
        bar = None

        def watch(done, total, words):
            nonlocal bar
            bar = bar or Bar(self.stderr, total, "Pages and books")
            bar.show(done)

        try:
            volumes = volumes_named(series, language)
            made = write_file(volumes, out, force=force, books=not no_books, watch=watch)
        except CannotArchive as refusal:
            raise CommandError(refusal.message) from refusal
        finally:
            if bar:
                bar.clear()
        for remark in made.remarks:
            self.stdout.write(f"Left out: {remark}")
        languages = ", ".join(volume.language for volume in volumes)
        self.stdout.write(f"{out}: {made.pages} pages ({languages}), {made.size:,} bytes.")
