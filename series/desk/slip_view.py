"""The view "Move the date": a day, the preview of what follows, and the button that does it."""

import json

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import TemplateView
from wagtail.admin.widgets import AdminDateInput

from publication.sent_json import read_json
from publication.times import LATEST_YEAR, DayField
from series.desk.calendar.days import day_named
from series.desk.desk_view import SeriesDeskMixin
from series.desk.order import Row, read_order
from series.desk.rhythm import Rhythm
from series.desk.slip import carry_out, day_of, preview


class SlipForm(forms.Form):
    """The new day of the first part that moves; `was` when the calendar has moved that part already."""

    # A year inside the bounds, so that those that follow stay inside as well.
    day = DayField(label=gettext_lazy("New day"), widget=AdminDateInput, latest=LATEST_YEAR - 1)
    was = DayField(required=False, widget=forms.HiddenInput(attrs={"id": False}))


class SlipView(SeriesDeskMixin, TemplateView):
    """Moves one date; those of the later parts follow."""

    template_name = "admin/series/slip.html"
    page_title = gettext_lazy("Move the date")

    def dispatch(self, request, series_id, key):
        self.key = key
        return super().dispatch(request, series_id)

    def get(self, request, *args, **kwargs):
        stands_on = day_of(self.found)
        asked = {name: day_named(request.GET.get(name, "")) for name in ("day", "was")}
        return self.show(SlipForm(initial={"day": asked["day"] or stands_on, "was": asked["was"]}))

    def post(self, request, *args, **kwargs):
        form = SlipForm(request.POST)
        if not form.is_valid():
            return self.show(form)
        day, was = form.cleaned_data["day"], form.cleaned_data["was"]
        try:
            if "marks" in request.POST:
                return self.carry_out(day, was)
            shifts = preview(self.series, self.key, day, request.user, was, self.rows)
        except ValidationError as error:
            form.add_error(None, error)
            return self.show(form)
        return self.show(form, shifts)

    @cached_property
    def rows(self) -> list[Row]:
        """The running order as it is, for what is shown; what is carried out is read again under a lock."""
        return read_order(self.series)

    @cached_property
    def found(self) -> Row:
        """The row whose date is moved; 404 when there is none, or it has no date."""
        found = next((row for row in self.rows if row.key == self.key), None)
        if found is None or day_of(found) is None:
            raise Http404
        return found

    def show(self, form, shifts=None):
        context = self.get_context_data(form=form, row=self.found, has_rhythm=bool(Rhythm.of(self.series)))
        if shifts is not None:
            context |= {"lines": shifts, "confirmed_by": json.dumps([shift.mark for shift in shifts])}
        return self.render_to_response(context)

    def carry_out(self, day, was):
        try:
            shown = read_json(self.request.POST["marks"])
        except ValueError:
            shown = None
        moved = carry_out(self.series, self.key, day, shown, self.request.user, was)
        if moved:
            words = ngettext("%(count)d date was moved.", "%(count)d dates were moved.", len(moved))
            messages.success(self.request, words % {"count": len(moved)})
        else:
            messages.warning(self.request, _("No date was moved."))
        return redirect(self.desk_url)
