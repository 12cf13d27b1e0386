"""What a reader's line asks for: terms that must all be there, each with the ways in which it may be written.

Words in quotation marks stand beside each other. A Korean word is looked for as a part of longer words, and with spaces
where writers differ: 남방정책 is also 남방 정책, 새 정부 also 새정부. Signs mean nothing.
"""

import re
from dataclasses import dataclass
from functools import reduce
from itertools import combinations

from wagtail.search.query import And, Or, Phrase

from publication.search_words import (
    IS_SYLLABLES,
    POSSESSIVE,
    RUN,
    fold,
    is_syllables,
    words_in,
    written_as_one,
)

MOST_TERMS = 12
QUOTED = re.compile(r'["“”„]([^"“”„]*)["“”„]')
# Ending particles of nouns, the longest first. Left out only where nothing was found with them.
PARTICLES = sorted(
    "은 는 이 가 을 를 의 에 와 과 도 만 로 께 나 야 라 랑 에서 에게 으로 부터 까지 처럼 보다 마저 조차 밖에 이나 이라 이란 하고 "
    "한테 께서 에는 에도 에만 와의 과의 로의 로서 로써 에서는 에서의 에서도 에게는 에게서 으로서 으로써 으로의 으로는 로부터 "
    "으로부터 까지의 부터의 이라는 이라고 라는 라고 들 들은 들이 들을 들의".split(),
    key=len,
    reverse=True,
)
# A longer word is taken apart in fewer ways, so that a query stays small.
PARTS_OF_SHORT_WORD, SHORT_WORD, LONG_WORD = 3, 6, 12


@dataclass(frozen=True)
class Term:
    """One thing to find. `ways` are lines of index words, one of which must be there; `literal` what a page may show."""

    ways: tuple[str, ...]
    literal: str

    def is_in(self, words: str) -> bool:
        """Is it in a line of index words with spaces at both ends?"""
        return any(f" {way} " in words for way in self.ways)


@dataclass(frozen=True)
class Asked:
    """A line, understood. `key` is how it is counted and promoted: folded, without signs."""

    terms: tuple[Term, ...]
    key: str

    def __bool__(self) -> bool:
        return bool(self.terms)

    def for_index(self):
        """The query for the search index of the database; only when there are terms."""
        return reduce(both, (reduce(either, map(Phrase, term.ways)) for term in self.terms))

    def loosened(self) -> "Asked | None":
        """The same with Korean words without particles and taken apart; None where that changes nothing."""
        terms: list[Term] = []
        for term in self.terms:
            terms += _loose(term)
        loose = tuple(dict.fromkeys(terms))[:MOST_TERMS]
        return None if loose == self.terms else Asked(loose, self.key)


def both(one, other):
    """Both queries."""
    return And([one, other])


def either(one, other):
    """Either query."""
    return Or([one, other])


def understand(typed: str) -> Asked:
    """Read a line that was made fit by publication/typed_words.py. A quotation mark without its partner is left out."""
    terms = [_phrase(quoted) for quoted in QUOTED.findall(typed)]
    rest = fold(QUOTED.sub(" ", typed))
    terms += [_word(word) for word in _with_short_neighbours(POSSESSIVE.sub("", rest).split())]
    found = tuple(dict.fromkeys(term for term in terms if term.ways))[:MOST_TERMS]
    return Asked(found, " ".join(RUN.findall(fold(typed))))


def _phrase(text: str) -> Term:
    folded = fold(text)
    words = " ".join(words_in(folded))
    return Term((words,) if words else (), " ".join(folded.split()))


def _with_short_neighbours(words: list[str]) -> list[str]:
    """The words, but a Korean word of one syllable, which no index of pairs can find, joined with its neighbour."""
    joined: list[str] = []
    waits = False
    for word in words:
        korean = bool(IS_SYLLABLES.fullmatch(word))
        fits = korean and bool(joined) and bool(IS_SYLLABLES.fullmatch(joined[-1]))
        if fits and (waits or len(word) == 1):
            joined[-1] += word
        else:
            joined.append(word)
        waits = len(joined[-1]) == 1
    return joined


def _word(word: str) -> Term:
    runs = RUN.findall(word)
    if len(runs) == 1 and is_syllables(runs[0]):
        return Term(_spellings(runs[0]), runs[0])
    # What hangs on a foreign word or a number is a particle or a counter: ASEAN의, 2021년.
    if any(not is_syllables(run) for run in runs):
        runs = [run for run in runs if not is_syllables(run) or len(run) > 1]
    ways = [" ".join(words_in(" ".join(runs))), " ".join(written_as_one(word))]
    return Term(tuple(dict.fromkeys(filter(None, ways))), " ".join(runs))


def _spellings(run: str) -> tuple[str, ...]:
    """The index words of a Korean word as it is, and with spaces in it."""
    parts = PARTS_OF_SHORT_WORD if len(run) <= SHORT_WORD else 2 if len(run) <= LONG_WORD else 1
    ways = []
    for breaks in range(parts):
        for places in combinations(range(1, len(run)), breaks):
            edges = (0, *places, len(run))
            pieces = (run[start:stop] for start, stop in zip(edges, edges[1:], strict=False))
            ways.append(" ".join(words_in(" ".join(pieces))))
    return tuple(dict.fromkeys(ways))


def _loose(term: Term) -> list[Term]:
    if not IS_SYLLABLES.fullmatch(term.literal):
        return [term]
    word = bare(term.literal)
    if len(word) < 4:
        return [Term(_spellings(word), word)]
    places = range(0, len(word) - 1, 2)
    parts = [word[place : place + 2] for place in places]
    if len(word) % 2:
        parts[-1] = word[places[-1] :]
    return [Term(_spellings(part), part) for part in parts]


def bare(word: str) -> str:
    """A Korean word without its particle, if two syllables or more are left."""
    for particle in PARTICLES:
        if word.endswith(particle) and len(word) - len(particle) >= 2:
            return word[: -len(particle)]
    return word
