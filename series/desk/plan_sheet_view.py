"""A series' plan from a spreadsheet, in the admin."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.translation import gettext_lazy as _

from publication.csv_view import SheetView
from series.desk.desk_view import SeriesDeskMixin
from series.desk.plan_import import COLUMNS, import_plan
from series.desk.planned import plannable_series

PERMISSIONS = ("series.add_plannedpart", "series.change_plannedpart")


class PlanSheetView(SeriesDeskMixin, SheetView):
    """Plans the parts of a series; the plan is that of its first language."""

    page_title = _("Plan from a spreadsheet")
    header_icon = "table"
    columns = ("title", *(name for name in COLUMNS if name != "title"))

    def dispatch(self, request, series_id):
        if not request.user.has_perms(PERMISSIONS):
            raise PermissionDenied
        return super().dispatch(request, series_id)

    def bring_in(self, data, *, rehearse):
        series = plannable_series().filter(translation_key=self.series.translation_key).first()
        if series is None:
            raise Http404("An alias of a series has no plan.")
        return import_plan(data, series, rehearse=rehearse)
