"""The checklist beside the form of an installment: every point, its state, and the way to its field."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.side_panels import BaseSidePanel

from series.checklist.evaluation import Point, missing_of
from series.clearance.states import Standing
from series.desk.anchors import anchors_of


@dataclass(frozen=True)
class Line:
    """A point as the panel prints it: `findings` are (message, anchor of the field)."""

    label: str
    findings: tuple[tuple[str, str], ...]


class ChecklistSidePanel(BaseSidePanel):
    """Speaks of the latest draft as it is saved; Wagtail draws it anew with every save, autosave included."""

    class SidePanelToggle(BaseSidePanel.SidePanelToggle):
        aria_label = _("Toggle checklist")
        icon_name = "clipboard-list"
        counter_classname = "w-bg-critical-200"

        def get_context_data(self, parent_context):
            return super().get_context_data(parent_context) | {"count": self.panel.missing}

    name = "checklist"
    title = _("Checklist")
    template_name = "admin/series/checklist_panel.html"
    order = 150

    def __init__(self, page, request):
        super().__init__(page, request)
        self.checklist = missing_of(page) if page.pk else None

    @property
    def clearances(self) -> tuple[Standing, ...]:
        """Where the authors stand with the draft."""
        return self.checklist.clearances if self.checklist else ()

    @property
    def missing(self) -> int:
        """How many required points are not met."""
        return len(self.checklist.missing) if self.checklist else 0

    def get_context_data(self, parent_context):
        context = super().get_context_data(parent_context) | {"missing": self.missing, "groups": []}
        if self.checklist:
            context["groups"] = [
                (_("Required before publishing"), self._lines(self.checklist.required)),
                (_("Advised"), self._lines(self.checklist.advised)),
            ]
        return context

    def _lines(self, points: tuple[Point, ...]) -> list[Line]:
        """What is open first, then what is done."""
        anchors = anchors_of(self.model)
        lines = [
            Line(
                point.rule.label,
                tuple((found.message, anchors.get(found.field, "")) for found in point.findings),
            )
            for point in points
        ]
        return sorted(lines, key=lambda line: not line.findings)
