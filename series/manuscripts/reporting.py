"""Where the steps of a reader write down what they found, so that nothing happens in silence."""

from collections.abc import Iterable

from .manuscript import Finding, FindingKind


class Report:
    """Collects findings while a file is read; `findings()` gives them in the order of the file."""

    def __init__(self) -> None:
        self._findings: list[Finding] = []

    def add(
        self,
        kind: FindingKind,
        what: str,
        place: Iterable[int] = (),
        *,
        count: int = 1,
        passage: str = "",
        about: str = "",
    ) -> None:
        self._findings.append(Finding(kind, what, tuple(sorted(place)), count, passage, about))

    def findings(self) -> tuple[Finding, ...]:
        return tuple(sorted(self._findings, key=lambda finding: finding.place[:1]))
