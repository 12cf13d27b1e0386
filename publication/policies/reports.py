"""Where browsers report what a policy has stopped: one short line in the log, and nothing of the reader.

A report holds the address that somebody read, which may be a secret one, and anybody can send one: only the directive,
the host that was stopped and the kind of page are kept, so many lines an hour. What a browser's extensions tried is no
fault of ours and is left out.
"""

import json
import logging
from collections.abc import Iterator
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from publication.limits import Limit, caller_of

logger = logging.getLogger(__name__)

REPORTING = Limit("policy-reports", most=30, seconds=60, passes_blind=False)
LINES = Limit("policy-report-lines", most=30, seconds=3600, passes_blind=False)
MOST_BYTES = 16 * 1024
MOST_REPORTS = 10
KINDS = ("application/csp-report", "application/reports+json", "application/json")
DIRECTIVE = frozenset("abcdefghijklmnopqrstuvwxyz-")
# What browsers write where nothing was loaded.
WORDS = frozenset(
    {"inline", "eval", "wasm-eval", "data", "blob", "self", "trusted-types-policy", "trusted-types-sink"}
)


@csrf_exempt
@require_POST
def policy_reports(request: HttpRequest) -> HttpResponse:
    """204 for reports, in either of the two forms that browsers send; 413, 415 or 429 for what is none."""
    wait = REPORTING.wait(caller_of(request))
    if wait:
        return _answer(429, wait)
    if request.content_type not in KINDS:
        return _answer(415)
    if _length(request) > MOST_BYTES:
        return _answer(413)
    try:
        said = json.loads(request.read(MOST_BYTES + 1))
    except (ValueError, RecursionError, OSError):
        return _answer(400)
    for directive, stopped, kind in _understood(said):
        if LINES.wait("everybody"):
            break
        logger.warning("A page (%s) was stopped from %s by %s.", kind, stopped, directive)
    return _answer(204)


def _understood(said) -> Iterator[tuple[str, str, str]]:
    """(directive, what was stopped, kind of page) of each report of a page of ours."""
    for report in (said if isinstance(said, list) else [said])[:MOST_REPORTS]:
        body = report.get("body", report.get("csp-report")) if isinstance(report, dict) else None
        if not isinstance(body, dict):
            continue
        directive = str(
            body.get("effectiveDirective")
            or body.get("effective-directive")
            or body.get("violated-directive")
        )
        stopped = _stopped(str(body.get("blockedURL") or body.get("blocked-uri") or ""))
        kind = _kind(str(body.get("documentURL") or body.get("document-uri") or ""))
        if stopped and kind and directive and set(directive) <= DIRECTIVE and len(directive) < 40:
            yield directive, stopped, kind


def _stopped(address: str) -> str:
    """A word of the specification, or the host of an address; empty for what is neither."""
    if address in WORDS:
        return address
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
    except ValueError:
        return ""
    known = parts.scheme in ("http", "https") and host.isascii() and len(host) < 254
    return host if known and all(letter.isalnum() or letter in "-." for letter in host) else ""


def _kind(address: str) -> str:
    """The name of the view behind an address: it says which template to look at, and not what somebody read."""
    try:
        return resolve(urlsplit(address).path[:1000]).view_name
    except (Resolver404, ValueError):
        return ""


def _length(request: HttpRequest) -> int:
    try:
        return int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return 0


def _answer(status: int, wait: int = 0) -> HttpResponse:
    response = HttpResponse(status=status, headers={"Cache-Control": "no-store"})
    if wait:
        response["Retry-After"] = str(wait)
    return response
