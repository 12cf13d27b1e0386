"""The pieces of a list that goes across series: how many there are of each year and language, and which, in order.

A piece and its translation are one. In a list without a language the version that counts is the one in the language of the
page, or else the one there is (pieces.py). A tally is made of all pieces of its list and kept for the state of the site
(publication/site_state.py); a page of the list then asks for the few pieces that it shows, wherever it stands.
"""

from array import array
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import product
from typing import NamedTuple

from django.utils import timezone, translation

from series.reading.pieces import newest_first

# The series of a whole list are told, but not as a list of their own.
MOST_SERIES = 8
OF_PIECE = ("pk", "first_published_at", "locale__language_code", "translation_key")
OF_SERIES = ("series__translation_key", "series__title", "series__url_path", "series__cloth")

# What a list is narrowed to: a year and the code of a language; None and "" for all.
Part = tuple[int | None, str]


class SeriesOfTally(NamedTuple):
    """A series with its words, and how many pieces of a list it has."""

    title: str
    url_path: str
    cloth: str
    language: str
    count: int


class Tally:
    """Listed pieces, counted, without the pieces. Every request gets the same one, so nothing of it is changed."""

    def __init__(self, pieces):
        here, zone = translation.get_language(), timezone.get_current_timezone()
        rows = list(newest_first(pieces).values_list(*OF_PIECE, *OF_SERIES))
        in_hand = {key for _pk, _at, language, key, *_series in rows if language == here}
        self._ids: dict[Part, array] = defaultdict(lambda: array("q"))
        self._undated: Counter[str] = Counter()
        counts: dict[Part, Counter] = defaultdict(Counter)
        for pk, at, language, key, *series in rows:
            is_shown = language == here or key not in in_hand
            year = at.astimezone(zone).year if at else None
            lists = (language, "") if is_shown else (language,)
            self._undated.update(lists if year is None else ())
            for part in product({None, year}, lists):
                self._ids[part].append(pk)
                counts[part][*series, language] += 1
        self._ids.default_factory = None
        self._series = {part: _with_most(found, here) for part, found in counts.items()}
        self.languages = tuple(sorted({language for _year, language in self._ids} - {""}))
        self.years = tuple(sorted({year for year, _language in self._ids} - {None}, reverse=True))

    def has(self, year: int, language: str) -> bool:
        """Is it a year that the list can be narrowed to? With a language, any in which there is a piece at all."""
        return year in self.years if language else (year, "") in self._ids

    def count(self, year: int | None, language: str) -> int:
        """How many pieces a year and a language leave."""
        return len(self._ids.get((year, language), ()))

    def ids(
        self, year: int | None, language: str, place: slice, *, oldest_first: bool = False
    ) -> Sequence[int]:
        """The ids of those pieces that stand at a place of their list; those without a date are the last either way."""
        ids = self._ids.get((year, language), array("q"))
        if oldest_first:
            dated = len(ids) - (self._undated[language] if year is None else 0)
            ids = ids[:dated][::-1] + ids[dated:][::-1]
        return ids[place]

    def series(self, year: int | None, language: str) -> Sequence[SeriesOfTally]:
        """The series of these pieces, those with most of them first, with the words of the version in the page's language."""
        return self._series.get((year, language), ())


def _with_most(counts: Counter, here: str) -> tuple[SeriesOfTally, ...]:
    """The series with most pieces; versions of one series are one."""
    groups: dict[object, list] = {}
    for (group, *words), count in counts.items():
        if group is None:
            continue
        known = groups.setdefault(group, [words, 0])
        known[1] += count
        if words[-1] == here:
            known[0] = words
    listed = sorted(groups.values(), key=lambda known: (-known[1], known[0][0].casefold()))
    return tuple(SeriesOfTally(*words, count) for words, count in listed[:MOST_SERIES])
