"""Every answer is told here what caches may do with it, before the session is read."""

from django.utils import timezone

from publication.caching import horizon, rules


class CachingMiddleware:
    """Headers for caches (rules.py)."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)

        def life():
            return rules.lifetime(response.status_code, horizon.next_change(), timezone.now())

        return rules.with_headers(request, response, life)
