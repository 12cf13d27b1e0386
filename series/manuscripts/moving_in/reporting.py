"""What a move tells: a line for every loss, totals, and all of it as JSON, written while it goes on."""

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from series.manuscripts.manuscript import to_json
from series.manuscripts.moving_in.links import Mended
from series.manuscripts.moving_in.moving import Fate, Outcome
from series.manuscripts.telling import told
from series.manuscripts.wordpress import Export, State

STATES = {State.PUBLIC: "live", State.SCHEDULED: "scheduled", State.DRAFT: "draft"}
# In the order in which they are told.
TOTALS = (
    "created", "planned", "live", "scheduled", "draft", "there", "deleted", "skipped", "refused", "comments skipped",
    "spam skipped", "losses", "links led to pages", "links still leading to the old site",
)  # fmt: skip


class Totals:
    """Counts what became of the items of an export."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()

    def add(self, outcome: Outcome) -> None:
        """Count one item."""
        self.counts[outcome.fate.value] += 1
        if outcome.state is not None:
            self.counts[STATES[outcome.state]] += 1
        if outcome.fate in (Fate.CREATED, Fate.PLANNED):
            self.counts["comments skipped"] += outcome.comments
            self.counts["spam skipped"] += outcome.spam
        self.counts["losses"] += sum(finding.kind in ("dropped", "missing") for finding in outcome.findings)

    def add_links(self, mended: Mended) -> None:
        """Count the links of one piece."""
        self.counts["links led to pages"] += mended.count
        self.counts["links still leading to the old site"] += len(mended.left)

    @property
    def anything_refused(self) -> bool:
        return self.counts["refused"] > 0

    def as_json(self) -> dict[str, int]:
        return {name.replace(" ", "_"): self.counts[name] for name in TOTALS}

    def line(self) -> str:
        """What happened, in one line."""
        told = [f"{self.counts[name]:,} {name}" for name in TOTALS if self.counts[name]]
        return ", ".join(told) or "nothing to do"


def lines_of(outcome: Outcome, guesses: set[str], *, everything: bool = False) -> Iterator[str]:
    """A line for what came of an item, and one for each loss, change and guess; with `everything`, for what was kept too.

    `guesses` holds those that were told before in the same run, as one author is recognised again with each post: those
    are told once, unless `everything` is.
    """
    name = f"{outcome.id} “{outcome.title}”" if outcome.title else f"{outcome.id} (no title)"
    if outcome.fate is Fate.CREATED:
        part = f", part {outcome.number}" if outcome.number is not None else ""
        yield f"{name}: {STATES[outcome.state]} in {outcome.series}{part}"
    elif outcome.fate is Fate.PLANNED:
        yield f"{name}: would be {STATES[outcome.state]} in {outcome.series}"
    elif outcome.fate is Fate.REFUSED:
        yield f"{name}: REFUSED"
    elif outcome.fate is Fate.THERE:
        return
    for finding in outcome.findings:
        line = told(finding)
        is_news = finding.kind != "kept" and (finding.kind != "guessed" or line not in guesses)
        if everything or is_news:
            yield f"{name}: {line}"
        if finding.kind == "guessed":
            guesses.add(line)


def lines_of_links(mended: Mended) -> Iterator[str]:
    """A line for each link of a piece that still leads to the old site."""
    for address in mended.left:
        yield f"“{mended.title}”: Missing: a link leads to what was not imported, and still to the old site [{address}]"


class ReportFile:
    """The report as one JSON object, written item by item: thousands of posts need no more memory than one.

    While the run goes on it stands beside its place, with `.part` behind its name. `complete` says in the end whether
    the run came to its own.
    """

    def __init__(self, path: Path, export: Export, *, dry_run: bool):
        self._path, self._part = path, path.with_name(f"{path.name}.part")
        self._file = self._part.open("w", encoding="utf-8")
        index = export.index
        head = {"site": index.address, "title": index.title, "posts": index.posts, "dry_run": dry_run}
        self._file.write(json.dumps(head, ensure_ascii=False)[:-1] + ', "items": [')
        self._separator = "\n"

    def add(self, outcome: Outcome) -> None:
        """Write down one item."""
        self._write(_as_json(outcome))

    def begin_links(self) -> None:
        """From here on links are written down, no more items."""
        self._file.write('\n], "links": [')
        self._separator = "\n"

    def add_links(self, mended: Mended) -> None:
        """Write down what became of the links of one piece."""
        self._write({"title": mended.title, "led_to_pages": mended.count, "left": list(mended.left)})

    def end(self, totals: Totals, *, complete: bool) -> None:
        """Finish the file and put it in its place."""
        end = {"totals": totals.as_json(), "complete": complete}
        self._file.write(f"\n], {json.dumps(end)[1:]}\n")
        self._file.close()
        self._part.replace(self._path)

    def _write(self, value: dict) -> None:
        self._file.write(f"{self._separator}{json.dumps(value, ensure_ascii=False)}")
        self._separator = ",\n"


def _as_json(outcome: Outcome) -> dict:
    value: dict = {
        "id": outcome.id,
        "guid": outcome.guid,
        "title": outcome.title,
        "outcome": outcome.fate.value,
        "state": STATES[outcome.state] if outcome.state else None,
        "series": outcome.series,
        "part": outcome.number,
        "address": outcome.address,
        "topics": list(outcome.topics),
        "comments_skipped": outcome.comments,
        "spam_skipped": outcome.spam,
        "findings": [
            {
                "kind": finding.kind,
                "what": finding.what,
                "place": finding.where,
                "count": finding.count,
                "passage": finding.passage,
            }
            for finding in outcome.findings
        ],
    }
    if outcome.manuscript is not None:
        value["manuscript"] = {
            name: part for name, part in to_json(outcome.manuscript).items() if name != "findings"
        }
    return value
