"""The desk's view of a piece's clearance: who has cleared it, links that were sent, and the form that sends one.

The link itself is told once, in the answer to the form: only its hash is kept.
"""

from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail.admin import messages

from publication.frame import frame_or_default
from publication.times import said
from series.checklist.evaluation import missing_of
from series.clearance.letters import send_letter
from series.clearance.requests import LONGEST_DAYS, Recipient, make_request, revoke
from series.clearance.standing import WRITERS
from series.desk.clearance_form import ClearanceForm, first_values
from series.desk.clearance_words import spoken_state
from series.desk.desk_view import PieceViewMixin
from series.models import ClearanceRequest, InstallmentPage
from series.permissions import may_ask_for_clearance


class ClearanceView(PieceViewMixin, FormView):
    """Shows, sends, sends again and revokes, for those who may edit the piece."""

    form_class = ClearanceForm
    template_name = "admin/series/clearance.html"
    page_title = gettext_lazy("Clearance")
    header_icon = "mail"
    may = staticmethod(may_ask_for_clearance)

    @cached_property
    def draft(self) -> InstallmentPage:
        """The latest version, which a link would show."""
        return self.page.get_latest_revision_as_object()

    def post(self, request, *args, **kwargs):
        action, _colon, key = request.POST.get("action", "send").partition(":")
        if action == "revoke":
            return self.take_back(self.request_of_page(key))
        if action == "resend":
            return self.send(again(self.request_of_page(key)))
        return super().post(request, *args, **kwargs)

    def form_valid(self, form):
        return self.send(form.recipient)

    def send(self, recipient: Recipient):
        """Make the link, send the letter, and show both, whether the letter went or not."""
        request, token = make_request(self.page, recipient, self.request.user)
        link = self.request.build_absolute_uri(reverse("clearance", args=[token]))
        went = send_letter(request, link, frame_or_default(self.request).masthead)
        if went:
            words = _("The link was sent to %(name)s at %(email)s.")
            messages.success(self.request, words % {"name": request.name, "email": request.email})
        else:
            messages.error(
                self.request,
                _(
                    "The letter could not be sent. The link below works: send it yourself, or try again later."
                ),
            )
        return self.render_to_response(self.get_context_data(form=self.new_form(), link=link, sent=request))

    def take_back(self, request: ClearanceRequest):
        """Revoke a link."""
        if revoke(request, self.request.user):
            messages.success(
                self.request, _("The link of %(name)s no longer works.") % {"name": request.name}
            )
        return redirect(self.address)

    def request_of_page(self, key: str) -> ClearanceRequest:
        """The request with an id that a button named, of this piece only; no other is anybody's business here."""
        requests = {str(request.pk): request for request in self.page.clearance_requests.defer("content")}
        if key not in requests:
            raise PermissionDenied
        return requests[key]

    @property
    def address(self) -> str:
        return reverse("series_clearance", args=[self.page.pk])

    @property
    def authors(self) -> list[tuple[int, str]]:
        """(id, name as credited) of those who wrote the latest version, each once."""
        rows = [row for row in self.draft.bylines.all() if row.role in WRITERS]
        return list({row.author_id: (row.author_id, str(row)) for row in rows}.values())

    def new_form(self) -> ClearanceForm:
        """The form as it is at first."""
        return ClearanceForm(authors=self.authors, initial=first_values(self.page, self.authors))

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"authors": self.authors}

    def get_initial(self):
        return first_values(self.page, self.authors)

    def get_context_data(self, **kwargs):
        rows = self.page.clearance_requests.select_related("sent_by").prefetch_related("comments")
        standings = missing_of(self.page).clearances
        return super().get_context_data(
            address=self.address,
            standings=[(standing.name, spoken_state(standing)) for standing in standings],
            rows=[(row, spoken_link(row)) for row in reversed(rows.defer("content"))],
            **kwargs,
        )


def again(request: ClearanceRequest) -> Recipient:
    """The same person once more, for as many days as the first time."""
    days = round((request.expires_at - request.created_at) / timedelta(days=1))
    return Recipient(
        name=request.name,
        email=request.email,
        language=request.language,
        days=max(1, min(LONGEST_DAYS, days)),
        author_id=request.author_id,
        message=request.message,
    )


def spoken_link(request: ClearanceRequest) -> str:
    """Whether the link of a request works, and until when."""
    if request.revoked_at:
        return _("revoked on %(time)s") % {"time": said(request.revoked_at)}
    if request.has_expired:
        return _("expired on %(time)s") % {"time": said(request.expires_at)}
    if request.revision_id is None:
        return _("the version that was sent has been deleted")
    return _("works until %(time)s") % {"time": said(request.expires_at)}
