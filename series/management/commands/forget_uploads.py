"""manage.py forget_uploads: manuscripts that were brought and never made a part, or given up, go after their time."""

from django.core.management.base import BaseCommand

from series.desk.intake.uploads import forget_stale, forget_strays


class Command(BaseCommand):
    """Once a day is enough; bringing a manuscript does the same."""

    help = (
        "Remove uploads that waited for their review longer than MANUSCRIPT_UPLOAD_DAYS, and files of no row."
    )

    def handle(self, *args, **options):
        self.stdout.write(f"Removed {forget_stale()} uploaded manuscripts and {forget_strays()} stray files.")
