"""A series and an editor for whoever brings manuscripts."""

import pytest

from authors.roles import EDITORS
from tests.factories import (
    SeriesFactory,
    UserFactory,
)


@pytest.fixture
def series():
    return SeriesFactory(slug="rivers", title="Rivers and Rates")


@pytest.fixture
def editor(client):
    user = UserFactory(role=EDITORS)
    client.force_login(user)
    return user
