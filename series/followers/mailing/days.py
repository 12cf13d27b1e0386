"""When the day of somebody's weekly mail last came: a weekday at an hour of the editorial time zone."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Case, CharField, DateTimeField, Value, When
from django.utils import timezone


def last_times(now: datetime, hour: int) -> dict[int, datetime]:
    """For each weekday (0 is Monday) the last moment, up to now, at which it was that hour of it. All aware.

    Where the clocks are put forward over the hour, Python takes the time by the offset of before: one time, never none.
    """
    zone = ZoneInfo(settings.TIME_ZONE)
    today = timezone.localdate(now, zone)
    found = {}
    for back in range(8):
        day = today - timedelta(days=back)
        moment = datetime.combine(day, time(hour), zone)
        if moment <= now:
            found.setdefault(day.weekday(), moment)
    return found


def week_of(moment: datetime) -> str:
    """The ISO week of a moment on the editorial clock: "2026-W48"."""
    year, week, _day = timezone.localdate(moment, ZoneInfo(settings.TIME_ZONE)).isocalendar()
    return f"{year}-W{week:02}"


def last_time_of_weekday(times: dict[int, datetime]) -> Case:
    """The same as an expression, by the `weekday` of a follow."""
    whens = (When(weekday=day, then=Value(moment)) for day, moment in times.items())
    return Case(*whens, output_field=DateTimeField())


def week_of_weekday(times: dict[int, datetime]) -> Case:
    """The week in which that last was, as an expression, by the `weekday` of a follow."""
    whens = (When(weekday=day, then=Value(week_of(moment))) for day, moment in times.items())
    return Case(*whens, output_field=CharField())
