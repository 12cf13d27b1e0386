"""A page of a list, and one thing: which fields of them are told, and what leads on."""

import json
from collections.abc import Callable, Collection
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from pydantic import BaseModel

from home.api.asked import Paged
from home.api.problems import Refused
from publication.frame import Frame, absolute

# Proxies take some kilobytes of headers, and a long search comes in it four times. `next` is in the body as well.
LONGEST_LINKS = 3000
# (first place, number) -> (what is there, the number of all).
Reader = Callable[[int, int], tuple[Collection[BaseModel], int]]


def page_of(
    request: HttpRequest, frame: Frame, asked: Paged, read: Reader, fields: frozenset[str] | None = None
) -> HttpResponse:
    """The page of a list that a request asks for; Refused (404) where there is no such page."""
    found, total = read(asked.start, asked.page_size)
    if not found and asked.page > 1:
        raise Refused(
            404, "There is no such page: the list is shorter.", {"page": "It is after the last page."}
        )
    pages = max(1, -(-total // asked.page_size))

    def address(page: int) -> str:
        kept = [(name, value) for name, value in request.GET.items() if name != "page" and value]
        more = [("page", str(page))] if page > 1 else []
        query = urlencode(sorted(kept) + more)
        return absolute(frame, request.path) + (f"?{query}" if query else "")

    following = address(asked.page + 1) if asked.page < pages else None
    previous = address(asked.page - 1) if asked.page > 1 else None
    answer = answered(
        {
            "total": total,
            "page": asked.page,
            "page_size": asked.page_size,
            "pages": pages,
            "next": following,
            "previous": previous,
            "items": [told(item, fields) for item in found],
        }
    )
    links = {"first": address(1), "prev": previous, "next": following, "last": address(pages)}
    header = ", ".join(f'<{link}>; rel="{name}"' for name, link in links.items() if link)
    if len(header) <= LONGEST_LINKS:
        answer["Link"] = header
    return answer


def told(thing: BaseModel, fields: frozenset[str] | None = None) -> dict:
    """A thing as plain values, with those of its fields that were asked for."""
    return thing.model_dump(mode="json", include=set(fields) if fields is not None else None)


def answered(value: dict) -> HttpResponse:
    """The answer that a value is."""
    return HttpResponse(json.dumps(value, ensure_ascii=False), content_type="application/json")
