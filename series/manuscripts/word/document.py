"""One document while it is read: its parts, what was counted on the way, and the numbers of its paragraphs."""

from collections import Counter
from dataclasses import dataclass, field

from ..bounds import Bounds, Clock
from ..errors import UnreadableManuscript
from ..reporting import Report
from .changes import Changes
from .comments import Comments
from .letters import TOLD, clean
from .notes import NoteTexts
from .numbering import Numbering
from .package import ONE_ARTICLE, Package
from .styles import Styles
from .visible import visible_text


@dataclass
class _Told:
    places: set[int] = field(default_factory=set)
    count: int = 0
    passages: list[str] = field(default_factory=list)


class Document:
    """What all steps of the reading share; `paragraphs` is how many were met. Nothing of it outlives the reading."""

    def __init__(self, package: Package, bounds: Bounds):
        self.package = package
        self.bounds = bounds
        self.clock = Clock(bounds.seconds)
        self.report = Report()
        self.changes = Changes()
        self.styles = Styles(self._part("styles"))
        self.is_ours = self.styles.are_ours
        self.numbering = Numbering(self._part("numbering"))
        self.comments = Comments(self._part("comments"))
        self.notes = NoteTexts({kind: self._part(f"{kind}s") for kind in ("footnote", "endnote")})
        self._letters: Counter[str] = Counter()
        self._told: dict[tuple[str, str], _Told] = {}
        self.paragraphs = 0

    def _part(self, kind: str):
        return self.package.part(self.package.first_related(kind))

    def next_paragraph(self) -> int:
        """The number of the paragraph that is read now. Raises when there are more than the bounds allow."""
        self.paragraphs += 1
        self.clock.tick()
        if self.paragraphs > self.bounds.blocks:
            raise UnreadableManuscript(
                f"The document is too long: more than {self.bounds.blocks:,} paragraphs.", ONE_ARTICLE
            )
        return self.paragraphs

    def cleaned(self, text: str, font: str = "") -> str:
        """The text as it goes into the manuscript; what was mended is told at the end."""
        return clean(text, font, self._letters)

    def words_in(self, element) -> str:
        """The visible words inside an element, for a finding."""
        return visible_text(self.styles, element)

    def mend(self, name: str) -> None:
        """Count something of TOLD that the file writes as an element."""
        self._letters[name] += 1

    def tell(self, kind: str, what: str, place: int, passage: str = "", count: int = 1) -> None:
        """Tell the editor; the same thing at several places becomes one finding with its places and its count."""
        told = self._told.setdefault((kind, what), _Told())
        told.places.add(place)
        told.count += count
        if passage.strip():
            told.passages.append(passage.strip())

    def finish_report(self) -> None:
        """Hand all that was counted to the report."""
        self.changes.report(self.report)
        for name, (kind, what) in TOLD.items():
            if self._letters[name]:
                self.report.add(kind, what, count=self._letters[name])
        for (kind, what), told in self._told.items():
            self.report.add(kind, what, told.places, count=told.count, passage="\n".join(told.passages))
