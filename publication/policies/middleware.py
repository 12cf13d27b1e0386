"""Puts the policies on every answer there is: it stands outermost, around what other middleware answers by itself."""

import secrets
from functools import cache

from csp.constants import HEADER
from csp.utils import build_policy
from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse

from publication.policies.marks import LENGTH, MARK
from publication.policies.rules import REPORTS, directives_for, is_page, shared_with

NONCE_HERE = "{nonce}"


class PolicyMiddleware:
    """A header that a view has set stays. `_csp_update` of an answer adds directives that its policy has not."""

    def __init__(self, get_response):
        self.get_response = get_response
        self.always = {
            "X-Content-Type-Options": "nosniff",
            "X-Frame-Options": settings.X_FRAME_OPTIONS,
            "Referrer-Policy": settings.SECURE_REFERRER_POLICY,
            "Cross-Origin-Opener-Policy": "same-origin",
        }

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        kind, path = response.get("Content-Type", ""), request.path_info
        for name, value in self.always.items():
            response.headers.setdefault(name, value)
        if response.status_code == 304:
            # It has no type to go by, and what it says takes the place of what the browser was told with the page
            # (RFC 9111, 3.2).
            return response
        response.headers.setdefault("Cross-Origin-Resource-Policy", shared_with(path, kind))
        if HEADER not in response and not _is_for_developers(response):
            self._state_policy(request, response, kind)
        return response

    def _state_policy(self, request: HttpRequest, response: HttpResponseBase, kind: str) -> None:
        policy = _stated(request.path_info.startswith("/admin/"), is_page(kind), settings.SECURE_SSL_REDIRECT)
        if is_page(kind):
            response.headers.setdefault("Reporting-Endpoints", f'{REPORTS}="{reverse("policy_reports")}"')
        if NONCE_HERE in policy:
            nonce = secrets.token_urlsafe(LENGTH)
            policy = policy.replace(NONCE_HERE, nonce)
            if not response.streaming:
                _give_nonce(response, nonce)
        if added := getattr(response, "_csp_update", None):
            policy = f"{policy}; {build_policy(config=added)}"
        response[HEADER] = policy


@cache
def _stated(is_editors: bool, is_a_page: bool, is_secure: bool) -> str:
    """The policy as it is sent, with a place for the nonce; made once, as every request has one."""
    directives = directives_for(is_editors=is_editors, is_a_page=is_a_page, is_secure=is_secure)
    if is_a_page:
        directives = directives | {"report-uri": [reverse("policy_reports")], "report-to": [REPORTS]}
    # In one order: the library's hangs on the process, and two nodes would differ.
    return "; ".join(sorted(build_policy(config=directives, nonce=NONCE_HERE).split("; ")))


def _give_nonce(response: HttpResponseBase, nonce: str) -> None:
    """Write the nonce where the trusted scripts are marked. It is as long as the mark: the length stays as it was told."""
    if MARK.encode() in response.content:
        response.content = response.content.replace(MARK.encode(), nonce.encode())


def _is_for_developers(response: HttpResponseBase) -> bool:
    """Django's technical page of an error, which has a script of its own."""
    return settings.DEBUG and response.status_code == 500
