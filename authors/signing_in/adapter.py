"""What allauth asks the house: who may come in, which words are said, which letters go out."""

import time
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site

from authors.signing_in.letters import letter_of, post
from authors.signing_in.privilege import needs_second_factor
from authors.signing_in.secrets import seal, unseal
from publication.limits import caller_of
from publication.models import Masthead

UNKNOWN = "::"  # behind a socket of the machine itself there is no network
WRONG = _("This name and this password do not belong together.")
WRONG_CODE = _("This code does not work. Each one works once, and only for a short time.")

# What is said after a step, by allauth's names; of the rest nothing is said.
SAID = {
    "account/messages/password_changed.txt": _("The password was changed. All other devices are signed out."),
    "mfa/messages/totp_activated.txt": _("Two-factor sign-in is on."),
    "mfa/messages/totp_deactivated.txt": _("Two-factor sign-in is off."),
}


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are made in the admin, by invitation or by hand, and never by signing up."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": WRONG,
        "email_password_mismatch": WRONG,
        "incorrect_password": _("This is not the password."),
        "enter_current_password": _("This is not the password."),
    }

    def is_open_for_signup(self, request):
        return False

    def is_ajax(self, request):
        """Never: pages are for people, and one way in is enough to guard."""
        return False

    def is_safe_url(self, url):
        request = context.request
        return bool(url) and url_has_allowed_host_and_scheme(url, {request.get_host()}, request.is_secure())

    def get_client_ip(self, request):
        """An address for the list of sessions: as the limiter counts, an IPv6 network without its length."""
        return caller_of(request).partition("/")[0] or UNKNOWN

    def get_login_redirect_url(self, request):
        return reverse(
            "wagtailadmin_home" if request.user.has_perm("wagtailadmin.access_admin") else "account_index"
        )

    def get_password_change_redirect_url(self, request):
        return reverse("account_index")

    def get_logout_redirect_url(self, request):
        return reverse("account_login")

    def get_reset_password_from_key_url(self, key):
        """At the site's own address, whatever host the request was sent to."""
        address = urlsplit(super().get_reset_password_from_key_url(key))
        return settings.WAGTAILADMIN_BASE_URL.rstrip("/") + address.path

    def add_message(
        self, request, level, message_template=None, message_context=None, extra_tags="", message=None
    ):
        words = message or SAID.get(message_template)
        if words:
            messages.add_message(request, level, words, extra_tags=extra_tags)

    def send_mail(self, template_prefix, email, context):
        said = {"username": context.get("username", ""), "link": context.get("password_reset_url", "")}
        post(self.request, letter_of(template_prefix, email, said))

    def send_notification_mail(self, template_prefix, user, context=None, email=None):
        if user.email:
            post(self.request, letter_of(template_prefix, user.email, {}))

    def get_reauthentication_methods(self, user):
        """By code where there is a second factor: else a password alone could take it off."""
        methods = super().get_reauthentication_methods(user)
        return [each for each in methods if each["id"] == "mfa_reauthenticate"] or methods

    def is_reauthentication_required(self, *, app, **kwargs):
        """Not where somebody has just signed in, with all that they have."""
        request = context.request
        wanted = {"mfa"} if is_mfa_enabled(request.user) else {"password"}
        records = get_authentication_records(request, request.user)
        latest = max((record["at"] for record in records if record["method"] in wanted), default=0)
        return time.time() - latest > settings.ACCOUNT_REAUTHENTICATION_TIMEOUT


class SecondFactorAdapter(DefaultMFAAdapter):
    """Authenticators and recovery codes."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": WRONG_CODE,
        "cannot_delete_authenticator": _("Your role needs two-factor sign-in, so it cannot be turned off."),
        "cannot_generate_recovery_codes": _("Recovery codes come with two-factor sign-in. Turn it on first."),
    }

    def encrypt(self, text):
        return seal(text)

    def decrypt(self, encrypted_text):
        return unseal(encrypted_text)

    def can_delete_authenticator(self, authenticator):
        return not needs_second_factor(authenticator.user)

    def get_totp_issuer(self):
        return Masthead.for_site(Site.objects.get(is_default_site=True)).local_name
