"""The doors to a series' running order in the admin, and the lines of the history about what is done there."""

from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import LogFormatter

from series.desk import commissions, reordering, selection, slip
from series.desk.buttons import on_pages
from series.desk.commission_views import LinkPlannedPartView, MakeDraftView
from series.desk.numbers import spoken_number
from series.desk.order_view import RunningOrderView
from series.desk.plan_sheet_view import PlanSheetView
from series.desk.selection_view import PublishSelectionView
from series.desk.slip_view import SlipView
from series.models import InstallmentPage, SeriesPage
from series.permissions import may_order

# A history line names so many moves; the entry itself holds all of them.
MOST_MOVES = 5


@hooks.register("register_admin_urls")
def register_order_addresses():
    return [
        path("running-order/<int:series_id>/", RunningOrderView.as_view(), name="series_running_order"),
        path(
            "running-order/<int:series_id>/publish/",
            PublishSelectionView.as_view(),
            name="series_publish_selection",
        ),
        path("running-order/<int:series_id>/spreadsheet/", PlanSheetView.as_view(), name="series_plan_sheet"),
        path("running-order/<int:series_id>/date/<slug:key>/", SlipView.as_view(), name="series_slip"),
        path(
            "running-order/<int:series_id>/planned/<int:planned_id>/draft/",
            MakeDraftView.as_view(),
            name="series_make_draft",
        ),
        path(
            "running-order/<int:series_id>/planned/<int:planned_id>/link/",
            LinkPlannedPartView.as_view(),
            name="series_link_planned",
        ),
    ]


@on_pages
def running_order_button(page, user, next_url=None):
    """The button on a series, and on its parts, for those who may order them."""
    series = page.specific if page.specific_class is SeriesPage else None
    if page.specific_class is InstallmentPage:
        series = page.specific.series
    if series is not None and may_order(user, series):
        address = reverse("series_running_order", args=[series.pk])
        yield Button(_("Running order"), address, icon_name="list-ol", priority=12)


@hooks.register("register_log_actions")
def register_order_actions(actions):
    @actions.register_action(reordering.LOG_ACTION)
    class OrderChange(LogFormatter):
        """ "Changed the running order: “The gauge” from part 3 to part 1"."""

        label = gettext_lazy("Change running order")

        def format_message(self, entry):
            words = _("“%(title)s” from %(old)s to %(new)s")
            return _("Changed the running order: %(moves)s") % {
                "moves": _listed(
                    words
                    % {
                        "title": move["title"],
                        "old": spoken_number(move["old"]),
                        "new": spoken_number(move["new"]),
                    }
                    for move in entry.data["moves"]
                )
            }

    @actions.register_action(slip.LOG_ACTION)
    class Slip(LogFormatter):
        """ "Moved dates: “The gauge” from 3 March 2026 to 10 March 2026"."""

        label = gettext_lazy("Move dates")

        def format_message(self, entry):
            words = _("“%(title)s” from %(old)s to %(new)s")
            return _("Moved dates: %(moves)s") % {
                "moves": _listed(words % move for move in entry.data["moves"])
            }

    @actions.register_action(selection.LOG_ACTION)
    class SelectionPublished(LogFormatter):
        """ "Published or scheduled: “A”, “B”. Refused: “C”"."""

        label = gettext_lazy("Publish a selection")

        def format_message(self, entry):
            words = (
                ("done", _("Published or scheduled: %(titles)s.")),
                ("failed", _("Refused: %(titles)s.")),
            )
            return " ".join(
                sentence % {"titles": _listed(f"“{title}”" for title in entry.data[name])}
                for name, sentence in words
                if entry.data[name]
            )

    @actions.register_action(commissions.LINK_ACTION)
    class Linked(LogFormatter):
        """ "Linked with the planned part “A river”, as part 4"."""

        label = gettext_lazy("Link with a planned part")

        def format_message(self, entry):
            return _("Linked with the planned part “%(planned)s”, as %(part)s") % {
                "planned": entry.data["planned"],
                "part": spoken_number(entry.data["new"]),
            }


def _listed(items) -> str:
    """Items with commas, the first few of many."""
    items = list(items)
    shown = ", ".join(items[:MOST_MOVES])
    more = len(items) - MOST_MOVES
    return _("%(shown)s and %(more)d more") % {"shown": shown, "more": more} if more > 0 else shown
