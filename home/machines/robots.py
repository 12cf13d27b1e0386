"""robots.txt, and security.txt (RFC 9116) where the operator named whom to tell of a hole."""

from datetime import UTC, datetime, time, timedelta

from django.conf import settings
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone, translation
from django.views.decorators.http import require_safe

from home.machines.sitemap import site_frame
from publication.caching.rules import for_everybody
from publication.frame import absolute
from series.models import Edition

DAYS_OF_SECURITY = 180


@for_everybody
@require_safe
def robots(request):
    """What crawlers may leave alone: searches, what readers follow, files of pages, the editors' side; and the sitemaps.

    What was sent to authors is not named: its own noindex is only seen by who may ask for it.
    """
    frame = site_frame(request)
    for_readers = []
    for language in frame.roots:
        with translation.override(language):
            for_readers += [
                f"{reverse('search')}?",
                reverse("follow_site").removesuffix("site/"),
                reverse("account_index"),
            ]
    files = [f"/*.{form}$" for form in Edition.Form.values]
    closed = [*sorted(for_readers), *files, reverse("wagtailadmin_home")]
    lines = [
        "User-agent: *",
        *(f"Disallow: {address}" for address in closed),
        "",
        *(f"Sitemap: {absolute(frame, reverse(name))}" for name in ("sitemap", "news_sitemap")),
    ]
    return _text(lines)


@for_everybody
@require_safe
def security(request):
    """Whom to tell of a hole. It promises to hold for half a year from today; Http404 where nobody is named."""
    contact = settings.SECURITY_CONTACT
    if not contact:
        raise Http404("Nobody was named.")
    frame = site_frame(request)
    until = datetime.combine(timezone.now().date() + timedelta(days=DAYS_OF_SECURITY), time(), UTC)
    return _text(
        [
            f"Contact: {contact if ':' in contact else f'mailto:{contact}'}",
            f"Expires: {until:%Y-%m-%dT%H:%M:%SZ}",
            f"Preferred-Languages: {', '.join(code for code, _name in settings.LANGUAGES)}",
            f"Canonical: {absolute(frame, request.path)}",
        ]
    )


def _text(lines: list[str]) -> HttpResponse:
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
