"""The time-keeper: one process that does what has its turn every minute, for ever."""

import signal
import threading

from django.core.management.base import BaseCommand

from publication.time_keeping import SECONDS, keep_time


class Command(BaseCommand):
    """In the place of a timer that starts `publish_due`: a start costs seconds of CPU, a turn milliseconds."""

    help = (
        "Publish and expire what is due at once and then every minute, for ever. Several may run, on several machines: "
        "each thing is done once. Ends after the page in hand on SIGTERM or Ctrl-C."
    )

    def add_arguments(self, parser):
        parser.add_argument("--seconds", type=float, default=SECONDS, help=f"between two turns ({SECONDS})")

    def handle(self, *, seconds, **options):
        over = threading.Event()
        for ending in (signal.SIGINT, signal.SIGTERM):
            signal.signal(ending, lambda *_: over.set())
        keep_time(seconds, over)
