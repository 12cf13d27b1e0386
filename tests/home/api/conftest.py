"""One world for all that only reads."""

from copy import deepcopy

import pytest

from tests.home.api import world as worlds


@pytest.fixture(scope="module")
def built(lasting):
    with lasting():
        yield worlds.build()


@pytest.fixture
def world(built, db):
    return deepcopy(built)
