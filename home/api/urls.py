"""The addresses under `/api/v1/`; every one is behind the door."""

import re

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path, re_path
from ninja import NinjaAPI
from ninja.errors import ValidationError

from home.api import authors, document, pieces, search, series, topics
from home.api.corpus.views import FILES, corpus
from home.api.door import LIMIT_OF_CORPUS, at_the_door
from home.api.problems import Refused, told

app_name = "api_v1"
# What Ninja writes of it, `document.py` completes; its own pages load scripts from elsewhere and are left out.
api = NinjaAPI(
    title="Commentary series", version="1", docs_url=None, openapi_url=None, urls_namespace=app_name
)
ROUTERS = (pieces.router, series.router, authors.router, topics.router, search.router)
for router in ROUTERS:
    api.add_router("", router)


@api.exception_handler(Refused)
def refused(request: HttpRequest, why: Refused) -> HttpResponse:
    """What a view refuses."""
    return told(why)


@api.exception_handler(Http404)
def not_there(request: HttpRequest, why: Http404) -> HttpResponse:
    """What is not there."""
    return told(Refused(404, "There is nothing here."))


@api.exception_handler(ValidationError)
def not_understood(request: HttpRequest, why: ValidationError) -> HttpResponse:
    """Parameters that are none: 400 with a sentence for each; an odd page or number is something that is not there."""
    wrong = {str(error["loc"][-1]): error["msg"] for error in why.errors}
    if any(error["loc"][0] == "path" for error in why.errors):
        return told(Refused(404, "There is nothing under this number."))
    if set(wrong) == {"page"}:
        return told(Refused(404, "There is no such page.", wrong))
    return told(Refused(400, "The parameters cannot be understood.", wrong))


def nothing(request: HttpRequest, rest: str = "") -> HttpResponse:
    """Any other address."""
    raise Refused(404, "There is no such address in this API. What there is, /api/ explains.")


nowhere = at_the_door(nothing)


def openapi(request: HttpRequest) -> HttpResponse:
    """The OpenAPI document."""
    return document.written(request, api)


def _patterns():
    """Ninja's own patterns, each behind the door, which knows what may be asked there."""
    views = {pattern.name: pattern.callback for pattern in api.urls[0]}
    for router in ROUTERS:
        for address, view in router.path_operations.items():
            (operation,) = view.operations
            parameters = {
                name
                for model in operation.models
                if model.__ninja_param_source__ == "query"
                for name in model.__ninja_flatten_map__
            }
            route = re.sub(r"{(\w+):(\w+)}", r"<\1:\2>", address.lstrip("/"))
            yield path(
                route, at_the_door(views[operation.url_name], frozenset(parameters)), name=operation.url_name
            )


urlpatterns = [
    *_patterns(),
    path("openapi.json", at_the_door(openapi), name="openapi"),
    *(
        path(name, at_the_door(corpus, limit=LIMIT_OF_CORPUS), {"name": name}, name=name.replace(".", "_"))
        for name in FILES
    ),
    # A dot passes over line ends only when it is told to.
    re_path(r"^(?P<rest>(?s:.*))\Z", nowhere),
]
