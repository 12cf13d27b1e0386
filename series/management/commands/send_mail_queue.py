"""Send the mail to followers that is due; for sites without a worker, every minute."""

from django.core.management.base import BaseCommand, CommandError

from series.followers.mailing.running import LETTERS_A_JOB, run
from series.followers.mailing.sending import CannotSend
from series.followers.sending import answer_waiting


class Command(BaseCommand):
    """Several may run at once, and beside workers: no letter is in two hands."""

    help = "Write and send the mail to followers that is due. Without a worker run it every minute."

    def add_arguments(self, parser):
        parser.add_argument(
            "--most",
            type=int,
            default=LETTERS_A_JOB,
            help="Letters to send before it ends (default: %(default)s).",
        )

    def handle(self, *, most, **options):
        answer_waiting()
        try:
            ended = run(most)
        except CannotSend as error:
            raise CommandError(
                f"The mail server takes nothing now ({error}). Everything stays in the queue."
            ) from error
        if ended or options["verbosity"] > 1:
            self.stdout.write(
                ", ".join(f"{count} {state}" for state, count in sorted(ended.items())) or "nothing due"
            )
