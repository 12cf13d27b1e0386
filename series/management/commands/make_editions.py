"""Makes the editions that are stale, where no worker does."""

from itertools import islice

from django.core.management import BaseCommand

from series.editions.shelf.stale import mark_all
from series.editions.shelf.working_off import work_off


class Command(BaseCommand):
    help = (
        "Make the EPUB and PDF editions of what was published or changed. For sites without a worker "
        "(manage.py work), which makes them by itself: every few minutes, as publish_due."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--most", type=int, default=50, help="editions in one run, the last changed first (50)"
        )
        parser.add_argument(
            "--all",
            action="store_true",
            help="look at every piece and series first, not only at what was changed: after a site was brought here, "
            "or got another address",
        )

    def handle(self, *, most, **options):
        if options["all"]:
            mark_all()
        for edition in islice(work_off(), most):
            self.stdout.write(f"{edition.page.url_path} {edition.form}: {edition.size} bytes")
