"""The addresses of machines that look after the site: /livez, /readyz and /metrics.

They are answered before any middleware that asks for anything: nothing that may break stands in the way, a probe needs no
valid Host, is not sent to HTTPS and is not counted by limits. Nothing in the answers is secret, personal or a version.
"""

from django.http import HttpResponse, HttpResponseNotAllowed, HttpResponseNotFound, JsonResponse

from home.health.readiness import state
from publication import metrics


class ProbeMiddleware:
    """Stands before whatever may fail. `/livez` asks nothing; `/readyz` is 200 while the process can serve, else 503."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        answer = PROBES.get(request.path_info)
        if answer is None:
            return self.get_response(request)
        response = (
            answer(request) if request.method in ("GET", "HEAD") else HttpResponseNotAllowed(["GET", "HEAD"])
        )
        response.headers["Cache-Control"] = "no-store"
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["X-Robots-Tag"] = "noindex"
        return response


def _live(request) -> HttpResponse:
    return JsonResponse({"status": "ok"})


def _ready(request) -> HttpResponse:
    found = state()
    return JsonResponse(found.as_told(), status=200 if found.can_serve else 503)


def _metrics(request) -> HttpResponse:
    """404 without METRICS_TOKEN; else the figures, for whoever sends `Authorization: Bearer <token>`."""
    if not metrics.is_open():
        return HttpResponseNotFound("Not found\n", content_type="text/plain")
    if not metrics.is_allowed(request.headers.get("Authorization", "")):
        refusal = HttpResponse("Unauthorized\n", status=401, content_type="text/plain")
        refusal.headers["WWW-Authenticate"] = 'Bearer realm="metrics"'
        return refusal
    content, kind = metrics.text()
    return HttpResponse(content, content_type=kind)


PROBES = {"/livez": _live, "/readyz": _ready, "/metrics": _metrics}
