"""What the command line says of imported files: a line for each finding, one for the outcome, one for the totals."""

from collections import Counter
from collections.abc import Iterable, Iterator

from series.manuscripts.importing import Outcome
from series.manuscripts.manuscript import Finding

LABELS = {
    "kept": "Kept",
    "changed": "Changed",
    "dropped": "Dropped",
    "guessed": "Guessed",
    "missing": "Missing",
}
LONGEST_PASSAGE = 120


def tell(outcome: Outcome, *, rehearsed: bool = False) -> Iterator[str]:
    """The lines about one file."""
    page = outcome.page
    part = f"part {outcome.number}" if outcome.number is not None else "a piece without a number"
    if outcome.was_there:
        there = "is" if page else "would be"
        yield f"This file {there} in the series already, as “{outcome.title}” ({part}). Nothing changed."
        return
    yield from map(told, outcome.findings)
    if rehearsed:
        yield f"Would be imported as {part}: “{outcome.title or '(no title)'}”. Nothing was written."
        return
    state = "published" if outcome.is_published else "a draft"
    yield f"Imported “{page.title}” as {part} of “{page.series.title}”: {state}."


def told(finding: Finding) -> str:
    """A finding in one line: what, where, how often, and the beginning of the words that it is about."""
    place = f" (line {finding.where})" if finding.where else ""
    count = f" ({finding.count} times)" if finding.count > 1 else ""
    passage = " ".join(finding.passage.split())
    passage = f" [{passage[:LONGEST_PASSAGE]}{'…' * (len(passage) > LONGEST_PASSAGE)}]" if passage else ""
    return f"{LABELS[finding.kind]}: {finding.what}{place}{count}{passage}"


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
