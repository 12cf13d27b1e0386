"""What every answer carries: the language of its address, and a second chance for old addresses."""

from django.conf import settings
from django.http import HttpResponsePermanentRedirect, HttpResponseRedirect
from django.middleware.locale import LocaleMiddleware
from django.utils import translation

from publication.caching.rules import open_to_all
from publication.limits import Limit, caller_of
from publication.missed import count_missed
from publication.missing import missing
from publication.redirects import find_numbered, find_redirect
from publication.refusals import too_many

# Below these a missing thing has an answer of its own, for editors and for programs, and never stood anywhere else.
OWN_MISSING = ("/admin/", "/api/", "/ko/api/")

# What looks for pages that never were costs queries each time. A reading room does not go astray so often.
MISSING = Limit("missing", most=600, seconds=300, passes_blind=True)


class PathLocaleMiddleware(LocaleMiddleware):
    """The address alone decides the language of a public page.

    Django's own adds `Vary: Accept-Language` to every unprefixed page, which would keep caches from sharing
    what is the same bytes for everybody (house plan, decision 7).
    """

    def process_request(self, request):
        language = translation.get_language_from_path(request.path_info) or settings.LANGUAGE_CODE
        translation.activate(language)
        request.LANGUAGE_CODE = language

    def process_response(self, request, response):
        response.headers.setdefault("Content-Language", translation.get_language())
        return response


class RedirectMiddleware:
    """Answer a 404 with a redirect where the address used to show something the public may see.

    The numbered addresses of a WordPress site (`/?p=10`) are no 404, so they are looked up first.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        numbered = find_numbered(request)
        if numbered is not None:
            kind = HttpResponsePermanentRedirect if numbered.permanent else HttpResponseRedirect
            return open_to_all(kind(numbered.address))
        response = self.get_response(request)
        if response.status_code != 404 or request.path_info.startswith(OWN_MISSING):
            return response
        target = find_redirect(request)
        if target is None:
            # In development Django's technical page would stand here; whoever tries the site sees the readers' own.
            is_to_be_written = settings.DEBUG or getattr(response, "is_to_be_written", False)
            return _told_missing(request) if is_to_be_written else response
        kind = HttpResponsePermanentRedirect if target.permanent else HttpResponseRedirect
        return open_to_all(kind(target.address))


def _told_missing(request):
    """The page of an address that shows nothing; one at which nothing ever was is counted for the editors."""
    if wait := MISSING.wait(caller_of(request)):
        return too_many(request, wait)
    response = missing(request)
    if response.status_code == 404:
        count_missed(request)
    return open_to_all(response)
