"""A list of pieces narrowed by year and language: what can be chosen, how many pieces each choice leaves, what is on.

The years are those of the editorial time zone. A piece and its translation are one; without a language the version
that counts is the one that the list shows (pieces.py). A value that nothing in the list has is no filter, so that
made-up addresses show the whole list; two that exclude one another leave an empty list, and each can be taken away.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils import translation
from django.utils.translation import gettext as _

from publication.frame import Frame
from publication.navigation import NATIVE_NAMES
from publication.templatetags.words import year_name
from series.reading.shapes import Link
from series.reading.tally import Tally

YEAR = re.compile(r"[0-9]{4}", re.ASCII)
OLDEST = "oldest"


@dataclass(frozen=True)
class Choice:
    """A value that the list can be narrowed to; `language` is that of its label, where it is not the page's."""

    value: str
    label: str
    count: int
    is_chosen: bool
    language: str = ""


@dataclass(frozen=True)
class Facet:
    """One field of the form: its name, its label, the words for no choice, and the choices."""

    name: str
    label: str
    everything: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True)
class Applied:
    """A filter that is on, and the address of the list without it."""

    label: str
    address: str
    language: str = ""


@dataclass(frozen=True)
class SeriesOnList:
    """A series with the number of its pieces on the list."""

    link: Link
    count: int
    cloth: str = ""


class Narrowing:
    """What a request asks of a list of pieces, of which there is a tally."""

    def __init__(self, tally: Tally, frame: Frame, query: QueryDict) -> None:
        self._tally, self._frame = tally, frame
        self.is_oldest_first = query.get("order") == OLDEST
        self.language = query.get("language", "")
        if self.language not in tally.languages:
            self.language = ""
        year = query.get("year", "")
        self.year = int(year) if YEAR.fullmatch(year) else None
        if self.year is not None and not tally.has(self.year, self.language):
            self.year = None

    @property
    def everything(self) -> int:
        """How many pieces there are without any filter."""
        return self._tally.count(None, "")

    @property
    def total(self) -> int:
        """How many pieces the filters leave."""
        return self._tally.count(self.year, self.language)

    @property
    def is_plain(self) -> bool:
        """Is it the whole list in its usual order, the one that search engines are to show?"""
        return not (self.year or self.language or self.is_oldest_first)

    def ids(self, place: slice) -> Sequence[int]:
        """The ids of those pieces that the filters leave, each once, which stand at a place of the list."""
        return self._tally.ids(self.year, self.language, place, oldest_first=self.is_oldest_first)

    def parameters(self, *, without: str = "") -> dict[str, str]:
        """The parameters of the address of the list as it is, or without one of them."""
        kept = {
            "year": str(self.year or ""),
            "language": self.language,
            "order": OLDEST if self.is_oldest_first else "",
        }
        return {name: value for name, value in kept.items() if value and name != without}

    def facets(self) -> list[Facet]:
        """Those in which there is something to choose; the newest year first."""
        made = [
            Facet(
                "year",
                _("Year"),
                _("All years"),
                self._choices(
                    Choice(
                        str(year), year_name(year), self._tally.count(year, self.language), year == self.year
                    )
                    for year in self._tally.years
                ),
            ),
            Facet(
                "language",
                _("Language"),
                _("English and Korean"),
                self._choices(
                    Choice(code, name, self._tally.count(self.year, code), code == self.language, marked)
                    for code in self._tally.languages
                    for name, marked in [_name(code)]
                ),
            ),
        ]
        chosen = self.parameters()
        return [facet for facet in made if len(facet.choices) > 1 or facet.name in chosen]

    def applied(self, path: str) -> list[Applied]:
        """The filters that are on, each with the address of the list at `path` without it."""
        made = []
        if self.year:
            made.append(Applied(year_name(self.year), self.address(path, without="year")))
        if self.language:
            name, marked = _name(self.language)
            made.append(Applied(name, self.address(path, without="language"), marked))
        return made

    def address(self, path: str, *, without: str = "", **more: str) -> str:
        """The address of the list with its filters but one, and with `more`."""
        query = urlencode(self.parameters(without=without) | more)
        return f"{path}?{query}" if query else path

    def series(self) -> list[SeriesOnList]:
        """The series of the pieces that the filters leave, those with most of them first."""
        here = translation.get_language()
        return [
            SeriesOnList(
                Link(
                    series.title,
                    self._frame.address(series.url_path) or "",
                    "" if series.language == here else series.language,
                ),
                series.count,
                series.cloth or "",
            )
            for series in self._tally.series(self.year, self.language)
        ]

    def _choices(self, choices) -> tuple[Choice, ...]:
        return tuple(choice for choice in choices if choice.count or choice.is_chosen)


def _name(code: str) -> tuple[str, str]:
    """The name of a language in itself, and its code where that is not the page's."""
    return NATIVE_NAMES.get(code, code), "" if code == translation.get_language() else code
