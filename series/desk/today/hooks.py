"""Puts our panel on the home of the admin, and takes away what only repeats it."""

from wagtail import hooks
from wagtail.admin.views.home import (
    RecentEditsPanel,
    UserObjectsInWorkflowModerationPanel,
    WorkflowObjectsToModeratePanel,
)

from series.desk.today.panel import TodayPanel

# "Awaiting your review" and "Your pages in a workflow" are sections of ours, with a constant number of queries. What
# was edited last needs nobody; what of it is unfinished is among the drafts.
REPEATED = (WorkflowObjectsToModeratePanel, UserObjectsInWorkflowModerationPanel, RecentEditsPanel)


@hooks.register("construct_homepage_panels")
def show_today(request, panels):
    panels[:] = [TodayPanel(), *(panel for panel in panels if not isinstance(panel, REPEATED))]


@hooks.register("construct_homepage_summary_items", order=1000)
def drop_counts(request, items):
    """How many pages, images and documents there are is nobody's work today, and all of them are in the menu."""
    items.clear()
