"""The floor under everything: who has not given the second factor that they have, or must have, is nobody.

It stands last among the middleware, so that no view, on whatever address, sees a user who got in by a password alone:
not the admin, not documents, not restricted pages, not what a library will bring next year. Readers have no session
and cost nothing here; on their side a session is only read where a page asks who is there.
"""

from allauth.account.authentication import get_authentication_records
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth import REDIRECT_FIELD_NAME, logout
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.urls import Resolver404, resolve, reverse
from django.utils.functional import SimpleLazyObject
from django.utils.http import urlencode
from django.utils.translation import get_language_from_path

from authors.signing_in.privilege import needs_second_factor
from authors.signing_in.sessions import is_over, note_use

INSIDE = ("/admin/", "/accounts/", "/documents/", "/footnotes/", "/_util/")
# What somebody needs who has no second factor yet and must set one up.
TO_SET_UP = frozenset(
    {"mfa_activate_totp", "account_reauthenticate", "account_logout", "wagtailadmin_logout"}
)

ENOUGH, UNPROVEN, MISSING = "enough", "unproven", "missing"


def standing(request, user) -> str:
    """ENOUGH; UNPROVEN, where a second factor exists and was not given, or the session is too old; MISSING, to be set up.

    Nobody at all has given enough.
    """
    if not user.is_authenticated:
        return ENOUGH
    if is_over(request.session):
        return UNPROVEN
    if any(record["method"] == "mfa" for record in get_authentication_records(request, user)):
        return ENOUGH
    if is_mfa_enabled(user):
        return UNPROVEN
    return MISSING if needs_second_factor(user) else ENOUGH


class SecondFactorFloor:
    """Middleware, the last."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if settings.SESSION_COOKIE_NAME not in request.COOKIES:
            return self.get_response(request)
        if not is_inside(request.path_info):
            user = request.user
            request.user = SimpleLazyObject(
                lambda: user if standing(request, user) == ENOUGH else AnonymousUser()
            )
            return self.get_response(request)
        found = standing(request, request.user)
        if found == UNPROVEN:
            logout(request)
        elif found == MISSING and _name(request) not in TO_SET_UP:
            return to_set_up(request)
        elif request.user.is_authenticated:
            note_use(request)
        return self.get_response(request)


def is_inside(path: str) -> bool:
    """Is the address on the editors' side, in whatever language?"""
    language = get_language_from_path(path)
    return path.removeprefix(f"/{language}").startswith(INSIDE) if language else path.startswith(INSIDE)


def to_set_up(request):
    """To the page that sets a second factor up, and from there back to where somebody wanted to go."""
    if request.headers.get("x-requested-with") == "XMLHttpRequest":
        raise PermissionDenied
    address = reverse("mfa_activate_totp")
    if request.method == "GET":
        address += "?" + urlencode({REDIRECT_FIELD_NAME: request.get_full_path()})
    response = HttpResponseRedirect(address)
    response.headers["Cache-Control"] = "no-store, private"
    return response


def _name(request) -> str | None:
    try:
        return resolve(request.path_info).view_name
    except Resolver404:
        return None
