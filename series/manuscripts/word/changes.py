"""Tracked changes: all are accepted, and the editor is told how many of each kind there were.

What was deleted is counted and not quoted: an author's deleted words are not the editors' to pass on.
"""

from collections import Counter
from collections.abc import Iterator

from lxml.etree import _Element as Element

from ..reporting import Report
from .names import W, attribute

# Wrappers of what a change took away, and of what it brought.
GONE = frozenset({f"{W}del", f"{W}moveFrom"})
COME = frozenset({f"{W}ins", f"{W}moveTo"})
FORMATS = frozenset(
    f"{W}{name}"
    for name in (
        "rPrChange", "pPrChange", "tblPrChange", "trPrChange", "tcPrChange", "tblGridChange", "tblPrExChange",
        "sectPrChange", "numberingChange",
    )
)  # fmt: skip

WORDS = {
    "insertions": ("insertion", "insertions"),
    "deletions": ("deletion", "deletions"),
    "moves": ("move", "moves"),
    "joins": ("paragraph joined to the next", "paragraphs joined to the next"),
    "rows in": ("inserted table row", "inserted table rows"),
    "rows out": ("deleted table row", "deleted table rows"),
    "cells": ("inserted, deleted or merged table cell", "inserted, deleted or merged table cells"),
    "formats": ("change of formatting", "changes of formatting"),
}


class Changes:
    """Counts the tracked changes of a document while it is read."""

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()
        self._places: dict[str, set[int]] = {}
        self._moved: set[str] = set()
        self._in_move = False

    def add(self, kind: str, place: int) -> None:
        """One change of a kind in WORDS, at a paragraph."""
        self._counts[kind] += 1
        self._places.setdefault(kind, set()).add(place)

    def met(self, wrapper: Element, place: int) -> bool:
        """Count the change that a wrapper is, and say whether its content stays."""
        if wrapper.tag in GONE:
            if wrapper.tag == f"{W}del":
                self.add("deletions", place)
            return False
        if wrapper.tag == f"{W}ins" and len(wrapper):
            self.add("insertions", place)
        elif wrapper.tag == f"{W}moveTo" and not self._in_move:
            self.add("moves", place)
        return True

    def move_begins(self, start: Element, place: int) -> None:
        """A `moveToRangeStart`: what follows is one move, in however many pieces (17.13.5.24)."""
        self._in_move = True
        name = attribute(start, "name") or attribute(start, "id")
        if name not in self._moved:
            self._moved.add(name)
            self.add("moves", place)

    def move_ends(self) -> None:
        self._in_move = False

    def report(self, report: Report) -> None:
        for kind, (one, many) in WORDS.items():
            if count := self._counts[kind]:
                report.add(
                    "changed",
                    f"Tracked changes were accepted: {count} {one if count == 1 else many}.",
                    self._places[kind],
                    count=count,
                )


def mark_is_gone(properties: Element | None) -> bool:
    """Whether a change took the end of a paragraph away, so that the next paragraph goes on with it (17.13.5.15)."""
    marks = properties.find(f"{W}rPr") if properties is not None else None
    return marks is not None and any(marks.find(tag) is not None for tag in GONE)


def formats_changed(properties: Element | None) -> int:
    """How many changes of formatting a block of properties records."""
    return sum(1 for _change in _formats(properties)) if properties is not None else 0


def _formats(properties: Element) -> Iterator[Element]:
    return (element for element in properties.iter() if element.tag in FORMATS)
