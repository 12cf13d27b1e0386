"""Where the admin offers a piece as a Word document."""

from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import LogFormatter

from series.desk.buttons import on_pages
from series.desk.word_view import LOG_ACTION, WordFileView, WordView
from series.models import InstallmentPage
from series.permissions import may_take_home


@hooks.register("register_admin_urls")
def register_word_addresses():
    return [
        path("word/<int:page_id>/", WordView.as_view(), name="series_word"),
        path("word/<int:page_id>/file/", WordFileView.as_view(), name="series_word_file"),
    ]


@on_pages
def word_buttons(page, user, next_url=None):
    """The button, for those who may use it, on pieces."""
    part = page.specific if page.specific_class is InstallmentPage else None
    if part is not None and part.pk and may_take_home(user, part):
        address = reverse("series_word", args=[part.pk])
        yield Button(_("Download as Word"), address, icon_name="download", priority=25)


@hooks.register("register_log_actions")
def register_download(actions):
    @actions.register_action(LOG_ACTION)
    class Download(LogFormatter):
        """Who took the draft home, in the history of the piece."""

        label = gettext_lazy("Download as Word")
        message = gettext_lazy("Downloaded as a Word document")
