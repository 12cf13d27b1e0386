"""The view that publishes or schedules a selection: choose when, see the dry run, carry it out, read the report."""

import json
from datetime import datetime

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.widgets import AdminDateTimeInput

from publication.sent_json import read_json
from publication.times import WallTimeField
from series.desk.desk_view import SeriesDeskMixin
from series.desk.order import places_of
from series.desk.rhythm import Rhythm
from series.desk.selection import When, carry_out, chosen_parts, rehearse

NEEDS_A_MOMENT = (When.TOGETHER, When.RHYTHM)
LARGEST_ID = 2**31


class WhenForm(forms.Form):
    """When the selected parts appear."""

    when = forms.ChoiceField(
        label=gettext_lazy("When"), choices=When.choices, initial=When.NOW, widget=forms.RadioSelect
    )
    first = WallTimeField(label=gettext_lazy("Date and time"), required=False, widget=AdminDateTimeInput)

    def __init__(self, *args, series, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["first"].help_text = _("On the clock of %(zone)s.") % {
            "zone": timezone.get_current_timezone_name()
        }
        if not Rhythm.of(series):
            self.fields["when"].choices = [choice for choice in When.choices if choice[0] != When.RHYTHM]

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("when") in NEEDS_A_MOMENT and "first" not in self.errors:
            first = cleaned.get("first")
            if first is None:
                self.add_error("first", _("Give a date and time."))
            elif first <= timezone.now():
                self.add_error("first", _("Choose a time that is still to come."))
        return cleaned


class PublishSelectionView(SeriesDeskMixin, TemplateView):
    """Never acts on a first request: the form comes first, then the dry run, then the button that does it."""

    template_name = "admin/series/selection.html"
    page_title = gettext_lazy("Publish a selection")

    def get(self, request, *args, **kwargs):
        return redirect(self.desk_url)

    def post(self, request, *args, **kwargs):
        ids = self.selected()
        if "plan" in request.POST:
            return self.carry_out()
        if not ids:
            messages.warning(request, _("Select the parts first."))
            return redirect(self.desk_url)
        form = WhenForm(request.POST if "when" in request.POST else None, series=self.series)
        context = {"form": form, "ids": ids}
        when, first = When.NOW, None
        if form.is_bound and form.is_valid():
            when, first = form.cleaned_data["when"], form.cleaned_data["first"]
        if not form.is_bound or form.is_valid():
            try:
                steps = rehearse(self.series, ids, when, first, request.user)
            except ValidationError as error:
                form.add_error("first", error)
            else:
                plan = [[s.part_id, s.moment and s.moment.isoformat()] for s in steps if s.will_happen]
                context |= {"lines": steps, "confirmed_by": json.dumps(plan) if plan else ""}
        return self.render_to_response(self.get_context_data(**context))

    def selected(self) -> list[int]:
        """The ids of the parts that were ticked; of all the desk shows, if that was."""
        typed = self.request.POST.getlist("part")
        if "all" in typed:
            return [place.part.pk for place in places_of(self.series) if place.part]
        return [int(pk) for pk in typed if pk.isascii() and pk.isdigit() and len(pk) < 10]

    def carry_out(self):
        try:
            plan = _plan(self.request.POST["plan"])
        except ValueError:
            messages.error(self.request, _("The selection was not understood. Nothing was published."))
            return redirect(self.desk_url)
        parts = chosen_parts(self.series, [pk for pk, _moment in plan])
        if not any(part.permissions_for_user(self.request.user).can_publish() for part in parts):
            raise PermissionDenied
        outcomes = carry_out(self.series, plan, self.request.user)
        steps = [outcome.step for outcome in outcomes]
        return self.render_to_response(self.get_context_data(lines=steps, is_past=True))


def _plan(text: str) -> list[tuple[int, datetime | None]]:
    """What a dry run promised, as it comes back. Raises ValueError."""
    plan = []
    try:
        for pk, moment in read_json(text):
            found = parse_datetime(moment) if moment is not None else None
            if moment is not None and (found is None or timezone.is_naive(found)):
                raise ValueError(moment)
            if type(pk) is not int or not 0 < pk < LARGEST_ID:
                raise ValueError(pk)
            plan.append((pk, found))
    except TypeError as error:
        raise ValueError(text) from error
    return plan
