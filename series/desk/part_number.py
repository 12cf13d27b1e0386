"""The action "Change part number": a small form in front of running_order.py, which does the writing."""

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import transaction
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.log_actions import log

from series import running_order
from series.desk.desk_view import PieceViewMixin
from series.desk.numbers import spoken_number
from series.models import InstallmentPage
from series.permissions import may_change_number

LOG_ACTION = "series.change_part_number"


class PartNumberForm(forms.Form):
    """The number, and what to do when another part has it."""

    number = forms.IntegerField(
        label=gettext_lazy("New number"),
        required=False,
        validators=[MinValueValidator(0)],
        help_text=gettext_lazy(
            "0 is a preface. Left empty, the piece has no number: an interview, for example."
        ),
    )
    exchange = forms.BooleanField(
        label=gettext_lazy("If another part has the number, let the two exchange theirs"), required=False
    )


class ChangePartNumberView(PieceViewMixin, FormView):
    """Shows the number, the taken ones and the form; changes the number in all languages at once."""

    form_class = PartNumberForm
    template_name = "admin/series/part_number.html"
    page_title = gettext_lazy("Change part number")
    header_icon = "list-ol"
    may = staticmethod(may_change_number)

    @cached_property
    def next_url(self) -> str:
        """Where the editor came from; empty for an address of another host."""
        return get_valid_next_url_from_request(self.request)

    def get_initial(self):
        return {"number": self.page.part_number}

    def form_valid(self, form):
        old = self.page.part_number
        number = form.cleaned_data["number"]
        try:
            with transaction.atomic():
                running_order.change_number(self.page, number, exchange=form.cleaned_data["exchange"])
                if number != old:
                    log(
                        instance=self.page,
                        action=LOG_ACTION,
                        user=self.request.user,
                        data={"old": old, "new": number, "exchange": form.cleaned_data["exchange"]},
                    )
        except ValidationError as refusal:
            form.add_error("number", refusal)
            return self.form_invalid(form)
        messages.success(
            self.request,
            _("“%(title)s” is now %(part)s.")
            % {"title": self.page.get_admin_display_title(), "part": spoken_number(number)},
        )
        return redirect(self.next_url or reverse("wagtailadmin_explore", args=[self.page.series_id]))

    def get_context_data(self, **kwargs):
        taken = (
            InstallmentPage.objects.filter(series=self.page.series, part_number__isnull=False)
            .exclude(pk=self.page.pk)
            .order_by("part_number")
        )
        return super().get_context_data(
            current=spoken_number(self.page.part_number),
            is_numbered=self.page.series.is_numbered,
            taken=list(taken.values("part_number", "draft_title", "live")),
            action_url=reverse("series_part_number", args=[self.page.pk]),
            next=self.next_url,
            **kwargs,
        )
