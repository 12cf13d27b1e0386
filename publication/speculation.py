"""Speculation rules: what a browser may fetch before a reader asks for it, so that the next page is there at once.

The rules are a file of their own, named in a header: an inline script is what our policy forbids. Browsers that do not
know the header ask for nothing. https://wicg.github.io/nav-speculation/speculation-rules.html
"""

from django.http import HttpResponse, JsonResponse
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

# "moderate": once the pointer rests on the link for a moment. Only the page itself is fetched, nothing in it, and only
# the one that the text leads on to: no file, no search, nothing of the editors or of a private page.
RULES = {
    "prefetch": [
        {
            "source": "document",
            "where": {
                "and": [
                    {"selector_matches": ".part-pager a[rel='next']"},
                    {"not": {"href_matches": ["/admin/*", "/documents/*", "/media/*", "/static/*"]}},
                ]
            },
            "eagerness": "moderate",
        }
    ]
}


def lead_on(response: HttpResponse) -> None:
    """Name the rules in the answer with a public page that leads on to another public one."""
    response["Speculation-Rules"] = f'"{reverse("speculation_rules")}"'


@require_safe
@cache_control(public=True, max_age=24 * 60 * 60)
def rules(request):
    """The file of rules, the same for every page."""
    return JsonResponse(RULES, content_type="application/speculationrules+json")
