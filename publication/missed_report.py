"""The report of addresses that were not found, and the way from a row to a redirect."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.contrib.redirects.views import CreateView

from publication.missed import missed_addresses
from publication.models import MissedAddress


def may_lead(user) -> bool:
    """May somebody make redirects, and so see from where they are wanted?"""
    return user.has_perm("wagtailredirects.add_redirect")


class MissedReportView(ReportView):
    """The addresses with their counts, on the page and as a table to download."""

    model = MissedAddress
    page_title = _("Addresses not found")
    header_icon = "warning"
    index_url_name = "missed_addresses"
    index_results_url_name = "missed_addresses_results"
    no_results_message = _("Every address that was asked for lately was found, or has a redirect.")
    columns = [
        TitleColumn("path", label=_("Address"), get_url=lambda row: reverse("missed_lead", args=[row.pk])),
        Column("count", label=_("Times asked for")),
        DateColumn("first_at", label=_("First")),
        DateColumn("last_at", label=_("Last")),
    ]
    list_export = ["path", "count", "first_at", "last_at"]
    export_headings = {
        "path": _("Address"),
        "count": _("Times asked for"),
        "first_at": _("First"),
        "last_at": _("Last"),
    }
    permission_required = "add"

    def user_has_permission(self, permission):
        return may_lead(self.request.user)

    def get_filename(self):
        return "addresses-not-found"

    def get_queryset(self):
        self.queryset = missed_addresses()
        return super().get_queryset()


class LeadView(CreateView):
    """Wagtail's form of a redirect, filled with the address of a row; it saves as the form does without."""

    def dispatch(self, request, *args, **kwargs):
        if not may_lead(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_initial(self):
        missed = get_object_or_404(MissedAddress, pk=self.kwargs["pk"])
        return super().get_initial() | {"old_path": missed.path, "site": missed.site_id, "is_permanent": True}


class MissedMenuItem(MenuItem):
    """The report among the reports."""

    def is_shown(self, request):
        return may_lead(request.user)


urlpatterns = [
    path("reports/addresses-not-found/", MissedReportView.as_view(), name="missed_addresses"),
    path(
        "reports/addresses-not-found/results/",
        MissedReportView.as_view(results_only=True),
        name="missed_addresses_results",
    ),
    path("reports/addresses-not-found/<int:pk>/redirect/", LeadView.as_view(), name="missed_lead"),
]
