"""Digests and series from the start: what comes on whose day (digests.py, from_the_start.py, days.py)."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from series.followers.confirming import Manner
from series.followers.mailing import from_the_start, opening
from series.followers.mailing.days import last_times, week_of
from series.followers.mailing.framing import frame_of_letters
from series.followers.mailing.running import is_due, run
from series.followers.managing import change
from series.models import Follow, InstallmentPage, Letter, Mailing
from tests.factories import AuthorFactory, InstallmentFactory, SeriesFactory, translated
from tests.series.followers.mailing.post import part
from tests.series.followers.mailing.world import follow, follower, no_grace, publish

pytestmark = pytest.mark.django_db

SEOUL = ZoneInfo("Asia/Seoul")
# A Wednesday, after the hour of weekly mail.
WEDNESDAY = datetime(2027, 3, 10, 9, 0, tzinfo=SEOUL)
MONDAY, THURSDAY = WEDNESDAY + timedelta(days=5), WEDNESDAY + timedelta(days=1)
LONG_AGO = WEDNESDAY - timedelta(days=60)


@pytest.fixture(autouse=True)
def _it_is_wednesday(time_machine):
    time_machine.move_to(WEDNESDAY)


@pytest.fixture
def series():
    no_grace()
    return SeriesFactory(title="Rivers and Rates", first_published_at=LONG_AGO)


def test_the_last_times_of_all_weekdays_are_those_of_the_editorial_clock():
    times = last_times(datetime(2027, 3, 9, 22, 30, tzinfo=UTC), 8)  # Wednesday, 7:30 in Seoul
    assert times[1] == datetime(2027, 3, 9, 8, tzinfo=SEOUL)
    assert times[2] == datetime(2027, 3, 3, 8, tzinfo=SEOUL)
    assert set(times) == set(range(7))
    assert week_of(datetime(2027, 1, 3, 20, tzinfo=UTC)) == "2027-W01"  # Monday, 5:00 in Seoul


def test_a_digest_comes_on_its_day_with_what_is_new_since_the_last(series, post, time_machine):
    follow(follower("a@example.org"), series, choice="weekly", weekday=0, confirmed_at=LONG_AGO)
    assert run() == {"dropped": 1}, "of last Monday, when there was nothing"
    publish(series, title="The gauge")
    time_machine.move_to(MONDAY)
    assert run() == {"sent": 1}
    publish(series, title="The levee")
    assert run() == {}
    assert [str(message["Subject"]) for message in post.taken] == ["Commentary Series, this week: The gauge"]
    time_machine.move_to(MONDAY + timedelta(days=7))
    assert run() == {"sent": 1}
    text = part(post.taken[1], "plain")
    assert "The levee" in text
    assert "The gauge" not in text


def test_nothing_new_makes_no_digest(series, post, time_machine):
    follow(follower("a@example.org"), series, choice="weekly", weekday=0, confirmed_at=LONG_AGO)
    for week in range(3):
        time_machine.move_to(MONDAY + timedelta(days=7 * week))
        assert run() == {"dropped": 1}
        assert run() == {}
    assert post.taken == []


def test_two_weekly_follows_on_two_days_make_one_digest_a_week(series, post, time_machine):
    who = follower("a@example.org")
    follow(who, series, choice="weekly", weekday=0, confirmed_at=LONG_AGO)
    follow(who, choice="weekly", weekday=3, confirmed_at=LONG_AGO)
    run()
    publish(series)
    publish(SeriesFactory(title="Another"))
    run()
    time_machine.move_to(MONDAY)
    run()
    time_machine.move_to(MONDAY + timedelta(days=3))
    run()
    assert len(post.taken) == 1
    assert Letter.objects.filter(state="sent").get().purpose == "digest:en:2027-W11"


def test_a_digest_leaves_out_what_is_closed_held_or_was_mailed_already(series, post, time_machine):
    who = follower("a@example.org")
    follow(who, series, confirmed_at=LONG_AGO)
    follow(who, choice="weekly", weekday=0, confirmed_at=LONG_AGO)
    run()
    other = SeriesFactory(title="Another", first_published_at=LONG_AGO)
    publish(series, title="Had already")
    closed, held = publish(other, title="Closed"), publish(other, title="Held")
    Mailing.objects.filter(page=held).update(state="held")
    publish(other, title="To be told")
    run()
    post.taken.clear()
    InstallmentPage.objects.get(pk=closed.pk).unpublish()
    time_machine.move_to(MONDAY)
    run()
    text = part(post.taken[0], "plain")
    assert "To be told" in text
    for title in ("Had already", "Closed", "Held"):
        assert title not in text


def test_who_chooses_another_language_is_not_told_what_came_in_it_before(series, post, time_machine):
    time_machine.move_to(LONG_AGO)
    chosen = follow(follower("a@example.org"), series, choice="weekly", weekday=0, confirmed_at=LONG_AGO)
    korean = translated(series, title="강과 금리")
    publish(korean, title="옛 글")
    run()
    time_machine.move_to(WEDNESDAY)
    run()
    change(chosen, Manner("weekly", 0), "ko")
    publish(korean, title="새 글")
    run()
    time_machine.move_to(MONDAY)
    run()
    text = part(post.taken[0], "plain")
    assert "새 글" in text
    assert "옛 글" not in text


def test_stopping_a_weekly_letter_stops_all_that_it_is_made_of_and_nothing_else(
    series, post, client, time_machine
):
    who, other = follower("a@example.org"), follower("b@example.org")
    follow(who, series, choice="weekly", weekday=0, confirmed_at=LONG_AGO)
    follow(who, choice="weekly", weekday=3, confirmed_at=LONG_AGO)
    follow(who, series, choice="weekly", weekday=0, language="ko", confirmed_at=LONG_AGO)
    follow(who, AuthorFactory(), confirmed_at=LONG_AGO)
    follow(other, series, choice="weekly", weekday=0, confirmed_at=LONG_AGO)
    run()
    publish(series)
    time_machine.move_to(MONDAY)
    run()
    (letter,) = [message for message in post.taken if message["To"] == "a@example.org"]
    assert letter["List-ID"] == "<weekly.en.127.0.0.1>"
    link = letter["List-Unsubscribe"].strip(" <>")
    assert link in part(letter, "plain")
    before = list(Follow.objects.values())
    assert "All that you follow weekly" in client.get(link).content.decode()
    assert client.head(link).status_code == 200
    assert list(Follow.objects.values()) == before
    for _time in range(2):
        answer = client.post(link, {"List-Unsubscribe": "One-Click"})
        assert (answer.status_code, bool(answer.cookies)) == (200, False)
        assert "You do not follow this any more" in answer.content.decode()
    left = Follow.objects.open().filter(follower=who).values_list("kind", "choice", "language")
    assert sorted(left) == [("author", "each", "en"), ("series", "weekly", "ko")]
    assert Follow.objects.open().filter(follower=other).count() == 1


def test_who_confirms_on_a_later_day_waits_for_the_next_one(series, post, time_machine):
    follow(follower("a@example.org"), series, choice="weekly", weekday=0, confirmed_at=WEDNESDAY)
    publish(series)
    assert run() == {}
    time_machine.move_to(MONDAY)
    assert run() == {"sent": 1}


@pytest.fixture
def written(series):
    """A series of four parts that appeared long ago, the third a draft."""
    return [
        InstallmentFactory(
            parent=series, title=f"Number {number}", live=number != 3, first_published_at=LONG_AGO
        )
        for number in (1, 2, 3, 4)
    ]


def titles(post):
    return [str(message["Subject"]).split(": ")[-1] for message in post.taken]


def test_from_the_start_the_first_part_comes_at_once_and_one_on_each_day(series, written, post, time_machine):
    chosen = follow(follower("a@example.org"), series, choice="start", weekday=3, confirmed_at=WEDNESDAY)
    run()
    assert titles(post) == ["Number 1"]
    run()
    time_machine.move_to(THURSDAY)
    run()
    run()
    assert titles(post) == ["Number 1", "Number 2"]
    assert "the next part comes on your day" in part(post.taken[1], "plain")
    time_machine.move_to(THURSDAY + timedelta(days=7))
    run()
    assert titles(post) == ["Number 1", "Number 2", "Number 4"]
    assert "You have caught up" in part(post.taken[2], "plain")
    chosen.refresh_from_db()
    assert (chosen.choice, chosen.weekday) == ("each", None)


def test_who_has_caught_up_hears_of_the_next_part_at_once(series, written, post, time_machine):
    follow(follower("a@example.org"), series, choice="start", weekday=3, confirmed_at=WEDNESDAY)
    for week in range(3):
        run()
        time_machine.move_to(THURSDAY + timedelta(days=7 * week))
    run()
    publish(series, title="Number 5")
    run()
    assert titles(post)[-1] == "Number 5"
    assert len(titles(post)) == 4


def test_a_part_that_came_as_news_is_passed_over(series, written, post, time_machine):
    who = follower("a@example.org")
    Letter.objects.create(
        follower=who, page=written[1], kind="part", purpose=f"part:{written[1].translation_key}", language="en",
        message_id="<1@x>", state="sent",
    )  # fmt: skip
    follow(who, series, choice="start", weekday=3, confirmed_at=WEDNESDAY)
    run()
    time_machine.move_to(THURSDAY)
    run()
    assert titles(post) == ["Number 1", "Number 4"]


def test_a_part_whose_mailing_is_held_is_not_for_those_who_read_from_the_start(series, written, post):
    held = publish(series, title="Number 5")
    Mailing.objects.update(state="held")
    who = follower("a@example.org")
    for one in (written[0], written[1], written[3]):
        Letter.objects.create(
            follower=who, page=one, kind="part", purpose=f"part:{one.translation_key}", language="en",
            message_id=f"<{one.pk}@x>", state="sent",
        )  # fmt: skip
    chosen = follow(who, series, choice="start", weekday=3, confirmed_at=WEDNESDAY)
    run()
    assert titles(post) == []
    chosen.refresh_from_db()
    assert chosen.choice == "each"
    Mailing.objects.update(state="waiting", is_by_hand=True)
    run()
    assert titles(post) == [held.title]


def test_while_letters_of_a_new_part_are_being_written_nobody_is_called_caught_up(series, written, post):
    chosen = follow(follower("a@example.org"), series, choice="start", weekday=3, confirmed_at=WEDNESDAY)
    for one in (written[1], written[3]):
        one.delete()
    publish(series, title="Number 5")
    opening.open_due(WEDNESDAY + timedelta(minutes=1))
    from_the_start.queue_next_parts(frame_of_letters(), WEDNESDAY + timedelta(minutes=1), 8)
    assert Letter.objects.count() == 0
    run()
    chosen.refresh_from_db()
    assert (titles(post), chosen.choice) == (["Number 1"], "start")


def test_a_part_that_somebody_came_to_is_not_mailed_to_them_when_an_editor_lets_it_go_later(
    series, written, post
):
    who = follower("a@example.org")
    follow(who, series, choice="start", weekday=3, confirmed_at=WEDNESDAY)
    run()
    follow(who, confirmed_at=LONG_AGO)
    Mailing.objects.create(
        page=written[0], kind="part", about=written[0].translation_key, language="en", release_at=WEDNESDAY,
        is_by_hand=True,
    )  # fmt: skip
    run()
    assert titles(post) == ["Number 1"]


def test_a_closed_series_is_read_from_the_start_by_nobody(series, written, post):
    chosen = follow(follower("a@example.org"), series, choice="start", weekday=3, confirmed_at=WEDNESDAY)
    series.unpublish()
    run()
    chosen.refresh_from_db()
    assert (titles(post), chosen.choice) == ([], "start")
    assert not is_due(), "or a worker would have a job every minute"


def test_a_complete_series_ends_with_its_last_part(series, written, post, time_machine):
    series.status = "complete"
    series.save()
    for one in written[1:]:
        one.delete()
    follow(follower("a@example.org"), series, choice="start", weekday=3, confirmed_at=WEDNESDAY)
    run()
    assert "this was the last part of the series" in part(post.taken[0], "plain")
    assert Follow.objects.get().choice == "each"
