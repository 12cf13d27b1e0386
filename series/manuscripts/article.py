"""From passages to a `Manuscript`: note, head, bylines, biographies and body are told apart here for every reader."""

from dataclasses import dataclass, field, replace

from .affiliations import take_biographies
from .body import build_body
from .languages import language_of
from .lettercase import Spellings
from .lines import Passage
from .manuscript import BylineEntry, Manuscript, Source
from .notes import has_end_mark, says_last_in_series, take_notes
from .opening import take_late_bylines, take_opening
from .reporting import Report
from .wanting import report_missing


@dataclass(frozen=True)
class Known:
    """What is known before the text is read, from markup or from what a page says of itself; "" or None where nothing is.

    Title, standfirst and byline were taken from among the passages. Whom a page claims as its authors counts only
    where the text has no byline.
    """

    title: str | None = None
    standfirst: str = ""
    byline: tuple[BylineEntry, ...] = ()
    claimed: tuple[BylineEntry, ...] = ()
    source: Source = field(default_factory=Source)


def compose(passages: list[Passage], report: Report, known: Known | None = None) -> Manuscript:
    """The manuscript that the passages hold; every passage ends in it, or in a finding that quotes it.

    The findings are left in the report. `tell_missing` says what the manuscript lacks.
    """
    known = known or Known()
    spellings = Spellings(passage.text for passage in passages)
    note, passages = take_notes(passages, report)
    authors = (*known.byline, *known.claimed)
    opening, passages = take_opening(passages, spellings, report, title=known.title, authors=authors)
    byline = list({entry.name: entry for entry in (*opening.byline, *known.byline)}.values())
    byline, passages = take_late_bylines(passages, byline, spellings, report)
    if not byline and known.claimed:
        byline = list(known.claimed)
        names = ", ".join(entry.name for entry in byline)
        report.add(
            "guessed", f"The byline was taken from what the page says of itself: {names}.", count=len(byline)
        )
    byline, passages = take_biographies(passages, byline, report)
    body = build_body(passages, spellings, report)
    return Manuscript(
        title=opening.title,
        standfirst=" ".join(filter(None, (known.standfirst, opening.standfirst))),
        editors_note=note,
        byline=tuple(byline),
        body=body,
        source=_source(known.source, opening.source),
        language=language_of(passage.text for passage in passages),
        closes_series=says_last_in_series(note) or has_end_mark(opening.title or ""),
    )


def _source(known: Source, printed: Source) -> Source:
    return Source(known.name or printed.name, known.date or printed.date, printed.page, known.address)


def tell_missing(manuscript: Manuscript, report: Report, name: str) -> Manuscript:
    """The manuscript with all findings: those of the report, and what it lacks; `name` is the file's name or ""."""
    report_missing(manuscript, report, name)
    return replace(manuscript, findings=report.findings())
