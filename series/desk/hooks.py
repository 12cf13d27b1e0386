"""The admin's side of series: lists and choosers in the menu, and the action that changes a part's number."""

from urllib.parse import urlencode

from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import LogFormatter
from wagtail.snippets.models import register_snippet

from series.checklist.closing import LOG_ACTION as CLOSING
from series.desk import checklist_hooks  # noqa: F401
from series.desk.buttons import on_pages
from series.desk.closing import CheckLinksView, CloseSeriesView
from series.desk.corrections import LOG_ACTION as CORRECT_PARTS
from series.desk.corrections import CorrectPartsView
from series.desk.listings import InstallmentListing, InstallmentViewSet, SeriesListing, SeriesViewSet
from series.desk.numbers import spoken_number
from series.desk.part_number import LOG_ACTION, ChangePartNumberView
from series.desk.planned import PlannedPartViewSet
from series.desk.topics import TopicViewSet
from series.models import Correction, InstallmentPage, SeriesPage
from series.permissions import may_change_number, may_close, may_correct, without_drafts_of_others

register_snippet(TopicViewSet)


@hooks.register("register_admin_viewset")
def register_series_viewsets():
    return [
        SeriesListing(),
        SeriesViewSet(),
        InstallmentListing(),
        InstallmentViewSet(),
        PlannedPartViewSet(),
    ]


@hooks.register("register_admin_urls")
def register_desk_addresses():
    return [
        path("part-number/<int:page_id>/", ChangePartNumberView.as_view(), name="series_part_number"),
        path("close-series/<int:series_id>/", CloseSeriesView.as_view(), name="series_close"),
        path("close-series/<int:series_id>/links/", CheckLinksView.as_view(), name="series_check_links"),
        path("correct-parts/<int:series_id>/", CorrectPartsView.as_view(), name="series_correct_parts"),
    ]


@hooks.register("construct_page_chooser_queryset")
def keep_drafts_out_of_the_page_chooser(pages, request):
    return without_drafts_of_others(pages, request.user)


@on_pages
def part_number_buttons(page, user, next_url=None):
    """The button, for those who may use it, on pieces of numbered series."""
    part = page.specific if page.specific_class is InstallmentPage else None
    if part is None or not may_change_number(user, part) or not part.series.is_numbered:
        return
    address = reverse("series_part_number", args=[part.pk])
    yield Button(
        _("Change part number"),
        f"{address}?{urlencode({'next': next_url})}" if next_url else address,
        icon_name="list-ol",
        priority=15,
    )


@on_pages
def closing_buttons(page, user, next_url=None):
    """The button, for those who may use it, on series."""
    series = page.specific if page.specific_class is SeriesPage else None
    if series is not None and may_close(user, series):
        yield Button(
            _("Close the series"), reverse("series_close", args=[series.pk]), icon_name="tasks", priority=16
        )


@hooks.register("register_log_actions")
def register_closing(actions):
    @actions.register_action(CLOSING)
    class Closing(LogFormatter):
        """The drafts that closed it are logged with their pages."""

        label = gettext_lazy("Close the series")
        message = gettext_lazy("Saved drafts that close the series")


@hooks.register("register_log_actions")
def register_number_change(actions):
    @actions.register_action(LOG_ACTION)
    class NumberChange(LogFormatter):
        """ "Changed from part 3 to part 5" in the history of a piece."""

        label = gettext_lazy("Change part number")

        def format_message(self, entry):
            return _("Changed from %(old)s to %(new)s") % {
                "old": spoken_number(entry.data.get("old")),
                "new": spoken_number(entry.data.get("new")),
            }


@on_pages
def correction_buttons(page, user, next_url=None):
    """The button on a series, for those who may publish its parts."""
    if page.specific_class is SeriesPage and may_correct(user, page.specific):
        yield Button(
            _("Correct several parts"),
            reverse("series_correct_parts", args=[page.pk]),
            icon_name="warning",
            priority=40,
        )


@hooks.register("register_log_actions")
def register_correction_of_parts(actions):
    @actions.register_action(CORRECT_PARTS)
    class CorrectionOfParts(LogFormatter):
        """ "Correction published in: The gauge, The levee" in the history of a series."""

        label = gettext_lazy("Correct several parts")

        def format_message(self, entry):
            return _("%(kind)s published in: %(titles)s") % {
                "kind": Correction.Kind(entry.data["kind"]).label,
                "titles": ", ".join(entry.data["parts"]),
            }
