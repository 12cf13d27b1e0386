"""The view "Planned and actual dates" of one series: the strip, and the same facts as a table."""

from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from series.desk.calendar.days import Zones
from series.desk.calendar.plan import outcomes_of
from series.desk.calendar.strip import draw_strip
from series.desk.desk_view import SeriesDeskMixin
from series.desk.rhythm import editorial_today


class PlanView(SeriesDeskMixin, TemplateView):
    """Shows what came of the plan."""

    template_name = "admin/series/calendar/plan.html"
    page_title = _("Planned and actual dates")
    header_icon = "calendar-check"

    def get_context_data(self, **kwargs):
        outcomes = outcomes_of(self.series)
        return super().get_context_data(
            outcomes=outcomes,
            strip=draw_strip(outcomes, editorial_today()),
            zones=Zones.of_viewer(),
            **kwargs,
        )
