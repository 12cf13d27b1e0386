"""Where the admin offers a piece or a series as a Word document."""

from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import LogFormatter

from series.desk.buttons import on_pages
from series.desk.word_edition import LOG_ACTION as EDITION
from series.desk.word_edition import PieceInWordView, SeriesInWordView
from series.desk.word_view import LOG_ACTION, WordFileView, WordView
from series.models import InstallmentPage, SeriesPage
from series.permissions import may_have_word_edition, may_order, may_take_home


@hooks.register("register_admin_urls")
def register_word_addresses():
    return [
        path("word/<int:page_id>/", WordView.as_view(), name="series_word"),
        path("word/<int:page_id>/file/", WordFileView.as_view(), name="series_word_file"),
        path("word/<int:page_id>/edition/", PieceInWordView.as_view(), name="series_piece_in_word"),
        path("series/<int:series_id>/word/", SeriesInWordView.as_view(), name="series_in_word"),
    ]


@on_pages
def word_buttons(page, user, next_url=None):
    """The button, for those who may use it, on pieces."""
    part = page.specific if page.specific_class is InstallmentPage else None
    if part is not None and part.pk and may_take_home(user, part):
        address = reverse("series_word", args=[part.pk])
        yield Button(_("Download as Word"), address, icon_name="download", priority=25)


@hooks.register("register_page_header_buttons")
def edition_buttons(page, user, view_name, next_url=None):
    """The button for the published text. In heads only: asking who is credited would be a query for each row of a list."""
    if not (page.pk and page.live):
        return
    if page.specific_class is InstallmentPage and may_have_word_edition(user, page.specific):
        address = reverse("series_piece_in_word", args=[page.pk])
    elif page.specific_class is SeriesPage and may_order(user, page.specific):
        address = reverse("series_in_word", args=[page.pk])
    else:
        return
    yield Button(_("Published text as Word"), address, icon_name="download", priority=26)


@hooks.register("register_log_actions")
def register_download(actions):
    @actions.register_action(LOG_ACTION)
    class Download(LogFormatter):
        """Who took the draft home, in the history of the piece."""

        label = gettext_lazy("Download as Word")
        message = gettext_lazy("Downloaded as a Word document")

    @actions.register_action(EDITION)
    class EditionDownload(LogFormatter):
        """Who took the published text, in the history of the piece or the series."""

        label = gettext_lazy("Published text as Word")
        message = gettext_lazy("Downloaded the published text as a Word document")
