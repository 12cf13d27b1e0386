"""The view "Close the series": what is left to do in all of its parts, and what closing it would change."""

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, View
from wagtail.admin import messages

from publication.background import Job, start
from series.checklist.closing import close, look_over
from series.checklist.outgoing import KIND, check_links, read_report
from series.desk.desk_view import OfSeries, SeriesViewMixin
from series.models import SeriesPage
from series.permissions import may_close


class ClosingForm(forms.Form):
    """What is to be done; each is a proposal that the editor can leave out or reword."""

    set_status = forms.BooleanField(
        label=gettext_lazy("Set the status of the series to “Complete”"), required=False
    )
    add_note = forms.BooleanField(
        label=gettext_lazy("Add a sentence to the editors’ note of the last part"), required=False
    )
    note = forms.CharField(
        label=gettext_lazy("The sentence"), required=False, max_length=500, widget=forms.Textarea({"rows": 2})
    )

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("add_note") and not cleaned.get("note"):
            self.add_error("note", _("Write the sentence, or leave the note as it is."))
        if not cleaned.get("set_status") and not cleaned.get("add_note"):
            raise ValidationError(_("Nothing is chosen."))
        return cleaned


class CheckLinksView(OfSeries, View):
    """Has the outgoing links of the series checked, and shows how far that is; by POST only."""

    http_method_names = ["post"]
    may = staticmethod(may_close)

    def post(self, request):
        label = _("Check of the links in “%(series)s”") % {"series": self.series.get_admin_display_title()}
        return redirect(start(check_links, user=request.user, label=label, about=self.series))


class CloseSeriesView(SeriesViewMixin, FormView):
    """Looks over the series; on confirmation saves drafts, which are published like any others."""

    form_class = ClosingForm
    template_name = "admin/series/closing.html"
    page_title = gettext_lazy("Close the series")
    header_icon = "tasks"
    may = staticmethod(may_close)

    @cached_property
    def overview(self):
        return look_over(self.series)

    def others(self) -> list[SeriesPage]:
        """The same series in other languages, which are closed by themselves, each with a note in its language."""
        twins = SeriesPage.objects.filter(translation_key=self.series.translation_key, alias_of=None)
        twins = twins.exclude(pk=self.series.pk).select_related("locale").order_by("pk")
        return [twin for twin in twins if may_close(self.request.user, twin)]

    def get_initial(self):
        return {
            "set_status": not self.overview.is_complete,
            "add_note": bool(self.overview.note),
            "note": self.overview.note,
        }

    def get_form(self, form_class=None):
        form = super().get_form(form_class)
        if self.overview.is_complete:
            del form.fields["set_status"]
        if not self.overview.note:
            del form.fields["add_note"], form.fields["note"]
        return form

    def form_valid(self, form):
        asked, last = form.cleaned_data, self.overview.last
        note = asked["note"] if asked.get("add_note") else ""
        if note and not last.permissions_for_user(self.request.user).can_edit():
            raise PermissionDenied
        try:
            drafts = close(
                self.series,
                self.request.user,
                set_status=asked.get("set_status", False),
                note=note,
                last=last,
            )
        except ValidationError as refusal:
            form.add_error(None, refusal)
            return self.form_invalid(form)
        for draft in drafts:
            messages.success(
                self.request,
                _("A draft of “%(title)s” is saved. It takes effect when it is published.")
                % {"title": draft.get_admin_display_title()},
                buttons=[messages.button(reverse("wagtailadmin_pages:edit", args=[draft.pk]), _("Edit"))],
            )
        return redirect("wagtailadmin_explore", self.series.pk)

    def get_context_data(self, **kwargs):
        checks = Job.objects.about(self.series).filter(kind=KIND)
        last = checks.filter(state=Job.State.DONE).first()
        return super().get_context_data(
            overview=self.overview,
            others=self.others(),
            newest_check=checks.defer("result").first(),
            report=read_report(last, self.series) if last else None,
            action_url=reverse("series_close", args=[self.series.pk]),
            **kwargs,
        )
