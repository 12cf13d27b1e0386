"""Whatever is asked of the public addresses, no answer is an error of ours and none shows what is not open.

`make prove` asks 10,000 times and differently each time (tests/prove/test_fuzz.py); here the same hundred and fifty.
"""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from tests.home.odd.asking import fault_of
from tests.home.odd.generated import requests
from tests.leak import world as worlds
from tests.raw import connected

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def world(lasting):
    with lasting():
        world = worlds.build()
        worlds.STATES["draft"](world)
        yield world


@settings(
    max_examples=150, deadline=None, database=None, derandomize=True, suppress_health_check=list(HealthCheck)
)
@given(data=some.data())
def test_odd_requests_are_answered_and_told_nothing(world, data):
    with connected():
        asked = data.draw(requests(world))
        assert fault_of(asked) == "", asked
