"""Wagtail's views of an installment, with the checklist beside the form and at the doors to publication."""

from django.shortcuts import redirect
from wagtail.admin.views.pages.create import CreateView
from wagtail.admin.views.pages.edit import EditView
from wagtail.admin.views.pages.revisions import RevisionsRevertView
from wagtail.admin.views.pages.workflow import WorkflowActionView

from publication.edit_view import CarefulEditMixin
from series.checklist.gate import ChecklistNotMet
from series.desk.checklist_panel import ChecklistSidePanel
from series.desk.clearance_panel import ClearanceSidePanel
from series.desk.refusals import tell_refusal


class ChecklistMixin:
    """The side panels, and a refusal that leaves the draft saved and goes back to its form."""

    def get_side_panels(self):
        panels = super().get_side_panels()
        checklist = ChecklistSidePanel(self.page, self.request)
        panels += [checklist, ClearanceSidePanel(self.page, self.request, checklist.clearances)]
        return panels

    def form_valid(self, form):
        try:
            return super().form_valid(form)
        except ChecklistNotMet as refusal:
            # Wagtail has saved the draft by now; what failed after it was undone by its own transaction.
            tell_refusal(self.request, refusal.page, refusal.checklist)
            return self.redirect_and_remain()


class InstallmentCreateView(ChecklistMixin, CreateView):
    """The form of a new installment."""

    def publish_action(self):
        # Wagtail would write the page as live, and publish it after; what is refused in between must not stand.
        self.form.instance.live = False
        return super().publish_action()


class InstallmentEditView(CarefulEditMixin, ChecklistMixin, EditView):
    """The form of an installment."""


class InstallmentRevertView(CarefulEditMixin, ChecklistMixin, RevisionsRevertView):
    """The form of an installment, filled in from an earlier version."""


class InstallmentWorkflowView(WorkflowActionView):
    """A decision in a review, made outside of the form: in the list of what waits, or on the page itself."""

    def post(self, request, *args, **kwargs):
        try:
            return super().post(request, *args, **kwargs)
        except ChecklistNotMet as refusal:
            tell_refusal(request, refusal.page, refusal.checklist)
            if request.headers.get("x-requested-with") == "XMLHttpRequest":
                return self.render_modal_json(request, {"step": "success", "redirect": self.redirect_url})
            return redirect(self.redirect_url)
