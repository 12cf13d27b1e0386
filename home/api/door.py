"""What every answer of the API passes: its limits, what may be asked at all, caching, and who may read it.

Everybody gets the same bytes: there is no cookie, and what is left to a caller is told only when nothing is left.
"""

import hashlib
from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response

from home.api.problems import Refused, told
from publication.caching.rules import open_to_all
from publication.frame import Frame, frame_for
from publication.limits import Limit, caller_of

METHODS = "GET, HEAD, OPTIONS"
# Two a second for five minutes: everything there is, a hundred pieces at a time, is far less.
LIMIT = Limit("api", most=600, seconds=300, passes_blind=True)
# The files with everything take the machine's time.
LIMIT_OF_CORPUS = Limit("api-corpus", most=20, seconds=3600, passes_blind=True)
# Of these the last counts, as in the search of the site.
MAY_COME_TWICE = frozenset({"q"})
EXPOSED = "Content-Language, ETag, Last-Modified, Link, RateLimit, RateLimit-Policy, Retry-After"
DAY = 86_400

View = Callable[..., HttpResponseBase]


def at_the_door(view: View, parameters: frozenset[str] = frozenset(), limit: Limit = LIMIT) -> View:
    """The view behind the door: it is only asked what it knows (`parameters`), as often as a limit allows."""

    @wraps(view)
    def answer(request: HttpRequest, **named) -> HttpResponseBase:
        if request.method == "OPTIONS":
            return _with_headers(_preflight(), limit)
        try:
            _let_in(request, parameters, limit)
            response = _asked_as_get(request, view, named)
        except Refused as refused:
            response = told(refused)
            if refused.status == 405:
                response["Allow"] = METHODS
            if isinstance(refused, TooMany):
                response["Retry-After"] = str(refused.seconds)
                response["RateLimit"] = f'"{limit.purpose}";r=0;t={refused.seconds}'
        response = _sent_to(request, _conditional(request, response))
        return _with_headers(open_to_all(response) if response.status_code < 400 else response, limit)

    answer.csrf_exempt = True
    return answer


def frame_in(request: HttpRequest) -> Frame:
    """The frame of the site that is asked."""
    frame = frame_for(request)
    if frame is None or frame.root() is None:
        raise Refused(404, "No site answers to this name.")
    return frame


def _let_in(request: HttpRequest, parameters: frozenset[str], limit: Limit) -> None:
    """Raise Refused for a method, a number of requests or parameters that are not answered."""
    if request.method not in ("GET", "HEAD"):
        raise Refused(405, "This API is read only: use GET.")
    if wait := limit.wait(caller_of(request)):
        raise TooMany(wait)
    frame_in(request)
    wrong = {}
    for name, values in request.GET.lists():
        shown = "".join(letter if letter.isprintable() else "?" for letter in name)[:60]
        if "\x00" in name or any("\x00" in value for value in values):
            wrong[shown] = "No text has the letter NUL."
        elif name not in parameters:
            wrong[shown] = "There is no such parameter here."
        elif len(values) > 1 and name not in MAY_COME_TWICE:
            wrong[shown] = "It may be given once."
    if wrong:
        # An odd page is a page that does not exist, as everywhere on the site.
        if set(wrong) == {"page"} and "page" in parameters:
            raise Refused(404, "There is no such page.", wrong)
        raise Refused(400, "The parameters cannot be understood.", wrong)


class TooMany(Refused):
    """Somebody asks far too often."""

    def __init__(self, seconds: int):
        super().__init__(429, f"Too many requests. Come back in {seconds} seconds.")
        self.seconds = seconds


def _asked_as_get(request: HttpRequest, view: View, named: dict) -> HttpResponseBase:
    """The answer to a GET; the server leaves the body of an answer to HEAD out."""
    method, request.method = request.method, "GET"
    try:
        return view(request, **named)
    finally:
        request.method = method


def _preflight() -> HttpResponse:
    response = HttpResponse(status=204)
    response["Allow"] = METHODS
    response["Access-Control-Allow-Methods"] = METHODS
    response["Access-Control-Allow-Headers"] = "Accept, If-None-Match, If-Modified-Since"
    response["Access-Control-Max-Age"] = str(DAY)
    response["Cache-Control"] = f"public, max-age={DAY}"
    return response


def _conditional(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """304 for who has the answer already. The tag is weak: a proxy may compress."""
    if response.status_code != 200:
        return response
    if not response.streaming and "ETag" not in response:
        response["ETag"] = f'W/"{hashlib.sha256(response.content).hexdigest()[:32]}"'
    if response.streaming:
        return response
    answer = get_conditional_response(request, etag=response["ETag"], response=response)
    if "Content-Language" in response:  # who has the answer takes the headers of a 304 over into it
        answer["Content-Language"] = response["Content-Language"]
    return answer


def _sent_to(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """The answer as it is sent: an unmet `If-Match` is told like other problems, and nothing is made for HEAD."""
    if response.status_code == 412:
        return told(
            Refused(412, "It is not what you expected: the tags of this API are weak and match no If-Match.")
        )
    if request.method == "HEAD" and response.streaming:
        response.streaming_content = ()
    return response


def _with_headers(response: HttpResponseBase, limit: Limit) -> HttpResponseBase:
    response.headers.setdefault("Content-Language", "en, ko")
    response["Access-Control-Allow-Origin"] = "*"
    response["Access-Control-Expose-Headers"] = EXPOSED
    response["RateLimit-Policy"] = f'"{limit.purpose}";q={limit.most};w={limit.seconds}'
    response["X-Content-Type-Options"] = "nosniff"
    response["X-Robots-Tag"] = "noindex"
    return response
