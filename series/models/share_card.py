"""Pages that have a share card, which stands below their address (`card-<what it shows>.png`)."""

import re

from django.http import Http404
from wagtail.url_routing import RouteResult

CARD_FILE = re.compile(r"card-[0-9a-f]{20}\.png", re.ASCII)


class HasShareCard:
    """Mixed into page types of which `series.share_cards` knows the card. Only what everybody may see has one."""

    def route(self, request, path_components):
        if len(path_components) == 1 and CARD_FILE.fullmatch(path_components[0]):
            # publication/serving.py has found whether there is a restriction on the page or above it.
            if self.live and self.restrictions_above == ():
                return RouteResult(self, kwargs={"share_card": path_components[0]})
            raise Http404
        return super().route(request, path_components)

    def serve(self, request, *args, share_card: str = "", **kwargs):
        if not share_card:
            return super().serve(request, *args, **kwargs)
        # Cards are made of what the page shows, which is made of the models.
        from series.share_cards.card import card_of
        from series.share_cards.serving import card_answer

        request.is_preview = False
        context = self.get_context(request, whole=True)
        card = card_of(context["page"], context["reading"], context["frame"])
        return card_answer(request, self.pk, card, share_card)
