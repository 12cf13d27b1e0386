"""The search page, and the words it offers while somebody types."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from home.search import log
from home.search.asked import Asked, understand
from home.search.facets import BY_DATE, Facets, Wanted, wanted
from home.search.found import MOST, find
from home.search.highlight import highlighter_for
from home.search.promoted import promoted
from home.search.shown import results
from home.search.suggest import did_you_mean, names_like, names_to_start_with
from publication.frame import Frame, frame_for
from publication.limits import Limit, caller_of
from publication.navigation import page_frame, same_view_in_other_languages
from publication.paging import span_of
from publication.typed_words import typed_words

RESULTS_ON_A_PAGE = 20
# Generous: a whole reading room may share one address.
LIMIT = Limit("search", most=600, seconds=300, passes_blind=True)
SUGGEST_LIMIT = Limit("search-names", most=2000, seconds=300, passes_blind=True)


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """One box; below it what was found and by what it can be narrowed, or how to go on. Without words no list."""
    wait = LIMIT.wait(caller_of(request))
    if wait:
        return too_many(wait)
    typed, frame, asked_for = typed_words(request), frame_for(request), wanted(request.GET)
    asked = understand(typed)
    context = {
        "frame": page_frame(request, translations=same_view_in_other_languages("search")),
        "typed": typed,
        "is_common_only": bool(asked.key) and not asked,
        "bad_dates": asked_for.bad_dates,
    }
    if frame:
        context |= _found(request, frame, typed, asked, asked_for)
        context["offered"] = [] if typed else names_to_start_with()
    return render(request, "pages/search.html", context)


def _found(request, frame: Frame, typed: str, asked: Asked, asked_for: Wanted) -> dict:
    hits, used = find(frame, asked), asked
    if not hits and (loose := asked.loosened()):
        hits, used = find(frame, loose), loose
    if request.method == "GET" and "page" not in request.GET and not asked_for.narrows:
        log.note(typed, asked, len(hits))
    facets = Facets(frame, hits, asked_for)
    left = facets.narrowed()
    kept = facets.wanted.parameters(typed)
    span = span_of(request, len(left), RESULTS_ON_A_PAGE, **kept)
    other_order = {name: value for name, value in kept.items() if name != "sort"}
    if not facets.wanted.by_date:
        other_order["sort"] = BY_DATE
    return {
        "results": results(frame, left[span.slice], highlighter_for(used), facets.credits),
        "span": span,
        "facets": facets.facets() if hits else [],
        "applied": facets.applied(request.path, typed),
        "wanted": facets.wanted,
        "other_order": f"{request.path}?{urlencode(other_order, doseq=True)}",
        "is_cut": len(hits) >= MOST,
        "most": MOST,
        "is_loosened": used is not asked,
        "promoted": promoted(frame, typed, asked) if span.number == 1 else [],
        "meant": did_you_mean(frame, asked) if asked and not hits else "",
    }


@require_safe
def suggest(request: HttpRequest) -> HttpResponse:
    """`{"names": [...]}`: names that begin as typed, for the list below the box. Anything may be typed."""
    wait = SUGGEST_LIMIT.wait(caller_of(request))
    if wait:
        return too_many(wait)
    return JsonResponse({"names": names_like(typed_words(request))})


def too_many(wait: int) -> HttpResponse:
    """The answer to somebody who asks far too often: plain, with the seconds to wait."""
    answer = HttpResponse(
        _("Too many searches. Please try again in a moment."),
        status=429,
        content_type="text/plain; charset=utf-8",
    )
    answer["Retry-After"] = str(wait)
    answer["Cache-Control"] = "no-store"
    return answer
