"""Times as editors type them: on the clock of their own zone, where some do not exist and some come twice.

An editor's zone is that of their Wagtail profile, by default the editorial one (settings.TIME_ZONE); Wagtail makes it
the current zone of every view of the admin. A time that does not exist is refused and never shifted in silence; of a
time that comes twice, the first is taken, and the offset is shown wherever the time is.
"""

from datetime import UTC, datetime, tzinfo

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

# Beyond these years a time cannot be turned into UTC, or is a slip of the finger.
EARLIEST_YEAR, LATEST_YEAR = 1900, 2200


class NoSuchTime(ValidationError):
    """The clocks are put forward over the time that was typed."""

    def __init__(self, wall: datetime, zone: tzinfo):
        before, after = wall.replace(tzinfo=zone, fold=0), wall.replace(tzinfo=zone, fold=1)
        super().__init__(
            _(
                "The time %(time)s on %(date)s does not exist in %(zone)s: the clocks are put forward then, "
                "from UTC%(before)s to UTC%(after)s. Choose another."
            )
            % {
                "time": date_format(wall, "H:i"),
                "date": date_format(wall, "DATE_FORMAT"),
                "zone": zone,
                "before": offset(before),
                "after": offset(after),
            },
            code="no_such_time",
        )


def moment_of(wall: datetime, zone: tzinfo) -> datetime:
    """The moment of a naive wall time in a zone, in UTC; the first where it comes twice. Raises NoSuchTime."""
    moment = wall.replace(tzinfo=zone, fold=0).astimezone(UTC)
    if moment.astimezone(zone).replace(tzinfo=None, fold=0) != wall.replace(fold=0):
        raise NoSuchTime(wall, zone)
    return moment


def twin_of(moment: datetime, zone: tzinfo) -> datetime | None:
    """The other moment at which the clocks of a zone show the same time; None where there is only one."""
    local = moment.astimezone(zone)
    twin = local.replace(fold=1 - local.fold).astimezone(UTC)
    if twin == moment or twin.astimezone(zone).replace(tzinfo=None, fold=0) != local.replace(
        tzinfo=None, fold=0
    ):
        return None
    return twin


def offset(local: datetime) -> str:
    """The offset of an aware time from UTC: +09:00."""
    digits = local.strftime("%z")
    return f"{digits[:3]}:{digits[3:5]}"


def said(moment: datetime) -> str:
    """A moment on the clock of the current zone, with its offset and the zone's name.

    The offset is not left to a date format: Django leaves zones out where a time comes twice, of all places.
    """
    local, zone = timezone.localtime(moment), timezone.get_current_timezone_name()
    words = {"date": date_format(local, "DATE_FORMAT"), "time": date_format(local, "H:i")}
    return _("%(date)s, %(time)s") % words + f" (UTC{offset(local)}, {zone})"


class WallTimeField(forms.DateTimeField):
    """A date and time on the clock of the current zone, as a moment."""

    def to_python(self, value):
        try:
            moment = super().to_python(value)
        except ValidationError as error:
            if error.code != "ambiguous_timezone":
                raise
            moment = moment_of(error.params["datetime"], timezone.get_current_timezone())
        _refuse_years_beyond(moment, LATEST_YEAR)
        return moment


class DayField(forms.DateField):
    """A day whose moments exist in every zone, and can be told apart from a slip of the finger; `latest` is a year."""

    def __init__(self, *, latest: int = LATEST_YEAR, **kwargs):
        self.latest = latest
        super().__init__(**kwargs)

    def to_python(self, value):
        day = super().to_python(value)
        _refuse_years_beyond(day, self.latest)
        return day


def _refuse_years_beyond(day, latest: int) -> None:
    if day is not None and not EARLIEST_YEAR <= day.year <= latest:
        raise ValidationError(
            _("Choose a year from %(earliest)d to %(latest)d.")
            % {"earliest": EARLIEST_YEAR, "latest": latest},
            code="year",
        )
