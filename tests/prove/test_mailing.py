"""Workers are killed (SIGKILL) at each step of mailing 500 followers, and two work at once: nothing is lost, nothing comes
twice to a mail server that knows Message-IDs, and nothing comes half. On the database that TEST_DATABASE names."""

import gc
import os
import signal
import time
import traceback
from collections import Counter
from datetime import timedelta

import pytest
from django.conf import settings
from django.db import connections

from series.followers.mailing import leases, opening
from series.followers.mailing.framing import frame_of_letters
from series.followers.mailing.running import is_due, run
from series.models import Follow, Follower, Letter, Mailing
from tests.factories import SeriesFactory
from tests.series.followers.mailing.post import Post, mail_server, part
from tests.series.followers.mailing.steps import STEPS, stopping
from tests.series.followers.mailing.world import follow, follower, no_grace, publish

pytestmark = [pytest.mark.prove, pytest.mark.django_db(transaction=True)]

FOLLOWERS = 500
LEASE = timedelta(seconds=4)


@pytest.fixture(autouse=True)
def _quick(monkeypatch):
    """What a dead worker held comes back within seconds, and letters are written in several batches."""
    monkeypatch.setattr(leases, "LEASE", LEASE)
    monkeypatch.setattr(opening.queue_letters, "__defaults__", (100,))


def tell(words: str) -> None:
    """A figure for docs/benchmarks.md."""
    print(f"\n{settings.TEST_DATABASE}: {words}")  # noqa: T201


def in_another_process(work) -> int:
    """Have a process of its own do something, with connections of its own; its number.

    Nothing may be open when it is made, in no thread that ended either: SQLite in the child would take over what the
    parent's knows of its locks (https://www.sqlite.org/howtocorrupt.html, 2.6), and commits would be lost.
    """
    connections.close_all()
    gc.unfreeze()
    gc.collect()
    pid = os.fork()
    if pid:
        return pid
    try:
        work()
    except BaseException:
        traceback.print_exc()
        os._exit(1)
    os._exit(0)


def ended_by(pid: int) -> int:
    """The signal that ended a process; 0 where it came to the end of its work, and -1 where it failed there."""
    status = os.waitpid(pid, 0)[1]
    return os.WTERMSIG(status) if os.WIFSIGNALED(status) else -os.WEXITSTATUS(status)


def kill_myself():
    os.kill(os.getpid(), signal.SIGKILL)


def work_until_nothing_is_left(seconds: float = 120.0):
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        run()
        if not is_due() and not Letter.objects.filter(state__in=("queued", "sending")).exists():
            return
        time.sleep(0.2)


def test_500_followers_and_a_kill_at_every_step():
    no_grace()
    series = SeriesFactory(title="Rivers and Rates")
    for number in range(FOLLOWERS):
        follow(follower(f"reader-{number}@example.org"), series)
    publish(series, title="The gauge")
    post = Post()
    with mail_server(post):
        for step in STEPS:

            def killed_there(step=step):
                with stopping(step, 3 if "letter" in step else 1, kill_myself):
                    while True:
                        run()

            assert ended_by(in_another_process(killed_there)) == signal.SIGKILL, step
        workers = [in_another_process(work_until_nothing_is_left) for _number in range(2)]
        assert [ended_by(pid) for pid in workers] == [0, 0]
    addresses = Counter(to for to, _id in {(str(each["To"]), str(each["Message-ID"])) for each in post.taken})
    assert len(addresses) == FOLLOWERS
    assert set(addresses.values()) == {1}, "every address has one letter, by Message-ID"
    again = len(post.taken) - FOLLOWERS
    assert again <= 1, "only what was sent and not noted went out a second time"
    assert all(
        "</html>" in part(each, "html") and "/follow/leave/" in part(each, "plain") for each in post.taken
    )
    assert Counter(Letter.objects.values_list("state", flat=True)) == {"sent": FOLLOWERS}
    assert Mailing.objects.get().state == "done"
    tell(f"{len(STEPS)} kills, {len(post.taken)} letters taken, {again} of them again")


def test_two_workers_at_once_share_500_letters():
    no_grace()
    series = SeriesFactory(title="Rivers and Rates")
    for number in range(FOLLOWERS):
        follow(follower(f"reader-{number}@example.org"), series)
    publish(series)
    post = Post()
    with mail_server(post):
        began = time.monotonic()
        workers = [in_another_process(work_until_nothing_is_left) for _number in range(2)]
        assert [ended_by(pid) for pid in workers] == [0, 0]
        took = time.monotonic() - began
    assert len(post.taken) == len(set(post.ids())) == FOLLOWERS
    assert post.connections > 2
    tell(f"{FOLLOWERS} letters by two workers in {took:.1f} s")


def test_ten_thousand_letters_are_written_in_batches_of_few_queries(django_assert_max_num_queries):
    no_grace()
    series = SeriesFactory(title="Rivers and Rates")
    now = series.first_published_at
    people = Follower.objects.bulk_create(
        Follower(address=f"r{n}@example.org", key=f"r{n}@example.org", confirmed_at=now)
        for n in range(10_000)
    )
    Follow.objects.bulk_create(
        Follow(
            follower=one,
            kind="series",
            page=series,
            family=series.translation_key,
            language="en",
            confirmed_at=now,
        )
        for one in people
    )
    publish(series)
    frame = frame_of_letters()
    began = time.monotonic()
    opening.open_due(Mailing.objects.get().release_at)
    with django_assert_max_num_queries(400):
        opening.queue_letters(frame, 1000)
    tell(f"10,000 letters written in {time.monotonic() - began:.1f} s")
    assert Letter.objects.count() == 10_000
