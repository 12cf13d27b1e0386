"""Forget what the audit log has kept long enough. To be run once a day."""

from django.conf import settings
from django.core.management import BaseCommand

from authors.audit.forgetting import forget


class Command(BaseCommand):
    help = "Delete lines of the audit log that are old, and the network addresses of those that are less old."

    def add_arguments(self, parser):
        parser.add_argument("--days", type=int, default=settings.AUDIT_DAYS)
        parser.add_argument("--address-days", type=int, default=settings.AUDIT_ADDRESS_DAYS)

    def handle(self, *, days, address_days, **options):
        gone, blanked = forget(days, address_days)
        self.stdout.write(f"{gone} lines and {blanked} network addresses were forgotten.")
