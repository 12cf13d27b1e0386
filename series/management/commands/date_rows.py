"""manage.py date_rows: let every row of a piece say again when the piece first appeared."""

from django.core.management.base import BaseCommand

from series.models.dated import date_all_rows


class Command(BaseCommand):
    """Put right the dates by which the newest pieces of a topic and an author are found."""

    help = (
        "Date the bylines and topics of all pieces anew: after pages were changed by hand in the database. "
        "The site keeps these dates itself."
    )

    def handle(self, **options):
        self.stdout.write(f"{date_all_rows()} rows had another date than their piece.")
