"""PRV-01: what a private series hides, and that lifting the restriction brings all of it back."""

import pytest
from wagtail.models import PageViewRestriction

from tests.leak import world as worlds
from tests.leak.surfaces import SURFACES
from tests.leak.test_leaks import leaks, shown_at
from tests.leak.world import MARKER

pytestmark = pytest.mark.django_db


def test_a_private_series_is_everywhere_again_when_the_restriction_is_lifted(client):
    """That it is nowhere until then is asked of every surface in tests/leak/test_leaks.py, in each way to restrict."""
    world = worlds.build()
    for kind in ("password", "login"):
        restriction = PageViewRestriction.objects.create(
            page=world.series, restriction_type=kind, password="not-told"
        )
        assert not any(
            MARKER in shown_at(client, address) for address in ("/", world.secret.url, world.before.url)
        )
        restriction.delete()
    assert set(leaks(client, world)) >= {name for name, _, shows in SURFACES if shows}


def test_an_author_and_a_topic_with_only_private_pieces_are_not_there(client):
    world = worlds.build()
    PageViewRestriction.objects.create(page=world.series, restriction_type="password", password="not-told")
    for address in (world.secret_author.url, world.secret_topic.get_absolute_url()):
        assert client.get(address).status_code == 404
    assert world.secret_author.title.lower() not in shown_at(client, "/authors/")
