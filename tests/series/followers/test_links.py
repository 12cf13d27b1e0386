"""Case NWS-01: mail scanners follow links. Looking changes nothing; only a post does, and only what its link is about."""

from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.utils import timezone

from series.followers import links
from series.followers.targets import Target
from series.models import Follow, Follower
from tests.series.followers.conftest import READER, link_in

pytestmark = pytest.mark.django_db
ONE_CLICK = {"List-Unsubscribe": "One-Click"}


def path_of(link: str) -> str:
    return f"/{link.split('/', 3)[3]}"


def state():
    return list(Follow.objects.order_by("pk").values()), list(Follower.objects.order_by("pk").values())


@pytest.fixture
def strict():
    """A browser that has no cookie, at a site that checks for tokens."""
    return Client(enforce_csrf_checks=True)


@pytest.mark.parametrize("method", ["get", "head"])
def test_looking_at_a_link_three_times_changes_nothing_and_shows_a_button(world, follows, client, method):
    waiting = follows(confirmed=False)
    followed = follows("eve@example.org")
    before = state()
    addresses = [path_of(links.confirm_link(waiting)), path_of(links.unsubscribe_link(followed))]

    for address in addresses * 3:
        response = getattr(client, method)(address)
        assert response.status_code == 200
        if method == "get":
            assert b'<button class="button" type="submit">' in response.content

    assert state() == before
    assert mail.outbox == []


def test_posting_to_the_link_confirms(follows, strict):
    waiting = follows(confirmed=False)

    response = strict.post(path_of(links.confirm_link(waiting)))

    assert response.status_code == 303
    assert not response.cookies
    assert list(Follow.objects.active()) == [waiting]


def test_the_page_that_confirms_asks_how_to_write(follows, client):
    waiting = follows(confirmed=False)

    client.post(path_of(links.confirm_link(waiting)), {"choice": "start", "weekday": "3"})

    waiting.refresh_from_db()
    assert (waiting.choice, waiting.weekday) == ("start", 3)


def test_a_choice_that_a_kind_has_not_is_not_taken(world, follows, client):
    waiting = follows(confirmed=False, target=Target("topic", topic=world.topic))

    client.post(path_of(links.confirm_link(waiting)), {"choice": "start", "weekday": "9"})

    waiting.refresh_from_db()
    assert (waiting.choice, waiting.weekday, waiting.is_active) == ("each", None, True)


def test_one_click_of_a_mail_program_ends_without_cookie_or_token(follows, strict):
    followed = follows()

    response = strict.post(path_of(links.unsubscribe_link(followed)), ONE_CLICK)

    assert response.status_code == 200
    assert not response.cookies
    assert not Follow.objects.active().exists()


def test_a_link_that_unsubscribes_does_nothing_else(world, follows, strict):
    followed = follows()
    other = follows(target=Target("topic", topic=world.topic))
    link = path_of(links.unsubscribe_link(followed))

    for data in ({"action": "erase"}, {"action": "end-all"}, {"choice": "weekly"}, ONE_CLICK):
        strict.post(link, data)

    assert list(Follow.objects.active()) == [other]
    other.refresh_from_db()
    assert other.choice == "each"


def test_to_unsubscribe_again_is_no_error(follows, strict):
    link = path_of(links.unsubscribe_link(follows()))
    strict.post(link, ONE_CLICK)
    before = state()

    answers = [strict.post(link, ONE_CLICK), strict.get(link)]

    assert [answer.status_code for answer in answers] == [200, 200]
    assert state() == before


def test_to_unsubscribe_what_was_forgotten_is_no_error(follows, strict):
    followed = follows()
    link = path_of(links.unsubscribe_link(followed))
    followed.follower.delete()

    assert strict.post(link, ONE_CLICK).status_code == 200


def test_an_old_letter_ends_what_was_begun_again_since(follows, strict):
    old = follows()
    link = path_of(links.unsubscribe_link(old))
    strict.post(link, ONE_CLICK)
    follows()

    strict.post(link, ONE_CLICK)

    assert not Follow.objects.active().exists()


def test_a_used_link_does_not_subscribe_again(follows, strict):
    waiting = follows(confirmed=False)
    link = path_of(links.confirm_link(waiting))
    strict.post(link)
    strict.post(path_of(links.unsubscribe_link(waiting)), ONE_CLICK)

    assert strict.post(link).status_code == 410
    assert not Follow.objects.active().exists()


def test_a_used_link_changes_nothing_while_the_follow_lasts(follows, strict):
    waiting = follows(confirmed=False)
    link = path_of(links.confirm_link(waiting))
    strict.post(link)
    before = state()

    strict.post(link, {"choice": "weekly", "weekday": "2"})

    assert state() == before


def test_a_link_that_ran_out_does_not_subscribe(follows, strict):
    waiting = follows(confirmed=False)
    link = path_of(links.confirm_link(waiting))

    with time_machine.travel(timezone.now() + timedelta(days=3, minutes=1)):
        answers = [strict.get(link), strict.post(link)]

    assert [answer.status_code for answer in answers] == [410, 410]
    assert not Follow.objects.active().exists()


def test_a_link_that_is_older_than_an_unsubscription_does_not_subscribe(follows, strict):
    ended = follows()
    link_of_ended = path_of(links.confirm_link(ended))
    strict.post(path_of(links.unsubscribe_link(ended)), ONE_CLICK)
    again = follows(confirmed=False)
    link_of_again = path_of(links.confirm_link(again))
    strict.post(path_of(links.unsubscribe_link(ended)), ONE_CLICK)

    assert strict.post(link_of_ended).status_code == 410
    assert strict.post(link_of_again).status_code == 410
    assert not Follow.objects.active().exists()


def test_an_address_that_never_confirmed_gets_nothing_but_the_link_to_confirm(client, world, letters):
    for _time in range(2):
        client.post(f"/follow/series/{world.series.pk}/", {"email": READER})
    client.post("/follow/lost/", {"email": READER})

    subjects = [letter.subject for letter in letters()]

    assert subjects == ["Please confirm: The series “A River of Many Names”"] * 2
    assert not Follow.objects.active().exists()


@pytest.mark.parametrize("purpose", ["confirm", "leave", "manage"])
def test_a_link_with_another_id_or_letter_affects_nobody(follows, strict, purpose):
    mine, other = follows(confirmed=purpose != "confirm"), follows("eve@example.org", confirmed=False)
    link = {
        "confirm": lambda: links.confirm_link(mine),
        "leave": lambda: links.unsubscribe_link(mine),
        "manage": lambda: links.manage_link(mine.follower),
    }[purpose]()
    front, _slash, token = path_of(link).rpartition("/")
    number, dash, rest = token.partition("-")
    foreign = path_of(links.confirm_link(other)).rpartition("/")[2]
    before = state()

    for changed in (
        f"{other.pk}{dash}{rest}",
        f"{number}{dash}{other.stamp}{rest[32:]}",
        token[:-1] + ("A" if token[-1] != "A" else "B"),
        "0" * 300,
        "한국",
        *([foreign] if purpose != "confirm" else []),
    ):
        response = strict.post(f"{front}/{changed}", {"action": "erase"} | ONE_CLICK)
        assert response.status_code == 410, changed

    assert state() == before


def test_the_letter_brings_the_reader_to_the_page_that_confirms(client, world, letters):
    client.post(f"/ko/follow/series/{world.korean.pk}/", {"email": READER})
    (letter,) = letters()

    link = link_in(letter, "confirm")

    assert link.startswith("/ko/follow/confirm/")
    assert letter.to == [READER]
    assert "이름이 많은 강" in letter.subject
    assert client.post(link).status_code == 303
    assert Follow.objects.active().get().language == "ko"
    assert link in letter.alternatives[0].content


def test_pages_behind_links_are_kept_out_of_indexes_caches_and_referrers(follows, client):
    followed = follows()

    for link in (links.unsubscribe_link(followed), links.manage_link(followed.follower)):
        headers = client.get(path_of(link)).headers
        assert headers["X-Robots-Tag"] == "noindex, nofollow"
        assert headers["Cache-Control"] == "no-store, private"
        assert headers["Referrer-Policy"] == "no-referrer"
