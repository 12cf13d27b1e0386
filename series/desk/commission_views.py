"""The views that make a draft of a planned part and link one with a part that is there."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from django.views.generic import FormView

from series.desk.commissions import link, make_draft, parts_to_link
from series.desk.desk_view import SeriesDeskMixin
from series.desk.numbers import spoken_number
from series.models import PlannedPart
from series.permissions import may_change_number


class PlannedPartMixin(SeriesDeskMixin):
    """A view of a planned part of the series."""

    def dispatch(self, request, series_id, planned_id):
        self.planned = get_object_or_404(
            PlannedPart.objects.select_related("series", "author"), pk=planned_id, series=series_id
        )
        return super().dispatch(request, series_id)


class MakeDraftView(PlannedPartMixin, View):
    """Turns a planned part into a draft, by POST only."""

    http_method_names = ["post"]

    def post(self, request, *args, **kwargs):
        if not self.series.permissions_for_user(request.user).can_add_subpage():
            raise PermissionDenied
        try:
            draft = make_draft(self.planned, request.user)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
            return redirect(self.desk_url)
        messages.success(request, _("“%(title)s” is a draft now.") % {"title": draft.title})
        if self.planned.author_name and not self.planned.author:
            messages.warning(
                request,
                _("%(name)s has no author page yet, so nobody is credited.")
                % {"name": self.planned.author_name},
            )
        return redirect("wagtailadmin_pages:edit", draft.pk)


class LinkForm(forms.Form):
    """The part to link a planned part with."""

    part = forms.ChoiceField(label=gettext_lazy("Part"))

    def __init__(self, *args, parts, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["part"].choices = [
            (str(part.pk), f"{part.draft_title} ({spoken_number(part.part_number)})") for part in parts
        ]


class LinkPlannedPartView(PlannedPartMixin, FormView):
    """Links a planned part with a part of the series: they have one number from then on."""

    form_class = LinkForm
    template_name = "admin/series/link_planned.html"
    page_title = gettext_lazy("Link with a part")

    @cached_property
    def parts(self):
        """The parts that can be chosen."""
        return parts_to_link(self.planned.series)

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"parts": self.parts}

    def form_valid(self, form):
        part = next(part for part in self.parts if str(part.pk) == form.cleaned_data["part"])
        if not may_change_number(self.request.user, part):
            raise PermissionDenied
        try:
            number = link(self.planned, part, self.request.user)
        except ValidationError as error:
            form.add_error(None, error)
            return self.form_invalid(form)
        messages.success(
            self.request,
            _("“%(title)s” is %(part)s now, as planned.")
            % {"title": part.draft_title, "part": spoken_number(number)},
        )
        return redirect(self.desk_url)

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            planned=self.planned,
            has_parts=bool(self.parts),
            action_url=reverse("series_link_planned", args=[self.series.pk, self.planned.pk]),
            **kwargs,
        )
