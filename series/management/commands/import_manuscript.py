"""manage.py import_manuscript FILE… --series SLUG: manuscripts of any kind that can be read become parts."""

import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from series.manuscripts.errors import UnreadableManuscript
from series.manuscripts.importing import Ahead, ImportRefused, Outcome, import_file, read_manuscript
from series.manuscripts.telling import tell, tell_totals


class Command(BaseCommand):
    """Import files; say what was found in each; exit with 1 when anything was refused."""

    help = "Read manuscripts into a series, as drafts unless --publish is given."

    def add_arguments(self, parser):
        parser.add_argument("files", type=Path, nargs="+", metavar="FILE", help="a manuscript")
        self.add_options(parser)
        parser.add_argument(
            "--number", type=int, metavar="N", help="the part number; the highest plus one by default"
        )
        parser.add_argument("--dry-run", action="store_true", help="say what would happen and write nothing")
        parser.add_argument(
            "--report", type=Path, metavar="FILE.json", help="write what was understood there"
        )

    @staticmethod
    def add_options(parser):
        """The options that import_text has as well."""
        parser.add_argument("--series", required=True, metavar="SLUG", help="the slug of the series")
        parser.add_argument("--title", default="", help="the title, where the text has none")
        parser.add_argument("--publish", action="store_true", help="publish the part when it is valid")

    def handle(self, *args, **options):
        files = options["files"]
        if len(files) > 1 and (options["title"] or options["number"] is not None):
            raise CommandError("A title or a number is for one file; you gave several.")
        outcomes, reports, problems = [], [], []
        ahead = Ahead()
        for place, path in enumerate(files, start=1):
            if len(files) > 1:
                self.stdout.write(f"[{place}/{len(files)}] {path.name}")
            outcome, report, problem = self._bring_in(path, options, ahead)
            outcomes.append(outcome)
            reports.append(report)
            if problem:
                problems.append(problem)
                if len(files) > 1:
                    self.stderr.write(problem)
        if options["report"]:
            self._write_report(options["report"], reports)
        if len(files) > 1:
            self.stdout.write(tell_totals(outcomes))
        if problems:
            raise CommandError(
                problems[0]
                if len(files) == 1
                else f"{len(problems)} of {len(files)} files were refused, or could not be published."
            )

    def _bring_in(self, path: Path, options, ahead: Ahead) -> tuple[Outcome | None, dict, str]:
        """What came of a file, the report about it, and what is wrong ("" for nothing)."""
        try:
            data = path.read_bytes()
            manuscript = read_manuscript(data, path.name)
        except OSError as error:
            problem = f"{path} cannot be read: {error.strerror}."
            return None, {"file": path.name, "refused": problem}, problem
        except UnreadableManuscript as error:
            return None, {"file": path.name, "refused": str(error)}, str(error)
        try:
            outcome = import_file(
                data,
                options["series"],
                name=path.name,
                title=options["title"].strip(),
                number=options["number"],
                publish=options["publish"],
                rehearse=options["dry_run"],
                ahead=ahead,
                manuscript=manuscript,
            )
        except ImportRefused as error:
            report = Outcome(manuscript, manuscript.findings).report
            return None, report | {"file": path.name, "refused": str(error)}, str(error)
        for line in tell(outcome, rehearsed=options["dry_run"]):
            self.stdout.write(line)
        problem = f"It could not be published and stays a draft: {outcome.refusal}" if outcome.refusal else ""
        return outcome, outcome.report | {"file": path.name}, problem

    def _write_report(self, path: Path, reports: list[dict]) -> None:
        content = reports[0] if len(reports) == 1 else reports
        try:
            path.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        except OSError as error:
            raise CommandError(f"The report cannot be written to {path}: {error.strerror}.") from error
