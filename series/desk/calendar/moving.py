"""Moving one date: who may, what stands in the way, and the doing. Everything is asked again at the moment of the act.

A part moves with its own date, scheduled or only asked for; a draft that only the plan has a date for, and a planned
part, move with the expected day. Where a part has both, the expected day goes along, for those who may change plans.
The later parts stay: letting them follow is series/desk/slip.py.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Revision

from publication.times import said
from series import running_order
from series.checklist.evaluation import missing_in_version
from series.checklist.gate import sentences
from series.desk.calendar.dated import Dated, Kind, of_part
from series.desk.calendar.entries import Entry, tell
from series.desk.calendar.scope import Scope
from series.desk.publishing import held_by, move_date
from series.desk.rhythm import Rhythm, editorial_day, editorial_time
from series.desk.slip import LOG_ACTION
from series.models import InstallmentPage, PlannedPart

KEY = re.compile(r"(part|planned)-([1-9][0-9]{0,8})", re.ASCII)


class Refused(ValidationError):
    """The date may not be moved, or not there; nothing was changed."""


class DateChanged(Refused):
    """Somebody else moved the date since it was shown; `entry` is what stands there now."""

    def __init__(self, entry: Entry):
        self.entry = entry
        super().__init__(
            _("Somebody changed this date meanwhile: now it is %(date)s. Nothing was moved; look again.")
            % {"date": spoken(entry)}
        )


@dataclass(frozen=True)
class Moved:
    """A date that was moved: the entry as it was, and both dates in words."""

    entry: Entry
    old: str
    new: str
    day: date


def find(key: str, scope: Scope) -> Entry | None:
    """The entry of a key ("part-12", "planned-3") as it stands now; None when the user may not know of it."""
    found = KEY.fullmatch(key)
    if found is None:
        return None
    pk = int(found[2])
    if found[1] == "part":
        dated = of_part(scope, pk)
    else:
        plan = scope.plans_alone().filter(pk=pk).first()
        dated = plan and Dated(Kind.EXPECTED, planned_id=pk, day=plan.expected_on)
    return next(iter(tell([dated], scope)), None) if dated else None


def is_kept_from(key: str, scope: Scope) -> bool:
    """Is there something of this key that the user may not know of?"""
    found = KEY.fullmatch(key)
    if found is None:
        return False
    if found[1] == "planned":
        return not scope.sees_plans
    is_there = InstallmentPage.objects.filter(pk=int(found[2])).exists()
    return is_there and not scope.versions_to_come().filter(pk=int(found[2])).exists()


def has_hour(entry: Entry) -> bool:
    """Is it a moment that moves, or only a day?"""
    return entry.part is not None and (entry.moment is not None or entry.day is None)


def moment_on(entry: Entry, day: date) -> datetime:
    """The moment on another day of the editorial zone: at the hour it has, else at that of the series.

    Raises NoSuchTime where the clocks leave that hour out.
    """
    if entry.moment:
        return Rhythm().moment(day, otherwise=editorial_time(entry.moment))
    return Rhythm.of(entry.series).moment(day)


@transaction.atomic
def move(key: str, shown: str, to: datetime | date, scope: Scope) -> Moved:
    """Move the date of an entry to a moment, or to a day where it has no hour, and log it.

    `shown` is the token of the entry as the user saw it. Raises Refused (DateChanged among it) and what saving and
    publishing raise, ChecklistNotMet and PermissionDenied; then nothing is changed.
    """
    entry = find(key, scope)
    if entry is None:
        raise Refused(_("This date is not there any more."))
    running_order.lock(entry.series)
    entry = find(key, scope)  # as it is now that nobody else moves it
    if entry is None:
        raise Refused(_("This date is not there any more."))
    problems = _hindrances(entry, to, scope)
    if problems:
        raise Refused(problems)
    if entry.token != shown:
        raise DateChanged(entry)
    if isinstance(to, datetime):
        move_date(entry.part, to, scope.user)
        day, new = editorial_day(to), said(to)
        moves_plan = entry.expected_on is not None and scope.may_plan
    else:
        day, new, moves_plan = to, date_format(to), True
    if moves_plan:
        PlannedPart.objects.get(pk=entry.planned.pk).expect_on(day)
    moved = Moved(entry, spoken(entry), new, day)
    log(
        instance=entry.series,
        action=LOG_ACTION,
        user=scope.user,
        data={"moves": [{"title": entry.title, "old": moved.old, "new": new}]},
    )
    return moved


def spoken(entry: Entry) -> str:
    """The date of an entry in words."""
    if entry.moment:
        return said(entry.moment)
    return date_format(entry.day) if entry.day else _("without a date")


def _hindrances(entry: Entry, to: datetime | date, scope: Scope) -> list[str]:
    if entry.dated.kind is Kind.PUBLISHED:
        return [_("It is published: the date that readers saw stays.")]
    if isinstance(to, datetime) != has_hour(entry):
        return [_("Somebody changed this date meanwhile. Nothing was moved; look again.")]
    if not isinstance(to, datetime):
        return [] if scope.may_plan else [_("You may not change planned parts.")]
    part, problems = entry.part, []
    may = part.permissions_for_user(scope.user)
    if not may.can_edit():
        problems.append(_("You may not edit this part."))
    if to <= timezone.now():
        problems.append(_("%(time)s has passed.") % {"time": said(to)})
    if entry.dated.kind is Kind.SCHEDULED:
        if not may.can_publish():
            problems.append(_("It is scheduled, and you may not publish it."))
        problems += sentences(missing_in_version(part, part.scheduled_revision.content))
    expires = _expiry(part)
    if expires and expires <= to:
        problems.append(_("It would have expired by then, on %(time)s.") % {"time": said(expires)})
    return [*problems, *held_by(part, scope.user)]


def _expiry(part) -> datetime | None:
    """When the version that moves expires."""
    version = part.scheduled_revision or Revision.objects.filter(pk=part.latest_revision_id).first()
    return parse_datetime(version.content.get("expire_at") or "") if version else part.expire_at
