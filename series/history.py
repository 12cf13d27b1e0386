"""What changed between two texts: their paragraphs set against each other, and in those that changed the words.

Words are what stands between spaces, in Korean as in English. The work is bounded: beyond the bounds whole paragraphs
are told as removed and added, which is coarse and never wrong.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

SAME, ADDED, REMOVED = "same", "added", "removed"

# Comparing costs at most the product of both lengths: words of one paragraph, words of the whole text, paragraphs.
MOST_IN_A_PARAGRAPH = 400_000
MOST_IN_A_TEXT = 2_000_000
MOST_PARAGRAPHS = 1_000_000


@dataclass(frozen=True)
class Run:
    """Words in a row that are the same in both texts, were added or were removed."""

    kind: str
    text: str


Change = tuple[Run, ...]


class Comparison:
    """Compares texts until the words that it may look at are used up."""

    def __init__(self, most: int = MOST_IN_A_TEXT):
        self._left = most

    def line(self, old: str, new: str) -> Change:
        """The words of two lines against each other; empty when they are the same, spaces aside."""
        before, after = old.split(), new.split()
        if before == after:
            return ()
        cost = len(before) * len(after)
        if cost > MOST_IN_A_PARAGRAPH or cost > self._left:
            return _whole(before, after)
        self._left -= cost
        runs = []
        matcher = SequenceMatcher(None, before, after, autojunk=False)
        for tag, start, stop, new_start, new_stop in matcher.get_opcodes():
            if tag == "equal":
                runs.append(Run(SAME, " ".join(before[start:stop])))
                continue
            runs.extend(_whole(before[start:stop], after[new_start:new_stop]))
        return tuple(runs)

    def paragraphs(self, old: Sequence[str], new: Sequence[str]) -> tuple[Change, ...]:
        """Of two texts the paragraphs that changed, in the order of the text."""
        first = 0
        while first < min(len(old), len(new)) and old[first] == new[first]:
            first += 1
        last = 0
        while last < min(len(old), len(new)) - first and old[-1 - last] == new[-1 - last]:
            last += 1
        before, after = old[first : len(old) - last], new[first : len(new) - last]
        if len(before) * len(after) > MOST_PARAGRAPHS:
            steps = [("replace", 0, len(before), 0, len(after))]
        else:
            steps = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
        changes = []
        for tag, start, stop, new_start, new_stop in steps:
            if tag != "equal":
                changes.extend(self._pairs(before[start:stop], after[new_start:new_stop]))
        return tuple(change for change in changes if change)

    def _pairs(self, before: Sequence[str], after: Sequence[str]):
        """Paragraphs that took each other's place, one against one, and what is left over."""
        for place in range(max(len(before), len(after))):
            yield self.line(
                before[place] if place < len(before) else "", after[place] if place < len(after) else ""
            )


def _whole(before: Sequence[str], after: Sequence[str]) -> Change:
    runs = (Run(REMOVED, " ".join(before)), Run(ADDED, " ".join(after)))
    return tuple(run for run in runs if run.text)
