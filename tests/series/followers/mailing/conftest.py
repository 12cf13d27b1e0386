"""What the tests of the mailing share: a mail server on loopback, and a clock that nobody waits for."""

import pytest

from tests.series.followers.mailing.post import Post, mail_server


@pytest.fixture
def post():
    """A mail server that Django sends to, and what came in there."""
    server = Post()
    with mail_server(server):
        yield server
