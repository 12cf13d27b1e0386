"""Accounts that sign in: with a password, with an authenticator whose codes a test can make."""

import time

from allauth.mfa import app_settings
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value

from tests import factories

PASSWORD = "a river in the night 7"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
LOGIN = "/accounts/login/"
CODE = "/accounts/2fa/authenticate/"


def somebody(username="zora", role="Managing editors", *, second_factor=False, **facts):
    """An account with PASSWORD, and with SECRET in its authenticator."""
    user = factories.UserFactory(username=username, role=role, **facts)
    user.set_password(PASSWORD)
    user.save()
    if second_factor:
        TOTP.activate(user, SECRET)
        RecoveryCodes.activate(user)
    return user


def code_now(secret=SECRET, later=0) -> str:
    """The code that an authenticator shows, `later` periods from now."""
    counter = int(time.time()) // app_settings.TOTP_PERIOD + later
    return format_hotp_value(hotp_value(secret, counter))


def recovery_codes(user) -> list[str]:
    """Those that are left."""
    return Authenticator.objects.get(user=user, type="recovery_codes").wrap().get_unused_codes()


def give_password(client, username="zora", password=PASSWORD, **more):
    """The first half of signing in."""
    return client.post(LOGIN, {"login": username, "password": password, **more})


def sign_in(client, username="zora"):
    """Both halves."""
    give_password(client, username)
    return client.post(CODE, {"code": code_now()})
