"""What time takes away."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from series.followers.forgetting import forget
from series.followers.targets import Target
from series.models import Follow, Follower

pytestmark = pytest.mark.django_db


def ago(**time):
    return timezone.now() - timedelta(**time)


def test_what_nobody_confirmed_goes_after_a_week(follows, capsys):
    follows("late@example.org", confirmed=False, asked_at=ago(days=7, minutes=1))
    waiting = follows("waits@example.org", confirmed=False, asked_at=ago(days=6, hours=23))
    follows("follows@example.org", asked_at=ago(days=400))

    call_command("forget_followers")

    assert set(Follower.objects.values_list("key", flat=True)) == {"waits@example.org", "follows@example.org"}
    assert waiting in Follow.objects.all()
    assert capsys.readouterr().out == "Deleted 1 unconfirmed and 0 ended follows, 1 addresses.\n"


def test_what_was_ended_goes_after_a_month_and_the_address_with_the_last_of_it(world, follows):
    follows("left@example.org", ended_at=ago(days=30, minutes=1))
    follows("leaves@example.org", ended_at=ago(days=29))
    follows("stays@example.org", ended_at=ago(days=31))
    stays = follows("stays@example.org", target=Target("topic", topic=world.topic))

    assert forget().ended == 2

    assert set(Follower.objects.values_list("key", flat=True)) == {"leaves@example.org", "stays@example.org"}
    assert list(stays.follower.follows.all()) == [stays]


def test_an_ended_follow_stays_while_the_same_thing_is_followed_again(follows):
    ended = follows(ended_at=ago(days=90))
    follows()

    assert forget().ended == 0
    assert ended in Follow.objects.all()


@pytest.mark.parametrize("kind", ["series", "author", "topic"])
def test_follows_go_with_what_is_deleted(world, follows, kind):
    target = {
        "series": lambda: Target("series", page=world.series),
        "author": lambda: Target("author", page=world.unwritten),
        "topic": lambda: Target("topic", topic=world.quiet),
    }[kind]()
    follows(target=target)

    (target.page or target.topic).delete()

    assert not Follow.objects.exists()
