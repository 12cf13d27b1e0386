"""The one highlighter: marks in a text what a query was looking for, and cuts a passage around it.

In Python for both databases. Texts come in plain and go out as safe HTML: every letter is escaped, only the marks are
ours, so no text can break them.
"""

import re
import unicodedata
from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache

from django.utils.html import escape
from django.utils.safestring import SafeString

from home.search.asked import Asked
from publication.search_words import RUN, SYLLABLES, is_syllables, stem_of, words_of_run

PASSAGE = 240  # letters
BEFORE = 60
KOREAN = re.compile(f"[{SYLLABLES}]")


@dataclass(frozen=True)
class Highlighter:
    """Marks the terms of one query in any number of texts."""

    stems: frozenset[str]
    syllables: re.Pattern | None

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Where the terms stand in a composed text: (start, stop), in order, not overlapping."""
        found = []
        if self.stems:
            initials = {stem[:1] for stem in self.stems}
            # A stem begins as its word does: most words need not be taken to theirs.
            found += [
                run.span()
                for run in RUN.finditer(text)
                if ((first := run[0][0].lower()) in initials or not first.isascii())
                and stem_of(run[0]) in self.stems
            ]
        if self.syllables:
            found += [match.span() for match in self.syllables.finditer(text)]
        return _merged(sorted(found))

    def marked(self, text: str) -> SafeString:
        """The whole text."""
        text = unicodedata.normalize("NFC", text)
        return _html(text, self.spans(text), 0, len(text))

    def passage(self, text: str) -> SafeString:
        """Some 240 letters around the place where most terms stand together; empty where there is none.

        Kept for the same text and terms: it reads every word of a piece, of twenty for a page of results.
        """
        return _passage(self, text)

    def passage_of(self, text: str) -> SafeString:
        """The same, found anew."""
        text = unicodedata.normalize("NFC", " ".join(text.split()))
        spans = self.spans(text)
        if not spans:
            return SafeString("")
        starts = [start for start, _stop in spans]
        best = max(
            range(len(spans)),
            key=lambda place: (bisect_left(starts, starts[place] + PASSAGE - BEFORE) - place, -place),
        )
        start = _start_of_word(text, max(0, starts[best] - BEFORE))
        stop = _end_of_word(text, min(len(text), start + PASSAGE))
        return _html(text, spans, start, stop, "… " if start else "", " …" if stop < len(text) else "")


@lru_cache(maxsize=400)
def _passage(highlighter: Highlighter, text: str) -> SafeString:
    return highlighter.passage_of(text)


def highlighter_for(asked: Asked) -> Highlighter:
    """The highlighter of a query. Korean is marked also where a space stands inside a word."""
    stems, literals = set(), set()
    for term in asked.terms:
        for run in RUN.findall(term.literal):
            if is_syllables(run):
                literals.add(run)
            else:
                stems.update(words_of_run(run))
        for way in term.ways:
            stems.update(word for word in way.split() if not KOREAN.search(word))
    # One syllable is found as a whole word only.
    patterns = [
        r"[\s·]?".join(map(re.escape, literal))
        if len(literal) > 1
        else rf"(?<![{SYLLABLES}]){re.escape(literal)}(?![{SYLLABLES}])"
        for literal in sorted(literals, key=len, reverse=True)
    ]
    return Highlighter(frozenset(stems), re.compile("|".join(patterns)) if patterns else None)


def _merged(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, stop in spans:
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(stop, merged[-1][1]))
        else:
            merged.append((start, stop))
    return merged


def _html(text, spans, start, stop, before="", after="") -> SafeString:
    pieces, place = [before], start
    for begin, end in spans:
        if begin < start or end > stop:
            continue
        pieces += [escape(text[place:begin]), "<mark>", escape(text[begin:end]), "</mark>"]
        place = end
    return SafeString("".join([*pieces, escape(text[place:stop]), after]))


def _start_of_word(text: str, place: int) -> int:
    if not place:
        return 0
    space = text.find(" ", place - 1, place + BEFORE // 2)
    return place if space < 0 else space + 1


def _end_of_word(text: str, place: int) -> int:
    if place == len(text):
        return place
    space = text.rfind(" ", place - BEFORE, place + 1)
    return place if space < 0 else space
