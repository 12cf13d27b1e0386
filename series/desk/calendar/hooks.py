"""The doors to the calendar in the admin."""

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from series.desk.calendar.moving_view import MoveDateView
from series.desk.calendar.plan_view import PlanView
from series.desk.calendar.views import ListView, MonthView


@hooks.register("register_admin_urls")
def register_calendar_addresses():
    return [
        path("calendar/", MonthView.as_view(), name="series_calendar"),
        path("calendar/list/", ListView.as_view(), name="series_calendar_list"),
        path("calendar/move/<slug:key>/", MoveDateView.as_view(), name="series_calendar_move"),
        path("running-order/<int:series_id>/dates/", PlanView.as_view(), name="series_plan"),
    ]


@hooks.register("register_admin_menu_item")
def register_calendar():
    return MenuItem(
        _("Calendar"), reverse("series_calendar"), name="calendar", icon_name="calendar-check", order=15
    )
