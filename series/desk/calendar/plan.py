"""Plan and outcome of one series: the day that each part was planned for at first, and the day it has or had."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from series.desk.calendar.dated import ASKED_FIELDS, Kind, moment_asked
from series.desk.calendar.scope import ASKED
from series.desk.order import Place, places_of
from series.desk.rhythm import editorial_day, editorial_today
from series.models import InstallmentPage
from series.waiting import schedules_of


@dataclass(frozen=True)
class Outcome:
    """One part: `planned_on` is the first day that was expected, `day` the one it appeared on or is to appear on.

    `kind` says what that day is (None: there is none).
    """

    number: int | None
    title: str
    planned_on: date | None
    kind: Kind | None = None
    day: date | None = None

    @property
    def is_out(self) -> bool:
        return self.kind is Kind.PUBLISHED

    @property
    def days_late(self) -> int | None:
        """Days from plan to outcome, negative when it comes earlier; None where one of them is missing.

        A part that only the plan knows is late by the days that have passed since.
        """
        if self.planned_on is None:
            return None
        day = self.day
        if not self.is_out and (day is None or day < editorial_today()):
            day = max(editorial_today(), self.planned_on)
        return (day - self.planned_on).days

    @property
    def what(self) -> str:
        """What the day is, in words."""
        return {
            Kind.PUBLISHED: _("published"),
            Kind.SCHEDULED: _("scheduled"),
            Kind.DRAFT: _("asked for in the draft"),
            Kind.EXPECTED: _("expected"),
            None: "",
        }[self.kind]

    @property
    def lateness(self) -> str:
        """ "3 days late", "2 days early", "on the planned day", "5 days late so far", "no planned date"."""
        late = self.days_late
        if late is None:
            return _("no planned date")
        if self.is_out or (self.day and self.day >= editorial_today()):
            if late == 0:
                return _("on the planned day")
            words = (
                ngettext("%(count)d day late", "%(count)d days late", late)
                if late > 0
                else ngettext("%(count)d day early", "%(count)d days early", -late)
            )
            return words % {"count": abs(late)}
        if late == 0:
            return _("still to come")
        return ngettext("%(count)d day late so far", "%(count)d days late so far", late) % {"count": late}


def outcomes_of(series) -> list[Outcome]:
    """Plan and outcome of the parts of a series, in running order. Four queries."""
    places = places_of(series)
    parts = [place.part for place in places if place.part]
    scheduled = schedules_of(part.pk for part in parts)
    waiting = [part.pk for part in parts if not part.live and part.pk not in scheduled]
    rows = InstallmentPage.objects.filter(pk__in=waiting).annotate(asked=ASKED)
    asked = {pk: moment_asked(*rest) for pk, *rest in rows.values_list("pk", *ASKED_FIELDS)}
    return [_outcome(place, scheduled, asked) for place in places]


def _outcome(place: Place, scheduled: dict, asked: dict) -> Outcome:
    planned, part = place.planned, place.part
    planned_on = planned and (planned.first_expected_on or planned.expected_on)
    title = part.draft_title if part else str(planned)
    plan = Outcome(place.number, title, planned_on)
    if part is not None and (part.live or part.expired) and part.first_published_at:
        return _at(plan, Kind.PUBLISHED, part.first_published_at)
    if part is not None and part.pk in scheduled:
        return _at(plan, Kind.SCHEDULED, scheduled[part.pk])
    if part is not None and asked.get(part.pk):
        return _at(plan, Kind.DRAFT, asked[part.pk])
    if planned and planned.expected_on:
        return Outcome(plan.number, plan.title, plan.planned_on, Kind.EXPECTED, planned.expected_on)
    return plan


def _at(plan: Outcome, kind: Kind, moment) -> Outcome:
    return Outcome(plan.number, plan.title, plan.planned_on, kind, editorial_day(moment))
