"""Which of many names are most like one that somebody typed, in any script, order and case."""

from collections.abc import Iterable, Mapping
from difflib import SequenceMatcher
from typing import TypeVar

from publication.search_words import RUN, fold

Key = TypeVar("Key")
# How alike two names are taken for a slip of the hand; some letters of nine.
ALIKE = 0.75
# Shorter words than this are in too many names to point at one.
SHORTEST_WORD = 3


def likest(asked: str, names: Mapping[Key, Iterable[str]], limit: int = 3) -> list[Key]:
    """The keys of at most `limit` names that are like what was asked, the likeliest first.

    Alike are: the same name with other spaces, hyphens or accents; a name all the words of which are in the other
    (`choe` for Choe Won-gi); one with a slip in it.
    """
    runs = RUN.findall(fold(asked))
    joined = "".join(runs)
    if not joined:
        return []
    matcher = SequenceMatcher(autojunk=False)
    matcher.set_seq2(joined)
    scores = {
        key: max((_score(runs, matcher, name) for name in of), default=0.0) for key, of in names.items()
    }
    found = [key for key, score in scores.items() if score >= ALIKE]
    return sorted(found, key=lambda key: -scores[key])[:limit]


def _score(runs: list[str], matcher: SequenceMatcher, name: str) -> float:
    words = RUN.findall(fold(name))
    joined = "".join(words)
    if joined == "".join(runs):
        return 2.0
    if set(runs) <= set(words) and any(len(run) >= SHORTEST_WORD or not run.isascii() for run in runs):
        return 1.0
    matcher.set_seq1(joined)
    if matcher.real_quick_ratio() < ALIKE or matcher.quick_ratio() < ALIKE:
        return 0.0
    return matcher.ratio()
