"""The form that moves one date, and the answer to an entry that was dropped on another day."""

from datetime import datetime
from urllib.parse import urlencode

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.admin.widgets import AdminDateInput, AdminTimeInput

from publication.times import DayField, moment_of, said, twin_of
from series.desk.calendar.days import Zones, day_named
from series.desk.calendar.entries import Entry
from series.desk.calendar.moving import Moved, find, has_hour, is_kept_from, moment_on, move, spoken
from series.desk.calendar.scope import Scope
from series.desk.rhythm import Rhythm, editorial_zone
from series.permissions import may_order

FIRST, SECOND = "first", "second"


class DayForm(forms.Form):
    """A new day, of the editorial zone."""

    day = DayField(label=gettext_lazy("New day"), widget=AdminDateInput)

    def target(self):
        return self.cleaned_data["day"]


class MomentForm(DayForm):
    """A new day and hour on the user's own clock. Of an hour that comes twice it asks which."""

    hour = forms.TimeField(label=gettext_lazy("New hour"), widget=AdminTimeInput)
    which = forms.ChoiceField(
        label=gettext_lazy("Which of the two"), required=False, widget=forms.RadioSelect
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.moment = None
        self.twins = self._twins()
        if self.twins:
            self.fields["which"].choices = [
                (name, said(moment)) for name, moment in zip((FIRST, SECOND), self.twins, strict=True)
            ]
        else:
            del self.fields["which"]

    def _twins(self) -> list[datetime]:
        """The two moments that the typed time may mean; none where it means one."""
        if not self.is_bound:
            return []
        typed = []
        for name in ("day", "hour"):
            try:
                typed.append(self.fields[name].clean(self.data.get(name)))
            except ValidationError:
                return []
        zone = timezone.get_current_timezone()
        try:
            first = moment_of(datetime.combine(*typed), zone)
        except (ValidationError, OverflowError):
            return []
        second = twin_of(first, zone)
        return [first, second] if second else []

    def clean(self):
        cleaned = super().clean()
        if "day" not in cleaned or "hour" not in cleaned:
            return cleaned
        if self.twins:
            if not cleaned.get("which"):
                if "which" not in self.errors:
                    self.add_error("which", _("That night this time comes twice. Choose one of the two."))
                return cleaned
            self.moment = self.twins[cleaned["which"] == SECOND]
        else:
            wall = datetime.combine(cleaned["day"], cleaned["hour"])
            self.moment = moment_of(wall, timezone.get_current_timezone())
        return cleaned

    def target(self):
        return self.moment


class MoveDateView(WagtailAdminTemplateMixin, TemplateView):
    """Moves the date of one entry, typed or dropped."""

    template_name = "admin/series/calendar/move.html"
    page_title = gettext_lazy("Move a date")
    header_icon = "calendar-check"

    def dispatch(self, request, key):
        self.key, self.scope = key, Scope(request.user)
        self.entry = find(key, self.scope)
        if self.entry is None:
            if is_kept_from(key, self.scope):
                raise PermissionDenied
            raise Http404
        self.back = get_valid_next_url_from_request(request) or reverse("series_calendar")
        return super().dispatch(request)

    def get(self, request, *args, **kwargs):
        return self.show(self.empty_form())

    def post(self, request, *args, **kwargs):
        if "dropped" in request.POST:
            return self.dropped()
        form = self.form_class()(request.POST)
        if not form.is_valid():
            return self.show(form)
        try:
            return self.done(self.move(form.target()))
        except ValidationError as error:
            form.add_error(None, error.messages)
            return self.show(form)

    def move(self, to) -> Moved:
        return move(self.key, self.request.POST.get("shown", ""), to, self.scope)

    def dropped(self):
        """An entry was dropped on a day of the editorial zone; it keeps its hour. A refusal is told on the calendar."""
        day = day_named(self.request.POST["dropped"])
        try:
            if day is None:
                raise ValidationError(_("That is not a day of the calendar. Nothing was moved."))
            to = day
            if has_hour(self.entry):
                to = moment_on(self.entry, day)
                if twin := twin_of(to, editorial_zone()):
                    return self.ask_which(to, twin)
            return self.done(self.move(to))
        except ValidationError as error:
            words = _("“%(title)s” was not moved: %(reasons)s")
            messages.error(
                self.request,
                words % {"title": self.entry.title, "reasons": " ".join(error.messages)},
            )
            return redirect(self.back)

    def ask_which(self, first, second):
        """The hour comes twice on that day: the form is shown, filled in with the first of the two."""
        messages.warning(
            self.request,
            _("On that day this hour comes twice: %(first)s, and %(second)s. Choose the one that you mean.")
            % {"first": said(first), "second": said(second)},
        )
        return self.show(self.empty_form(first))

    def done(self, moved: Moved):
        words = _("“%(title)s” was moved from %(old)s to %(new)s.")
        buttons = [messages.button(url, _("Move the later parts, too")) for url in self.slip_urls(moved)]
        messages.success(
            self.request,
            words % {"title": moved.entry.title, "old": moved.old, "new": moved.new},
            buttons=buttons,
        )
        return redirect(self.back)

    def slip_urls(self, moved: Moved) -> list[str]:
        """Where the later parts are made to follow: one address, or none where nothing can follow."""
        entry, was = moved.entry, moved.entry.day
        is_live = entry.part is not None and entry.part.live
        follows = entry.number is not None and (was or Rhythm.of(entry.series)) and not is_live
        if not follows or not may_order(self.request.user, entry.series):
            return []
        query = {"day": moved.day.isoformat()} | ({"was": was.isoformat()} if was else {})
        address = reverse("series_slip", args=[entry.series.pk, moved.entry.key])
        return [f"{address}?{urlencode(query)}"]

    def form_class(self):
        return MomentForm if has_hour(self.entry) else DayForm

    def empty_form(self, moment: datetime | None = None):
        """The form with the date as it is; of an undated draft with the hour of its series."""
        moment = moment or self.entry.moment
        if not has_hour(self.entry):
            return DayForm(initial={"day": self.entry.day})
        if moment is None:
            usual = Rhythm.of(self.entry.series).hour
            return MomentForm(initial={"hour": usual} if usual and not Zones.of_viewer().differs else {})
        local = timezone.localtime(moment)
        return MomentForm(initial={"day": local.date(), "hour": local.time()})

    def get_page_subtitle(self):
        return self.entry.title

    def get_breadcrumbs_items(self):
        return [
            {"url": reverse("series_calendar"), "label": _("Calendar")},
            {"url": "", "label": self.page_title},
        ]

    def show(self, form):
        entry: Entry = self.entry
        return self.render_to_response(
            self.get_context_data(
                form=form,
                entry=entry,
                date=spoken(entry),
                has_hour=has_hour(entry),
                # The token of what was shown at first: a refused form does not take the new date for seen.
                shown=self.request.POST.get("shown", entry.token),
                back=self.back,
                zones=Zones.of_viewer(),
            )
        )
