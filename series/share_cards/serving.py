"""The answer at the address of a share card."""

from django.http import HttpResponse, HttpResponseRedirect
from django.utils.cache import get_conditional_response
from django.utils.encoding import iri_to_uri

from series.share_cards.card import Card
from series.share_cards.keeping import Busy, kept


def card_answer(request, page_id: int, card: Card, asked: str) -> HttpResponse:
    """The card as a PNG; from the address of an earlier card of the page a redirect to that of this one.

    304 to those who have it, 503 while the machine is busy with drawing others.
    """
    if asked != card.file:
        return HttpResponseRedirect(iri_to_uri(f"{request.path.rpartition('/')[0]}/{card.file}"))
    # Weak: two machines with other fonts draw one card in other bytes.
    etag = f'W/"{card.key}"'
    answer = get_conditional_response(request, etag=etag)
    if answer is None:
        try:
            answer = HttpResponse(kept(page_id, card), content_type="image/png")
        except Busy:
            return HttpResponse(status=503, headers={"Retry-After": "10", "Cache-Control": "no-store"})
    answer["ETag"] = etag
    return answer
