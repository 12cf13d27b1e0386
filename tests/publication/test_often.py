"""Who asks for something far too often is told when to come back, with 429 and in the design."""

import pytest
from django.urls import reverse

from home.machines import oembed
from publication import middleware, page_passwords
from publication.limits import Limit
from tests.factories import SeriesFactory

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def third(ask) -> tuple[list[int], dict]:
    """The statuses of three requests, and the headers of the last answer."""
    answers = [ask() for _ in range(3)]
    return [answer.status_code for answer in answers], answers[-1].headers


def test_addresses_that_show_nothing(client, monkeypatch):
    monkeypatch.setattr(middleware, "MISSING", Limit("test-missing", 2, 60, True))
    statuses, headers = third(lambda: client.get("/nothing/"))
    assert statuses == [404, 404, 429]
    assert (headers["Retry-After"], headers["Cache-Control"]) == ("60", "no-store")
    assert client.get("/").status_code == 200


def test_previews_of_links(client, monkeypatch):
    monkeypatch.setattr(oembed, "LIMIT", Limit("test-oembed", 2, 60, True))
    address = f"/oembed/?url=http://localhost{SeriesFactory().url}"
    statuses, headers = third(lambda: client.get(address))
    assert (statuses, headers["Retry-After"]) == ([200, 200, 429], "60")


@pytest.mark.parametrize(
    "door", ["wagtailcore_authenticate_with_password", "wagtaildocs_authenticate_with_password"]
)
def test_passwords_of_private_pages(client, monkeypatch, door):
    monkeypatch.setattr(page_passwords, "GUESSES", Limit("test-guesses", 2, 60, False))
    arguments = [1, 1] if "core" in door else [1]
    statuses, headers = third(lambda: client.post(reverse(door, args=arguments), {"password": "x"}))
    assert (statuses, headers["Retry-After"]) == ([404, 404, 429], "60")
