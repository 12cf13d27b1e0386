"""The author's link: what it shows, what it refuses, and that looking changes nothing."""

from datetime import timedelta

import pytest
import time_machine
from django.core import serializers
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Comment, PageLogEntry

from publication.limits import Limit
from series.clearance import tokens, views
from series.clearance.requests import revoke
from series.models import ClearanceComment, ClearanceRequest, InstallmentPage
from tests import factories

HEADERS = {
    "X-Robots-Tag": "noindex, nofollow",
    "Cache-Control": "no-store, private",
    "Referrer-Policy": "no-referrer",
}


def stored():
    """All rows that a visit could touch."""
    models = (ClearanceRequest, ClearanceComment, Comment, InstallmentPage)
    return [serializers.serialize("json", model.objects.all()) for model in models] + [
        PageLogEntry.objects.count()
    ]


def assert_secluded(response):
    assert {name: response.headers[name] for name in HEADERS} == HEADERS
    assert "script-src 'self'" in response.headers["Content-Security-Policy"]
    assert not response.cookies


def test_the_page_shows_the_draft_as_readers_would_have_it(ask, client, piece):
    _, address = ask()
    response = client.get(address)
    text = response.content.decode()
    assert response.status_code == 200
    for words in (
        "The gauge",
        "Who pays?",
        "The water rose in the night.",
        "Nobody saw it.",
        "Zora Whitlock",
    ):
        assert words in text
    assert_secluded(response)
    assert client.get(piece.url).status_code == 404


def test_the_page_shows_the_version_that_was_sent_even_when_autosave_writes_over_it(ask, client, piece):
    request, address = ask()
    revision = request.revision
    revision.content = revision.content | {"title": "Another gauge"}
    revision.save()
    text = client.get(address).content.decode()
    assert "<h1>The gauge</h1>" in text
    assert "Another gauge" not in text


def test_looking_changes_nothing(ask, client):
    _, address = ask()
    before = stored()
    for _ in range(3):
        assert client.get(address).status_code == 200
        assert client.get(f"{address}?action=approve&name=Zora").status_code == 200
        assert client.head(address).status_code == 200
    assert stored() == before


def test_other_methods_are_refused(ask, client):
    _, address = ask()
    for method in (client.put, client.delete, client.patch):
        assert_secluded(response := method(address))
        assert response.status_code == 405


def test_an_address_without_its_last_slash_works(ask, client):
    _, address = ask()
    assert client.get(address.rstrip("/")).status_code == 200


def test_only_a_hash_of_the_secret_is_kept(ask):
    request, address = ask()
    token = address.split("/")[2]
    rows = serializers.serialize("json", ClearanceRequest.objects.all())
    assert token not in rows
    assert token.split(".")[0] not in rows
    assert tokens.SECRET.hash_of(token) == request.token_hash


DEAD = {
    "made up": lambda request, address: reverse("clearance", args=["zebrafinch"]),
    "signed by another site": lambda request, address: address[:-3] + "xx/",
    "unknown": lambda request, address: reverse("clearance", args=[tokens.SECRET.new()[0]]),
    "with a slash": lambda request, address: "/clearance/a/b/",
    "with a NUL": lambda request, address: "/clearance/%00/",
    "long": lambda request, address: f"/clearance/{'a' * 3000}/",
    "Korean": lambda request, address: "/clearance/한국/",
    "revoked": lambda request, address: revoke(request, None) and address,
    "expired": lambda request, address: (
        ClearanceRequest.objects.update(expires_at=timezone.now() - timedelta(seconds=1)) and address
    ),
    "of a deleted version": lambda request, address: request.revision.delete() and address,
    "of a deleted page": lambda request, address: (
        InstallmentPage.objects.get(pk=request.page_id).delete() and address
    ),
}


@pytest.mark.parametrize("kind", DEAD)
def test_every_link_that_does_not_work_gets_the_same_page(ask, client, kind):
    address = DEAD[kind](*ask())
    response = client.get(address)
    assert response.status_code == 410
    assert_secluded(response)
    expected = client.get("/clearance/no-such-link/").content
    shown = response.content
    assert shown.replace(address.encode(), b"") == expected.replace(b"/clearance/no-such-link/", b"")
    post = client.post(address, {"action": "approve", "name": "Zora", "key": "x"})
    assert post.status_code == 410
    assert not ClearanceRequest.objects.filter(approved_at__isnull=False).exists()


def test_a_link_expires_by_itself(ask, client):
    with time_machine.travel("2026-03-01T12:00:00Z", tick=False) as clock:
        _, address = ask(days=14)
        clock.shift(timedelta(days=14) - timedelta(seconds=1))
        assert client.get(address).status_code == 200
        clock.shift(timedelta(seconds=1))
        assert client.get(address).status_code == 410


def test_a_new_link_takes_the_place_of_the_older_one_of_the_same_person(ask, client):
    _, first = ask()
    _, second = ask(email="z.whitlock@example.org")
    _, other = ask(name="Abel Anand", email="abel@example.org", author_id=None)
    assert [client.get(address).status_code for address in (first, second, other)] == [410, 200, 200]


def test_too_many_requests_are_told_to_wait(ask, client, monkeypatch):
    _, address = ask()
    monkeypatch.setattr(views, "READS", Limit("test", most=2, seconds=60, passes_blind=True))
    monkeypatch.setattr("publication.limits.clock", lambda: 1_800_000_010)  # ten seconds into a minute
    answers = [client.get(address) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert answers[-1].headers["Retry-After"] == "50"
    assert_secluded(answers[-1])


def test_the_page_works_while_the_cache_is_down(ask, answer, client, monkeypatch):
    def down(*args, **kwargs):
        raise ConnectionError

    request, address = ask()
    monkeypatch.setattr("publication.limits.cache.add", down)
    assert client.get(address).status_code == 200
    assert answer(request, address, "approve").status_code == 303


def test_letter_and_desk_speak_korean_beside_an_english_piece(ask, client):
    _, address = ask(language="ko")
    text = client.get(address).content.decode()
    assert '<html lang="en"' in text
    assert 'lang="ko" aria-labelledby="clearance-h"' in text
    assert "Your clearance" not in text


def test_a_korean_piece_is_read_in_korean(client, editor, zora):
    from series.clearance.requests import Recipient, make_request

    english = factories.InstallmentFactory(bylines=[zora])
    korean = factories.translated(english, title="수위표")
    _, token = make_request(korean, Recipient("Zora Whitlock", "zora@example.org", "en", 14), editor)
    response = client.get(reverse("clearance", args=[token]))
    assert '<html lang="ko"' in response.content.decode()
    assert "Your clearance" in response.content.decode()
    assert response.headers["Content-Language"] == "ko"
