"""The doors to our reports: their addresses, and their places in the menu."""

from django.urls import path, reverse
from wagtail import hooks

from series.desk.followers.report import MailingsReport
from series.desk.reports.aging import AgingReport
from series.desk.reports.base import ReportMenuItem
from series.desk.reports.corrections import CorrectionsReport
from series.desk.reports.link_views import CheckNowView, OutgoingLinkView
from series.desk.reports.links import LinksReport
from series.desk.reports.pieces import PiecesReport

REPORTS = {
    "pieces": PiecesReport,
    "corrections": CorrectionsReport,
    "links": LinksReport,
    "aging": AgingReport,
    "mailings": MailingsReport,
}


@hooks.register("register_admin_urls")
def register_report_addresses():
    pages = [
        path(f"reports/{name}/", view.as_view(), name=f"series_report_{name}")
        for name, view in REPORTS.items()
    ]
    tables = [
        path(
            f"reports/{name}/results/", view.as_view(results_only=True), name=f"series_report_{name}_results"
        )
        for name, view in REPORTS.items()
    ]
    links = [
        path("reports/links/check/", CheckNowView.as_view(), name="series_check_all_links"),
        path("reports/links/<int:link_id>/", OutgoingLinkView.as_view(), name="series_outgoing_link"),
    ]
    return pages + tables + links


def in_menu(name, view, order):
    """Makes the hook that puts a report into the menu."""
    return lambda: ReportMenuItem(
        view.page_title,
        reverse(f"series_report_{name}"),
        name=f"report-{name}",
        icon_name=view.header_icon,
        order=order,
    )


for place, (name, view) in enumerate(REPORTS.items()):
    hooks.register("register_reports_menu_item", in_menu(name, view, 10 + place))
