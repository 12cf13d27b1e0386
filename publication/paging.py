"""The one rule for `?page=` in every listing.

No page, or an empty one, is page 1. So is `page=1`, which answers 200 and names the address without it as canonical:
page 1 has one canonical address. Anything else that is not the number of an existing page, written in plain digits,
is a 404: -1, 0, 01, 1.5, ١, "last", a number that is too high, two numbers at once.
"""

import re
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import Http404, HttpRequest

NUMBER = re.compile(r"[1-9][0-9]{0,5}", re.ASCII)


@dataclass(frozen=True)
class Span:
    """The part of a listing that one page shows: items `start` to `stop` of `total`, page `number` of `pages`.

    Addresses are relative to the host and keep what else narrows the listing; they are empty where there is no page.
    """

    number: int
    pages: int
    total: int
    size: int
    canonical: str
    previous: str = ""
    next: str = ""

    @property
    def start(self) -> int:
        """The place of the first item, from 0."""
        return (self.number - 1) * self.size

    @property
    def stop(self) -> int:
        """The place after the last item."""
        return min(self.start + self.size, self.total)

    @property
    def slice(self) -> slice:
        """For a queryset or a list: `items[span.slice]`."""
        return slice(self.start, self.start + self.size)


def span_of(request: HttpRequest, total: int, size: int, **kept: str | list[str]) -> Span:
    """The span that a request asks for, of `total` items in pages of `size`; Http404 when there is no such page.

    A listing without items has one page, which is empty. `kept` are the other parameters of the listing
    (`q="choe"`, or lists of them), which its addresses carry; empty ones are left out.
    """
    number = _number_asked(request)
    pages = max(1, -(-total // size))
    if number > pages:
        raise Http404("There is no such page.")

    def address(page: int) -> str:
        parameters: dict = {name: value for name, value in kept.items() if value}
        if page > 1:
            parameters["page"] = str(page)
        return request.path + (f"?{urlencode(parameters, doseq=True)}" if parameters else "")

    return Span(
        number=number,
        pages=pages,
        total=total,
        size=size,
        canonical=address(number),
        previous=address(number - 1) if number > 1 else "",
        next=address(number + 1) if number < pages else "",
    )


def start_of(request: HttpRequest, size: int) -> int:
    """The place of the first item that a request asks for, before it is known how many there are; Http404 as above."""
    return (_number_asked(request) - 1) * size


def _number_asked(request: HttpRequest) -> int:
    asked = request.GET.getlist("page") or [""]
    if asked == [""]:
        return 1
    if len(asked) > 1 or not NUMBER.fullmatch(asked[0]):
        raise Http404("There is no such page.")
    return int(asked[0])
