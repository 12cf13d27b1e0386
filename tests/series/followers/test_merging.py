"""Followers go where a merged author or topic went."""

import pytest

from series.desk.merging_authors import merge_authors
from series.desk.merging_topics import merge_topics
from series.followers.merging import followers_of_topic_go_on
from series.followers.targets import Target, named
from series.models import Follow
from tests import factories

pytestmark = pytest.mark.django_db


def test_followers_of_a_merged_author_follow_the_kept_one(world, follows):
    merged = factories.AuthorFactory(title="Z. Whitlock")
    follow = follows(target=Target("author", page=merged), choice="weekly", weekday=2)

    merge_authors(merged, world.author, user=None)

    follow.refresh_from_db()
    assert (follow.family, follow.choice, follow.weekday) == (world.author.translation_key, "weekly", 2)
    assert named([follow])[follow.pk].title == "Zora Whitlock"


def test_followers_of_a_merged_topic_follow_the_kept_one(world, follows):
    follow = follows(target=Target("topic", topic=world.quiet))

    merge_topics(world.quiet, world.topic, user=None)

    follow.refresh_from_db()
    assert follow.topic == world.topic


@pytest.mark.parametrize("confirmed", ["old", "new"])
def test_of_two_follows_that_become_one_the_confirmed_one_stays(world, follows, confirmed):
    both = {
        name: follows(target=Target("topic", topic=topic), confirmed=name == confirmed)
        for name, topic in (("old", world.quiet), ("new", world.topic))
    }

    followers_of_topic_go_on(world.quiet, world.topic)

    assert list(Follow.objects.active()) == [both[confirmed]]
    assert Follow.objects.open().count() == 1
    assert set(Follow.objects.values_list("topic", flat=True)) == {world.topic.pk}
