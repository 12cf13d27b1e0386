"""The pages of a request that is not answered: in the design and in the language of the address, without a query.

Nothing is asked of the request but its path, as it may be the host, the form or the database that is wrong; what is
told is the same for everybody and holds nothing of the request. Below `/api/` it is problem details (RFC 9457).
"""

import json
import logging
from http import HTTPStatus

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import get_template
from django.utils import translation
from django.utils.translation import gettext as _

logger = logging.getLogger(__name__)
FOR_PROGRAMS = ("/api/", "/ko/api/")


def told(request: HttpRequest, status: int) -> HttpResponse:
    """The answer with a status of 400, 403, 405, 413, 414, 429 or 500. Never raises."""
    language = translation.get_language_from_path(request.path_info) or settings.LANGUAGE_CODE
    if request.path_info.startswith(FOR_PROGRAMS):
        problem = {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status}
        response = HttpResponse(json.dumps(problem), status=status, content_type="application/problem+json")
    else:
        response = HttpResponse(_page(status, language), status=status)
    response["Content-Language"] = language
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex"
    return response


def too_many(request: HttpRequest, wait: int) -> HttpResponse:
    """429, with the seconds to wait."""
    response = told(request, 429)
    response["Retry-After"] = str(wait)
    return response


def bad_request(request: HttpRequest, exception=None) -> HttpResponse:
    """Django's handler of 400, of a host that is none of ours too."""
    return told(request, 400)


def forbidden(request: HttpRequest, exception=None) -> HttpResponse:
    """Django's handler of 403."""
    return told(request, 403)


def form_refused(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Django's view for a form without its token."""
    return told(request, 403)


def _page(status: int, language: str) -> str:
    try:
        with translation.override(language):
            if status == 500:
                return get_template("500.html").render()
            title, words = _words(status)
            return get_template("refused.html").render({"status": status, "title": title, "words": words})
    except Exception:
        # A template that cannot be rendered is an error of ours too, and this is the page that says so.
        logger.exception("The page of an error cannot be rendered.")
        return "<!doctype html><title>Error</title><p>Something broke on our side. Please try again in a few minutes."


def _words(status: int) -> tuple[str, str]:
    if status == 403:
        return _("This cannot be done from here"), _(
            "A form that was open for long, or that came from elsewhere, is not taken. Open its page again and send it anew."
        )
    if status == 405:
        return _("There is nothing to be done this way"), _("The address is for reading only.")
    if status == 413:
        return _("That was too much at once"), _("What was sent is larger than what is taken here.")
    if status == 414:
        return _("This address is too long"), _("Shorten it, or begin from the front page.")
    if status == 429:
        return _("That was too often"), _("Please try again in a few minutes.")
    return _("This cannot be understood"), _("The address or the form has a slip in it.")
