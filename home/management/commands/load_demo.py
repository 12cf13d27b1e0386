"""manage.py load_demo: the demonstration series, and on a development site an account for each role."""

from django.core.management.base import BaseCommand

from home.demo.accounts import ROLES, make_accounts
from home.demo.loading import is_loaded, load


class Command(BaseCommand):
    """Load once; a second run changes nothing and says so."""

    help = "Load the demonstration series (once), and demo accounts where DEBUG is on."

    def handle(self, *args, **options):
        if is_loaded():
            self.stdout.write("The demo is there already: nothing changed.")
        else:
            load()
            self.stdout.write("Loaded the demo: two series, a column, their authors and topics.")
        password = make_accounts()
        if password:
            self.stdout.write(f"Demo editors: {', '.join(ROLES)}. Password for each: {password}")
