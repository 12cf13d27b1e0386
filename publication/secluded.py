"""Pages for one reader, behind a link that was sent: kept out of indexes, caches and referrers, and deaf to other sites.

They have neither cookie nor session, so nothing of Django's stands against posts from elsewhere. Its check of the Origin
header would refuse every answer from them, as browsers write "null" there when a page asks for no referrer, and these
must, or links in them would carry the secret address elsewhere.
"""

from functools import wraps
from urllib.parse import urlsplit

from django.http import HttpRequest

HEADERS = {
    "X-Robots-Tag": "noindex, nofollow",
    "Cache-Control": "no-store, private",
    "Referrer-Policy": "no-referrer",
}
FOREIGN = frozenset({"cross-site", "same-site"})


def secluded(view):
    """Give every answer of a view the headers that keep it out of indexes, caches and referrers."""

    @wraps(view)
    def answer(*args, **kwargs):
        response = view(*args, **kwargs)
        for name, value in HEADERS.items():
            response.headers[name] = value
        return response

    return answer


def is_from_elsewhere(request: HttpRequest) -> bool:
    """Does the browser say that a page of another site sent this? What no browser sent says nothing of it, and may."""
    if request.headers.get("Sec-Fetch-Site") in FOREIGN:
        return True
    origin = request.headers.get("Origin", "null")
    try:
        return origin != "null" and urlsplit(origin).netloc != request.get_host()
    except ValueError:  # no address at all, which no browser sends
        return True
