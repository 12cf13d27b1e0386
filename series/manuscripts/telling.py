"""What the command line says of imported files: a line for each finding, one for the outcome, one for the totals."""

from collections import Counter
from collections.abc import Iterable, Iterator

from series.manuscripts.importing import Outcome
from series.manuscripts.manuscript import Finding

LABELS = {
    "kept": "Kept",
    "changed": "Found",
    "dropped": "Dropped",
    "guessed": "Guessed",
    "missing": "Missing",
}


def tell(outcome: Outcome, *, rehearsed: bool = False) -> Iterator[str]:
    """The lines about one file."""
    page = outcome.page
    part = f"part {outcome.number}" if outcome.number is not None else "a piece without a number"
    if outcome.was_there:
        there = "is" if page else "would be"
        yield f"This file {there} in the series already, as “{outcome.title}” ({part}). Nothing changed."
        return
    yield from map(tell_finding, outcome.findings)
    if rehearsed:
        yield f"Would be imported as {part}: “{outcome.title or '(no title)'}”. Nothing was written."
        return
    state = "published" if outcome.is_published else "a draft"
    yield f"Imported “{page.title}” as {part} of “{page.series.title}”: {state}."


def tell_finding(finding: Finding) -> str:
    """One finding in a line."""
    place = f" (line {finding.where})" if finding.where else ""
    return f"{LABELS[finding.kind]}: {finding.what}{place}"


def tell_totals(outcomes: Iterable[Outcome | None]) -> str:
    """How many files came to what, None being one that was refused; and how many findings there were of each kind."""
    files, findings = Counter(), Counter()
    for outcome in outcomes:
        if outcome is None or outcome.refusal:
            files["refused"] += 1
        else:
            files["there already" if outcome.was_there else "read"] += 1
        if outcome is not None and not outcome.was_there:
            findings.update(finding.kind for finding in outcome.findings)
    told = ", ".join(f"{count} {what}" for what, count in files.items())
    kinds = ", ".join(f"{findings[kind]} {kind}" for kind in LABELS if findings[kind])
    return f"{files.total()} files: {told}. Findings: {kinds or 'none'}."
