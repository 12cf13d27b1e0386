"""10,000 odd requests, other ones each time: no error of ours, and nothing shown that is not open."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from tests.home.odd.asking import fault_of
from tests.home.odd.generated import requests
from tests.leak import world as worlds
from tests.raw import connected

pytestmark = [pytest.mark.django_db, pytest.mark.prove]


@pytest.fixture(scope="module", autouse=True)
def world(lasting):
    with lasting():
        world = worlds.build()
        worlds.STATES["draft"](world)
        yield world


@settings(
    max_examples=10_000,
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
    print_blob=True,
)
@given(data=some.data())
def test_ten_thousand_odd_requests_are_answered_and_told_nothing(world, data):
    with connected():
        asked = data.draw(requests(world))
        assert fault_of(asked) == "", asked
