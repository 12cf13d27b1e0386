"""One stack for all tests of this folder, and the long load that what breaks nothing runs beside.

A test that breaks something, or looks at the clock, asks for `alone`; whatever it leaves broken, `stack` mends.
"""

import os
from pathlib import Path

import pytest

from tests.stack.faults.soaking import Soak
from tests.stack.processes import nginx
from tests.stack.stack import Stack

FOLDER = Path(__file__).parent
HOW_TO_GET_IT = "no nginx on this machine; on Debian: apt-get install nginx-light"
SOAK = pytest.StashKey[Soak]()


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    """Mark and order what is in this folder; without nginx skip it by name, except in CI, where that is a failure."""
    missing = nginx() is None and not os.environ.get("CI")
    here = [item for item in items if FOLDER in item.path.parents]
    for item in here:
        item.add_marker(pytest.mark.stack)
        if missing:
            item.add_marker(pytest.mark.skip(reason=HOW_TO_GET_IT))
    ordered = iter(sorted(here, key=_turn))
    items[:] = [next(ordered) if FOLDER in item.path.parents else item for item in items]


def _turn(item) -> tuple[bool, ...]:
    """What runs beside the long load comes first, then the load's end, then what needs the stack for itself."""
    names = item.fixturenames
    return "alone" in names, item.path.name == "test_soak.py", "soak" not in names


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item):
    """Show with a failure what the parts have complained of last."""
    report = yield
    if report.failed and (stack := getattr(item, "funcargs", {}).get("whole_stack")):
        report.sections += [
            (f"Last complaints of {name}", words) for name, words in stack.complaints().items()
        ]
    return report


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


@pytest.fixture(scope="session")
def soak(whole_stack, request):
    """The long load, which begins with the first test that asks for it. SOAK_SECONDS: 60."""
    whole_stack.mend()
    soak = Soak(whole_stack, float(os.environ.get("SOAK_SECONDS", "60")))
    request.config.stash[SOAK] = soak
    yield soak
    soak.finish()


@pytest.fixture
def alone(request):
    """For what breaks the parts that the long load asks: that one has its end first."""
    if soak := request.config.stash.get(SOAK, None):
        soak.finish()
