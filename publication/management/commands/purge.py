"""Take an address, or everything, back from all caches by hand."""

from urllib.parse import unquote, urlsplit

from django.core.management.base import BaseCommand, CommandError

from publication.caching.journal import note, work_off
from publication.models import Purge
from publication.models.purges import EVERYTHING


class Command(BaseCommand):
    help = (
        "Take addresses of the site, or everything, back from the page cache and from every proxy. "
        "Publishing does it by itself; this is for what was changed around the site, in the database or in templates."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "addresses", nargs="*", help="/series/rivers/ or https://www.example.org/series/rivers/"
        )
        parser.add_argument("--all", action="store_true", help="everything")

    def handle(self, *, addresses, **options):
        if bool(addresses) == options["all"]:
            raise CommandError("Give one or more addresses, or --all.")
        paths = (
            {EVERYTHING} if options["all"] else {unquote(urlsplit(each).path) or "/" for each in addresses}
        )
        note(paths)
        work_off(patient=True)
        left = set(Purge.objects.exclude(left="").filter(again_at=None).values_list("left", flat=True))
        if left:
            names = ", ".join(sorted({name for line in left for name in line.splitlines()}))
            raise CommandError(f"Not told yet, and tried again every minute: {names}")
        self.stdout.write("Purged: " + ("everything" if options["all"] else ", ".join(sorted(paths))))
