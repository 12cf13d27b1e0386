"""One stack for all tests of this folder. A test that breaks something leaves it mended: `broken` sees to that."""

import os
from pathlib import Path

import pytest

from tests.stack.processes import nginx
from tests.stack.stack import Stack

FOLDER = Path(__file__).parent
HOW_TO_GET_IT = "no nginx on this machine; on Debian: apt-get install nginx-light"


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    """Mark what is in this folder; without nginx skip it by name, except in CI, where that is a failure."""
    missing = nginx() is None and not os.environ.get("CI")
    for item in items:
        if FOLDER in item.path.parents:
            item.add_marker(pytest.mark.stack)
            if missing:
                item.add_marker(pytest.mark.skip(reason=HOW_TO_GET_IT))


@pytest.fixture(scope="session")
def whole_stack():
    """The stack of this run."""
    with Stack() as stack:
        yield stack


@pytest.fixture
def stack(whole_stack):
    """The stack, with everything running when the test begins, whatever the one before it broke."""
    whole_stack.mend()
    return whole_stack
