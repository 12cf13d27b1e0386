"""A small site with something of each kind to follow, and a reader who typed an address or follows already."""

import re
from copy import deepcopy
from types import SimpleNamespace

import pytest
from django.core import mail
from wagtail.models import PageViewRestriction

from series.followers.targets import Target
from series.models import Follow, Follower
from tests import factories
from tests.publication.background import work_off

READER = "ada@example.org"


@pytest.fixture(scope="module", autouse=True)
def built(lasting):
    """A series of two parts in English and Korean by one author on one topic, a private series, and a draft."""
    with lasting():
        author = factories.AuthorFactory(title="Zora Whitlock")
        topic = factories.TopicFactory(name="Levees")
        series = factories.SeriesFactory(title="A River of Many Names", slug="river")
        for number in (1, 2):
            factories.InstallmentFactory(
                parent=series, title=f"Part {number}", bylines=[author], topics=[topic]
            )
        private = factories.SeriesFactory(title="Behind Closed Doors")
        PageViewRestriction.objects.create(page=private, restriction_type="login")
        yield SimpleNamespace(
            author=author,
            topic=topic,
            series=series,
            korean=factories.translated(series, title="이름이 많은 강"),
            private=private,
            draft=factories.SeriesFactory(title="Not Yet", live=False),
            unwritten=factories.AuthorFactory(title="Nobody Yet"),
            quiet=factories.TopicFactory(name="Silence"),
        )


@pytest.fixture
def world(built):
    return deepcopy(built)


@pytest.fixture
def follows(world):
    """Make a follow: confirmed, of the series, by READER, unless something else is said."""

    def make(address=READER, *, confirmed=True, target=None, **columns) -> Follow:
        follower, _made = Follower.objects.get_or_create(key=address.lower(), defaults={"address": address})
        target = target or Target("series", page=world.series)
        follow = Follow.objects.create(
            follower=follower, language=columns.pop("language", "en"), **target.columns, **columns
        )
        if confirmed:
            follower.confirmed_at = follow.confirmed_at = follow.asked_at
            follower.save()
            follow.save()
        return follow

    return make


@pytest.fixture
def letters():
    """Do what is queued, and give the letters that were sent so far."""

    def sent():
        work_off()
        return mail.outbox

    return sent


def link_in(letter, what: str) -> str:
    """The address, relative to the host, of the one link of a kind in a letter's text."""
    (found,) = re.findall(rf"https?://[^/\s]+((?:/ko)?/follow/{what}/\S+)", letter.body)
    return found
