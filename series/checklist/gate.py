"""Keeps a piece out of print while a required point is missing. Every way to publish passes here.

InstallmentPage.publish asks for workflow approval, bulk publishing, the schedule and whatever code publishes; the
admin's edit form and API, which do not call it, ask by themselves (series/desk/installment_views.py, checklist_hooks.py).
Only what was public elsewhere and moves to this site comes in unasked, with a report (series/manuscripts/moving_in/).
"""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from series.checklist.evaluation import Checklist, missing_in_version


class ChecklistNotMet(ValidationError):
    """A piece was to be published, and required points are missing; `checklist` has them all, `page` is the piece."""

    def __init__(self, page, checklist: Checklist):
        self.page, self.checklist = page, checklist
        super().__init__(sentences(checklist))

    def __str__(self):
        return _("“%(title)s” is not published: %(points)s") % {
            "title": self.page.get_admin_display_title(),
            "points": " ".join(self.messages),
        }


def sentences(checklist: Checklist) -> list[str]:
    """What is missing of the required points, a sentence each."""
    return [finding.message for point in checklist.missing for finding in point.findings]


def require_checklist(page, revision) -> None:
    """Raise ChecklistNotMet when this version of the page lacks a required point."""
    checklist = missing_in_version(page, revision.content)
    if checklist.missing:
        raise ChecklistNotMet(page, checklist)
