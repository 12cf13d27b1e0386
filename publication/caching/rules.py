"""How long which answer may be kept, and by whom. The only place of that rule.

An answer is for everybody only when its view says so (`for_everybody`) and nothing in it is for one reader; everything
else is `private, no-store`. Browsers ask each time and are told "304, nothing new" by the nearest cache. Shared caches
keep an answer for minutes and are told earlier when it changes (publication/caching/journal.py); what they keep, fresh
and stale, never outlasts the next moment at which something changes by itself (publication/caching/horizon.py). Addresses
with a query are asked for each time: nobody could list all that have to be taken back.
"""

import hashlib
import math
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import wraps

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import parse_http_date_safe

from publication.caching import keys

PRIVATE = "private, no-store"
ASKED_EACH_TIME = "public, no-cache"

# How long a shared cache that is told nothing shows what was changed: FRESH and STALE together, five minutes.
FRESH = timedelta(seconds=270)
STALE = timedelta(seconds=30)
# Redirects, and addresses at which nothing is: soon something may be there.
FRESH_SHORT = timedelta(seconds=60)
# While the application fails, its last answer is better than none.
STALE_IF_ERROR = timedelta(hours=1)

SHORT = frozenset({301, 302, 404, 410})
PUBLIC = frozenset({200, 304}) | SHORT

# Nothing below these is for everybody, whatever a view or a missing page says: addresses of one reader, and of editors.
CLOSED = (
    "/admin/",
    "/accounts/",
    "/clearance/",
    "/documents/",
    "/follow/",
    "/footnotes/",
    "/search/",
    "/_util/",
)
# Who has one of these may be answered otherwise than others.
OWN_COOKIES = (settings.SESSION_COOKIE_NAME, "messages")

# What a reader says of an answer that is there already, and what is seen to by views.
CONDITIONS = ("HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE")
OTHER_QUESTIONS = ("HTTP_IF_MATCH", "HTTP_IF_UNMODIFIED_SINCE", "HTTP_RANGE")
# Of a 304, beside what Django leaves there.
AS_IN_FULL = frozenset(
    {"Content-Language", "X-Robots-Tag", "RateLimit-Policy"}
    | {f"Access-Control-{name}" for name in ("Allow-Origin", "Expose-Headers")}
)


@dataclass(frozen=True)
class Lifetime:
    """Until when an answer is fresh, may stand in while a new one is made, and may stand in for an error."""

    fresh_until: datetime
    stale_until: datetime
    error_until: datetime


def for_everybody(view: Callable | None = None, *, asked_each_time: bool = False):
    """Say that what a view answers is the same for everybody who asks without a session.

    `asked_each_time`: it may change without anybody saying so, as a book does that is made anew in the background.
    """

    def mark(view):
        @wraps(view)
        def answer(*args, **kwargs):
            return open_to_all(view(*args, **kwargs), asked_each_time=asked_each_time)

        return answer

    return mark(view) if view else mark


def open_to_all(response: HttpResponseBase, *, asked_each_time: bool = False) -> HttpResponseBase:
    """Mark an answer as one for everybody."""
    response.is_for_everybody = True
    response.is_asked_each_time = asked_each_time
    return response


def comes_as_anybody(request: HttpRequest) -> bool:
    """Does a request ask as everybody would: to read, without a session, and not for a preview of the editors'?"""
    return (
        request.method in ("GET", "HEAD")
        and not any(name in request.COOKIES for name in OWN_COOKIES)
        and "Authorization" not in request.headers
        and not getattr(request, "is_dummy", False)
    )


def is_closed(path: str) -> bool:
    """Is a path one of those below which nothing is for everybody, in any language?"""
    for code, _name in settings.LANGUAGES:
        path = path.removeprefix(f"/{code}") if path.startswith(f"/{code}/") else path
    return path.startswith(CLOSED)


def is_public(request: HttpRequest, response: HttpResponseBase) -> bool:
    """May anybody keep an answer?"""
    return (
        getattr(response, "is_for_everybody", False)
        and response.status_code in PUBLIC
        and comes_as_anybody(request)
        and not is_closed(request.path_info)
        and not response.cookies
        and not {"cookie", "*"} & {name.strip().lower() for name in response.get("Vary", "").split(",")}
    )


def lifetime(status: int, bound: datetime, now: datetime) -> Lifetime:
    """How long an answer of a status may be kept that was made at `now`, when something changes by itself at `bound`."""
    fresh_until = min(now + (FRESH_SHORT if status in SHORT else FRESH), bound)
    return Lifetime(
        fresh_until=fresh_until,
        stale_until=min(fresh_until + STALE, bound),
        error_until=min(fresh_until + STALE_IF_ERROR, bound),
    )


def cache_control(life: Lifetime, now: datetime) -> str:
    """The header of an answer that is sent at `now`.

    A second less than there is: caches count whole seconds, and some from the beginning of one.
    """

    def seconds(until: datetime) -> int:
        return max(math.ceil((until - now).total_seconds()) - 1, 0)

    fresh = seconds(life.fresh_until)
    return (
        f"public, max-age=0, s-maxage={fresh}, stale-while-revalidate={seconds(life.stale_until) - fresh}, "
        f"stale-if-error={seconds(life.error_until) - fresh}"
    )


def keeps(request: HttpRequest, response: HttpResponseBase) -> bool:
    """May a shared cache keep a public answer without asking each time?"""
    return not request.META.get("QUERY_STRING") and not response.is_asked_each_time


def with_headers(
    request: HttpRequest, response: HttpResponseBase, life: Callable[[], Lifetime | None] | None
) -> HttpResponseBase:
    """The answer with what caches are told of it.

    `life` says how long it may be kept, None that nobody may without asking; it is called for what may be kept only.
    """
    if request.path_info.startswith((settings.MEDIA_URL, settings.STATIC_URL)):
        return response
    if not is_public(request, response):
        if getattr(response, "is_for_everybody", False) or "Cache-Control" not in response:
            response["Cache-Control"] = PRIVATE
        return response
    known = life() if life is not None and keeps(request, response) else None
    response["Cache-Control"] = cache_control(known, timezone.now()) if known else ASKED_EACH_TIME
    patch_vary_headers(response, ["Accept-Encoding"])
    response.headers.setdefault(keys.HEADER, keys.keys_of(request))
    if response.status_code == 200 and not response.streaming and "ETag" not in response:
        # Weak, because a proxy may compress.
        response["ETag"] = f'W/"{hashlib.sha256(response.content).hexdigest()[:32]}"'
    return response


def for_who_has_it(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """304 for who has a public answer already, with the headers of the answer that matter then (RFC 9110, 15.4.5)."""
    if (
        not getattr(response, "is_for_everybody", False)
        or response.status_code != 200
        or not any(name in request.META for name in CONDITIONS)
        or any(name in request.META for name in OTHER_QUESTIONS)
    ):
        return response
    changed = response.get("Last-Modified")
    answer = get_conditional_response(
        request,
        etag=response.get("ETag"),
        last_modified=parse_http_date_safe(changed) if changed else None,
        response=response,
    )
    if answer is not response:
        for name in AS_IN_FULL & set(response.headers):
            answer[name] = response[name]
    return answer
