"""What our reports have in common: who may see them, their columns and their downloads."""

from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import TitleColumn
from wagtail.admin.views.reports import ReportView

from authors.permissions import edits_pages_of_others


def may_read_reports(user) -> bool:
    """May the user read reports? They tell of everybody's drafts, so not a contributor."""
    return edits_pages_of_others(user)


class EditorsReport(ReportView):
    """A report of rows of one model. `export` names the cells of a download and their headings, in order.

    `complete(rows)` gives the rows of a page, or of the whole download, what columns and cells read from them.
    """

    template_name = "admin/series/report.html"
    table_classname = "listing editors-report"
    permission_required = "change"
    filename = ""
    export: dict = {}

    def user_has_permission(self, permission):
        return may_read_reports(self.request.user)

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.list_export, self.export_headings = list(self.export), self.export

    def get_filename(self):
        return f"{self.filename}-{timezone.localdate():%Y-%m-%d}"

    def get_heading(self, queryset, field):
        """The heading of a cell; of a time it says on which clock."""
        heading = super().get_heading(queryset, field)
        if not field.endswith("_at"):
            return heading
        return _("%(heading)s (%(zone)s)") % {
            "heading": heading,
            "zone": timezone.get_current_timezone_name(),
        }

    def get_preprocess_function(self, field, value, export_format):
        if isinstance(value, datetime):
            return wall_time
        return super().get_preprocess_function(field, value, export_format)

    def get_filtered_queryset(self):
        """The rows; Wagtail would filter them a second time."""
        return self.get_queryset()

    def complete(self, rows: list) -> None:
        """Nothing to add."""

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        # A queryset keeps the rows that it has read, so table and download get these.
        self.complete(list(context["object_list"]))
        return context


class ReportMenuItem(MenuItem):
    """A report in the menu, for those who may read it."""

    def is_shown(self, request):
        return may_read_reports(request.user)


def wall_time(moment: datetime) -> datetime:
    """A moment as the clock of the current zone shows it: a spreadsheet knows no zones."""
    return timezone.localtime(moment).replace(tzinfo=None, microsecond=0)


def day_of(field: str):
    """The day of a row's moment or date, for a column: Wagtail's own says "3 months ago"."""

    def said(row) -> str:
        value = getattr(row, field)
        if isinstance(value, datetime):
            value = timezone.localtime(value)
        return date_format(value, "SHORT_DATE_FORMAT") if value else ""

    return said


def title_column(label, *, title="draft_title", page="pk", **options) -> TitleColumn:
    """The column that leads to the form of a page: attributes of the row that hold its title and its id."""
    return TitleColumn(
        title, label=label, get_url=lambda row: reverse("wagtailadmin_pages:edit", args=[getattr(row, page)]),
        classname="report__title", **options
    )  # fmt: skip
