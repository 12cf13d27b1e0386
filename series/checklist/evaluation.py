"""Asks the rules: the checklist of one piece, and what is missing in many."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from series.checklist.piece import Piece
from series.checklist.reading import read_pieces, read_version, read_versions
from series.checklist.rules import RULES, Finding, Level, Rule
from series.clearance.states import Standing
from series.models import ChecklistSettings, InstallmentPage


@dataclass(frozen=True)
class Point:
    """One point of a piece's checklist, and what was found; it is met when nothing was."""

    rule: Rule
    level: Level
    findings: tuple[Finding, ...]

    @property
    def is_met(self) -> bool:
        return not self.findings


@dataclass(frozen=True)
class Checklist:
    """All points of a piece, in the order of the rules, and where its authors stand with it, for the desk."""

    points: tuple[Point, ...]
    clearances: tuple[Standing, ...] = ()

    @property
    def required(self) -> tuple[Point, ...]:
        """The points without which it is not published."""
        return tuple(point for point in self.points if point.level is Level.REQUIRED)

    @property
    def advised(self) -> tuple[Point, ...]:
        """The other points."""
        return tuple(point for point in self.points if point.level is Level.ADVISED)

    @property
    def missing(self) -> tuple[Point, ...]:
        """The required points that are not met: these keep it out of print."""
        return tuple(point for point in self.required if not point.is_met)

    @property
    def open_advice(self) -> tuple[Point, ...]:
        """The advised points that are not met."""
        return tuple(point for point in self.advised if not point.is_met)


def checklist_of(piece: Piece, levels: Mapping[str, Level]) -> Checklist:
    """The checklist of a piece; `levels` gives the level of each rule by its code."""
    points = tuple(Point(rule, levels[rule.code], tuple(rule.check(piece))) for rule in RULES)
    return Checklist(points, piece.clearances)


def missing_of_all(pages: Iterable[InstallmentPage]) -> dict[int, Checklist]:
    """The checklists of pages by id, in their latest drafts. At most 18 queries, however many pages."""
    levels = ChecklistSettings.levels()
    return {pk: checklist_of(piece, levels) for pk, piece in read_pieces(pages).items()}


def missing_of(page: InstallmentPage) -> Checklist:
    """The checklist of a page in its latest draft."""
    return missing_of_all([page])[page.pk]


def missing_in_version(page: InstallmentPage, content: Mapping) -> Checklist:
    """The checklist of a page as one of its versions has it (`content` of a revision)."""
    return checklist_of(read_version(page, content), ChecklistSettings.levels())


def missing_in_versions(versions: Mapping[int, tuple[InstallmentPage, Mapping]]) -> dict[int, Checklist]:
    """The checklists of pages by id, as given versions have them. At most 13 queries, however many pages."""
    levels = ChecklistSettings.levels()
    return {pk: checklist_of(piece, levels) for pk, piece in read_versions(versions).items()}
