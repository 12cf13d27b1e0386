"""Months and moments of the calendar. Days are days of the editorial zone, whoever looks at them."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from publication.times import EARLIEST_YEAR, LATEST_YEAR, offset
from series.desk.rhythm import editorial_today, editorial_zone

MONTH = re.compile(r"([0-9]{4})-([0-9]{2})", re.ASCII)
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)


def day_named(text: str) -> date | None:
    """The day that an address names ("2026-12-24"), within the years that a time may have; None for anything else."""
    if not DAY.fullmatch(text):
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if EARLIEST_YEAR <= day.year <= LATEST_YEAR else None


@dataclass(frozen=True)
class Span:
    """Days from `first` up to `end`, which is not one of them; no `end`: all that follow."""

    first: date
    end: date | None = None

    @property
    def moments(self) -> tuple[datetime, datetime]:
        """When it begins and ends, in UTC."""
        end = self.end or date(LATEST_YEAR + 1, 1, 1)
        return _midnight(self.first), _midnight(end)

    @property
    def last(self) -> date:
        """Its last day, for conditions on plain days."""
        return (self.end or date(LATEST_YEAR + 1, 1, 1)) - timedelta(days=1)


@dataclass(frozen=True)
class Month:
    """A month of the calendar."""

    year: int
    month: int

    @classmethod
    def of(cls, day: date) -> "Month":
        return cls(day.year, day.month)

    @classmethod
    def named(cls, text: str) -> "Month":
        """The month that an address names ("2026-12"); the present one for anything else."""
        found = MONTH.fullmatch(text)
        day = day_named(f"{text}-01") if found else None
        return cls.of(day or editorial_today())

    def __str__(self):
        return f"{self.year:04}-{self.month:02}"

    @property
    def first(self) -> date:
        return date(self.year, self.month, 1)

    @property
    def span(self) -> Span:
        return Span(self.first, (self.first + timedelta(days=31)).replace(day=1))

    @property
    def name(self) -> str:
        return date_format(self.first, "YEAR_MONTH_FORMAT")

    @property
    def previous(self) -> "Month | None":
        before = self.first - timedelta(days=1)
        return Month.of(before) if before.year >= EARLIEST_YEAR else None

    @property
    def next(self) -> "Month | None":
        return Month.of(self.span.end) if self.span.end.year <= LATEST_YEAR else None

    def days(self) -> list[date]:
        return [self.first + timedelta(days=n) for n in range((self.span.end - self.first).days)]


@dataclass(frozen=True)
class Zones:
    """The editorial zone and the viewer's own, each with its offset of today; `differs`: they are not the same."""

    editorial: str
    own: str
    differs: bool

    @classmethod
    def of_viewer(cls) -> "Zones":
        now = timezone.now()
        zone, own = editorial_zone(), timezone.get_current_timezone_name()
        named = _("%(zone)s (UTC%(offset)s)")
        return cls(
            editorial=named % {"zone": zone, "offset": offset(timezone.localtime(now, zone))},
            own=named % {"zone": own, "offset": offset(timezone.localtime(now))},
            differs=own != str(zone),
        )


def editorial_hour(moment: datetime) -> str:
    """The hour of a moment in the editorial zone: 09:00."""
    return date_format(timezone.localtime(moment, editorial_zone()), "H:i")


def own_hour(moment: datetime) -> str:
    """The hour of a moment on the viewer's clock, with the day where that is another: "25 November 2026, 23:00"."""
    local, editorial = timezone.localtime(moment), timezone.localtime(moment, editorial_zone())
    hour = date_format(local, "H:i")
    if local.date() == editorial.date():
        return hour
    return _("%(date)s, %(time)s") % {"date": date_format(local), "time": hour}


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), editorial_zone()).astimezone(UTC)
