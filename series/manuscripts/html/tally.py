"""Findings that are made one by one and told together: "12 scripts were left out"."""

from dataclasses import dataclass, field

from ..manuscript import FindingKind
from ..reporting import Report


@dataclass
class _Entry:
    count: int = 0
    places: set[int] = field(default_factory=set)
    passages: list[str] = field(default_factory=list)


class Tally:
    """Counts things of a kind; `hand_over()` writes one finding for each kind into the report, in the order met."""

    def __init__(self) -> None:
        self._entries: dict[tuple[FindingKind, str], _Entry] = {}

    def add(self, kind: FindingKind, what: str, place: int = 0, *, passage: str = "", count: int = 1) -> None:
        """One more of it. `place` is the block's number from 1 (0: the file as a whole), `passage` its visible words."""
        entry = self._entries.setdefault((kind, what), _Entry())
        entry.count += count
        if place:
            entry.places.add(place)
        if passage:
            entry.passages.append(passage)

    def hand_over(self, report: Report) -> None:
        for (kind, what), entry in self._entries.items():
            report.add(kind, what, entry.places, count=entry.count, passage="\n".join(entry.passages))
        self._entries.clear()
