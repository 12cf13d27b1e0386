"""Who gets a letter of a mailing, and which mailings go (series/followers/mailing/opening.py, audience.py)."""

from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from series.followers.mailing import opening
from series.followers.mailing.framing import frame_of_letters
from series.followers.mailing.running import is_due
from series.models import Correction, Follow, InstallmentPage, Letter, Mailing
from tests.factories import AuthorFactory, SeriesFactory, TopicFactory, locale, translated
from tests.series.followers.mailing.world import follow, follower, mailings, no_grace, publish, publish_again

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def built(lasting):
    with lasting():
        no_grace()
        yield SeriesFactory(title="Rivers and Rates")


@pytest.fixture
def frame(built):
    return frame_of_letters()


def written(frame, at_once=1000):
    """Open and write what is due; who gets a letter, by address."""
    opening.open_due(timezone.now())
    opening.queue_letters(frame, at_once)
    return sorted(Letter.objects.values_list("follower__address", flat=True))


def test_everybody_who_follows_any_of_it_gets_one_letter(built, frame):
    author, topic = AuthorFactory(), TopicFactory()
    other = SeriesFactory(title="Another")
    for name, thing in (("series", built), ("author", author), ("topic", topic), ("site", None)):
        follow(follower(f"{name}@example.org"), thing)
    everything = follower("everything@example.org")
    for thing in (None, topic, author, built):
        follow(everything, thing)
    follow(follower("other@example.org"), other)
    publish(built, bylines=[author], topics=[topic])
    assert written(frame) == [
        "author@example.org", "everything@example.org", "series@example.org", "site@example.org", "topic@example.org",
    ]  # fmt: skip
    # The letter to somebody with several follows is because of the narrowest.
    assert Letter.objects.get(follower=everything).follow.kind == "series"


def test_nobody_who_never_confirmed_or_has_left_gets_one(built, frame):
    unconfirmed = follow(follower("unconfirmed@example.org"), built)
    Follow.objects.filter(pk=unconfirmed.pk).update(confirmed_at=None)
    left = follow(follower("left@example.org"), built)
    Follow.objects.filter(pk=left.pk).update(ended_at=timezone.now())
    publish(built)
    assert written(frame) == []


def test_who_follows_in_the_other_language_hears_of_the_translation_only(built, frame):
    follow(follower("en@example.org"), built)
    follow(follower("ko@example.org"), built, language="ko")
    both = follower("both@example.org")
    follow(both, built), follow(both, built, language="ko")
    piece = publish(built)
    assert written(frame) == ["both@example.org", "en@example.org"]
    translated(piece, title="수위")
    assert written(frame) == ["both@example.org", "en@example.org", "ko@example.org"]
    assert Letter.objects.filter(follower=both).count() == 1


def test_who_follows_a_profile_that_was_merged_still_hears_of_its_heir(built, frame):
    heir = AuthorFactory(title="Abel Anand")
    former = AuthorFactory(title="A. Anand", merged_into=heir)
    follow(follower("former@example.org"), former)
    publish(built, bylines=[heir])
    assert written(frame) == ["former@example.org"]


def test_those_who_read_weekly_or_from_the_start_get_no_letter_of_the_day(built, frame):
    follow(follower("weekly@example.org"), built, choice="weekly", weekday=0)
    follow(follower("start@example.org"), built, choice="start", weekday=0)
    publish(built)
    assert written(frame) == []


def test_letters_are_written_in_batches_to_the_last(built, frame):
    for number in range(7):
        follow(follower(f"reader-{number}@example.org"), built)
    publish(built)
    assert len(written(frame, at_once=3)) == 7
    assert Mailing.objects.get().queued_up_to is None


def test_who_leaves_while_letters_are_written_takes_nobody_elses_letter_along(built, frame, monkeypatch):
    for number in range(5):
        follow(follower(f"{number}@example.org"), built)
    publish(built)
    real = opening.narrowest

    def narrowest(follows):
        monkeypatch.setattr(opening, "narrowest", real)
        Follow.objects.filter(follower__key="1@example.org").update(ended_at=timezone.now())
        return real(follows)

    monkeypatch.setattr(opening, "narrowest", narrowest)
    assert written(frame, at_once=2) == [
        "0@example.org", "2@example.org", "3@example.org", "4@example.org",
    ]  # fmt: skip


def test_writing_again_from_the_beginning_writes_no_second_letter(built, frame):
    for number in range(3):
        follow(follower(f"reader-{number}@example.org"), built)
    publish(built)
    written(frame)
    Mailing.objects.update(queued_up_to=0)
    assert len(written(frame)) == 3


def test_nothing_goes_in_the_grace_period_or_while_held_or_left_out(built, frame):
    follow(follower("a@example.org"), built)
    publish(built)
    Mailing.objects.update(release_at=timezone.now() + timedelta(minutes=5))
    assert written(frame) == []
    for state in ("held", "skipped"):
        Mailing.objects.update(release_at=timezone.now(), state=state)
        assert written(frame) == []


CLOSED = {
    "unpublished": lambda piece, series: piece.unpublish(),
    "expired": lambda piece, series: Page.objects.filter(pk=piece.pk).update(expire_at=timezone.now()),
    "restricted": lambda piece, series: PageViewRestriction.objects.create(
        page=piece, restriction_type="login"
    ),
    "under a restricted series": lambda piece, series: PageViewRestriction.objects.create(
        page=series, restriction_type="password", password="x"
    ),
    "withdrawn": lambda piece, series: InstallmentPage.objects.filter(pk=piece.pk).update(is_withdrawn=True),
}


@pytest.mark.parametrize("way", CLOSED)
def test_a_piece_that_readers_cannot_see_waits_and_is_mailed_to_nobody(built, frame, way):
    follow(follower("a@example.org"), built)
    piece = publish(built)
    CLOSED[way](piece, built)
    assert written(frame) == []
    assert Mailing.objects.values_list("state", "problem").get() == ("waiting", "closed")


@pytest.mark.parametrize("is_by_hand", [False, True])
def test_a_piece_that_waits_for_its_readers_keeps_no_worker_busy(built, frame, is_by_hand):
    piece = publish(built)
    Mailing.objects.update(is_by_hand=is_by_hand)
    piece.unpublish()
    assert is_due()
    written(frame)
    assert not is_due()
    InstallmentPage.objects.get(pk=piece.pk).save_revision().publish()
    assert is_due()


def test_a_piece_that_opens_again_while_it_is_news_is_mailed_then(built, frame):
    follow(follower("a@example.org"), built)
    piece = publish(built)
    piece.unpublish()
    assert written(frame) == []
    publish_again(InstallmentPage.objects.get(pk=piece.pk))
    assert written(frame) == ["a@example.org"]


def test_a_correction_goes_to_those_who_were_sent_the_piece_and_to_nobody_else(built, frame):
    for name in ("sent", "failed", "left"):
        follow(follower(f"{name}@example.org"), built)
    piece = publish(built)
    written(frame)
    letters = Letter.objects.all()
    letters.update(state="sent")
    letters.filter(follower__address="failed@example.org").update(state="failed")
    Follow.objects.filter(follower__address="left@example.org").update(ended_at=timezone.now())
    follow(follower("late@example.org"), built)
    draft = piece.get_latest_revision_as_object()
    draft.corrections.add(
        Correction(date=timezone.localdate(), text="<p>9 m.</p>", locale=locale("en"), is_mailed=True)
    )
    draft.save_revision().publish()
    written(frame)
    told = Letter.objects.filter(kind="correction")
    assert [letter.follower.address for letter in told] == ["sent@example.org"]
    assert mailings()[-1] == ("correction", "en", "sending")


def test_a_mailing_is_done_once_none_of_its_letters_is_on_the_way(built, frame):
    follow(follower("a@example.org"), built)
    publish(built)
    written(frame)
    opening.close_finished()
    assert mailings() == [("part", "en", "sending")]
    Letter.objects.update(state="sent")
    opening.close_finished()
    assert mailings() == [("part", "en", "done")]
