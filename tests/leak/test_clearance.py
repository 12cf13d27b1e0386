"""The text that was sent to an author is at the address that was sent, and nothing public leads there."""

import pytest
from django.core.cache import cache

from publication import frame
from tests.leak import world as worlds
from tests.leak.surfaces import SURFACES, said_by
from tests.leak.world import MARKER, STATES

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def built(lasting):
    with lasting():
        yield worlds.build()


def test_no_public_address_leads_to_a_clearance_page(built, client):
    token = built.clearance.split("/")[2]
    for name, address, _ in SURFACES:
        where = address(built)
        shown = said_by(client.get(where)).replace(where, "")
        assert "/clearance/" not in shown, name
        assert token.split(".")[0] not in shown, name


@pytest.mark.parametrize("state", ["draft", "scheduled", "expired", "under a private series"])
def test_only_the_whole_link_opens_a_closed_piece(built, client, state):
    STATES[state](built)
    cache.clear()
    frame.forget()
    assert MARKER in client.get(built.clearance).content.decode()
    secret, signature = built.clearance.split("/")[2].split(".")
    for wrong in (
        secret,
        f"{secret}.",
        f".{signature}",
        f"{secret}.{signature[:-1]}",
        f"{secret[:-1]}.{signature}",
    ):
        response = client.get(f"/clearance/{wrong}/")
        assert response.status_code == 410
        assert MARKER not in response.content.decode().lower()
