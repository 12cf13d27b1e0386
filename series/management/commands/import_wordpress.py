"""manage.py import_wordpress FILE.xml: the posts of a WordPress site become pieces of this one."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from publication.terminal import Bar
from series.manuscripts.errors import UnreadableManuscript
from series.manuscripts.moving_in.errors import MoveRefused
from series.manuscripts.moving_in.moving import Fate, Move, Options
from series.manuscripts.moving_in.reporting import ReportFile, Totals, lines_of, lines_of_links
from series.manuscripts.wordpress import ExportBounds, open_export


class Command(BaseCommand):
    """Bring in an export, post by post; a line for each loss, totals, exit code 1 when anything was refused."""

    help = (
        "Bring the posts of a WordPress export (Tools, Export, All content) into the site. What was public is published "
        "with its old dates, everything else is a draft. Run it again after a stop: what is here is left as it is."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help="the export, an XML file")
        parser.add_argument(
            "--series",
            default="",
            metavar="SLUG",
            help="the column that takes posts without a series; made when there is none",
        )
        parser.add_argument("--images", type=Path, metavar="FOLDER", help="a copy of wp-content/uploads")
        parser.add_argument(
            "--image-map", type=Path, metavar="FILE", help="CSV with the columns address and file"
        )
        parser.add_argument(
            "--topics",
            type=Path,
            metavar="FILE",
            help="CSV with the columns from and to; an empty to drops a name",
        )
        parser.add_argument(
            "--type",
            action="append",
            dest="kinds",
            metavar="NAME",
            help="a type of post to bring in beside “post”; can be given again",
        )
        parser.add_argument("--limit", type=int, metavar="N", help="stop after N new posts")
        parser.add_argument(
            "--bring-back",
            action="store_true",
            help="make pieces again that were imported and then deleted here",
        )
        parser.add_argument(
            "--dry-run", action="store_true", help="read and report; write nothing to the site"
        )
        parser.add_argument(
            "--report", type=Path, metavar="FILE", help="write all of it to this file, as JSON"
        )

    def handle(self, *args, **options):
        choices = Options(
            column=options["series"],
            images=options["images"],
            image_map=options["image_map"],
            topics=options["topics"],
            dry_run=options["dry_run"],
            limit=options["limit"],
            bring_back=options["bring_back"],
        )
        path = options["file"]
        try:
            export = open_export(
                lambda: path.open("rb"),
                bounds=ExportBounds(**settings.WORDPRESS_BOUNDS),
                kinds=tuple(dict.fromkeys(["post", *(options["kinds"] or ())])),
            )
            move = Move(export, choices)
            report = (
                ReportFile(options["report"], export, dry_run=choices.dry_run) if options["report"] else None
            )
        except (UnreadableManuscript, MoveRefused) as error:
            raise CommandError(str(error)) from error
        except OSError as error:
            raise CommandError(
                f"The report cannot be written: {error.strerror}. Nothing was changed."
            ) from error
        if export.index.forbidden:
            self.stdout.write(
                f"Changed: {export.index.forbidden} characters that XML forbids were left out of the file."
            )
        totals, stopped = Totals(), True
        try:
            self._bring_in(move, totals, report, everything=options["verbosity"] > 1)
            stopped = False
        except KeyboardInterrupt:
            pass
        except UnreadableManuscript as error:
            raise CommandError(f"The file changed while it was read. {error}") from error
        finally:
            if report:
                report.end(totals, complete=not stopped)
        if stopped:
            raise CommandError(f"Stopped. {totals.line()}. Run the same command again to go on from here.")
        self.stdout.write(f"{'Dry run, nothing was written. ' if choices.dry_run else ''}{totals.line()}.")
        if totals.anything_refused:
            raise CommandError(f"{totals.counts['refused']} posts were refused; the lines above say why.")

    def _bring_in(self, move: Move, totals: Totals, report: ReportFile | None, *, everything: bool) -> None:
        bar = Bar(self.stderr, move.export.index.posts, "Posts")
        done, guesses = 0, set()
        for outcome in move.pieces():
            totals.add(outcome)
            if report:
                report.add(outcome)
            bar.clear()
            for line in lines_of(outcome, guesses, everything=everything):
                self.stdout.write(line)
            done += outcome.fate is not Fate.SKIPPED
            if outcome.fate is Fate.THERE:
                bar.begin_at(done)
            bar.show(done)
        bar.end(done)
        self._mend_links(move, totals, report)

    def _mend_links(self, move: Move, totals: Totals, report: ReportFile | None) -> None:
        loose = move.loose_pieces()
        bar = Bar(self.stderr, len(loose), "Links of pieces")
        if report:
            report.begin_links()
        for done, pk in enumerate(loose, start=1):
            mended = move.mend(pk)
            if mended is not None:
                totals.add_links(mended)
                if report:
                    report.add_links(mended)
                bar.clear()
                for line in lines_of_links(mended):
                    self.stdout.write(line)
            bar.show(done)
        if loose:
            bar.end(len(loose))
