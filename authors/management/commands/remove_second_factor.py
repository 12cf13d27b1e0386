"""Take two-factor sign-in off an account: for the last administrator who has lost telephone and codes."""

from django.core.management import BaseCommand, CommandError

from authors.models import User
from authors.signing_in.enrolling import take_off
from authors.signing_in.letters import deliver


class Command(BaseCommand):
    help = "Take two-factor sign-in off an account and end its sessions. It is noted in the audit log."

    def add_arguments(self, parser):
        parser.add_argument("username")

    def handle(self, *, username, **options):
        account = User.objects.filter(username=username).first()
        if account is None:
            raise CommandError(f"There is no account {username}.")
        letter = take_off(account)
        if letter is not None:
            deliver(letter)
        self.stdout.write(
            f"{username} signs in with the password alone now, and sets a second factor up anew."
        )
