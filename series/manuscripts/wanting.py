"""What a manuscript lacks, in the words of its report, the same for every reader."""

from .manuscript import Manuscript
from .reporting import Report


def report_missing(manuscript: Manuscript, report: Report, name: str) -> None:
    """Add what an editor has to fill in, and that the piece calls itself the last; `name` is the file's name or ""."""
    subject = f"“{name}”" if name else "The file"
    if manuscript.title is None:
        report.add("missing", f"{subject} has no title.", about="title")
    if not manuscript.byline:
        report.add("missing", f"{subject} names no author.")
    if not manuscript.body:
        report.add("missing", f"{subject} has no article text.")
    if manuscript.closes_series:
        report.add("guessed", "The text calls itself the last of its series.")
