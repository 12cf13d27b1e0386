"""The pages of an address: change, end, take away and erase, by a signed link that can be revoked."""

import json

import pytest
from django.utils import translation

from series.followers import links
from series.followers.targets import Target
from series.models import Follow, Follower
from tests.series.followers.conftest import READER
from tests.series.followers.test_links import path_of, state

pytestmark = pytest.mark.django_db


@pytest.fixture
def pages(world, follows):
    """The link of a reader who follows a series, and of whom two more follows are known."""
    follow = follows()
    follows(target=Target("author", page=world.author), choice="weekly", weekday=0)
    follows(target=Target("site"), confirmed=False)
    return path_of(links.manage_link(follow.follower))


def the(kind: str) -> Follow:
    return Follow.objects.get(kind=kind)


def test_all_that_an_address_follows_is_shown_and_nothing_changes(pages, client):
    before = state()

    page = client.get(pages).content.decode()

    for words in (
        READER,
        "The series “A River of Many Names”",
        "New pieces by Zora Whitlock",
        "Erase everything",
    ):
        assert words in page
    assert "All that Commentary Series publishes" in page
    assert state() == before


def test_day_choice_and_language_are_changed(pages, client):
    data = {"choice": "start", "weekday": "5", "language": "ko", "action": f"save-{the('series').pk}"}

    response = client.post(pages, data)

    assert "Saved." in response.content.decode()
    series = the("series")
    assert (series.choice, series.weekday, series.language) == ("start", 5, "ko")


def test_a_language_that_a_series_has_not_is_not_taken(world, pages, client):
    world.korean.unpublish()

    client.post(pages, {"language": "ko", "action": f"save-{the('series').pk}"})

    assert the("series").language == "en"


def test_a_follow_that_takes_the_language_of_another_stands_for_both(world, follows, client):
    english, korean = follows(), follows(language="ko")
    link = path_of(links.manage_link(english.follower))

    client.post(link, {"choice": "each", "language": "ko", "action": f"save-{english.pk}"})

    assert list(Follow.objects.active()) == [english]
    korean.refresh_from_db()
    assert korean.ended_at is not None


def test_one_is_ended_and_the_others_stay(pages, client):
    client.post(pages, {"action": f"end-{the('series').pk}"})

    assert list(Follow.objects.active()) == [the("author")]


def test_ending_all_revokes_the_link(pages, client):
    response = client.post(pages, {"action": "end-all"})

    assert "You follow nothing any more" in response.content.decode()
    assert not Follow.objects.open().exists()
    assert client.get(pages).status_code == 410


def test_nothing_of_another_address_can_be_touched(pages, follows, client):
    foreign = follows("eve@example.org")

    for action in ("end", "save"):
        client.post(pages, {"action": f"{action}-{foreign.pk}", "choice": "weekly", "weekday": "1"})

    foreign.refresh_from_db()
    assert (foreign.ended_at, foreign.choice) == (None, "each")


def test_everything_can_be_taken_away(pages, client):
    response = client.post(pages, {"action": "export"})

    assert response.headers["Content-Disposition"] == 'attachment; filename="what-we-keep.json"'
    assert response.headers["Cache-Control"] == "no-store, private"
    kept = json.loads(response.content)
    assert kept["address"] == READER
    assert [(follow["what"], follow["how"]) for follow in kept["follows"]] == [
        ("The series “A River of Many Names”", "Each new part as it comes"),
        ("New pieces by Zora Whitlock", "Once a week, on Monday"),
        ("All that Commentary Series publishes", "Each new piece as it comes"),
    ]


def test_everything_is_erased_with_one_click_and_no_link_brings_it_back(pages, follows, client):
    other = follows("eve@example.org")
    waiting = path_of(links.confirm_link(the("site")))

    response = client.post(pages, {"action": "erase"})

    assert "Everything is erased" in response.content.decode()
    assert list(Follower.objects.all()) == [other.follower]
    assert client.post(waiting).status_code == 410
    assert client.get(pages).status_code == 410
    assert list(Follow.objects.all()) == [other]


def test_what_became_private_is_not_named(world, pages, client):
    world.series.unpublish()

    page = client.get(pages).content.decode()

    assert "A River of Many Names" not in page
    assert "Something that is not public at present" in page


def test_actions_that_are_none_change_nothing(pages, client):
    before = state()

    for action in ("", "end", "save-", "end-x", "erase-1", "save-99999999999999999999", "end-²"):
        assert client.post(pages, {"action": action}).status_code == 200

    assert state() == before


def test_no_address_is_in_what_lists_and_logs_print(follows):
    follow = follows()

    assert "@" not in f"{follow} {follow!r} {follow.follower} {follow.follower!r}"


def test_a_link_speaks_the_language_of_the_letter(follows, client):
    follow = follows(language="ko")
    with translation.override("ko"):
        link = path_of(links.manage_link(follow.follower))

    response = client.get(link)

    assert link.startswith("/ko/follow/manage/")
    assert response.headers["Content-Language"] == "ko"


def test_what_was_sent_in_the_place_of_a_number_is_no_error(pages, client):
    before = state()

    for about in ("9" * 5000, "-1", "²", "x" * 10_000, ""):
        assert client.post(pages, {"action": f"save-{about}"}).status_code == 200

    assert state() == before
