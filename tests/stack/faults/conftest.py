"""Figures of the faults, said at the end of the run, and the long load that what breaks nothing runs beside."""

import os
from pathlib import Path

import pytest

from tests.stack.faults.soaking import Soak

HERE = Path(__file__).parent
FIGURES = pytest.StashKey[list[str]]()
SOAK = pytest.StashKey[Soak]()


def pytest_configure(config):
    config.stash[FIGURES] = []


def pytest_collection_modifyitems(items):
    """What runs beside the long load comes first, and its end after that: together they take as long as the load."""
    here = [item for item in items if HERE in item.path.parents]
    order = sorted(here, key=lambda item: ("soak" not in item.fixturenames, item.path.name == "test_soak.py"))
    ordered = iter(order)
    items[:] = [next(ordered) if HERE in item.path.parents else item for item in items]


@pytest.fixture
def figures(request):
    """`figures("Redis hung", "1,204 requests, slowest 0.61 s")`: a line for the end of the run."""

    def note(what: str, found: object) -> None:
        request.config.stash[FIGURES].append(f"{what}: {found}")

    return note


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


def pytest_terminal_summary(terminalreporter, config):
    if found := config.stash[FIGURES]:
        terminalreporter.section("figures of the faults")
        for line in found:
            terminalreporter.write_line(line)
