"""The page behind an author's link. GET and HEAD show and change nothing, as mail scanners follow links; POST answers.

No cookie and no session: whoever has the address may answer. Against posts from other sites stand the form's own key,
which only the page tells, and what browsers say of the origin of a request (publication/secluded.py).

Rate limits (publication/limits.py) pass everybody while the cache is down: an author with a deadline comes first, and
what stands behind them holds by itself (256 random bits, MOST_COMMENTS for each link).
"""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from publication.limits import Limit, caller_of
from publication.secluded import is_from_elsewhere, secluded
from series.clearance import tokens
from series.clearance.answers import LinkClosedError, TooManyCommentsError, receive
from series.clearance.page import context_of, form_for
from series.clearance.requests import find_request
from series.models import ClearanceRequest

READS = Limit("clearance-read", most=60, seconds=60, passes_blind=True)
ANSWERS = Limit("clearance-answer", most=20, seconds=60, passes_blind=True)


@secluded
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def clearance(request: HttpRequest, token: str) -> HttpResponse:
    """The piece with its comments and approval; 410 for any link that does not work, whatever the reason."""
    limit = ANSWERS if request.method == "POST" else READS
    if wait := limit.wait(caller_of(request)):
        response = render(request, "clearance/wait.html", {"seconds": wait}, status=429)
        response.headers["Retry-After"] = str(wait)
        return response
    found = find_request(token)
    if found is None:
        return closed(request)
    # What the page around the piece says is in the language of the piece; the desk beside it has its own.
    with translation.override(found.page.locale.language_code):
        try:
            response = answer(request, found) if request.method == "POST" else show(request, found)
        except LinkClosedError:
            return closed(request)
        response.headers["Content-Language"] = translation.get_language()
    return response


def closed(request: HttpRequest) -> HttpResponse:
    """One page for all that does not work. Gone, not "not found": old addresses are not looked up for it."""
    return render(request, "clearance/closed.html", status=410)


def show(request, found: ClearanceRequest, form=None, refusal="", status=200) -> HttpResponse:
    """The page, with what was typed where an answer was refused."""
    context = context_of(found, request, form or form_for(found), refusal)
    return render(request, "clearance/page.html", context, status=status)


def answer(request, found: ClearanceRequest) -> HttpResponse:
    """Keep what the author says, and show the page anew; or show it with what is wrong, and nothing is lost."""
    with translation.override(found.language):
        form = form_for(found, request.POST)
        if not is_from_the_page(request, found):
            refusal = _("This answer did not come from this page. Please send it again.")
            status = 403
        elif not form.is_valid():
            refusal, status = " ".join(form.non_field_errors()), 422
        else:
            try:
                receive(found.pk, form.answer)
                return HttpResponseRedirect(f"{request.path}#clearance", status=303)
            except TooManyCommentsError:
                refusal, status = _("There are too many comments here already. Please write a mail."), 422
    return show(request, found, form, refusal, status)


def is_from_the_page(request, found: ClearanceRequest) -> bool:
    """Did the form of this page send it, in a browser that was on this site?"""
    if is_from_elsewhere(request):
        return False
    return tokens.is_form_key(request.POST.get("key", ""), found.token_hash)
