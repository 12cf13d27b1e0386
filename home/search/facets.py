"""Facets: by what the matches can be narrowed, with how many each choice would leave, and what was chosen.

Choices of one facet widen each other (two authors: pieces of either), facets narrow each other. The count beside a
choice is of what everything chosen in the other facets leaves. A choice that nothing found has is not one: it is left
out, so no made-up address can be told from an empty one. Counted here and not in the database: see found.py.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from home.search.found import AUTHOR, PIECE, SERIES, Hits, Match
from home.search.told import FACETS, tell
from publication.frame import Frame
from publication.navigation import NATIVE_NAMES
from publication.site_state import Counted
from series.reading.narrowing import Applied, Choice

SHOWN = 8  # choices of a facet; what was chosen is shown beyond them
MOST_CHOSEN = 20
BY_DATE = "date"


@dataclass(frozen=True)
class Facet:
    """A facet with its choices, those with most matches first."""

    name: str
    label: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True)
class Wanted:
    """What a request asks beside its words: chosen values by facet, the first and last day, the order."""

    chosen: dict[str, tuple[str, ...]]
    since: date | None = None
    until: date | None = None
    by_date: bool = False
    bad_dates: tuple[str, ...] = ()

    @property
    def narrows(self) -> bool:
        """Is any filter on?"""
        return bool(self.chosen or self.since or self.until)

    def parameters(self, typed: str, without: tuple[str, str] = ("", "")) -> dict:
        """The parameters of the address of the same view, one choice left out: ("topic", "rivers")."""
        kept: dict = {"q": typed}
        for name, values in self.chosen.items():
            kept[name] = [value for value in values if (name, value) != without]
        for name, day in (("from", self.since), ("until", self.until)):
            if day and without[0] != name:
                kept[name] = day.isoformat()
        if self.by_date and without[0] != "sort":
            kept["sort"] = BY_DATE
        return {name: value for name, value in kept.items() if value}


def wanted(query: QueryDict) -> Wanted:
    """Read the filters of a request. Nothing in it is an error; a day that is none is told in `bad_dates`."""
    chosen = {
        name: tuple(dict.fromkeys(value[:300] for value in query.getlist(name)[:MOST_CHOSEN] if value))
        for name in FACETS
    }
    days: dict[str, date | None] = {}
    bad = []
    for name in ("from", "until"):
        typed = query.get(name, "").strip()[:30]
        try:
            days[name] = date.fromisoformat(typed) if typed else None
        except ValueError:
            days[name] = None
            bad.append("".join(letter for letter in typed if letter.isprintable()))
    return Wanted(
        chosen={name: values for name, values in chosen.items() if values},
        since=days["from"],
        until=days["until"],
        by_date=query.get("sort") == BY_DATE,
        bad_dates=tuple(bad),
    )


TOLD = Counted(most=8)


class Facets:
    """The matches of a query with all that they can be narrowed by.

    One query where that was not told of them before in this state of the site. `credits` are those of every piece among
    the matches, by its id.
    """

    def __init__(self, frame: Frame, hits: Hits, asked: Wanted) -> None:
        self.matches = hits.matches
        self._told = TOLD.made(
            hits.state, lambda: tell(frame, hits.matches), hits.known_by, translation.get_language()
        )
        self.credits = self._told.credits
        self.wanted = self._only_known(asked)

    def narrowed(self, without: str = "") -> Sequence[Match]:
        """The matches that all filters leave, or all but those of one facet; in the order asked for."""
        left = self.matches
        if self.wanted.narrows:
            left = [match for match in left if self._passes(match, without)]
        if self.wanted.by_date and not without:
            left = sorted(left, key=lambda match: match.age)
        return left

    def facets(self) -> list[Facet]:
        """Those facets in which there is something to choose."""
        labels = {
            "type": _("Type"), "series": _("Series"), "author": _("Author"), "topic": _("Topic"), "year": _("Year"),
            "language": _("Language"),
        }  # fmt: skip
        made = [Facet(name, labels[name], self._choices(name)) for name in FACETS]
        return [facet for facet in made if len(facet.choices) > 1 or facet.name in self.wanted.chosen]

    def applied(self, path: str, typed: str) -> list[Applied]:
        """The filters that are on, each with the address that takes it away."""
        made = []

        def add(name, value, label, language=""):
            rest = urlencode(self.wanted.parameters(typed, (name, value)), doseq=True)
            made.append(Applied(label, f"{path}?{rest}", language))

        for name, values in self.wanted.chosen.items():
            for value in values:
                add(name, value, *self._label(name, value))
        if self.wanted.since:
            add("from", "", _("from %(day)s") % {"day": self.wanted.since.isoformat()})
        if self.wanted.until:
            add("until", "", _("until %(day)s") % {"day": self.wanted.until.isoformat()})
        return made

    def _choices(self, name: str) -> tuple[Choice, ...]:
        chosen = self.wanted.chosen.get(name, ())
        if self.wanted.narrows:
            left = self.narrowed(without=name)
            counts = Counter(value for match in left for value in self._told.of(match, name))
        else:
            counts = self._told.counts[name]
        if name == "year":
            order = sorted(counts, reverse=True)
        else:
            order = sorted(counts, key=lambda value: (-counts[value], self._label(name, value)[0]))
        shown = order[:SHOWN] + [value for value in chosen if value not in order[:SHOWN]]
        return tuple(
            Choice(value, label, counts[value], value in chosen, language)
            for value in shown
            for label, language in [self._label(name, value)]
        )

    def _label(self, name: str, value: str) -> tuple[str, str]:
        if name == "type":
            return {PIECE: _("Installments"), SERIES: _("Series"), AUTHOR: _("Authors")}[value], ""
        if name == "language":
            return NATIVE_NAMES.get(value, value), "" if value == translation.get_language() else value
        label, language = self._told.labels.get((name, value), (value, ""))
        return label, "" if language == translation.get_language() else language

    def _passes(self, match: Match, without: str) -> bool:
        for name, values in self.wanted.chosen.items():
            if name != without and not self._told.of(match, name) & frozenset(values):
                return False
        if not (self.wanted.since or self.wanted.until):
            return True
        day = timezone.localdate(match.published_at) if match.published_at and match.kind != AUTHOR else None
        return (
            day is not None
            and (self.wanted.since is None or day >= self.wanted.since)
            and (self.wanted.until is None or day <= self.wanted.until)
        )

    def _only_known(self, asked: Wanted) -> Wanted:
        chosen = {
            name: kept
            for name, values in asked.chosen.items()
            if (kept := tuple(value for value in values if value in self._told.counts[name]))
        }
        return Wanted(chosen, asked.since, asked.until, asked.by_date, asked.bad_dates)
