"""What a request may be at most, asked before anything of it is read: its method, its address, its body.

The web server has bounds of its own in front of these (deploy/); they hold without one too.
"""

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from publication.refusals import told
from publication.upload_size import MEBIBYTES

METHODS = frozenset({"GET", "HEAD", "POST", "OPTIONS", "PUT", "PATCH", "DELETE"})
LONGEST_ADDRESS = 8 * 1024  # bytes of path and query, as sent
# A comment on a text to be cleared is the longest that anybody without an account writes.
MOST_OF_A_READER = 256 * 1024
# Manuscripts, pictures and documents of one form.
MOST_OF_AN_EDITOR = MEBIBYTES * 1024 * 1024


class BoundsMiddleware:
    """Refuses what is out of bounds with 400, 405, 413 or 414."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        status = _refusal(request)
        if not status:
            return self.get_response(request)
        response = told(request, status)
        if status == 405:
            response["Allow"] = "GET, HEAD, OPTIONS, POST"
        return response


def _refusal(request: HttpRequest) -> int:
    """The status of what is out of bounds, 0 for what is within."""
    if request.META["REQUEST_METHOD"] not in METHODS:
        return 405
    if len(request.META.get("PATH_INFO", "")) + len(request.META.get("QUERY_STRING", "")) > LONGEST_ADDRESS:
        return 414
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not (length.isascii() and length.isdigit()):
        return 400
    # Whoever has no session has nothing to upload, wherever it goes.
    is_editor = request.path_info.startswith("/admin/") and settings.SESSION_COOKIE_NAME in request.COOKIES
    most = MOST_OF_AN_EDITOR if is_editor else MOST_OF_A_READER
    return 413 if len(length) > 15 or int(length) > most else 0
