"""One correction for several parts of a series: choose, see what would happen, publish."""

from django import forms
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.log_actions import log

from publication.times import DayField
from series.correcting import Candidate, NewCorrection, candidates, correct_all
from series.desk.desk_view import SeriesViewMixin
from series.desk.numbers import spoken_number
from series.models import Correction
from series.permissions import may_correct

LOG_ACTION = "series.correct_parts"


class CorrectionForm(forms.Form):
    """The parts, and what is said of them in each of their languages."""

    parts = forms.MultipleChoiceField(
        label=gettext_lazy("Parts"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Choose at least one part.")},
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"),
        choices=Correction.Kind.choices,
        help_text=gettext_lazy(
            "A withdrawal takes the text out of everything that readers see; address, title and reason stay."
        ),
    )
    date = DayField(
        label=gettext_lazy("Date"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    is_mailed = forms.BooleanField(
        label=gettext_lazy("Mail it to followers"),
        required=False,
        help_text=gettext_lazy(
            "Once, to those who were mailed the piece, some minutes after it is published."
        ),
    )

    def __init__(self, *args, listed: list[Candidate], **kwargs):
        super().__init__(*args, **kwargs)
        self.listed = {str(candidate.page.pk): candidate for candidate in listed}
        self.fields["parts"].choices = [(pk, label_of(each)) for pk, each in self.listed.items()]
        self.languages = {each.language: each.page.locale.get_display_name() for each in listed}
        for code, name in self.languages.items():
            self.fields[f"text_{code}"] = forms.CharField(
                label=_("Text in %(language)s") % {"language": name},
                required=False,
                max_length=5000,
                widget=forms.Textarea(attrs={"rows": 4, "lang": code}),
                help_text=_("What it said, and what is right. A blank line begins a paragraph."),
            )

    def clean(self):
        cleaned = super().clean()
        for code in {candidate.language for candidate in self.chosen}:
            if not cleaned.get(f"text_{code}", "").strip():
                self.add_error(f"text_{code}", _("Parts in this language are chosen: write the text in it."))
        return cleaned

    @property
    def chosen(self) -> list[Candidate]:
        """The parts that were chosen, in order."""
        chosen = set(self.cleaned_data.get("parts") or ())
        return [candidate for pk, candidate in self.listed.items() if pk in chosen]

    @property
    def correction(self) -> NewCorrection:
        """What was written."""
        texts = {code: self.cleaned_data[f"text_{code}"] for code in self.languages}
        cleaned = self.cleaned_data
        return NewCorrection(cleaned["kind"], cleaned["date"], texts, cleaned["is_mailed"])


def label_of(candidate: Candidate) -> str:
    """ "Part 3: The gauge (Korean)"."""
    page = candidate.page
    number = spoken_number(page.part_number) if page.series.is_numbered else ""
    title = f"{page.title} ({page.locale.get_display_name()})"
    return f"{number}: {title}" if number else title


class CorrectPartsView(SeriesViewMixin, FormView):
    """The form; then the list of what would happen; then the deed, part by part, with a report."""

    form_class = CorrectionForm
    template_name = "admin/series/correct_parts.html"
    page_title = gettext_lazy("Correct several parts")
    header_icon = "warning"
    may = staticmethod(may_correct)

    @cached_property
    def listed(self) -> list[Candidate]:
        """The parts that can be chosen."""
        return candidates(self.series, self.request.user)

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"listed": self.listed}

    def get_initial(self):
        return {"date": timezone.localdate()}

    def form_valid(self, form):
        if "back" in self.request.POST:
            return self.render_to_response(self.get_context_data(form=form))
        if "publish" not in self.request.POST:
            plan = [(label_of(each), each.prospect, bool(each.obstacle)) for each in form.chosen]
            can_go = any(not each.obstacle for each in form.chosen)
            return self.render_to_response(self.get_context_data(form=form, plan=plan, can_go=can_go))
        report = correct_all(form.chosen, form.correction, self.request.user)
        self._tell(report, form.correction)
        return redirect("wagtailadmin_explore", self.series.pk)

    def _tell(self, report, correction: NewCorrection) -> None:
        done = [page for page, reason in report if not reason]
        if done:
            log(
                instance=self.series,
                action=LOG_ACTION,
                user=self.request.user,
                data={"kind": correction.kind, "parts": [page.title for page in done]},
            )
            words = ngettext(
                "The correction was published in %(count)d part: %(titles)s.",
                "The correction was published in %(count)d parts: %(titles)s.",
                len(done),
            )
            titles = ", ".join(f"“{page.title}”" for page in done)
            messages.success(self.request, words % {"count": len(done), "titles": titles})
        for page, reason in report:
            if reason:
                messages.error(
                    self.request,
                    _("“%(title)s” was not corrected. %(reason)s") % {"title": page.title, "reason": reason},
                )

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            has_parts=bool(self.listed),
            action_url=reverse("series_correct_parts", args=[self.series.pk]),
            **kwargs,
        )
