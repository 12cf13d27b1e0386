"""What all pages of the door have in common: out of caches and indexes, limited, in both languages, letters afterwards.

Wagtail's own doors know no second factor; they lead here, whatever is asked of them.
"""

from datetime import timedelta
from functools import wraps
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse, translate_url
from django.utils import timezone, translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import csrf_exempt

from authors.signing_in.letters import deliver
from publication.navigation import page_frame

# Not `no-referrer`: browsers then say that a form comes from nowhere, and Django refuses it.
HEADERS = {
    "X-Robots-Tag": "noindex, nofollow",
    "Cache-Control": "no-store, private",
    "Referrer-Policy": "same-origin",
}


def door(view, wait=None):
    """A view of the door. `wait` says how many seconds a POST has to wait, 0 for none (limits.py)."""

    @wraps(view)
    def answer(request, *args, **kwargs):
        request.letters = []
        seconds = wait(request) if wait and request.method == "POST" else 0
        response = too_many(request, seconds) if seconds else view(request, *args, **kwargs)
        if getattr(response, "context_data", None) is not None and not response.is_rendered:
            response.context_data["frame"] = frame_of(request)
        for name, value in HEADERS.items():
            response.headers[name] = value
        _send_after(response, request)
        return response

    return answer


def frame_of(request):
    """The frame of a page of the door, with the same page in the other language."""
    here = translation.get_language()
    others = {
        code: translate_url(request.get_full_path(), code)
        for code, _name in settings.LANGUAGES
        if code != here
    }
    return page_frame(request, translations=others)


def too_many(request, seconds: int):
    """The page that says when to try again."""
    again = timezone.now() + timedelta(seconds=seconds)
    context = {"seconds": seconds, "minutes": -(-seconds // 60), "again": again, "frame": frame_of(request)}
    response = render(request, "accounts/wait.html", context, status=429)
    response.headers["Retry-After"] = str(seconds)
    return response


@csrf_exempt
def old_door(request):
    """From another door to this one, for every method. It changes nothing, so no form has to prove where it comes from."""
    there = request.POST.get(REDIRECT_FIELD_NAME) or request.GET.get(REDIRECT_FIELD_NAME) or ""
    address = reverse("account_login")
    if there and url_has_allowed_host_and_scheme(there, {request.get_host()}, request.is_secure()):
        address += "?" + urlencode({REDIRECT_FIELD_NAME: there})
    response = HttpResponseRedirect(address)
    for name, value in HEADERS.items():
        response.headers[name] = value
    return response


def _send_after(response, request) -> None:
    """Send letters once the answer is with the client: else an address that is known would be answered later."""
    letters, request.letters = request.letters, None
    if not letters:
        return
    close = response.close

    def closing():
        close()
        for each in letters:
            deliver(each)

    response.close = closing
