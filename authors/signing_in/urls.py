"""Addresses of the door, below `/accounts/`. Only what is used of allauth: there is no signing up and no second address."""

from allauth.account import views as account
from allauth.mfa.base import views as second
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from django.urls import path, re_path

from authors.invitations.page import accept
from authors.signing_in import limits, views
from authors.signing_in.doors import door

urlpatterns = [
    path("", door(views.index), name="account_index"),
    path("login/", door(account.login, limits.sign_in), name="account_login"),
    path("logout/", door(account.logout), name="account_logout"),
    path("inactive/", door(account.account_inactive), name="account_inactive"),
    path("signup/", door(account.signup, limits.network), name="account_signup"),
    path("reauthenticate/", door(account.reauthenticate, limits.again), name="account_reauthenticate"),
    path("password/change/", door(account.password_change, limits.again), name="account_change_password"),
    path("password/reset/", door(account.password_reset, limits.letter), name="account_reset_password"),
    path("password/reset/done/", door(account.password_reset_done), name="account_reset_password_done"),
    path(
        "password/reset/key/done/",
        door(account.password_reset_from_key_done),
        name="account_reset_password_from_key_done",
    ),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]{1,14})-(?P<key>[0-9A-Za-z-]{1,80})/$",
        door(account.password_reset_from_key, limits.network),
        name="account_reset_password_from_key",
    ),
    path("sessions/", door(views.sessions), name="account_sessions"),
    path("2fa/", door(second.index), name="mfa_index"),
    path("2fa/authenticate/", door(views.authenticate), name="mfa_authenticate"),
    path("2fa/reauthenticate/", door(views.code_again), name="mfa_reauthenticate"),
    path("2fa/totp/activate/", door(views.activate, limits.again), name="mfa_activate_totp"),
    path("2fa/totp/deactivate/", door(totp.deactivate_totp, limits.network), name="mfa_deactivate_totp"),
    path("2fa/recovery-codes/", door(views.view_codes), name="mfa_view_recovery_codes"),
    path(
        "2fa/recovery-codes/generate/",
        door(codes.generate_recovery_codes, limits.network),
        name="mfa_generate_recovery_codes",
    ),
    path(
        "2fa/recovery-codes/download/",
        door(codes.download_recovery_codes),
        name="mfa_download_recovery_codes",
    ),
    path("invitation/<str:token>/", door(accept, limits.network), name="account_invitation"),
]
