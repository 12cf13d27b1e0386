"""The calendar in the admin: a month as a grid of days, or everything from a day onwards as a list."""

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.urls import reverse
from django.utils.dates import WEEKDAYS, WEEKDAYS_ABBR
from django.utils.formats import get_format
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from publication.paging import span_of
from series.desk.calendar.dated import dated_in, overdue, undated_drafts, undated_plans
from series.desk.calendar.days import Month, Span, Zones, day_named
from series.desk.calendar.entries import Entry, tell
from series.desk.calendar.filters import FilterForm
from series.desk.rhythm import editorial_today

# So many entries stand in a day of the month, so many in the tray and among the overdue; the list has all.
MOST_OF_A_DAY, MOST_OF_A_TRAY, MOST_OVERDUE = 6, 30, 12
ROWS = 50
# The tray stands open while it does not push the month out of sight.
OPEN_TRAY = 6


@dataclass(frozen=True)
class Day:
    """A day of the grid; `column` counts from 1. `more` entries stand in the list only, at `more_url`."""

    date: date
    column: int
    is_today: bool
    entries: tuple[Entry, ...]
    more: int
    more_url: str


@dataclass(frozen=True)
class Few:
    """The first entries of many."""

    entries: tuple[Entry, ...]
    total: int

    @property
    def more(self) -> int:
        return self.total - len(self.entries)


class CalendarView(WagtailAdminTemplateMixin, TemplateView):
    """What both views have in common: zones, filters, the tray and the overdue manuscripts."""

    page_title = _("Calendar")
    header_icon = "calendar-check"

    def get_breadcrumbs_items(self):
        return [{"url": "", "label": self.page_title}]

    def get(self, request, *args, **kwargs):
        self.filters = FilterForm(request.GET, request.user)
        self.scope = self.filters.scope
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            filters_form=self.filters,
            is_filtered=bool(self.filters.chosen),
            zones=Zones.of_viewer(),
            here=self.request.get_full_path(),
            **kwargs,
        )

    def aside(self, beside) -> dict:
        """What the view shows of its own entries, the overdue manuscripts and the tray, told in one go."""
        beside = list(beside)
        late = overdue(self.scope, editorial_today())
        tray = [*undated_plans(self.scope), *undated_drafts(self.scope)]
        shown_late, shown_tray = late[:MOST_OVERDUE], tray[:MOST_OF_A_TRAY]
        told = {entry.dated: entry for entry in tell([*beside, *shown_late, *shown_tray], self.scope)}
        return {
            "told": told,
            "overdue": Few(_of(told, shown_late), len(late)),
            "tray": Few(_of(told, shown_tray), len(tray)),
            "tray_is_open": len(tray) <= OPEN_TRAY,
        }

    def month_url(self, month: Month | None) -> str:
        return self.filters.address(reverse("series_calendar"), month=month) if month else ""

    def list_url(self, day: date) -> str:
        return self.filters.address(reverse("series_calendar_list"), **{"from": day.isoformat()})


class MonthView(CalendarView):
    """One month. Only what stands in it is read."""

    template_name = "admin/series/calendar/month.html"

    def get_context_data(self, **kwargs):
        month = Month.named(self.request.GET.get("month", ""))
        by_day: dict[date, list] = {}
        for dated in dated_in(self.scope, month.span):
            by_day.setdefault(dated.day, []).append(dated)
        shown = {day: dated[:MOST_OF_A_DAY] for day, dated in by_day.items()}
        aside = self.aside(dated for each in shown.values() for dated in each)
        told, first, now = aside["told"], get_format("FIRST_DAY_OF_WEEK"), editorial_today()
        days = [
            Day(
                date=day,
                column=(day.weekday() + 1 - first) % 7 + 1,
                is_today=day == now,
                entries=_of(told, shown.get(day, ())),
                more=len(by_day.get(day, ())) - len(shown.get(day, ())),
                more_url=self.list_url(day),
            )
            for day in month.days()
        ]
        weekdays = [(first - 1 + place) % 7 for place in range(7)]
        return super().get_context_data(
            view_name="month",
            month=month,
            days=days,
            is_empty=not by_day,
            weekdays=[(WEEKDAYS[day], WEEKDAYS_ABBR[day]) for day in weekdays],
            previous_url=self.month_url(month.previous),
            next_url=self.month_url(month.next),
            today_url=self.filters.address(reverse("series_calendar")),
            month_url=self.month_url(month),
            list_url=self.list_url(month.first),
            **aside,
            **kwargs,
        )


class ListView(CalendarView):
    """Everything from a day onwards, in pages; by default from today."""

    template_name = "admin/series/calendar/list.html"

    def get_context_data(self, **kwargs):
        first = day_named(self.request.GET.get("from", "")) or editorial_today()
        found = dated_in(self.scope, Span(first))
        page = span_of(self.request, len(found), ROWS, **self.filters.chosen, **{"from": first.isoformat()})
        shown = found[page.slice]
        aside = self.aside(shown)
        return super().get_context_data(
            view_name="list",
            first=first,
            page=page,
            entries=_of(aside["told"], shown),
            month_url=self.month_url(Month.of(first)),
            list_url=self.list_url(first),
            today_url=self.filters.address(reverse("series_calendar_list")),
            editorial_zone=settings.TIME_ZONE,
            **aside,
            **kwargs,
        )


def _of(told: dict, dated) -> tuple[Entry, ...]:
    """The entries of some keys; one whose piece was deleted in between is left out."""
    return tuple(told[each] for each in dated if each in told)
