"""The API at full size: five thousand generated requests held to its own document."""

import pytest

from tests.home.api import generated
from tests.home.api import world as worlds

pytestmark = [pytest.mark.prove, pytest.mark.django_db]


def test_five_thousand_generated_requests_find_the_document_true(client):
    world = worlds.build()
    assert generated.hold_to_document(client, worlds.known_ids(world), each=290) >= 5000
