"""A list of pieces narrowed by year and language: what can be chosen, how many pieces each choice leaves, what is on.

The years are those of the editorial time zone. A piece and its translation are one; without a language the version
that counts is the one that the list shows (pieces.py). A value that nothing in the list has is no filter, so that
made-up addresses show the whole list; two that exclude one another leave an empty list, and each can be taken away.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Case, Count, Exists, OuterRef, Q, When
from django.db.models.functions import ExtractYear
from django.http import QueryDict
from django.utils import translation
from django.utils.translation import gettext as _

from publication.frame import Frame
from publication.navigation import NATIVE_NAMES
from publication.templatetags.words import year_name
from series.reading.pieces import each_once
from series.reading.shapes import Link

YEAR = re.compile(r"[0-9]{4}", re.ASCII)
OLDEST = "oldest"
# The series of a whole list are told, but not as a list of their own.
MOST_SERIES = 8


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
    """What a request asks of a list of pieces, a queryset of listed pieces in both languages.

    `tally` is that of the pieces, where the caller keeps it. One query, or none.
    """

    def __init__(self, pieces, frame: Frame, query: QueryDict, tally: Iterable[dict] | None = None) -> None:
        rows = tally_of(pieces) if tally is None else tally
        self._rows = [row | {"language": frame.language_of(row["locale_id"])} for row in rows]
        self._pieces, self._frame = pieces, frame
        self.is_oldest_first = query.get("order") == OLDEST
        self.language = query.get("language", "")
        if self.language not in {row["language"] for row in self._rows}:
            self.language = ""
        year = query.get("year", "")
        self.year = int(year) if YEAR.fullmatch(year) else None
        known = {row["year"] for row in self._rows if self.language or row["is_shown"]}
        if self.year not in known:
            self.year = None

    @property
    def everything(self) -> int:
        """How many pieces there are without any filter."""
        return sum(row["pieces"] for row in self._rows if row["is_shown"])

    @property
    def total(self) -> int:
        """How many pieces the filters leave."""
        return self._count(self.year, self.language)

    @property
    def is_plain(self) -> bool:
        """Is it the whole list in its usual order, the one that search engines are to show?"""
        return not (self.year or self.language or self.is_oldest_first)

    def pieces(self):
        """Those that the filters leave, each once; in no order."""
        pieces = self._pieces
        if self.language:
            pieces = pieces.filter(locale__language_code=self.language)
        else:
            pieces = each_once(pieces)
        return pieces if self.year is None else pieces.filter(first_published_at__year=self.year)

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
        years = sorted({row["year"] for row in self._rows if row["year"]}, reverse=True)
        languages = sorted({row["language"] for row in self._rows})
        made = [
            Facet(
                "year",
                _("Year"),
                _("All years"),
                self._choices(
                    Choice(str(year), year_name(year), self._count(year, self.language), year == self.year)
                    for year in years
                ),
            ),
            Facet(
                "language",
                _("Language"),
                _("English and Korean"),
                self._choices(
                    Choice(code, name, self._count(self.year, code), code == self.language, marked)
                    for code in languages
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
        found: dict[object, list[dict]] = {}
        for row in self._rows:
            if row["series__translation_key"] and self._passes(row, self.year, self.language):
                found.setdefault(row["series__translation_key"], []).append(row)
        listed = [self._series_of(rows) for rows in found.values()]
        listed.sort(key=lambda series: (-series.count, series.link.name.casefold()))
        return listed[:MOST_SERIES]

    def _series_of(self, rows: list[dict]) -> SeriesOnList:
        here = translation.get_language()
        row = next((row for row in rows if row["language"] == here), rows[0])
        link = Link(
            row["series__title"],
            self._frame.address(row["series__url_path"]) or "",
            "" if row["language"] == here else row["language"],
        )
        return SeriesOnList(link, sum(row["pieces"] for row in rows), row["series__cloth"] or "")

    def _choices(self, choices) -> tuple[Choice, ...]:
        return tuple(choice for choice in choices if choice.count or choice.is_chosen)

    def _count(self, year: int | None, language: str) -> int:
        return sum(row["pieces"] for row in self._rows if self._passes(row, year, language))

    @staticmethod
    def _passes(row: dict, year: int | None, language: str) -> bool:
        return (row["language"] == language if language else row["is_shown"]) and year in (None, row["year"])


def tally_of(pieces) -> list[dict]:
    """The pieces by year, language and series, and by whether a list without a language shows them. One query."""
    here = Q(locale__language_code=translation.get_language())
    twin = pieces.order_by().filter(here, translation_key=OuterRef("translation_key"))
    return list(
        pieces.order_by()
        .annotate(
            year=ExtractYear("first_published_at"),
            is_shown=Case(When(here | ~Exists(twin), then=True), default=False),
        )
        .values(
            "locale_id", "year", "is_shown", "series__translation_key", "series__title", "series__url_path",
            "series__cloth",
        )
        .annotate(pieces=Count("pk"))
    )  # fmt: skip


def _name(code: str) -> tuple[str, str]:
    """The name of a language in itself, and its code where that is not the page's."""
    return NATIVE_NAMES.get(code, code), "" if code == translation.get_language() else code
