"""Comments in the margin: never part of the text; kept with who wrote them and the words that they are about."""

from dataclasses import dataclass, field

from lxml.etree import _Element as Element

from .names import W, attribute

LONGEST_PASSAGE = 400


@dataclass
class Remark:
    """One comment: `place` is the number of the paragraph where it stands, 0 for one that stands nowhere."""

    by: str
    text: str
    place: int = 0
    passage: list[str] = field(default_factory=list)

    @property
    def about(self) -> str:
        words = " ".join("".join(self.passage).split())
        return words if len(words) <= LONGEST_PASSAGE else f"{words[:LONGEST_PASSAGE]}…"


class Comments:
    """The comments of a document, and which of them are open at the point that is read."""

    def __init__(self, root: Element | None):
        self._remarks: dict[str, Remark] = {}
        self._open: set[str] = set()
        for element in () if root is None else root.iter(f"{W}comment"):
            lines = (
                "".join(text.text or "" for text in paragraph.iter(f"{W}t"))
                for paragraph in element.iter(f"{W}p")
            )
            self._remarks[attribute(element, "id")] = Remark(
                attribute(element, "author"), "\n".join(line for line in lines if line.strip())
            )

    def begin(self, key: str, place: int) -> None:
        if key in self._remarks:
            self._open.add(key)
            self._remarks[key].place = self._remarks[key].place or place

    def end(self, key: str) -> None:
        self._open.discard(key)

    def at(self, key: str, place: int) -> None:
        """A comment's mark: enough where it has no range."""
        if key in self._remarks:
            self._remarks[key].place = self._remarks[key].place or place

    def hear(self, text: str) -> None:
        """Words of the text, for the comments that are open."""
        for key in self._open:
            if len(self._remarks[key].passage) < LONGEST_PASSAGE:
                self._remarks[key].passage.append(text)

    def all(self) -> list[Remark]:
        """The comments with words, in the order of the text; those that stand nowhere last."""
        told = [remark for remark in self._remarks.values() if remark.text]
        return sorted(told, key=lambda remark: (remark.place == 0, remark.place))
