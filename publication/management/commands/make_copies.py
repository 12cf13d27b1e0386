"""Makes the copies of pictures that pages offer, where no worker does."""

from django.core.management import BaseCommand

from publication.images.ahead import make_what_is_lacking


class Command(BaseCommand):
    help = (
        "Make the sizes and formats of pictures that pages offer and that are not there yet. "
        "For sites without a worker (manage.py work), which makes them by itself: every few minutes, as publish_due."
    )

    def add_arguments(self, parser):
        parser.add_argument("--most", type=int, default=50, help="pictures in one run, the newest first (50)")

    def handle(self, *, most, **options):
        for image, number in make_what_is_lacking(most):
            self.stdout.write(f"{image.title}: {number} copies made")
