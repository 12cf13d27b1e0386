"""What follows a commit, in tests that do not commit."""

import pytest


@pytest.fixture
def committing(django_capture_on_commit_callbacks):
    """`with committing():` does what follows a commit at its end."""
    return lambda: django_capture_on_commit_callbacks(execute=True)
