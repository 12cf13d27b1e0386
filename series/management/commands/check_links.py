"""manage.py check_links: asks the outgoing links of published pieces that are due. Once an hour, or once a day."""

from collections import Counter

from django.core.management.base import BaseCommand

from series.links.checking import MOST, SECONDS, Asking, check, due_links, told
from series.links.uses import note_all


class Command(BaseCommand):
    help = (
        "Ask whether the links of published pieces to other sites still answer: each once in 30 days, those that "
        "failed sooner, one at a time and no site twice within three seconds."
    )
    asking = Asking

    def add_arguments(self, parser):
        parser.add_argument("--most", type=int, default=MOST, help=f"links in one run ({MOST})")
        parser.add_argument(
            "--seconds", type=float, default=SECONDS, help=f"time for one run ({SECONDS:.0f})"
        )

    def handle(self, *, most, seconds, verbosity, **options):
        note_all()
        asking, states = self.asking(), Counter()
        for link in check(due_links(asking.now()), asking, most=most, seconds=seconds):
            states[link.state] += 1
            if verbosity > 1 or link.state in (link.State.DEAD, link.State.FAILING):
                self.stdout.write(f"{link.state} {link.status or link.reason} {link.address}")
        self.stdout.write(
            "{asked} asked: {dead} dead, {failing} failing, {unknown} cannot be told.".format(**told(states))
        )
