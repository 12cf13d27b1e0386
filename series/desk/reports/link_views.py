"""One outgoing link: what is known of it, a field for a copy, "mark as fine"; and the button that has links checked."""

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.validators import URLValidator
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, View
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from publication.background import Job, start
from publication.models import OutgoingLink
from publication.models.links import key_of
from publication.times import said
from series.desk.reports.base import may_read_reports
from series.desk.reports.links import pieces_for, said_of, shown_pieces, uses_of
from series.links.copies import keep_copy, mark_as_fine
from series.links.work import KIND, check_now
from series.models import LinkUse

REPORT = "series_report_links"
# Of which an editor may know better than the machine.
DOUBTFUL = frozenset({OutgoingLink.State.DEAD, OutgoingLink.State.FAILING, OutgoingLink.State.UNKNOWN})


class CopyForm(forms.Form):
    """Where a copy of the page is kept."""

    archived_address = forms.CharField(
        label=gettext_lazy("Address of an archived copy"),
        required=False,
        max_length=1000,
        validators=[URLValidator(schemes=["http", "https"])],
        widget=forms.URLInput,
        help_text=gettext_lazy(
            "For example at web.archive.org. Readers see “archived copy” after the link, on pages, in feeds and in books."
        ),
    )

    def __init__(self, *args, link: OutgoingLink, **kwargs):
        self.link = link
        super().__init__(*args, **kwargs)

    def clean_archived_address(self):
        address = self.cleaned_data["archived_address"].strip()
        if address and key_of(address) == self.link.key:
            raise ValidationError(_("This is the link itself, not a copy of it."))
        return address


class OutgoingLinkView(WagtailAdminTemplateMixin, FormView):
    """A link for those who may edit a piece that has it; what readers see is changed by who may edit all of them."""

    form_class = CopyForm
    template_name = "admin/series/outgoing_link.html"
    page_title = gettext_lazy("Outgoing link")
    header_icon = "link-external"

    def dispatch(self, request, link_id):
        if not may_read_reports(request.user):
            raise PermissionDenied
        self.link = get_object_or_404(OutgoingLink, pk=link_id)
        if not self.uses:
            raise PermissionDenied
        if request.method == "POST" and not self.may_change:
            raise PermissionDenied
        return super().dispatch(request)

    @cached_property
    def uses(self):
        return uses_of([self.link.pk], pieces_for(self.request.user))[self.link.pk]

    @cached_property
    def may_change(self) -> bool:
        """May the user edit every piece that readers find the link in?"""
        return len(self.uses) == LinkUse.objects.filter(link=self.link, page__in=shown_pieces()).count()

    def get_page_subtitle(self):
        return self.link.host

    def get_breadcrumbs_items(self):
        return [
            {"url": reverse(REPORT), "label": _("Outgoing links")},
            {"url": "", "label": self.page_title, "sublabel": self.link.host},
        ]

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"link": self.link}

    def get_initial(self):
        return {"archived_address": self.link.archived_address}

    def post(self, request, *args, **kwargs):
        if "fine" in request.POST:
            mark_as_fine(self.link, request.user)
            messages.success(request, _("The link is marked as fine. It is asked again in a year."))
            return redirect(REPORT)
        return super().post(request, *args, **kwargs)

    def form_valid(self, form):
        address = form.cleaned_data["archived_address"]
        keep_copy(self.link, address, self.request.user)
        messages.success(
            self.request,
            _("Readers are led to the archived copy, too.") if address else _("No archived copy is shown."),
        )
        return redirect(REPORT)

    def get_context_data(self, **kwargs):
        link = self.link
        times = ((_("Dead since"), link.first_failed_at), (_("Last asked"), link.checked_at))
        return super().get_context_data(
            link=link,
            answer=said_of(link),
            times=[(words, said(moment)) for words, moment in times if moment],
            uses=self.uses,
            may_change=self.may_change,
            is_doubtful=link.state in DOUBTFUL,
            **kwargs,
        )


class CheckNowView(View):
    """Has the links that are due, and those that failed, checked now; by POST only."""

    http_method_names = ["post"]

    def post(self, request):
        if not may_read_reports(request.user):
            raise PermissionDenied
        if Job.objects.filter(kind=KIND).going().exists():
            messages.warning(request, _("The links are being checked already. Look again in a while."))
            return redirect(REPORT)
        return redirect(start(check_now, user=request.user, label=_("Check of the outgoing links")))
