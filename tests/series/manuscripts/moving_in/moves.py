"""Runs of import_wordpress for tests: a file in, what it said and wrote out."""

import json
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

from django.core.management import CommandError, call_command


@dataclass(frozen=True)
class Run:
    """What a run told: its lines, its report, and how it failed ("" when it did not)."""

    lines: tuple[str, ...]
    report: dict
    failure: str

    @property
    def totals(self) -> dict[str, int]:
        return self.report["totals"]

    def item(self, id: int) -> dict:
        """What the report says of an item of the export."""
        return next(item for item in self.report["items"] if item["id"] == id)

    def findings(self, id: int) -> list[str]:
        return [finding["what"] for finding in self.item(id)["findings"]]


def run(folder: Path, data: bytes, **options) -> Run:
    """Import a file, with the options of the command."""
    file, report = folder / "export.xml", folder / "report.json"
    file.write_bytes(data)
    report.unlink(missing_ok=True)
    out, failure = StringIO(), ""
    try:
        call_command("import_wordpress", file, report=report, stdout=out, stderr=StringIO(), **options)
    except CommandError as error:
        failure = str(error)
    told = json.loads(report.read_text(encoding="utf-8")) if report.exists() else {}
    return Run(tuple(out.getvalue().splitlines()), told, failure)
