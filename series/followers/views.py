"""The pages of following by mail. GET and HEAD show and change nothing, as mail scanners follow links; POST does.

No cookie, no session, no CSRF token: the form stands on pages that are the same bytes for everybody. Posts that a
browser says come from another site are refused where an address is typed; behind a signed link the link itself is what
only the owner of the address has, and mail providers post there for their users (RFC 8058).

The form answers one and the same for every address, known, new or written to enough today; series/followers/asking.py
says how. Where the cache cannot count, nobody's letters are asked for: this form must never be a way to fill mailboxes.
"""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from publication.limits import Limit, caller_of
from publication.navigation import page_frame, same_view_in_other_languages
from publication.secluded import is_from_elsewhere, secluded
from series.followers import asking, confirming, leaving, tokens, words
from series.followers.forms import AddressForm, MannerForm
from series.followers.targets import Named, choices_of, find, language_to_follow, named
from series.models import Follow

# For one network, which may be a whole office.
ASKS = Limit("follow-network", most=20, seconds=60 * 60, passes_blind=False)
reads_and_posts = require_http_methods(["GET", "HEAD", "POST"])


@secluded
@csrf_exempt
@reads_and_posts
@sensitive_post_parameters("email")
def follow(request: HttpRequest, kind: str, pk: int | None) -> HttpResponse:
    """The form for one thing on a page of its own, and where the forms on all pages post; Http404 unless it is public."""
    target = find(kind, pk and int(pk))
    if target is None:
        raise Http404("Nothing stands here that can be followed.")
    view = ("follow_site",) if kind == Follow.Kind.SITE else ("follow", kind, pk)
    language = language_to_follow(target, get_language())
    what = Follow(language=language, **target.columns)
    about = named([what])[what.pk]
    context = {"kind": kind, "pk": pk, "about": about, "subject": words.subject_html(kind, about)}

    def send(address):
        asking.ask(address, target, language)

    return _address_page(request, "followers/follow.html", context, view, send)


@secluded
@csrf_exempt
@reads_and_posts
@sensitive_post_parameters("email")
def lost(request: HttpRequest) -> HttpResponse:
    """The form of those who have no letter at hand: the link to their pages is mailed to them."""

    def send(address):
        asking.ask_for_pages(address, get_language())

    return _address_page(request, "followers/lost.html", {}, ("follow_lost",), send)


@secluded
@require_safe
def sent(request: HttpRequest) -> HttpResponse:
    """What everybody is told who typed an address."""
    return page(request, "followers/sent.html", {}, ("follow_sent",))


@secluded
@csrf_exempt
@reads_and_posts
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """A button that confirms a follow, with the ways to be written to; what is followed, once it is confirmed."""
    found = confirming.asked_for(token)
    if found is None:
        return closed(request)
    form = MannerForm(request.POST or None, follow=found, languages=[found.language])
    if request.method == "POST":
        manner = form.manner if form.is_valid() else None
        if confirming.confirm(token, manner) is None:
            return closed(request)
        return HttpResponseRedirect(request.path, status=303)
    context = _told(found)
    if found.is_active:
        context["pages"] = reverse("follow_manage", args=[tokens.make(tokens.MANAGE, found.follower)])
        return page(request, "followers/followed.html", context, ("follow_confirm", token))
    context |= {
        "choices": words.choices(found.kind, choices_of(found.kind), found.choice),
        "days": words.days(found.weekday),
        "has_start": found.kind == Follow.Kind.SERIES,
    }
    return page(request, "followers/confirm.html", context, ("follow_confirm", token))


@secluded
@csrf_exempt
@reads_and_posts
def leave(request: HttpRequest, token: str) -> HttpResponse:
    """A button that ends a follow, or a weekly letter; a post, of the button or of a mail program, ends it, however
    often it comes."""
    weekly = leaving.weekly_to_leave(token)
    if weekly is not None:
        if request.method == "POST":
            leaving.end(token)
        template = "followers/leave.html" if weekly.exists() else "followers/left.html"
        return page(request, template, {"subject": words.weekly()}, ("follow_leave", token))
    if not leaving.is_link_to_leave(token):
        return closed(request)
    found = leaving.follow_to_leave(token)
    if request.method == "POST":
        leaving.end(token)
    is_followed = found is not None and Follow.objects.open().like(found).exists()
    template = "followers/leave.html" if is_followed else "followers/left.html"
    context = _told(found) if found is not None else {}
    return page(request, template, context, ("follow_leave", token))


def _address_page(request, template, context, view, send) -> HttpResponse:
    """A page with the one field; a post that is in order sends a letter and leads to `sent`, any other comes back."""
    if request.method != "POST":
        return page(request, template, context | {"form": AddressForm()}, view)
    form, status, wait = AddressForm(request.POST), 422, 0
    if is_from_elsewhere(request):
        status = 403
        form.add_error("email", _("This came from another site. Please send it again from here."))
    elif form.is_valid():
        wait = ASKS.wait(caller_of(request))
        if not wait:
            send(form.cleaned_data["email"])
            return HttpResponseRedirect(reverse("follow_sent"), status=303)
        status = 429
        minutes = -(-wait // 60)
        form.add_error(
            "email",
            ngettext(
                "Too many requests came from your network. Please try again in %(minutes)d minute.",
                "Too many requests came from your network. Please try again in %(minutes)d minutes.",
                minutes,
            )
            % {"minutes": minutes},
        )
    response = page(request, template, context | {"form": form}, view, status=status)
    if wait:
        response.headers["Retry-After"] = str(wait)
    return response


def _told(follow: Follow) -> dict:
    about: Named = named([follow])[follow.pk]
    return {
        "follow": follow,
        "about": about,
        "subject": words.subject_html(follow.kind, about),
        "manner": words.manner(follow),
    }


def closed(request) -> HttpResponse:
    """One page for every link that does not work. Gone, not "not found": old addresses are not looked up for it."""
    return page(request, "followers/closed.html", {"form": AddressForm()}, ("follow_lost",), status=410)


def page(request, template: str, context: dict, view: tuple, status: int = 200) -> HttpResponse:
    frame = page_frame(request, translations=same_view_in_other_languages(*view))
    return render(request, template, {"frame": frame, **context}, status=status)
