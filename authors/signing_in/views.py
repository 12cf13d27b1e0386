"""The pages of the door, on allauth's: what differs, and what it has not."""

from urllib.parse import urlencode

from allauth.account.adapter import get_adapter
from allauth.mfa.base import views as second
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp.views import ActivateTOTPView
from allauth.mfa.utils import is_mfa_enabled
from django.contrib import messages
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.contrib.auth.decorators import login_required
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from authors.audit.recording import record
from authors.models import AuditEntry
from authors.signing_in import limits
from authors.signing_in.doors import too_many
from authors.signing_in.enrolling import enrolled
from authors.signing_in.privilege import needs_second_factor
from authors.signing_in.sessions import devices_of, end_sessions


def wanted_next(request) -> str:
    """Where somebody wanted to go, if it is on this site; else an empty string."""
    address = request.POST.get(REDIRECT_FIELD_NAME) or request.GET.get(REDIRECT_FIELD_NAME) or ""
    return address if get_adapter().is_safe_url(address) else ""


class NextMixin:
    """Carries `next` on through a form."""

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            redirect_field_name=REDIRECT_FIELD_NAME, redirect_field_value=wanted_next(self.request), **kwargs
        )


class LimitedCodeView(second.AuthenticateView):
    """The second half of signing in, by code; wrong codes are few."""

    def post(self, request, *args, **kwargs):
        if wait := limits.code(request, self.stage.login.user.pk):
            return too_many(request, wait)
        return super().post(request, *args, **kwargs)

    def _build_forms(self):
        # allauth takes a post without a code for one of a security key, which cannot be had here.
        data = self.request.POST if self.request.method == "POST" else None
        self.webauthn_form = None
        self.auth_form = self.get_form_class()(user=self.stage.login.user, data=data)
        return self.auth_form if data is not None else None


class CodeAgainView(second.ReauthenticateView):
    """A code before a step that asks for one."""

    def post(self, request, *args, **kwargs):
        if wait := limits.code(request, request.user.pk):
            return too_many(request, wait)
        return super().post(request, *args, **kwargs)


class ActivateView(NextMixin, ActivateTOTPView):
    """Set an authenticator up."""

    def get_context_data(self, **kwargs):
        found = super().get_context_data(is_needed=needs_second_factor(self.request.user), **kwargs)
        secret = found["form"].secret
        return found | {"secret": " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))}

    def get_success_url(self):
        address = super().get_success_url()
        there = wanted_next(self.request)
        return f"{address}?{urlencode({REDIRECT_FIELD_NAME: there})}" if there else address

    def form_valid(self, form):
        response = super().form_valid(form)
        enrolled(self.request)
        return response


class CodesView(NextMixin, codes.ViewRecoveryCodesView):
    """The recovery codes that are left."""


@login_required
def index(request):
    """What somebody can do about their account."""
    context = {
        "has_second_factor": is_mfa_enabled(request.user, [Authenticator.Type.TOTP]),
        "needs_second_factor": needs_second_factor(request.user),
        "may_enter": request.user.has_perm("wagtailadmin.access_admin"),
    }
    return TemplateResponse(request, "accounts/index.html", context)


@login_required
def sessions(request):
    """Where somebody is signed in, and buttons that end that: `end` is the id of a session, or "others"."""
    if request.method != "POST":
        return TemplateResponse(request, "accounts/sessions.html", {"devices": devices_of(request)})
    chosen = request.POST.get("end", "")
    here = request.session.session_key
    ended = 0
    if chosen == "others":
        ended = end_sessions(request.user, keep=here)
    elif chosen.isdecimal() and len(chosen) < 19:
        ended = end_sessions(request.user, keep=here, only=int(chosen))
    if ended:
        record(AuditEntry.Kind.SESSIONS_ENDED, about=request.user, detail=str(ended))
        messages.success(request, _("Signed out there."))
    return HttpResponseRedirect(reverse("account_sessions"))


authenticate = LimitedCodeView.as_view()
code_again = CodeAgainView.as_view()
activate = ActivateView.as_view()
view_codes = CodesView.as_view()
