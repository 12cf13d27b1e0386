"""Slip: one date moves, and those of the later parts follow in the rhythm of the series.

What moves: the expected dates of planned parts, and the go-live dates of parts that are not live, scheduled or only
asked for in the draft. Later means later in running order; a part without a number moves alone. Without a rhythm all
move by as many days. What may not be moved, or has no date, stays where it is and does not hold up the others.
"""

from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from publication.times import said
from series import running_order
from series.desk.order import Row, read_order
from series.desk.publishing import held_by, move_date
from series.desk.rhythm import Rhythm, editorial_day, editorial_time
from series.permissions import may_change_number

LOG_ACTION = "series.slip"


class DatesChanged(ValidationError):
    """The dates are no longer those of the preview; nothing was written."""

    def __init__(self):
        super().__init__(_("Dates were changed after this preview was made. Nothing was saved; look again."))


@dataclass(frozen=True)
class Shift:
    """A date that moves: of a planned part (`expected`) and of a part (`goes_live`), from old to new.

    `refused` says why it stays.
    """

    row: Row
    old_expected: date | None = None
    new_expected: date | None = None
    old_moment: datetime | None = None
    new_moment: datetime | None = None
    refused: str = ""

    @property
    def old(self) -> str:
        return said(self.old_moment) if self.old_moment else date_format(self.old_expected)

    @property
    def new(self) -> str:
        return said(self.new_moment) if self.new_moment else date_format(self.new_expected)

    @property
    def mark(self) -> list:
        """What the preview promised, to be compared when it is carried out."""
        moments = [moment and moment.isoformat() for moment in (self.old_moment, self.new_moment)]
        days = [day and day.isoformat() for day in (self.old_expected, self.new_expected)]
        return [self.row.key, *moments, *days, bool(self.refused)]


def day_of(row: Row) -> date | None:
    """The day on which a row is to appear, in the editorial zone; None for live parts and where no date is set."""
    if row.is_live:
        return None
    return editorial_day(row.goes_live) if row.goes_live else row.expected_on


def preview(
    series, key: str, day: date, user, was: date | None = None, rows: list[Row] | None = None
) -> list[Shift]:
    """The dates that move when the row `key` moves to a day, that row first. Raises ValidationError if it has none.

    `was` is the day it stood on before it was moved alone (in the calendar), where that is not the day it has; `rows`
    are those of the running order where it was read already.
    """
    rows = read_order(series) if rows is None else rows
    start = next((place for place, row in enumerate(rows) if row.key == key), None)
    if start is None or day_of(rows[start]) is None:
        raise ValidationError(_("This part has no date to move."))
    rhythm, by = Rhythm.of(series), day - (was or day_of(rows[start]))
    shifts = [_shift(rows[start], day, rhythm, user)]
    later = rows[start + 1 :] if rows[start].number is not None else []
    for row in later:
        if row.number is None or day_of(row) is None:
            continue
        day = rhythm.after(day) if rhythm else day_of(row) + by
        shifts.append(_shift(row, day, rhythm, user))
    return shifts


@transaction.atomic
def carry_out(series, key: str, day: date, shown: list, user, was: date | None = None) -> list[Shift]:
    """Move the dates as the preview promised (`shown`: the marks of its shifts); those that moved.

    All of them or none. Raises DatesChanged when the preview would be another by now.
    """
    running_order.lock(series)
    shifts = preview(series, key, day, user, was)
    if [shift.mark for shift in shifts] != shown:
        raise DatesChanged
    moving = [shift for shift in shifts if not shift.refused and shift.old != shift.new]
    for shift in moving:
        if shift.new_expected:
            shift.row.planned.expect_on(shift.new_expected)
        if shift.new_moment:
            move_date(shift.row.part, shift.new_moment, user)
    if moving:
        log(
            instance=series,
            action=LOG_ACTION,
            user=user,
            data={"moves": [{"title": s.row.title, "old": s.old, "new": s.new} for s in moving]},
        )
    return moving


def _shift(row: Row, day: date, rhythm: Rhythm, user) -> Shift:
    moment, refused = None, ""
    if row.goes_live:
        moment = rhythm.moment(day, otherwise=editorial_time(row.goes_live))
        refused = _refusal(row, moment, user)
    if row.expected_on and not refused and not user.has_perm("series.change_plannedpart"):
        refused = _("You may not change planned parts.")
    return Shift(
        row=row,
        old_expected=row.expected_on,
        new_expected=day if row.expected_on else None,
        old_moment=row.goes_live,
        new_moment=moment,
        refused=refused,
    )


def _refusal(row: Row, moment: datetime, user) -> str:
    if moment <= timezone.now():
        return _("%(time)s has passed.") % {"time": said(moment)}
    if row.is_scheduled and not row.part.permissions_for_user(user).can_publish():
        return _("It is scheduled, and you may not publish it.")
    if row.is_scheduled and row.checklist.missing:
        return _("It would not be published, it lacks: %(points)s.") % {"points": row.missing}
    if not may_change_number(user, row.part):
        return _("You may not edit this part.")
    return " ".join(held_by(row.part, user))
