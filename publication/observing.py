"""The first middleware: gives each request its id, lets readers wait for nothing long, and notes how it was answered.

The id comes from a proxy of ours (`X-Request-ID`), else it is made here. It goes back only with answers that nobody
stores: a public page is the same for everybody, and a stored one would carry the id of whoever asked first.
"""

import logging
import re
import time
import uuid

from django.conf import settings

from publication import metrics
from publication.breaker import attended, hurried
from publication.logs import belonging, path_said
from publication.queries import asked_so_far

logger = logging.getLogger("requests")

WELL_FORMED = re.compile(r"[A-Za-z0-9_-]{8,64}")
HEADER = "X-Request-ID"


class ObservingMiddleware:
    """Stands before all others, so that what they answer is seen too. A line and figures for each request."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        identity = _identity(request)
        path = path_said(request.path_info)
        waits = hurried() if request.method in ("GET", "HEAD") else attended()
        with belonging(request_id=identity, method=request.method, path=path), waits:
            began, asked = time.perf_counter(), asked_so_far()
            response = self.get_response(request)
            seconds, queries = time.perf_counter() - began, asked_so_far() - asked
            metrics.answered(view_of(request), request.method, response.status_code, seconds, queries)
            if logger.isEnabledFor(logging.INFO):
                logger.info("%s %s %s", request.method, path, response.status_code, extra={
                    "fields": _fields(request, response, seconds, queries)
                })  # fmt: skip
            if _is_for_one(response):
                response.headers[HEADER] = identity
        return response


def view_of(request) -> str:
    """The name of the view that answered, with the type of page where it was one; "none" where none was found."""
    match = request.resolver_match
    if match is None:
        return "none"
    route = getattr(request, "_wagtail_route_for_request", None)
    name = match.view_name or "unnamed"
    return f"{name}:{type(route[0]).__name__}" if route else name


def _identity(request) -> str:
    given = request.headers.get(HEADER, "") if settings.PROXY_COUNT else ""
    return given if WELL_FORMED.fullmatch(given) else uuid.uuid4().hex


def _fields(request, response, seconds: float, queries: int) -> dict:
    fields = {"status": response.status_code, "ms": round(seconds * 1000, 1), "queries": queries}
    # As far as a view has asked who it is: asking here would read the session of every reader.
    user = getattr(request, "_cached_user", None)
    if user is not None and user.pk:
        fields["user"] = user.pk
    return fields


def _is_for_one(response) -> bool:
    """May no cache store this answer?"""
    control = response.headers.get("Cache-Control", "")
    return response.status_code >= 500 or "no-store" in control or "private" in control
