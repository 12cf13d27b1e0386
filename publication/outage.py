"""What people are told while the database is away: that nothing was lost, and to try again.

Django's handler of 500 comes here from wherever it happened, middleware too. No query is asked. An editor's form comes
back with all that was typed in it, to be sent again by one button: what the browser does with a form whose answer was an
error is its own affair.
"""

import logging
import sys
import time

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from publication.breaker import StorageAway, StorageRefuses
from publication.refusals import told

logger = logging.getLogger(__name__)

SECONDS_TO_WAIT = 5
# An outage under load is one line in the log for so many seconds, and not one for each request.
QUIET = 5.0
# Classes of PostgreSQL's errors that pass by themselves: no connection, no room, rolled back in favour of others, stopped.
# https://www.postgresql.org/docs/current/errcodes-appendix.html
PASSING = ("08", "53", "57", "40", "55P03")
_said = {"at": float("-inf"), "unsaid": 0}


def broken(request: HttpRequest) -> HttpResponse:
    """Django's handler of 500: 503 while the database is away, else the page of an error of ours."""
    error = sys.exc_info()[1]
    is_reading = request.method in ("GET", "HEAD")
    if isinstance(error, StorageAway) and is_reading:
        # A file that somebody asked for; the breaker has said so in the log.
        response = render(request, "503.html", status=503)
        return _for_the_moment(response)
    if isinstance(error, StorageAway | StorageRefuses) and not is_reading:
        # Where the form itself could not be shown again (publication/uploads.py).
        return _for_the_moment(_told(request, of_files=True))
    if not is_passing(error):
        return told(request, 500)
    _note(request, error)
    return _for_the_moment(_told(request))


def _for_the_moment(response: HttpResponse) -> HttpResponse:
    response["Retry-After"] = str(SECONDS_TO_WAIT)
    response["Cache-Control"] = "no-store"
    response._has_been_logged = True  # Django would write a line and the whole way to it, for each request
    return response


def is_passing(error: BaseException | None) -> bool:
    """Is it an error of the database that passes by itself? In SQLite: somebody else has been writing for too long."""
    if not isinstance(error, OperationalError | InterfaceError):
        return False
    cause = error.__cause__
    if type(cause).__module__.startswith("sqlite3"):
        return "locked" in str(cause)
    state = getattr(cause, "sqlstate", None)
    return state is None or state.startswith(PASSING)


def _told(request: HttpRequest, *, of_files: bool = False) -> HttpResponse:
    """What is said of the database, or of the place where files are kept."""
    if request.path_info.startswith("/api/"):
        problem = {"type": "about:blank", "title": "Service Unavailable", "status": 503}
        problem["detail"] = f"The database is away for a moment. Ask again in {SECONDS_TO_WAIT} s."
        return JsonResponse(problem, status=503, content_type="application/problem+json")
    if not request.path_info.startswith("/admin/"):
        return render(request, "503.html", status=503)
    if not request.accepts(
        "text/html"
    ):  # a form that saves by itself; it keeps what was typed, and tries again
        words = (
            _("The place where files are kept does not answer just now. Nothing you typed is lost.")
            if of_files
            else _("The database is away for a moment. Nothing you typed is lost.")
        )
        return JsonResponse(
            {"success": False, "error_code": "unavailable", "error_message": words}, status=503
        )
    return render(request, "admin/outage.html", {"fields": _typed(request), "of_files": of_files}, status=503)


def _typed(request: HttpRequest) -> list[tuple[str, str]]:
    """The names and values of a form that was sent, in their order."""
    if request.method != "POST":
        return []
    return [
        (name, value)
        for name, values in request.POST.lists()
        if "password" not in name  # never sent back
        for value in values
    ]


def _note(request: HttpRequest, error: BaseException) -> None:
    now = time.monotonic()
    if now - _said["at"] < QUIET:
        _said["unsaid"] += 1
        return
    words = "The database is away (%d more requests since the last line): %s"
    logger.error(words, _said["unsaid"], " ".join(str(error).split()))
    _said.update(at=now, unsaid=0)
