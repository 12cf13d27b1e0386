"""The pages of an address behind its signed link: all that it follows, and the ways to change, end, take and erase it."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from publication.secluded import secluded
from series.followers import leaving, managing, words
from series.followers.export import all_about
from series.followers.forms import MannerForm
from series.followers.targets import choices_of, languages_of, named
from series.followers.views import closed, page, reads_and_posts
from series.models import Follow, Follower


@secluded
@csrf_exempt
@reads_and_posts
def manage(request: HttpRequest, token: str) -> HttpResponse:
    """All that an address follows. A post names in `action` what to do: `save-<id>`, `end-<id>`, `end-all`, `export`, `erase`."""
    follower = managing.follower_behind(token)
    if follower is None:
        return closed(request)
    if request.method != "POST":
        return _shown(request, token, follower)
    action, _separator, about = request.POST.get("action", "").partition("-")
    match action, about:
        case "end", "all":
            leaving.end_all(follower)
            return page(request, "followers/all_left.html", {}, ("follow_lost",))
        case "erase", "":
            leaving.erase(follower)
            return page(request, "followers/erased.html", {}, ("follow_lost",))
        case "export", "":
            return _export(follower)
        case (("save" | "end"), _):
            # Compared as text: what somebody sent may be no number, or one too long for Python to read.
            follow = next((row for row in managing.follows_of(follower) if str(row.pk) == about), None)
            done = _do(action, follow, request) if follow else ""
            return _shown(request, token, follower, done)
    return _shown(request, token, follower)


def _do(action: str, follow: Follow, request: HttpRequest) -> str:
    """Change or end a follow; the sentence that says so, empty where what was sent made no sense."""
    if action == "end":
        leaving.end_follow(follow)
        return _("Ended. No more letters come of it.")
    form = MannerForm(request.POST, follow=follow, languages=languages_of(follow))
    if not form.is_valid():
        return ""
    managing.change(follow, form.manner, form.chosen_language)
    return _("Saved.")


def _export(follower: Follower) -> HttpResponse:
    response = JsonResponse(all_about(follower), json_dumps_params={"ensure_ascii": False, "indent": 2})
    response.headers["Content-Disposition"] = 'attachment; filename="what-we-keep.json"'
    return response


def _shown(request, token: str, follower: Follower, done: str = "") -> HttpResponse:
    follows = list(managing.follows_of(follower))
    about = named(follows)
    rows = [
        {
            "follow": follow,
            "id": str(follow.pk),
            "has_start": follow.kind == Follow.Kind.SERIES,
            "about": about[follow.pk],
            "subject": words.subject_html(follow.kind, about[follow.pk]),
            "choices": words.choices(follow.kind, choices_of(follow.kind), follow.choice),
            "days": words.days(follow.weekday),
            "languages": words.languages(languages_of(follow), follow.language),
        }
        for follow in follows
    ]
    context = {"follower": follower, "rows": rows, "done": done}
    return page(request, "followers/manage.html", context, ("follow_manage", token))
