"""The page behind an invitation. GET and HEAD change nothing, as mail scanners follow links; POST makes the account."""

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from authors.invitations import inviting
from authors.invitations.forms import AcceptForm

REASONS = {
    "used": gettext_lazy("This invitation was accepted already. Sign in; if you have forgotten the password, ask for a new one."),
    "withdrawn": gettext_lazy("This invitation was withdrawn. Ask whoever invited you."),
    "expired": gettext_lazy("This invitation has expired. Ask whoever invited you to send it again."),
    "refused": gettext_lazy("This link is not complete, or a newer one was sent. Look for the last letter that you had."),
}  # fmt: skip


@sensitive_post_parameters("password1", "password2")
@require_http_methods(["GET", "HEAD", "POST"])
def accept(request, token: str):
    """The form, and what becomes of it; 410 with the reason for a link that does not work."""
    try:
        invitation = inviting.find(token)
        form = AcceptForm(request.POST if request.method == "POST" else None, email=invitation.email)
        if form.is_valid():
            asked = form.cleaned_data
            inviting.accept(invitation, asked["first_name"], asked["last_name"], asked["password1"])
            messages.success(
                request, _("Your account is there. Sign in with your e-mail address and the password.")
            )
            return HttpResponseRedirect(reverse("account_login"))
    except inviting.InvitationClosed as closed:
        context = {"reason": REASONS[closed.reason], "is_used": closed.reason == "used"}
        return TemplateResponse(request, "accounts/invitation_closed.html", context, status=410)
    context = {"form": form, "invitation": invitation}
    return TemplateResponse(
        request, "accounts/invitation.html", context, status=422 if form.is_bound else 200
    )
