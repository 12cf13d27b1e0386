"""Publish what is scheduled and take down what has expired; run every minute."""

from collections import Counter

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from publication.schedule import Result, carry_out, due_now, take_turns


class Command(BaseCommand):
    """One line in the log for each page; fails at the end when any page failed, after all had their turn."""

    help = "Publish scheduled versions whose time has come, and take down expired pages. Run it every minute."

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="Say what is due, and change nothing.")

    def handle(self, *, dry_run, **options):
        if dry_run:
            for due in due_now():
                since = timezone.localtime(due.since).isoformat(timespec="minutes")
                self.stdout.write(f"{due.object_id} “{due.title}” {due.task.value} due since {since}")
            return
        outcomes = [carry_out(due) for due in due_now()]
        take_turns()
        counts = Counter(outcome.result for outcome in outcomes)
        summary = ", ".join(f"{counts[result]} {result.value}" for result in Result)
        failed = [outcome for outcome in outcomes if outcome.result is Result.FAILED]
        if failed:
            raise CommandError("\n".join([summary, *map(str, failed)]))
        if outcomes or options["verbosity"] > 1:
            self.stdout.write(summary)
