"""A worker that ends at any step loses no letter and sends none twice (tests/prove/test_mailing.py: 500, with SIGKILL)."""

from datetime import timedelta

import pytest
from django.utils import timezone

from series.followers.mailing import leases
from series.followers.mailing.running import run
from series.models import Letter
from tests.factories import SeriesFactory
from tests.series.followers.mailing.post import part
from tests.series.followers.mailing.steps import STEPS, stopping
from tests.series.followers.mailing.world import follow, follower, mailings, no_grace, publish

pytestmark = pytest.mark.django_db

FOLLOWERS = [f"reader-{number}@example.org" for number in range(5)]


class Killed(BaseException):
    """Nobody catches it, as nobody does anything after SIGKILL."""


def killed():
    raise Killed


@pytest.fixture(scope="module", autouse=True)
def built(lasting):
    with lasting():
        no_grace()
        series = SeriesFactory(title="Rivers and Rates")
        for address in FOLLOWERS:
            follow(follower(address), series)
        publish(series)
        yield series


@pytest.mark.parametrize("step", STEPS)
def test_nothing_is_lost_or_sent_twice_when_a_worker_ends(built, post, step, settings):
    # What is killed here still says goodbye, and half a letter later no server answers to that.
    settings.EMAIL_TIMEOUT = 1
    nth = 2 if "letter " in step else 1
    with stopping(step, nth, killed), pytest.raises(Killed):
        run()
    # Its lease runs out; another worker comes.
    long_ago = timezone.now() - leases.LEASE - timedelta(seconds=1)
    Letter.objects.filter(state="sending").update(since=long_ago)
    run()
    assert mailings() == [("part", "en", "done")]
    assert Letter.objects.filter(state="sent").count() == len(FOLLOWERS)
    by_id = {str(message["Message-ID"]): str(message["To"]) for message in post.taken}
    assert sorted(by_id.values()) == FOLLOWERS
    twice = len(post.taken) - len(by_id)
    assert twice == ("noting" in step), "only what was sent and not noted goes out again, with its id"
    assert all("</html>" in part(message, "html") for message in post.taken)
