"""The page that explains the API to people, with examples made of what is on the site (a test asks every one)."""

import json
from dataclasses import dataclass
from urllib.parse import quote, unquote, urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from home.api.asked import MOST_ON_A_PAGE, PAGE_SIZE
from home.api.door import LIMIT, LIMIT_OF_CORPUS
from home.api.lists import told
from home.api.pieces import shape_of
from home.api.things import on_site
from publication.caching.rules import for_everybody
from publication.frame import Frame, absolute, frame_for
from publication.navigation import page_frame, same_view_in_other_languages
from series.metadata.telling_pieces import tell_pieces
from series.reading.pieces import listed_pieces, newest_first

FIELDS = ("title", "url")
SHOWN = 2


@dataclass(frozen=True)
class Example:
    """Something to ask: what it is, its address, and for the first one the answer."""

    words: str
    address: str
    answer: str = ""


@for_everybody
@require_safe
def explained(request: HttpRequest) -> HttpResponse:
    """What there is, how to ask for it, and what may be done with it."""
    frame = frame_for(request)
    context = {
        "frame": page_frame(request, translations=same_view_in_other_languages("api")),
        "examples": examples(frame) if frame else [],
        "origin": frame.origin if frame else "",
        "page_size": PAGE_SIZE,
        "most": MOST_ON_A_PAGE,
        "limit": LIMIT.most,
        "minutes": LIMIT.seconds // 60,
        "limit_of_corpus": LIMIT_OF_CORPUS.most,
    }
    return render(request, "pages/api.html", context)


def examples(frame: Frame) -> list[Example]:
    """Addresses to try, of things that are there; none on an empty site."""
    pieces = newest_first(on_site(listed_pieces(), frame).filter(locale__language_code=get_language()))
    newest, _count = tell_pieces(pieces, frame, start=0, limit=SHOWN)
    if not newest:
        return []
    piece, language = newest[0], get_language()
    items = [told(shape_of(one, frame, frozenset(FIELDS)), frozenset(FIELDS)) for one in newest]
    series = piece.about.series
    answer = json.dumps({"items": items}, ensure_ascii=False, indent=1)

    def at(name: str, *arguments: int, **parameters: object) -> str:
        address = absolute(frame, reverse(f"api_v1:{name}", args=arguments))
        return f"{address}?{urlencode(parameters, quote_via=quote, safe=',:')}" if parameters else address

    return [
        Example(
            _("The newest pieces, with two of their fields"),
            at("pieces", language=language, page_size=SHOWN, fields=",".join(FIELDS)),
            answer,
        ),
        Example(_("One piece, with its text and how to cite it"), at("piece", piece.pk)),
        *(
            [
                Example(_("A series with its parts"), at("series", piece.series_id)),
                Example(
                    _("The parts of that series in their order"),
                    at("pieces", series=_last_word(series.address), language=language, order="number"),
                ),
            ]
            if series
            else []
        ),
        Example(
            _("What was published in a year"), at("pieces", **{"from": "2021-01-01", "to": "2021-12-31"})
        ),
        Example(
            _("What changed since a moment, in the order in which it changed"),
            at("pieces", order="updated", updated_since="2026-01-01T00:00:00Z"),
        ),
        Example(_("A search"), at("search", q=piece.about.title)),
        Example(_("Those who write, with their identifiers"), at("authors", fields="name,orcid,url")),
    ]


def _last_word(address: str) -> str:
    return unquote(address.rstrip("/").rsplit("/", 1)[-1])
