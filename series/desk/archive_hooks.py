"""Where the admin offers the archive of a closed series."""

from django.urls import path, reverse
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.widgets.button import Button

from series.desk.archive_view import ArchiveFileView, ArchiveView
from series.desk.buttons import on_pages
from series.models import SeriesPage
from series.permissions import may_archive


@hooks.register("register_admin_urls")
def register_archive_addresses():
    return [
        path("archive/<int:series_id>/", ArchiveView.as_view(), name="series_archive"),
        path("archive/file/<int:job_id>/", ArchiveFileView.as_view(), name="series_archive_file"),
    ]


@on_pages
def archive_button(page, user, next_url=None):
    """The button on a series that is closed and live, for those who may use it."""
    series = page.specific if page.live and page.specific_class is SeriesPage else None
    if series is None or series.status != SeriesPage.Status.COMPLETE or not may_archive(user, series):
        return
    address = reverse("series_archive", args=[series.pk])
    yield Button(_("Archive of the series"), address, icon_name="download", priority=27)
