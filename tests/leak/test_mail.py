"""Nothing leaks into mail: a piece that is not open is mailed to nobody, nor named in what is mailed of its neighbours."""

from copy import deepcopy
from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from series.followers.mailing.running import run
from series.models import Correction, Letter, Mailing
from tests.leak import world as worlds
from tests.leak.world import MARKER, ON_BOTH, STATES
from tests.series.followers.mailing.world import follow, follower, no_grace

pytestmark = pytest.mark.django_db

# A letter before the secret piece was closed went to this reader.
HAD = "had@example.org"


@pytest.fixture(scope="module", autouse=True)
def built(lasting):
    with lasting():
        world = worlds.build()
        no_grace()
        _follow_everything(world)
        yield world


@pytest.fixture
def world(built):
    return deepcopy(built)


def _follow_everything(world) -> None:
    """Readers of all kinds, and mailings of all pieces and of the secret one's correction, ready to go."""
    each = follower("each@example.org")
    for thing in (None, world.series, world.secret_author, world.shared_author, world.secret_topic):
        follow(each, thing)
    weekly, start, had = follower("weekly@example.org"), follower("start@example.org"), follower(HAD)
    follow(weekly, choice="weekly", weekday=0)
    follow(start, world.series, choice="start", weekday=0)
    follow(had)
    now = timezone.now()
    for piece in (world.before, world.secret, world.after, world.elsewhere):
        values = {"page": piece, "language": "en", "release_at": now}
        Mailing.objects.create(kind="part", about=piece.translation_key, **values)
    correction = Correction.objects.get(page=world.secret)
    Mailing.objects.create(
        kind="correction", about=correction.translation_key, page=world.secret, language="en", release_at=now
    )
    Letter.objects.create(
        follower=had, page=world.secret, kind="part", purpose=f"part:{world.secret.translation_key}", language="en",
        message_id="<had@localhost>", state="sent",
    )  # fmt: skip


def mailed() -> list[str]:
    """All that goes out within a fortnight, letters and headers, in lower case."""
    run()
    # As if the days of the weekly ones had come twice.
    Letter.objects.filter(kind__in=("digest", "start")).update(made_at=timezone.now() - timedelta(days=8))
    run()
    run()
    return [
        f"{each.message().as_string()} {each.body} {each.alternatives[0][0]}".lower() for each in mail.outbox
    ]


def test_an_open_piece_is_mailed_in_every_way(world):
    letters = mailed()
    kinds = set(
        Letter.objects.filter(state="sent").exclude(follower__address=HAD).values_list("kind", flat=True)
    )
    assert kinds == {"part", "digest", "start"}
    assert Letter.objects.filter(follower__address=HAD, kind="correction", state="sent").exists()
    assert sum(MARKER in letter for letter in letters) >= 4


@pytest.mark.parametrize("state", ON_BOTH)
def test_a_closed_piece_is_neither_mailed_nor_named(world, state):
    STATES[state](world)
    letters = mailed()
    assert letters, "what is open is mailed all the same"
    assert not [letter for letter in letters if MARKER in letter]


@pytest.mark.parametrize("state", ON_BOTH)
def test_what_is_closed_after_its_letters_were_written_stays_unsent(world, state):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("series.followers.mailing.running.send_due", lambda *args, **kwargs: {})
        run()
    assert Letter.objects.filter(page=world.secret, state="queued").count() >= 2
    STATES[state](world)
    assert not [letter for letter in mailed() if MARKER in letter]
