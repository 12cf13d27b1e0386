"""Who has cleared the piece, beside its form."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.side_panels import BaseSidePanel

from series.clearance.states import Standing, State
from series.desk.clearance_words import spoken_state
from series.permissions import may_ask_for_clearance


class ClearanceSidePanel(BaseSidePanel):
    """Speaks of the latest draft as it is saved, like the checklist, which has read it."""

    class SidePanelToggle(BaseSidePanel.SidePanelToggle):
        aria_label = _("Toggle clearance")
        icon_name = "mail"

    name = "clearance"
    title = _("Clearance")
    template_name = "admin/series/clearance_panel.html"
    order = 160

    def __init__(self, page, request, standings: tuple[Standing, ...]):
        super().__init__(page, request)
        self.standings = standings

    def get_context_data(self, parent_context):
        page = self.object
        may_ask = page.pk and may_ask_for_clearance(self.request.user, page)
        lines = [
            (standing.name, standing.state is State.CLEARED, spoken_state(standing))
            for standing in self.standings
        ]
        address = reverse("series_clearance", args=[page.pk]) if may_ask else ""
        return super().get_context_data(parent_context) | {"lines": lines, "address": address}
