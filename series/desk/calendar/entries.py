"""Entries of the calendar: what stands on a day, told in words that are ready to print.

Some eight queries, however many entries.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language_info, gettext_lazy, ngettext
from django.utils.translation import gettext as _
from wagtail.admin.utils import get_user_display_name
from wagtail.models import WorkflowState

from series.desk.calendar.dated import Dated, Kind
from series.desk.calendar.days import editorial_hour, own_hour
from series.desk.calendar.scope import Scope
from series.desk.drafts import credits_as_published, credits_of
from series.desk.planned import author_of
from series.desk.rhythm import editorial_today
from series.models import InstallmentPage, PlannedPart
from series.waiting import reviews_of

ICONS = {
    Kind.PUBLISHED: "circle-check",
    Kind.SCHEDULED: "time",
    Kind.DRAFT: "draft",
    Kind.EXPECTED: "calendar-alt",
    Kind.DUE: "upload",
}

# How far a planned part is, inside a line.
AGREED = {
    PlannedPart.State.ASKED: gettext_lazy("asked"),
    PlannedPart.State.PROMISED: gettext_lazy("promised"),
    PlannedPart.State.RECEIVED: gettext_lazy("received"),
}


@dataclass(frozen=True)
class Entry:
    """One thing on one day. `planned` is the planned part itself, or the one whose number the part has.

    `expected_on` is the planned part's day where the user may know of it. `may_move`: the user may try to; locks and
    reviews are asked at the moment of the act. `edit_url` is empty where the user may only look.
    """

    dated: Dated
    title: str
    states: tuple[str, ...]
    part: InstallmentPage | None = None
    planned: PlannedPart | None = None
    byline: str = ""
    language: str = ""
    editor: str = ""
    late: str = ""
    edit_url: str = ""
    may_move: bool = False
    expected_on: date | None = None

    @property
    def key(self) -> str:
        """As in the running order: "part-12", "planned-3"."""
        return f"part-{self.part.pk}" if self.part else f"planned-{self.planned.pk}"

    @property
    def kind(self) -> str:
        return self.dated.kind.value

    @property
    def icon(self) -> str:
        return ICONS[self.dated.kind]

    @property
    def day(self) -> date | None:
        return self.dated.day

    @property
    def moment(self) -> datetime | None:
        return self.dated.moment

    @property
    def series(self):
        return self.part.series if self.part else self.planned.series

    @property
    def number(self) -> int | None:
        return self.part.part_number if self.part else self.planned.part_number

    @property
    def hour(self) -> str:
        return editorial_hour(self.moment) if self.moment else ""

    @property
    def own_hour(self) -> str:
        return own_hour(self.moment) if self.moment else ""

    @property
    def token(self) -> str:
        """The dates as they were shown, to be compared when one is moved."""
        days = (self.moment, self.expected_on)
        return "/".join(day.isoformat() if day else "-" for day in days)


def tell(dated: Iterable[Dated], scope: Scope) -> list[Entry]:
    """The entries of what stands on some days, in the same order."""
    dated = list(dated)
    parts = InstallmentPage.objects.select_related("series", "series__locale", "locale", "owner").defer(
        "body"
    )
    parts = parts.in_bulk({each.part_id for each in dated if each.part_id})
    plans, beside = _plans(dated, parts, scope)
    # What is public is told as it is public, whatever a draft says by now.
    public = {each.part_id for each in dated if each.kind is Kind.PUBLISHED}
    names = credits_as_published(public) | credits_of(set(parts) - public)
    reviews = reviews_of(parts)
    entries = []
    for each in dated:
        if each.part_id is None:
            entries.append(_of_plan(each, plans[each.planned_id], scope))
        elif each.part_id in parts:
            part = parts[each.part_id]
            planned = beside.get((part.series.translation_key, part.part_number))
            entries.append(_of_part(each, part, planned, names[part.pk], reviews.get(part.pk), scope))
    return entries


def _plans(dated, parts, scope: Scope) -> tuple[dict, dict]:
    """The planned parts by id, and by the place of the parts that stand beside them."""
    plans = PlannedPart.objects.select_related("series", "series__locale", "author", "handling_editor")
    alone = plans.in_bulk({each.planned_id for each in dated if each.planned_id})
    beside = {}
    if scope.sees_plans:
        numbers = {part.part_number for part in parts.values() if part.part_number is not None}
        keys = {part.series.translation_key for part in parts.values()}
        near = plans.filter(part_number__in=numbers, series__translation_key__in=keys)
        beside = {(plan.series.translation_key, plan.part_number): plan for plan in near}
    return alone, beside


def _of_plan(dated: Dated, planned: PlannedPart, scope: Scope) -> Entry:
    states = [str(AGREED[PlannedPart.State(planned.state)])]
    if dated.kind is Kind.DUE:
        states.insert(0, _("manuscript due"))
    elif dated.day:
        states.insert(0, _("expected"))
    return Entry(
        dated=dated,
        title=str(planned),
        states=tuple(states),
        planned=planned,
        byline=author_of(planned),
        language=_language(planned.series),
        editor=get_user_display_name(planned.handling_editor),
        late=lateness(planned),
        edit_url=reverse("planned:edit", args=[planned.pk]) if scope.may_plan else "",
        may_move=dated.kind is Kind.EXPECTED and scope.may_plan,
        expected_on=planned.expected_on,
    )


def _of_part(dated: Dated, part, planned, names: list[str], review: str | None, scope: Scope) -> Entry:
    return Entry(
        dated=dated,
        title=part.title if dated.kind is Kind.PUBLISHED else part.draft_title,
        states=_states(dated, part, review),
        part=part,
        planned=planned,
        byline=", ".join(names),
        language=_language(part),
        editor=get_user_display_name((planned and planned.handling_editor) or part.owner),
        late=lateness(planned) if planned and not part.live else "",
        edit_url=reverse("wagtailadmin_pages:edit", args=[part.pk])
        if scope.sees_drafts_of_others or part.owner_id == scope.user.pk
        else "",
        may_move=_may_move(dated, part, planned, scope),
        expected_on=planned.expected_on if planned and not part.live else None,
    )


def _states(dated: Dated, part: InstallmentPage, review: str | None) -> tuple[str, ...]:
    if dated.kind is Kind.PUBLISHED:
        return (_("expired") if part.expired else _("published"),)
    if dated.kind is Kind.SCHEDULED:
        words = [_("changes scheduled") if part.live else _("scheduled")]
    elif dated.moment and dated.moment <= timezone.now():
        words = [_("draft, its date has passed")]
    elif dated.day and not dated.moment:
        words = [_("draft"), _("expected")]
    else:
        words = [_("draft")]
    if review == WorkflowState.STATUS_IN_PROGRESS:
        words.append(_("in moderation"))
    elif review == WorkflowState.STATUS_NEEDS_CHANGES:
        words.append(_("changes asked for"))
    return tuple(words)


def _may_move(dated: Dated, part: InstallmentPage, planned: PlannedPart | None, scope: Scope) -> bool:
    if dated.kind is Kind.PUBLISHED:
        return False
    may = part.permissions_for_user(scope.user)
    if dated.kind is Kind.SCHEDULED:
        return may.can_publish()
    # A draft that only the plan has a date for moves with the plan.
    is_planned = dated.day is not None and dated.moment is None
    return scope.may_plan if is_planned else may.can_edit()


def lateness(planned: PlannedPart) -> str:
    """ "manuscript overdue by 3 days", while it is awaited and the day has passed; else ""."""
    days = planned.days_overdue(editorial_today())
    if not days:
        return ""
    words = ngettext("manuscript overdue by %(count)d day", "manuscript overdue by %(count)d days", days)
    return words % {"count": days}


def _language(page) -> str:
    """The language of what does not stand in the site's first one."""
    code = page.locale.language_code
    return "" if code == settings.LANGUAGE_CODE else get_language_info(code)["name_translated"]
