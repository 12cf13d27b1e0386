"""The archive: all pieces that the public may see by the year and month in which they first appeared.

Months are those of the editorial time zone. A piece and its translation are one: each language has the version in it,
under its own day, and what there is in the other language only. What has no day is in no month.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import groupby

from django.db.models import Count, Max, QuerySet
from django.db.models.functions import ExtractMonth, ExtractYear
from django.urls import reverse
from django.utils import timezone, translation

from publication.frame import Frame
from publication.site_state import Counted, site_state
from publication.templatetags.words import month_name, year_name
from series.reading.pieces import each_once, listed_pieces, newest_first
from series.reading.shapes import Teaser
from series.reading.teasers import teasers


@dataclass(frozen=True)
class Period:
    """A year, or a month of it, in which something appeared; `changed_at` is when the newest of it last changed."""

    year: int
    month: int | None
    count: int
    changed_at: datetime | None = None

    @property
    def name(self) -> str:
        """ "2021", "March 2021", in the language of the page."""
        return year_name(self.year) if self.month is None else month_name(date(self.year, self.month, 1))

    @property
    def address(self) -> str:
        """Where its pieces are listed, in the language of the page."""
        return address_of(self.year, self.month)

    @property
    def first_day(self) -> date:
        """Its first day, which orders periods."""
        return date(self.year, self.month or 1, 1)


def address_of(year: int, month: int | None = None) -> str:
    """The address of a year or a month in the language in hand."""
    if month is None:
        return reverse("archive_year", kwargs={"year": f"{year:04d}"})
    return reverse("archive_month", kwargs={"year": f"{year:04d}", "month": f"{month:02d}"})


def months_with_pieces() -> tuple[Period, ...]:
    """Every month in which something appeared, the newest first. Kept for the state of the site; two queries at most."""
    return MONTHS.at(site_state(), translation.get_language(), timezone.get_current_timezone_name())


def _months(language: str, zone: str) -> tuple[Period, ...]:
    rows = (
        each_once(_dated())
        .order_by()
        .annotate(year=ExtractYear("first_published_at"), month=ExtractMonth("first_published_at"))
        .values("year", "month")
        .annotate(pieces=Count("pk"), changed_at=Max("last_published_at"))
        .order_by("-year", "-month")
    )
    return tuple(Period(row["year"], row["month"], row["pieces"], row["changed_at"]) for row in rows)


MONTHS = Counted(_months)


def years_with_months() -> tuple[tuple[Period, tuple[Period, ...]], ...]:
    """Every year in which something appeared, with its months, the newest first. Kept like those."""
    state = site_state()
    known_by = translation.get_language(), timezone.get_current_timezone_name()
    return YEARS.made(state, lambda: tuple(years_of(MONTHS.at(state, *known_by))), *known_by)


YEARS = Counted()


def years_of(months: Iterable[Period]) -> list[tuple[Period, tuple[Period, ...]]]:
    """(a year, its months) for each year, the newest first."""
    return [(_sum(group), group) for group in _by_year(months)]


def around(periods: Sequence[Period], period: Period) -> tuple[Period | None, Period | None]:
    """(the nearest before, the nearest after) of a period among such as it, which stand newest first."""
    place = periods.index(period)
    after = periods[place - 1] if place else None
    return (periods[place + 1] if place + 1 < len(periods) else None), after


def teasers_in(period: Period, frame: Frame, *, start: int, limit: int) -> list[tuple[Period, list[Teaser]]]:
    """(month, teasers) from the newest on, `limit` pieces in all. Three queries."""
    shown = teasers(frame, newest_first(pieces_in(period)), start=start, limit=limit)
    found = groupby(shown, lambda teaser: timezone.localdate(teaser.published_at).replace(day=1))
    return [
        (Period(day.year, day.month, len(group)), group)
        for day, group in ((day, list(each)) for day, each in found)
    ]


def pieces_in(period: Period) -> QuerySet:
    """The pieces that first appeared in a year or a month, each once; in no order.

    A translation from another month is the one that its language has, so it is looked for outside of the period.
    """
    begins = period.first_day
    last = (period.month or 12) == 12
    ends = date(begins.year + 1, 1, 1) if last else begins.replace(month=begins.month + 1)
    return each_once(_dated()).filter(
        first_published_at__gte=_midnight(begins), first_published_at__lt=_midnight(ends)
    )


def is_there(period: Period) -> bool:
    """Does the archive in the language in hand have something of a period? Two queries at most."""
    months = months_with_pieces()
    return any(each.year == period.year and period.month in (None, each.month) for each in months)


def _dated() -> QuerySet:
    return listed_pieces().filter(first_published_at__isnull=False)


def _by_year(months: Iterable[Period]):
    return (tuple(group) for _, group in groupby(months, lambda month: month.year))


def _sum(months: Sequence[Period]) -> Period:
    changed = max((month.changed_at for month in months if month.changed_at), default=None)
    return Period(months[0].year, None, sum(month.count for month in months), changed)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), timezone.get_current_timezone())
