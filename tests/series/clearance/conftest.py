"""A piece that was sent for clearance, and its link."""

import pytest
from django.urls import reverse

from authors.roles import EDITORS
from series.clearance.requests import Recipient, make_request
from tests import factories


@pytest.fixture
def editor(db):
    return factories.UserFactory(username="editor", role=EDITORS)


@pytest.fixture
def zora(db):
    return factories.AuthorFactory(title="Zora Whitlock")


@pytest.fixture
def piece(zora):
    """A draft of two paragraphs."""
    piece = factories.InstallmentFactory(
        title="The gauge",
        standfirst="Who pays?",
        body=factories.paragraphs("The water rose in the night.", "Nobody saw it."),
        bylines=[zora],
        live=False,
    )
    piece.save_revision()
    return piece


@pytest.fixture
def ask(piece, editor, zora):
    """Ask for the clearance of the latest draft; (request, address of the page)."""

    def ask(**changes):
        values = {
            "name": "Zora Whitlock",
            "email": "zora@example.org",
            "language": "en",
            "days": 14,
            "author_id": zora.pk,
        }
        request, token = make_request(piece, Recipient(**values | changes), editor)
        return request, reverse("clearance", args=[token])

    return ask


@pytest.fixture
def answer(client):
    """Answer as the page's form does, with its key."""

    def answer(request, address, action="comment", headers=None, **values):
        from series.clearance.tokens import form_key

        data = {"key": form_key(request.token_hash), "action": action, "name": "Zora Whitlock"} | values
        return client.post(address, data, headers=headers)

    return answer
