"""Puts the policies on every answer there is: it stands outermost, around what other middleware answers by itself."""

import secrets

from csp.constants import HEADER
from csp.utils import build_policy
from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse

from publication.policies.marks import LENGTH, MARK
from publication.policies.rules import REPORTS, directives_for, is_page, shared_with


class PolicyMiddleware:
    """A header that a view has set stays. `_csp_update` of an answer adds directives to its policy."""

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
        response.headers.setdefault("Cross-Origin-Resource-Policy", shared_with(path, kind))
        if HEADER not in response and not _is_for_developers(response):
            self._state_policy(request, response, kind)
        return response

    def _state_policy(self, request: HttpRequest, response: HttpResponseBase, kind: str) -> None:
        nonce = ""
        if request.path_info.startswith("/admin/") and not response.streaming:
            nonce = secrets.token_urlsafe(LENGTH)
            _give_nonce(response, nonce)
        directives = directives_for(request.path_info, kind, is_secure=settings.SECURE_SSL_REDIRECT)
        added = getattr(response, "_csp_update", None) or {}
        if is_page(kind):
            address = reverse("policy_reports")
            added = added | {"report-uri": [address], "report-to": [REPORTS]}
            response.headers.setdefault("Reporting-Endpoints", f'{REPORTS}="{address}"')
        response[HEADER] = build_policy(config=directives, update=added, nonce=nonce or None)


def _give_nonce(response: HttpResponseBase, nonce: str) -> None:
    """Write the nonce where the trusted scripts are marked. It is as long as the mark: the length stays as it was told."""
    if MARK.encode() in response.content:
        response.content = response.content.replace(MARK.encode(), nonce.encode())


def _is_for_developers(response: HttpResponseBase) -> bool:
    """Django's technical page of an error, which has a script of its own."""
    return settings.DEBUG and response.status_code == 500
