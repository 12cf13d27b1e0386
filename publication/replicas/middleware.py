"""Who may read from a replica: anybody who asks for a public page as everybody gets it.

It stands behind the page cache, so that only what has to be made comes here, and is installed only where there are
replicas. When a replica fails in the middle of a request, the request begins again on the primary: what a GET has done
until then may be done twice.
"""

import re

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import connections
from django.http import HttpRequest, HttpResponse

from publication.replicas.checks import replicas_have_what_they_need
from publication.replicas.choosing import ERRORS, Replica, choose
from publication.replicas.mark import read_mark
from publication.replicas.reading import PRIMARY, read_from

# The primary's in every language: rows that were written a moment ago for who asks (links in letters, sign-in), private
# files, questions about the primary itself, and books and cards, which are kept when they have been made.
OWN = re.compile(
    r"/(?:[a-z]{2}/)?(?:admin|accounts|_util|clearance|documents|follow|footnotes|livez|readyz|metrics)(?:/|\Z)"
    r"|.*\.(?:epub|pdf|docx|zip|png)\Z",
    re.DOTALL,
)


class ReplicaMiddleware:
    """Let a reader's request read from a replica, and from the primary when that fails."""

    def __init__(self, get_response):
        # A server runs no system checks, and replicas that cannot be told of changes would give old texts back.
        if problems := replicas_have_what_they_need():
            raise ImproperlyConfigured(f"{problems[0].msg} {problems[0].hint}")
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        replica = choose(read_mark()) if is_for_everybody(request) else None
        if replica is None:
            return self.get_response(request)
        watch = request._replica_watch = _Watch(replica)
        read_from(replica.alias)
        try:
            with connections[replica.alias].execute_wrapper(watch):
                response = self.get_response(request)
        finally:
            read_from(PRIMARY)
            request._replica_watch = None
        if watch.has_failed:
            response.close()
            response = self.get_response(request)
        return response

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Stand in for the answer of a view whose replica has failed, which nobody will see."""
        watch = getattr(request, "_replica_watch", None)
        if watch is None:
            return None
        if isinstance(error, ERRORS):  # while the rows of a query came, one after the other
            watch.fail(error)
        return HttpResponse(status=503) if watch.has_failed else None


def is_for_everybody(request: HttpRequest) -> bool:
    """Is a public page asked for, by somebody of whom nothing is known?"""
    return (
        request.method in ("GET", "HEAD")
        and settings.SESSION_COOKIE_NAME not in request.COOKIES
        and "HTTP_AUTHORIZATION" not in request.META
        and not OWN.match(request.path_info)
    )


class _Watch:
    """Sees whether a query of this request failed on its replica, also where a view goes on without the rows."""

    def __init__(self, replica: Replica):
        self._replica = replica
        self.has_failed = False

    def __call__(self, execute, sql, params, many, context):
        try:
            return execute(sql, params, many, context)
        except ERRORS as error:
            self.fail(error)
            raise

    def fail(self, error: Exception) -> None:
        """Let what is left of the request read from the primary; leave the replica out if it is gone.

        It may be there and not have what is asked yet (a column of a migration), stop a query that keeps it from
        following the primary, or have been asked for what no database takes.
        """
        self.has_failed = True
        read_from(PRIMARY)
        if not self._replica.is_connected():
            self._replica.leave_out(error)
