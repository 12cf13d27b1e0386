"""What stands on which day: plain keys and dates, before anything is told of them.

A part stands on the day it was published, on that of its schedule, or on that which its draft asks for; a draft that
asks for none on the day that was expected of the planned part whose number it has. A planned part without a part
stands on its expected day, and its manuscript on the day it is due. The number of queries is always the same.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum

from django.db.models import Q
from django.utils.dateparse import parse_datetime
from wagtail.models import Revision

from series.desk.calendar.days import Span
from series.desk.calendar.scope import Scope
from series.desk.drafts import AHEAD
from series.desk.rhythm import editorial_day
from series.waiting import schedules_of

# What `moment_asked` is told by, of parts that are annotated with ASKED.
ASKED_FIELDS = ("asked", "go_live_at", "has_unpublished_changes", "latest_revision_id")
NOTHING_ASKED = Q(asked__isnull=True) | Q(asked="null")  # JSON's null as SQLite tells it


class Kind(Enum):
    """What a day means for what stands on it."""

    PUBLISHED = "published"
    SCHEDULED = "scheduled"
    DRAFT = "draft"
    EXPECTED = "expected"
    DUE = "due"


@dataclass(frozen=True)
class Dated:
    """A part or a planned part on a day of the editorial zone, at a moment if it has one. No day: the tray."""

    kind: Kind
    part_id: int | None = None
    planned_id: int | None = None
    day: date | None = None
    moment: datetime | None = None

    @property
    def order(self):
        """Day by day; on each what has no hour first."""
        return (
            self.day or date.max,
            self.moment.timestamp() if self.moment else float("-inf"),
            self.kind.value,
            self.part_id or self.planned_id,
        )


def dated_in(scope: Scope, span: Span) -> list[Dated]:
    """All that stands on the days of a span, in order."""
    found = []
    if scope.shows("published"):
        found += _published(scope, span)
    if scope.shows("scheduled", "review"):
        found += _scheduled(scope, span)
    if scope.shows("draft", "review"):
        found += _asked_for(scope, span)
        found += _expected_drafts(scope, span)
    if scope.shows("planned", "overdue"):
        found += _expected(scope, span)
        found += _due(scope, span)
    return sorted(found, key=lambda each: each.order)


def undated_drafts(scope: Scope) -> list[Dated]:
    """Drafts that no date is known of, the last made first."""
    if not scope.shows("draft", "review"):
        return []
    drafts = scope.drafts().filter(expired=False).filter(_nothing_asked())
    rows = list(
        drafts.order_by("-latest_revision_created_at", "-pk").values_list(
            "pk", "series__translation_key", "part_number"
        )
    )
    plans = scope.plans().filter(expected_on__isnull=False, part_number__isnull=False)
    expected = set(plans.values_list("series__translation_key", "part_number"))
    return [Dated(Kind.DRAFT, part_id=pk) for pk, *place in rows if tuple(place) not in expected]


def undated_plans(scope: Scope) -> list[Dated]:
    """Planned parts without an expected day, and without a part."""
    if not scope.shows("planned", "overdue"):
        return []
    plans = scope.plans_alone().filter(expected_on=None).order_by("series", "part_number", "pk")
    return [Dated(Kind.EXPECTED, planned_id=pk) for pk in plans.values_list("pk", flat=True)]


def overdue(scope: Scope, day: date) -> list[Dated]:
    """Manuscripts that were due before a day, the longest awaited first."""
    late = scope.manuscripts().filter(due_on__lt=day).order_by("due_on", "pk")
    return [Dated(Kind.DUE, planned_id=pk, day=due) for pk, due in late.values_list("pk", "due_on")]


def of_part(scope: Scope, part_id: int) -> Dated | None:
    """Where a part stands whose date might be moved: not where it was published. None: not for the user's eyes."""
    part = scope.versions_to_come().filter(pk=part_id).first()
    if part is None:
        return None
    moment = schedules_of([part_id]).get(part_id)
    if moment:
        return _at(Kind.SCHEDULED, part_id, moment)
    if part.live:
        return _at(Kind.PUBLISHED, part_id, part.first_published_at) if part.first_published_at else None
    row = scope.drafts().filter(pk=part_id).values_list("pk", *ASKED_FIELDS).first()
    moment = moment_asked(*row[1:])
    if moment:
        return _at(Kind.DRAFT, part_id, moment)
    place = {"series__translation_key": part.series.translation_key, "part_number": part.part_number}
    plan = scope.plans().filter(**place).first() if part.part_number is not None else None
    return Dated(Kind.DRAFT, part_id=part_id, day=plan and plan.expected_on)


def _published(scope: Scope, span: Span) -> Iterable[Dated]:
    start, end = span.moments
    parts = scope.parts().filter(Q(live=True) | Q(expired=True))
    rows = parts.filter(first_published_at__gte=start, first_published_at__lt=end).order_by()
    return [_at(Kind.PUBLISHED, *row) for row in rows.values_list("pk", "first_published_at")]


def _scheduled(scope: Scope, span: Span) -> Iterable[Dated]:
    start, end = span.moments
    revisions = Revision.page_revisions.filter(approved_go_live_at__gte=start, approved_go_live_at__lt=end)
    moments = {int(pk): moment for pk, moment in revisions.values_list("object_id", "approved_go_live_at")}
    parts = scope.versions_to_come().filter(pk__in=list(moments)).order_by()
    return [_at(Kind.SCHEDULED, pk, moments[pk]) for pk in parts.values_list("pk", flat=True)]


def _asked_for(scope: Scope, span: Span) -> Iterable[Dated]:
    start, end = span.moments
    # Versions hold moments as text, in UTC: "2026-12-24T00:00:00Z". In text, too, one comes before the other.
    words = {"asked__gte": _as_text(start), "asked__lt": _as_text(end)}
    by_version = AHEAD & Q(**words)
    by_row = ~AHEAD & Q(go_live_at__gte=start, go_live_at__lt=end)
    rows = scope.drafts().filter(by_version | by_row).order_by()
    return [_at(Kind.DRAFT, pk, moment_asked(*rest)) for pk, *rest in rows.values_list("pk", *ASKED_FIELDS)]


def _expected_drafts(scope: Scope, span: Span) -> Iterable[Dated]:
    plans = scope.plans().filter(expected_on__range=(span.first, span.last), part_number__isnull=False)
    days = {
        (key, number): day
        for key, number, day in plans.values_list("series__translation_key", "part_number", "expected_on")
    }
    drafts = scope.drafts().filter(expired=False).filter(_nothing_asked())
    drafts = drafts.filter(part_number__in={number for _key, number in days}).order_by()
    return [
        Dated(Kind.DRAFT, part_id=pk, day=days[tuple(place)])
        for pk, *place in drafts.values_list("pk", "series__translation_key", "part_number")
        if tuple(place) in days
    ]


def _expected(scope: Scope, span: Span) -> Iterable[Dated]:
    plans = scope.plans_alone().filter(expected_on__range=(span.first, span.last))
    return [
        Dated(Kind.EXPECTED, planned_id=pk, day=day) for pk, day in plans.values_list("pk", "expected_on")
    ]


def _due(scope: Scope, span: Span) -> Iterable[Dated]:
    late = scope.manuscripts().filter(due_on__range=(span.first, span.last))
    return [Dated(Kind.DUE, planned_id=pk, day=day) for pk, day in late.values_list("pk", "due_on")]


def _nothing_asked() -> Q:
    return (AHEAD & NOTHING_ASKED) | (~AHEAD & Q(go_live_at=None))


def moment_asked(asked, go_live_at, is_ahead, revision_id) -> datetime | None:
    """The date that the latest version of a part asks for, by its ASKED_FIELDS."""
    return parse_datetime(asked or "") if is_ahead and revision_id else go_live_at


def _at(kind: Kind, part_id: int, moment: datetime) -> Dated:
    return Dated(kind, part_id=part_id, day=editorial_day(moment), moment=moment)


def _as_text(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%S")
