"""Letters on their way through a real mail server: taken, refused, put off, sent once (series/followers/mailing/sending.py)."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from publication.models import Job
from series.followers.mailing import leases, sending
from series.followers.mailing.running import is_due, run
from series.models import Follow, InstallmentPage, Letter, Mailing, MailSettings
from tests.factories import SeriesFactory
from tests.publication.background import a_worker, work_off
from tests.series.followers.mailing.post import part
from tests.series.followers.mailing.world import follow, follower, mailings, no_grace, publish, states

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def built(lasting):
    with lasting():
        no_grace()
        yield SeriesFactory(title="Rivers and Rates")


@pytest.fixture
def readers(built):
    """Three addresses that follow the series."""
    found = [follower(f"reader-{number}@example.org") for number in range(3)]
    for one in found:
        follow(one, built)
    return found


def later():
    """Have everything that waits for a later attempt come up now."""
    Letter.objects.filter(state="queued").update(next_try=timezone.now())


def test_everybody_gets_the_piece_through_one_connection(built, readers, post):
    publish(built, title="The gauge")
    assert run() == {"sent": 3}
    assert sorted(post.to) == [f"reader-{number}@example.org" for number in range(3)]
    assert post.connections == 1
    assert mailings() == [("part", "en", "done")]
    assert run() == {}
    assert len(post.taken) == 3
    assert not is_due()


def test_an_address_that_is_refused_for_good_is_not_tried_again(built, readers, post):
    post.answers["reader-1@example.org"] = "550 5.1.1 no such mailbox"
    publish(built)
    assert run() == {"sent": 2, "refused": 1}
    later()
    assert run() == {}
    letter = Letter.objects.get(state="refused")
    assert (letter.reply, letter.attempts) == ("@ 550 5.1.1", 1)
    assert mailings() == [("part", "en", "done")]


def test_three_refusals_in_a_row_end_what_the_address_follows(built, readers, post):
    post.answers["reader-1@example.org"] = "550 5.1.1 no such mailbox"
    ended = []
    for _number in range(4):
        publish(built)
        run()
        ended.append(Follow.objects.filter(follower=readers[1], ended_at=None).exists())
    assert ended == [True, True, False, False]
    assert Letter.objects.filter(follower=readers[1]).count() == 3
    assert Follow.objects.filter(ended_at=None).count() == 2


def test_a_refusal_for_how_we_send_ends_nothing_and_is_tried_again(built, readers, post):
    post.answers = {one.address: "550 5.7.1 relaying denied" for one in readers}
    publish(built)
    assert run() == {}
    post.answers = {}
    later()
    assert run() == {"sent": 3}
    assert Follow.objects.filter(ended_at=None).count() == 3


def test_a_full_mailbox_is_tried_again_later_and_given_up_after_two_days(built, readers, post):
    post.answers["reader-1@example.org"] = "452 4.2.2 mailbox full"
    publish(built)
    assert run() == {"sent": 2}
    letter = Letter.objects.get(follower=readers[1])
    assert (letter.state, letter.reply) == ("queued", "452 4.2.2")
    assert letter.next_try > timezone.now()
    for _attempt in sending.WAITS:
        later()
        run()
    assert states().count("failed") == 1
    assert sum(sending.WAITS, timedelta()) > timedelta(days=1)


def test_a_server_that_hangs_up_costs_one_letter_its_turn_and_the_others_nothing(built, readers, post):
    post.answers["reader-0@example.org"] = None
    publish(built)
    assert run() == {"sent": 2}
    post.answers = {}
    later()
    assert run() == {"sent": 1}
    assert len(set(post.ids())) == len(post.taken) == 3


def test_while_the_mail_server_is_away_everything_stays_in_the_queue(built, readers, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    publish(built)
    with pytest.raises(CommandError, match="Everything stays in the queue"):
        call_command("send_mail_queue")
    assert states() == ["queued"] * 3
    assert set(Letter.objects.values_list("attempts", flat=True)) == {0}


def test_a_letter_that_was_sent_and_not_noted_goes_out_again_with_the_same_id(
    built, readers, post, monkeypatch
):
    publish(built)
    noted = leases.finish

    def dies(*args, **kwargs):
        raise KeyboardInterrupt

    monkeypatch.setattr(leases, "finish", dies)
    with pytest.raises(KeyboardInterrupt):
        run()
    monkeypatch.setattr(leases, "finish", noted)
    assert run() == {}, "what a dead worker held is not touched before its lease is over"
    Letter.objects.filter(state="sending").update(since=timezone.now() - leases.LEASE - timedelta(seconds=1))
    assert run() == {"sent": 3}
    assert len(post.taken) == 4
    assert len(set(post.ids())) == 3


def test_two_workers_never_hold_the_same_letter(built, readers):
    publish(built)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("series.followers.mailing.running.send_due", lambda *args, **kwargs: {})
        run()
    now = timezone.now()
    first, second = leases.take(now, 2), leases.take(now, 2)
    assert [len(first), len(second), len(leases.take(now, 2))] == [2, 1, 0]
    assert not {letter.pk for letter in first} & {letter.pk for letter in second}


def test_a_worker_that_comes_back_too_late_has_no_say_any_more(built, readers):
    publish(built)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("series.followers.mailing.running.send_due", lambda *args, **kwargs: {})
        run()
    slow = leases.take(timezone.now(), 1)[0]
    leases.give_back_abandoned(timezone.now() + leases.LEASE + timedelta(seconds=1))
    assert not leases.begin(slow)
    leases.finish(slow, "sent")
    assert states() == ["queued"] * 3


def test_who_leaves_between_writing_and_sending_gets_nothing(built, readers, post):
    publish(built)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("series.followers.mailing.running.send_due", lambda *args, **kwargs: {})
        run()
    Follow.objects.filter(follower=readers[0]).update(ended_at=timezone.now())
    readers[1].delete()
    assert run() == {"sent": 1, "dropped": 1}
    assert post.to == ["reader-2@example.org"]


def test_who_leaves_the_series_and_follows_the_site_gets_the_letter_of_that(built, readers, post):
    follow(readers[0])
    publish(built)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("series.followers.mailing.running.send_due", lambda *args, **kwargs: {})
        run()
    Follow.objects.filter(follower=readers[0], kind="series").update(ended_at=timezone.now())
    assert run() == {"sent": 3}
    assert "the whole site" in part(post.taken[post.to.index("reader-0@example.org")], "plain")


def test_a_piece_taken_down_between_writing_and_sending_stays_in_the_queue(built, readers, post):
    piece = publish(built)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("series.followers.mailing.running.send_due", lambda *args, **kwargs: {})
        run()
    InstallmentPage.objects.get(pk=piece.pk).unpublish()
    assert run() == {}
    assert post.taken == []
    Letter.objects.update(made_at=timezone.now() - timedelta(days=4), next_try=timezone.now())
    assert run() == {"dropped": 3}


def test_a_piece_that_cannot_be_composed_holds_nobody_else_back(built, readers, post, monkeypatch):
    from series.followers.mailing import composing

    broken, sound = publish(built, title="Broken"), publish(built, title="Sound")
    read = composing.read_piece
    monkeypatch.setattr(
        composing, "read_piece", lambda page, frame: 1 / 0 if page.pk == broken.pk else read(page, frame)
    )
    assert run() == {"sent": 3}
    assert {str(message["Subject"]).split(": ")[-1] for message in post.taken} == {sound.title}
    assert set(Letter.objects.filter(page=broken).values_list("state", "reply")) == {("queued", "compose")}


def test_nothing_goes_while_mail_is_paused_and_everything_afterwards(built, readers, post):
    publish(built)
    MailSettings.objects.update(is_paused=True)
    assert (is_due(), run()) == (False, {})
    assert Mailing.objects.get().state == "waiting"
    MailSettings.objects.update(is_paused=False)
    assert run() == {"sent": 3}


def test_the_command_sends_no_more_than_it_is_told(built, readers, post, capsys):
    publish(built)
    call_command("send_mail_queue", most=2)
    assert capsys.readouterr().out.strip() == "2 sent"
    assert len(post.taken) == 2


def test_no_address_stands_in_the_log(built, readers, post, caplog):
    post.answers["reader-1@example.org"] = "550 5.1.1 <reader-1@example.org> is no mailbox"
    publish(built)
    run()
    assert "was not taken" in caplog.text
    assert "@example" not in caplog.text


def test_the_minutes_turn_leaves_mail_to_a_worker_and_sends_nothing_itself(built, readers, post):
    publish(built)
    call_command("publish_due")
    assert Job.objects.count() == 0, "without a worker there is nobody to leave it to"
    a_worker()
    for _minute in range(2):
        call_command("publish_due")
    assert (Job.objects.count(), post.taken) == (1, [])
    work_off()
    job = Job.objects.get()
    assert (job.state, job.result, job.started_by) == ("done", {"sent": 3}, None)
    assert len(post.taken) == 3
    call_command("publish_due")
    assert Job.objects.count() == 1


def test_a_job_that_finds_the_mail_server_away_says_so_and_loses_nothing(built, readers, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    publish(built)
    a_worker()
    call_command("publish_due")
    work_off()
    job = Job.objects.get()
    assert job.state == "failed"
    assert "The mail server takes nothing now" in job.error
    assert states() == ["queued"] * 3
