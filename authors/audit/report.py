"""The audit log as a report: for those who look after accounts, to filter, to read and to download."""

import django_filters
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views.reports import ReportView

from authors.models import AuditEntry


def may_read(user) -> bool:
    """May somebody look after accounts, and so see what is done with them?"""
    return user.has_perm("authors.change_user")


class AuditFilterSet(WagtailFilterSet):
    """Filters of the report."""

    at = django_filters.DateFromToRangeFilter(label=_("Time"), widget=DateRangePickerWidget)
    kind = django_filters.MultipleChoiceFilter(label=_("What"), choices=AuditEntry.Kind.choices)
    who = django_filters.CharFilter(label=_("Who"), lookup_expr="icontains")
    about = django_filters.CharFilter(label=_("About"), lookup_expr="icontains")

    class Meta:
        model = AuditEntry
        fields = []


class AuditReport(ReportView):
    """The log, newest first."""

    model = AuditEntry
    page_title = _("Sign-ins and changes")
    header_icon = "history"
    index_url_name = "audit_log"
    index_results_url_name = "audit_log_results"
    no_results_message = _("Nothing of that was noted.")
    filterset_class = AuditFilterSet
    is_searchable = False
    default_ordering = ("-at", "-pk")
    columns = [
        DateColumn("at", label=_("Time")),
        Column("kind", label=_("What"), accessor="get_kind_display"),
        Column("who", label=_("Who")),
        Column("about", label=_("About")),
        Column("detail", label=_("Details")),
        Column("address", label=_("Network address")),
    ]
    list_export = ["at", "kind", "who", "about", "detail", "address"]
    export_headings = {
        "at": _("Time"), "kind": _("What"), "who": _("Who"), "about": _("About"), "detail": _("Details"),
        "address": _("Network address"),
    }  # fmt: skip
    permission_required = "change"

    def user_has_permission(self, permission):
        return may_read(self.request.user)

    def get_filename(self):
        return "sign-ins-and-changes"

    def get_queryset(self):
        self.queryset = AuditEntry.objects.all()
        return super().get_queryset()


class AuditMenuItem(MenuItem):
    """The report among the reports."""

    def is_shown(self, request):
        return may_read(request.user)
