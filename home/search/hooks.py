"""The admin's side of the search: the report of searches."""

from django.urls import path, reverse
from wagtail import hooks

from home.search.report import SearchesReport
from series.desk.reports.base import ReportMenuItem


@hooks.register("register_admin_urls")
def register_report_addresses():
    return [
        path("reports/searches/", SearchesReport.as_view(), name="home_report_searches"),
        path(
            "reports/searches/results/",
            SearchesReport.as_view(results_only=True),
            name="home_report_searches_results",
        ),
    ]


@hooks.register("register_reports_menu_item")
def register_report():
    return ReportMenuItem(
        SearchesReport.page_title,
        reverse("home_report_searches"),
        name="report-searches",
        icon_name=SearchesReport.header_icon,
        order=20,
    )


@hooks.register("construct_reports_menu")
def leave_out_empty_report(request, items):
    """Wagtail's own report of search terms counts what we do not: it would always be empty."""
    items[:] = [item for item in items if item.name != "search-terms"]
