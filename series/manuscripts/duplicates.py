"""Doubled text: a paragraph that stands twice, or a whole article that was copied together with itself.

Paragraphs are compared whole, in a normalised form. Copies that differ are aligned: the first copy's order
holds, and what only a later copy has is put in after the paragraph it follows there.
"""

import re
import unicodedata
from collections import defaultdict
from itertools import accumulate

from .lines import Passage
from .reporting import Report

# Shorter passages may stand twice on purpose (a refrain, "No."), and are dropped only within a second copy.
SHORT = 40
# How many short passages beside a copy are compared; bounds the cost on files made of repetitions.
NEIGHBOURS = 50

_ALIKE = str.maketrans(
    {**dict.fromkeys("‘’‚′`", "'"), **dict.fromkeys("“”„″«»", '"'), **dict.fromkeys("–—―−", "-")}
)
_INNER_HYPHEN = re.compile(r"(?<=[^\W\d_])-(?=[^\W\d_])")

Pair = tuple[int, int]  # a passage's index in the later copy, and in the first


def normalised(passage: Passage) -> str:
    """What copies of a passage have in common: letters without case, plain quotes and dashes, no spaces."""
    if passage.slot is not None:
        return f"picture:{passage.slot.caption.casefold()}:{passage.slot.alt.casefold()}"
    text = unicodedata.normalize("NFKC", passage.text).translate(_ALIKE).casefold()
    return "".join(_INNER_HYPHEN.sub("", text).split())


def fold_copies(passages: list[Passage], report: Report) -> list[Passage]:
    """Each passage once: the union of all copies in the first copy's order. Linear in the text's length.

    Everything left out is reported as dropped, everything that only a later copy has as kept.
    """
    return _Folding(passages).folded(report)


class _Folding:
    def __init__(self, passages: list[Passage]):
        self.passages = passages
        self.keys = [normalised(passage) for passage in passages]
        self.long = [len(passage.text) >= SHORT for passage in passages]
        self.longs_before = [0, *accumulate(self.long)]
        self.dropped: set[int] = set()
        self.after: dict[int, list[int]] = defaultdict(list)

    def folded(self, report: Report) -> list[Passage]:
        copies, lone = self._copies_and_lone_repeats()
        # A copy's head lines first: they must not be taken for the end of the copy before.
        heads = [self._shorts_before(*copy[0]) for copy, _ in copies]
        self.dropped.update(index for head in heads for index in head)
        for (copy, limit), head in zip(copies, heads, strict=True):
            self._fold_copy(copy, head, limit, report)
        self._drop_lone(lone, report)
        self._report_refrains(report)
        return [self.passages[index] for index in self._order()]

    def _copies_and_lone_repeats(self) -> tuple[list[tuple[list[Pair], int]], list[Pair]]:
        """Chains of repeats that run in the order of the first copy are copies; single ones are lone."""
        first: dict[str, int] = {}
        chains: list[list[Pair]] = []
        for index, key in enumerate(self.keys):
            if not self.long[index]:
                continue
            earlier = first.setdefault(key, index)
            if earlier == index:
                continue
            if chains and chains[-1][-1][1] < earlier < chains[-1][0][0]:
                chains[-1].append((index, earlier))
            else:
                chains.append([(index, earlier)])
        copies, lone = [], []
        for number, chain in enumerate(chains):
            start = self._copy_start(chain)
            lone += chain[:start]
            if chain[start:]:
                limit = chains[number + 1][0][0] if number + 1 < len(chains) else len(self.passages)
                copies.append((chain[start:], limit))
        return copies, lone

    def _copy_start(self, chain: list[Pair]) -> int:
        """Where in the chain a copy begins: from there on at least half of the long passages are repeats."""
        end = self.longs_before[chain[-1][0] + 1]
        for start, (index, _) in enumerate(chain[:-1]):
            if (len(chain) - start) * 2 >= end - self.longs_before[index]:
                return start
        return len(chain)

    def _fold_copy(self, copy: list[Pair], head: list[int], limit: int, report: Report) -> None:
        dropped = [*head, *(index for index, _ in copy)]
        ends = [*copy[1:], (limit, copy[0][0])]
        only_here: list[int] = []
        for (index, earlier), (next_index, next_earlier) in zip(copy, ends, strict=True):
            anchor, searched = earlier, earlier + 1
            stop = min(next_earlier, earlier + 1 + NEIGHBOURS)
            for other in range(index + 1, next_index):
                if other in self.dropped:
                    continue
                match = next((at for at in range(searched, stop) if self.keys[at] == self.keys[other]), None)
                if match is None:
                    self.after[anchor].append(other)
                    # A picture is reported already, as missing.
                    if self.passages[other].slot is None:
                        only_here.append(other)
                else:
                    anchor, searched = match, match + 1
                    dropped.append(other)
        self.dropped.update(dropped)
        self._report(
            report,
            "dropped",
            "The text stands more than once; this copy was compared with the first, paragraph by paragraph,"
            " and what both have was kept once.",
            sorted(dropped),
        )
        if only_here:
            self._report(
                report,
                "kept",
                "Only a later copy of the text has this; it was put in where it stands there.",
                only_here,
            )

    def _shorts_before(self, index: int, earlier: int) -> list[int]:
        """Short passages before a copy's first paragraph (byline, title) that the first copy has, too."""
        matched: list[int] = []
        at = earlier - 1
        for other in range(index - 1, max(earlier, index - 1 - NEIGHBOURS), -1):
            if self.long[other] or at < 0:
                break
            match = next(
                (
                    here
                    for here in range(at, max(-1, at - NEIGHBOURS), -1)
                    if self.keys[here] == self.keys[other]
                ),
                None,
            )
            if match is not None:
                matched.append(other)
                at = match - 1
        return matched

    def _drop_lone(self, lone: list[Pair], report: Report) -> None:
        repeats: dict[int, list[int]] = defaultdict(list)
        for index, earlier in lone:
            repeats[earlier].append(index)
        for indexes in repeats.values():
            self.dropped.update(indexes)
            place = [number for index in indexes for number in self.passages[index].place]
            report.add(
                "dropped",
                "A paragraph that stands more than once was kept once.",
                place,
                count=len(indexes),
                passage=self.passages[indexes[0]].original,
            )

    def _report_refrains(self, report: Report) -> None:
        standing: dict[str, list[int]] = defaultdict(list)
        for index, key in enumerate(self.keys):
            if (
                key
                and not self.long[index]
                and index not in self.dropped
                and self.passages[index].slot is None
            ):
                standing[key].append(index)
        for indexes in standing.values():
            if len(indexes) > 1:
                report.add(
                    "kept",
                    "A short line stands more than once; it may be meant so and was kept each time.",
                    [number for index in indexes for number in self.passages[index].place],
                    count=len(indexes),
                    passage=self.passages[indexes[0]].original,
                )

    def _report(self, report: Report, kind, what: str, indexes: list[int]) -> None:
        report.add(
            kind,
            what,
            [number for index in indexes for number in self.passages[index].place],
            count=len(indexes),
            passage="\n".join(self.passages[index].original for index in indexes),
        )

    def _order(self) -> list[int]:
        moved = {index for indexes in self.after.values() for index in indexes}
        order: list[int] = []
        waiting = [index for index in range(len(self.passages) - 1, -1, -1) if index not in moved]
        while waiting:
            index = waiting.pop()
            if index not in self.dropped:
                order.append(index)
            waiting.extend(reversed(self.after.get(index, ())))
        return order
