"""The picture of a piece for links shows its title and its people: there is none of a closed piece, however it is asked."""

import re
from copy import deepcopy

import pytest
from django.core.cache import cache

from publication import frame
from series.models import InstallmentPage
from tests.leak import world as worlds
from tests.leak.world import STATES

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def built(lasting):
    with lasting():
        world = worlds.build()
        worlds.add_alias(world)
        # They are to be shared with their card, not with their picture.
        InstallmentPage.objects.filter(pk__in=[world.secret.pk, world.alias.pk]).update(image=None)
        yield world


def card_of(client, page) -> str:
    """The address of the card that a page names."""
    return re.search(
        rf'"og:image" content="http://localhost({page.url}card-\w+\.png)"',
        client.get(page.url).content.decode(),
    )[1]


@pytest.mark.parametrize("state", STATES)
def test_a_closed_piece_has_no_card(client, built, state):
    world = deepcopy(built)
    pages = (world.secret, world.alias)
    cards = [card_of(client, page) for page in pages]
    assert [client.get(card).status_code for card in cards] == [200, 200]
    STATES[state](world)
    cache.clear()
    frame.forget()
    for page, card in zip(pages, cards, strict=True):
        for address in (card, f"{page.url}card-{'0' * 20}.png"):
            answer = client.get(address)
            assert answer.status_code in (404, 410)
            assert answer["Content-Type"].startswith("text/html")
