"""The rhythm in which the parts of a series appear: every N days, or on a weekday, at an hour of the editorial zone."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone

from publication.times import moment_of

# Where a series names no hour: the working day begins.
USUAL_HOUR = time(9)


def editorial_zone() -> ZoneInfo:
    """The zone in which a series' hours are meant."""
    return ZoneInfo(settings.TIME_ZONE)


def editorial_today() -> date:
    """Today in the editorial zone: what is due, expected or overdue is so for everybody on one day."""
    return timezone.localtime(timezone.now(), editorial_zone()).date()


@dataclass(frozen=True)
class Rhythm:
    """`days` between parts, or always on `weekday` (Monday is 0); both: the first such weekday after so many days."""

    days: int | None = None
    weekday: int | None = None
    hour: time | None = None

    @classmethod
    def of(cls, series) -> "Rhythm":
        return cls(series.rhythm_days, series.rhythm_weekday, series.rhythm_hour)

    def __bool__(self):
        return bool(self.days) or self.weekday is not None

    def after(self, day: date) -> date:
        """The day of the part after one that appears on `day`; the same day where there is no rhythm."""
        if not self:
            return day
        later = day + timedelta(days=self.days or 1)
        if self.weekday is None:
            return later
        return later + timedelta(days=(self.weekday - later.weekday()) % 7)

    def moment(self, day: date, otherwise: time = USUAL_HOUR) -> datetime:
        """The moment at which a part of that day appears. Raises NoSuchTime where the clocks leave it out."""
        return moment_of(datetime.combine(day, self.hour or otherwise), editorial_zone())


def editorial_day(moment: datetime) -> date:
    """The day of a moment in the editorial zone."""
    return timezone.localtime(moment, editorial_zone()).date()


def editorial_time(moment: datetime) -> time:
    """The time of day of a moment in the editorial zone."""
    return timezone.localtime(moment, editorial_zone()).time()
