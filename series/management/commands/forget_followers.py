"""manage.py forget_followers: addresses that never confirmed, and what readers ended, go after their time."""

from django.core.management.base import BaseCommand

from series.followers.forgetting import forget


class Command(BaseCommand):
    """Once a day is enough."""

    help = "Delete follows that nobody confirmed in a week or that were ended a month ago, and addresses left over."

    def handle(self, *args, **options):
        gone = forget()
        self.stdout.write(
            f"Deleted {gone.unconfirmed} unconfirmed and {gone.ended} ended follows, {gone.addresses} addresses."
        )
