"""allauth's forms in the house's words."""

from allauth.account import forms as account
from allauth.core import context
from allauth.mfa import signals
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms as second
from allauth.mfa.models import Authenticator
from allauth.mfa.totp import forms as totp
from django.contrib.auth.password_validation import password_validators_help_texts
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from authors.signing_in.backend import accounts_with
from authors.signing_in.codes import factors_of, proven_by

CODE_HELP = _("The six digits that your authenticator shows now, or one of your recovery codes.")


def _password_rules() -> str:
    return " ".join(str(text) for text in password_validators_help_texts())


PASSWORD_RULES = lazy(_password_rules, str)()


class PlainFields:
    """No words inside of the fields: what a field is for stands above it."""

    labels: dict = {}
    hints: dict = {}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            field.label = self.labels.get(name, field.label)
            field.help_text = self.hints.get(name, "")


class SignInForm(PlainFields, account.LoginForm):
    """Name and password."""

    labels = {"login": _("Username or e-mail address"), "password": _("Password")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["login"].max_length = 254
        self.fields["login"].widget.attrs |= {
            "autocomplete": "username",
            "autocapitalize": "none",
            "maxlength": 254,
        }


class PasswordAgainForm(PlainFields, account.ReauthenticateForm):
    """The password, before a step that asks for it."""

    labels = {"password": _("Password")}


class ForgottenForm(PlainFields, account.ResetPasswordForm):
    """The address to which a letter goes."""

    labels = {"email": _("E-mail address")}

    def clean_email(self):
        address = self.cleaned_data["email"]
        self.users = [user for user in accounts_with(address) if user.is_active]
        return address


class NewPasswordForm(PlainFields, account.ResetPasswordKeyForm):
    """A new password, behind the link of a letter."""

    labels = {"password1": _("New password"), "password2": _("New password again")}
    hints = {"password1": PASSWORD_RULES}


class ChangePasswordForm(PlainFields, account.ChangePasswordForm):
    """The old password and a new one."""

    labels = {"oldpassword": _("Password until now")} | NewPasswordForm.labels
    hints = NewPasswordForm.hints


class UsedOnce:
    """Takes a code that works once, cache or no cache (codes.py)."""

    labels = {"code": _("Code")}
    hints = {"code": CODE_HELP}
    is_again = False

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["code"].widget.attrs |= {
            "inputmode": "numeric",
            "maxlength": 20,
            "autocomplete": "one-time-code",
        }

    def clean_code(self):
        code = self.cleaned_data["code"]
        self.authenticator = proven_by(self.user, code)
        if self.authenticator is None:
            signals.authentication_failed.send(
                sender=Authenticator,
                request=context.request,
                user=self.user,
                authenticator=next(iter(factors_of(self.user)), None),
                reauthentication=self.is_again,
            )
            raise get_adapter().validation_error("incorrect_code")
        self.authenticator.user = self.user
        return code


class CodeForm(UsedOnce, PlainFields, second.AuthenticateForm):
    """The second half of signing in."""


class CodeAgainForm(UsedOnce, PlainFields, second.ReauthenticateForm):
    """A code, before a step that asks for it."""

    is_again = True


class ActivateForm(PlainFields, totp.ActivateTOTPForm):
    """The first code of a new authenticator, which shows that it has the secret."""

    labels = {"code": _("Code")}
    hints = {"code": _("The six digits that your authenticator shows now.")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["code"].widget.attrs |= {"inputmode": "numeric", "maxlength": 20}
