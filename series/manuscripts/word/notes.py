"""Footnotes and endnotes: one sequence, marked in the order in which the text first cites them."""

from lxml.etree import _Element as Element

from .names import W, attribute

# Lines and notices that Word draws between text and notes.
SEPARATORS = frozenset({"separator", "continuationSeparator", "continuationNotice"})


class NoteTexts:
    """The notes of a document by kind ("footnote", "endnote") and id, and the marks that were given out."""

    def __init__(self, roots: dict[str, Element | None]):
        self._elements: dict[tuple[str, str], Element] = {}
        self._marks: dict[tuple[str, str], str] = {}
        self._places: dict[tuple[str, str], int] = {}
        self._forgotten: set[tuple[str, str]] = set()
        for kind, root in roots.items():
            for element in () if root is None else root.iter(f"{W}{kind}"):
                if attribute(element, "type") not in SEPARATORS:
                    self._elements.setdefault((kind, attribute(element, "id")), element)

    def cite(self, kind: str, key: str, place: int) -> str:
        """The mark for a reference at a paragraph; "" where there is no such note."""
        note = (kind, key)
        if note not in self._elements:
            return ""
        self._places.setdefault(note, place)
        return self._marks.setdefault(note, str(len(self._marks) + 1))

    def cited(self) -> list[tuple[str, str, Element, int]]:
        """(mark, kind, element, paragraph of the first citing) of each note that was cited, in order."""
        return [
            (mark, note[0], self._elements[note], self._places[note]) for note, mark in self._marks.items()
        ]

    def forget(self, element: Element) -> None:
        """What stands here was deleted or is hidden: its notes are as well, and are quoted nowhere."""
        for kind in ("footnote", "endnote"):
            for reference in element.iter(f"{W}{kind}Reference"):
                self._forgotten.add((kind, attribute(reference, "id")))

    def uncited(self) -> list[tuple[str, Element]]:
        """(kind, element) of each note that nothing cites and nothing that was deleted or hidden cited."""
        left = {note: one for note, one in self._elements.items() if note not in self._marks}
        return [(note[0], element) for note, element in left.items() if note not in self._forgotten]
