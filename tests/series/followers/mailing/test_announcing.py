"""What becomes mail when a piece is published, and what never does (series/followers/mailing/announcing.py)."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from publication.schedule import carry_out, due_now
from series.followers.mailing import opening
from series.followers.mailing.announcing import imported
from series.models import Correction, InstallmentPage, Letter, Mailing, MailSettings
from tests.factories import InstallmentFactory, SeriesFactory, draft_of, locale, translated
from tests.series.followers.mailing.world import follow, follower, mailings, publish, publish_again

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture(scope="module", autouse=True)
def built(lasting):
    with lasting():
        yield SeriesFactory(title="Rivers and Rates")


def test_a_piece_that_is_published_gets_one_mailing_that_waits_ten_minutes(built):
    before = timezone.now()
    piece = publish(built)
    mailing = Mailing.objects.get()
    assert (mailing.kind, mailing.page_id, mailing.state) == ("part", piece.pk, "waiting")
    assert mailing.about == piece.translation_key
    wait = timedelta(minutes=10)
    assert before + wait <= mailing.release_at <= timezone.now() + wait
    assert Letter.objects.count() == 0


def test_publishing_it_again_or_taking_it_down_and_up_makes_no_second(built):
    piece = publish(built)
    piece = publish_again(piece, title="The gauge, again")
    piece.unpublish()
    publish_again(InstallmentPage.objects.get(pk=piece.pk))
    assert mailings() == [("part", "en", "waiting")]


def test_who_publishes_again_while_it_waits_gets_the_whole_grace_period_again(built):
    piece = publish(built)
    Mailing.objects.update(release_at=timezone.now() + timedelta(seconds=5))
    publish_again(piece)
    assert Mailing.objects.get().release_at > timezone.now() + timedelta(minutes=9)


def test_a_mailing_that_went_is_left_alone_by_publishing_again(built):
    piece = publish(built)
    then = timezone.now() - timedelta(days=1)
    Mailing.objects.update(state="done", release_at=then)
    publish_again(piece)
    assert (Mailing.objects.get().state, Mailing.objects.get().release_at) == ("done", then)


def test_a_scheduled_piece_is_announced_when_its_time_comes_and_not_before(built, time_machine):
    piece = InstallmentFactory(parent=built, live=False)
    soon = timezone.now() + timedelta(hours=1)
    draft_of(piece, go_live_at=soon).publish()
    assert mailings() == []
    time_machine.move_to(soon + timedelta(minutes=1))
    for due in list(due_now()):
        carry_out(due)
    assert mailings() == [("part", "en", "waiting")]


def test_a_translation_is_announced_in_its_language(built):
    piece = publish(built)
    translated(piece, title="수위")
    assert mailings() == [("part", "en", "waiting"), ("part", "ko", "waiting")]


def test_a_copy_and_an_alias_of_a_live_piece_are_no_news(built):
    piece = publish(built)
    other = SeriesFactory(title="Another")
    piece.copy(to=other, update_attrs={"slug": "copy"})
    piece.create_alias(parent=other, update_slug="alias")
    publish_again(piece)
    assert mailings() == [("part", "en", "waiting")]


def test_what_an_import_publishes_is_left_out(built):
    piece = InstallmentFactory(parent=built, live=False)
    with imported():
        publish_again(piece)
    assert Mailing.objects.values_list("state", "problem").get() == ("skipped", "imported")
    publish_again(piece)
    assert Mailing.objects.count() == 1


def test_what_readers_had_elsewhere_is_left_out(built):
    piece = InstallmentFactory(parent=built, live=False)
    piece.publish(piece.save_revision(), was_public=True)
    assert Mailing.objects.get().problem == "imported"


@pytest.mark.parametrize(("days", "state"), [(2, "sending"), (4, "skipped")])
def test_a_piece_dated_back_further_than_three_days_is_left_out(built, days, state):
    piece = publish(built)
    InstallmentPage.objects.filter(pk=piece.pk).update(
        first_published_at=timezone.now() - timedelta(days=days)
    )
    opening.open_due(timezone.now() + timedelta(hours=1))
    assert Mailing.objects.get().state == state


def test_an_old_piece_that_an_editor_lets_go_goes(built):
    piece = publish(built)
    InstallmentPage.objects.filter(pk=piece.pk).update(
        first_published_at=timezone.now() - timedelta(days=400)
    )
    Mailing.objects.update(is_by_hand=True)
    opening.open_due(timezone.now() + timedelta(hours=1))
    assert Mailing.objects.get().state == "sending"


def test_publishing_asks_the_same_number_of_queries_however_many_follow(built):
    def queries_of_publishing():
        piece = InstallmentFactory(parent=built, live=False)
        revision = piece.save_revision()
        with CaptureQueriesContext(connection) as caught:
            revision.publish()
        return len(caught)

    queries_of_publishing()  # what is asked once in a process
    alone = queries_of_publishing()
    for number in range(20):
        follow(follower(f"reader-{number}@example.org"), built)
    assert queries_of_publishing() == alone


def correct(piece, *, is_mailed):
    draft = piece.get_latest_revision_as_object()
    draft.corrections.add(
        Correction(date=date(2026, 3, 3), text="<p>It was 9 m.</p>", locale=locale("en"), is_mailed=is_mailed)
    )
    draft.save_revision().publish()
    return InstallmentPage.objects.get(pk=piece.pk)


def test_a_correction_is_announced_once_and_only_when_an_editor_ticked_it(built):
    piece = publish(built)
    piece = correct(piece, is_mailed=False)
    assert mailings() == [("part", "en", "waiting")]
    piece = correct(piece, is_mailed=True)
    publish_again(piece)
    assert mailings() == [("part", "en", "waiting"), ("correction", "en", "waiting")]
    key = Correction.objects.get(is_mailed=True).translation_key
    assert Mailing.objects.get(kind="correction").about == key


def test_the_grace_period_is_what_the_settings_say(built):
    MailSettings.objects.update_or_create(pk=1, defaults={"grace_minutes": 90})
    publish(built)
    assert Mailing.objects.get().release_at > timezone.now() + timedelta(minutes=89)


def test_a_worker_that_was_away_for_a_week_loses_no_news(built):
    publish(built)
    opening.open_due(timezone.now() + timedelta(days=7))
    assert Mailing.objects.get().state == "sending"


def test_a_piece_that_was_closed_for_a_week_is_no_news_when_it_opens(built):
    piece = publish(built)
    piece.unpublish()
    opening.open_due(timezone.now() + timedelta(hours=1))
    InstallmentPage.objects.filter(pk=piece.pk).update(live=True)
    opening.open_due(timezone.now() + timedelta(days=7))
    assert Mailing.objects.values_list("state", "problem").get() == ("skipped", "closed")
