"""The view "Move the date": a day, the preview of what follows, and the button that does it."""

import json

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import TemplateView
from wagtail.admin.widgets import AdminDateInput

from publication.times import EARLIEST_YEAR, LATEST_YEAR
from series.desk.calendar.days import day_named
from series.desk.desk_view import SeriesDeskMixin
from series.desk.order import read_order
from series.desk.rhythm import Rhythm
from series.desk.slip import carry_out, day_of, preview


class SlipForm(forms.Form):
    """The new day of the first part that moves; `was` when the calendar has moved that part already."""

    day = forms.DateField(label=gettext_lazy("New day"), widget=AdminDateInput)
    was = forms.DateField(required=False, widget=forms.HiddenInput(attrs={"id": False}))

    def clean_day(self):
        day = self.cleaned_data["day"]
        # A year inside the bounds, so that those that follow stay inside as well.
        if not EARLIEST_YEAR <= day.year < LATEST_YEAR:
            raise ValidationError(
                _("Choose a year from %(earliest)d to %(latest)d.")
                % {"earliest": EARLIEST_YEAR, "latest": LATEST_YEAR - 1}
            )
        return day

    def clean_was(self):
        was = self.cleaned_data["was"]
        if was and not EARLIEST_YEAR <= was.year <= LATEST_YEAR:
            raise ValidationError(_("That is not a day of the calendar. Nothing was moved."))
        return was


class SlipView(SeriesDeskMixin, TemplateView):
    """Moves one date; those of the later parts follow."""

    template_name = "admin/series/slip.html"
    page_title = gettext_lazy("Move the date")

    def dispatch(self, request, series_id, key):
        self.key = key
        return super().dispatch(request, series_id)

    def get(self, request, *args, **kwargs):
        stands_on = day_of(self.row())
        asked = {name: day_named(request.GET.get(name, "")) for name in ("day", "was")}
        return self.show(SlipForm(initial={"day": asked["day"] or stands_on, "was": asked["was"]}))

    def post(self, request, *args, **kwargs):
        self.row()
        form = SlipForm(request.POST)
        if not form.is_valid():
            return self.show(form)
        day, was = form.cleaned_data["day"], form.cleaned_data["was"]
        try:
            if "marks" in request.POST:
                return self.carry_out(day, was)
            shifts = preview(self.series, self.key, day, request.user, was)
        except ValidationError as error:
            form.add_error(None, error)
            return self.show(form)
        return self.show(form, shifts)

    def row(self):
        """The row whose date is moved; 404 when there is none, or it has no date."""
        self.found = next((row for row in read_order(self.series) if row.key == self.key), None)
        if self.found is None or day_of(self.found) is None:
            raise Http404
        return self.found

    def show(self, form, shifts=None):
        context = self.get_context_data(form=form, row=self.found, has_rhythm=bool(Rhythm.of(self.series)))
        if shifts is not None:
            context |= {"lines": shifts, "confirmed_by": json.dumps([shift.mark for shift in shifts])}
        return self.render_to_response(context)

    def carry_out(self, day, was):
        try:
            shown = json.loads(self.request.POST["marks"])
        except ValueError:
            shown = None
        moved = carry_out(self.series, self.key, day, shown, self.request.user, was)
        if moved:
            words = ngettext("%(count)d date was moved.", "%(count)d dates were moved.", len(moved))
            messages.success(self.request, words % {"count": len(moved)})
        else:
            messages.warning(self.request, _("No date was moved."))
        return redirect(self.desk_url)
