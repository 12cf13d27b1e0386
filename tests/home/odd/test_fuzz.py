"""Whatever is asked of the public addresses, no answer is an error of ours and none shows what is not open.

`make prove` asks 10,000 times and differently each time (tests/prove/test_fuzz.py); here the same hundred and fifty.
"""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from tests.home.odd.asking import fault_of
from tests.home.odd.generated import requests
from tests.leak import world as worlds
from tests.raw import Asked, ask, connected

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


def test_a_page_that_has_not_changed_is_answered_without_a_policy_of_its_own():
    with connected():
        asked = Asked("GET", b"/", headers={"If-None-Match": "*"})
        assert ask(asked).status == 304
        assert fault_of(asked) == ""
