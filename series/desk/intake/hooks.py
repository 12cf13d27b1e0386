"""The doors to the manuscripts of a series in the admin, and the line of the history about a draft made of one."""

from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import LogFormatter

from series.desk.buttons import on_pages
from series.desk.intake.accepting import LOG_ACTION
from series.desk.intake.review_view import ReviewView
from series.desk.intake.views import (
    GiveUpView,
    OriginalFileView,
    OriginalView,
    ReadAgainView,
    UploadedFileView,
    UploadsView,
)
from series.models import InstallmentPage, ManuscriptFile, SeriesPage
from series.permissions import may_add_parts


@hooks.register("register_admin_urls")
def register_intake_addresses():
    one = "manuscripts/upload/<int:upload_id>/"
    return [
        path("manuscripts/<int:series_id>/", UploadsView.as_view(), name="series_manuscripts"),
        path(one, ReviewView.as_view(), name="series_review_manuscript"),
        path(f"{one}give-up/", GiveUpView.as_view(), name="series_give_up_manuscript"),
        path(f"{one}again/", ReadAgainView.as_view(), name="series_read_manuscript_again"),
        path(f"{one}file/", UploadedFileView.as_view(), name="series_uploaded_file"),
        path("manuscripts/of-part/<int:page_id>/", OriginalView.as_view(), name="series_original"),
        path("manuscripts/original/<int:file_id>/", OriginalFileView.as_view(), name="series_original_file"),
    ]


@on_pages
def intake_button(page, user, next_url=None):
    """The button on a series, for those who may add parts to it."""
    if page.specific_class is SeriesPage and may_add_parts(user, page.specific):
        address = reverse("series_manuscripts", args=[page.pk])
        yield Button(_("New from a manuscript"), address, icon_name="upload", priority=11)


@hooks.register("register_page_header_buttons")
def original_button(page, user, view_name, next_url=None):
    """The button on a part that was made from a manuscript, for those who may edit the part."""
    if page.specific_class is InstallmentPage and page.permissions_for_user(user).can_edit():
        if ManuscriptFile.objects.filter(page=page.pk).exists():
            address = reverse("series_original", args=[page.pk])
            yield Button(_("Original manuscript"), address, icon_name="download", priority=60)


@hooks.register("register_log_actions")
def register_made_from_manuscript(actions):
    @actions.register_action(LOG_ACTION)
    class MadeFromManuscript(LogFormatter):
        """ "Made from the manuscript “gauge.docx”" in the history of a piece."""

        label = gettext_lazy("Make from a manuscript")

        def format_message(self, entry):
            return _("Made from the manuscript “%(file)s”") % {"file": entry.data["file"]}
