"""Figures of the faults, said at the end of the run."""

import pytest

FIGURES = pytest.StashKey[list[str]]()


def pytest_configure(config):
    config.stash[FIGURES] = []


@pytest.fixture
def figures(request):
    """`figures("Redis hung", "1,204 requests, slowest 0.61 s")`: a line for the end of the run."""

    def note(what: str, found: object) -> None:
        request.config.stash[FIGURES].append(f"{what}: {found}")

    return note


def pytest_terminal_summary(terminalreporter, config):
    if found := config.stash[FIGURES]:
        terminalreporter.section("figures of the faults")
        for line in found:
            terminalreporter.write_line(line)
