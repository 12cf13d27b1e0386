"""Where the admin shows the editions of a piece or a series."""

from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import LogFormatter

from series.desk.buttons import on_pages
from series.desk.editions_view import LOG_ACTION, EditionsStateView, EditionsView, MakeEditionsView
from series.models import InstallmentPage, SeriesPage
from series.permissions import may_see_editions


@hooks.register("register_admin_urls")
def register_editions_addresses():
    return [
        path("editions/<int:page_id>/", EditionsView.as_view(), name="series_editions"),
        path("editions/<int:page_id>/state/", EditionsStateView.as_view(), name="series_editions_state"),
        path("editions/<int:page_id>/make/", MakeEditionsView.as_view(), name="series_editions_make"),
    ]


@on_pages
def editions_button(page, user, next_url=None):
    """The button, on pieces and series that are live."""
    if (
        page.live
        and page.specific_class in (InstallmentPage, SeriesPage)
        and may_see_editions(user, page.specific)
    ):
        yield Button(
            _("Editions"), reverse("series_editions", args=[page.pk]), icon_name="download", priority=26
        )


@hooks.register("register_log_actions")
def register_making(actions):
    @actions.register_action(LOG_ACTION)
    class Making(LogFormatter):
        """Who had editions made again, in the history of the page."""

        label = gettext_lazy("Make editions again")
        message = gettext_lazy("Had the editions made again")
