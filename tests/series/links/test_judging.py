"""What an answer means for a link: dead, failing, or not to be told; and when it is asked again."""

from datetime import UTC, datetime, timedelta

import pytest

from publication.models import OutgoingLink
from publication.models.links import key_of
from publication.outgoing import Answer, Reason, Verdict
from series.links.judging import judge, trust, wait_of

NOW = datetime(2026, 3, 9, 1, 0, tzinfo=UTC)
DAY = timedelta(days=1)
FINE = Answer(Verdict.FINE, 200)
GONE = Answer(Verdict.DEAD, 404)
SILENT = Answer(Verdict.UNKNOWN, reason=Reason.SILENT)


def refused(status, retry_after=""):
    return Answer(Verdict.UNKNOWN, status, reason=Reason.STATUS, retry_after=retry_after)


def judged(*answers):
    """A link after these answers, each so many days after the first: (day, answer)."""
    link = OutgoingLink(address="https://a.example/")
    for day, answer in answers:
        judge(link, answer, NOW + day * DAY)
    return link


def test_a_page_that_is_there_is_asked_again_in_a_month():
    link = judged((0, FINE))
    assert (link.state, link.due_at, link.status) == ("fine", NOW + 30 * DAY, 200)


def test_a_page_that_moved_for_good_names_the_place():
    link = judged((0, Answer(Verdict.MOVED, 200, "https://b.example/")))
    assert (link.state, link.target) == ("moved", "https://b.example/")


def test_a_page_that_its_server_says_is_gone_is_dead_at_once_and_looked_at_again_the_next_day():
    """A site that is being rebuilt says so for an hour."""
    link = judged((0, GONE))
    assert (link.state, link.first_failed_at, link.due_at) == ("dead", NOW, NOW + DAY)
    link = judged((0, GONE), (1, GONE))
    assert (link.state, link.first_failed_at, link.due_at) == ("dead", NOW, NOW + 8 * DAY)
    assert judged((0, GONE), (1, FINE)).state == "fine"


@pytest.mark.parametrize(
    "answer",
    [
        SILENT,
        Answer(Verdict.UNKNOWN, reason=Reason.NAME),
        Answer(Verdict.UNKNOWN, reason=Reason.ENCRYPTION),
        Answer(Verdict.UNKNOWN, 302, reason=Reason.LOOP),
        refused(500),
        refused(503),
    ],
)
def test_silence_is_death_only_three_times_in_three_days(answer):
    assert judged((0, answer)).state == "failing"
    assert judged((0, answer)).due_at == NOW + DAY
    assert judged((0, answer), (1, answer), (2, answer)).state == "failing"
    assert judged((0, answer), (4, answer)).state == "failing"
    link = judged((0, answer), (1, answer), (3, answer))
    assert (link.state, link.failures, link.first_failed_at) == ("dead", 3, NOW)


def test_an_answer_in_between_begins_the_count_anew():
    link = judged((0, SILENT), (1, SILENT), (2, FINE), (3, SILENT))
    assert (link.state, link.failures, link.first_failed_at) == ("failing", 1, NOW + 3 * DAY)


def test_a_dead_page_may_come_back():
    link = judged((0, GONE), (7, FINE))
    assert (link.state, link.failures, link.first_failed_at) == ("fine", 0, None)


@pytest.mark.parametrize("status", [401, 403, 405, 429, 451, 999])
def test_a_server_that_refuses_programs_tells_nothing(status):
    link = judged((0, refused(status)), (30, refused(status)), (60, refused(status)))
    assert (link.state, link.failures, link.due_at) == ("unknown", 0, NOW + 90 * DAY)


def test_an_address_inside_the_house_is_never_dead():
    assert judged((0, Answer(Verdict.UNKNOWN, reason=Reason.REFUSED))).state == "unknown"


@pytest.mark.parametrize(
    ("header", "days"),
    [
        ("60", 1),
        (str(5 * 86400), 5),
        ("Sat, 14 Mar 2026 01:00:00 GMT", 5),
        ("Mon, 01 Jan 2001 00:00:00 GMT", 1),
        ("soon", 1),
        ("9" * 90, 30),
        ("Mon, 01 Jan 99999999999999 00:00:00 GMT", 1),
        ("Mon, 01 Jan 2026 00:00:00 +99999999999999", 1),
    ],
)
def test_who_asks_to_come_back_later_is_asked_later(header, days):
    for status in (429, 503):
        link = judged((0, refused(status, header)))
        assert (link.state, link.due_at) == ("unknown", NOW + days * DAY)


def test_a_wait_is_never_negative_nor_without_end():
    assert wait_of("Mon, 01 Jan 2001 00:00:00 GMT", NOW) == timedelta(0)
    assert wait_of("Fri, 01 Jan 2100 00:00:00 GMT", NOW) == 30 * DAY
    assert wait_of("١٢", NOW) == timedelta(0)


def test_what_an_editor_has_looked_at_is_not_asked_for_a_year():
    link = judged((0, GONE))
    trust(link, None, NOW)
    assert (link.state, link.failures, link.first_failed_at, link.due_at) == (
        "fine",
        0,
        None,
        NOW + 365 * DAY,
    )


def test_the_place_in_a_page_is_no_address_of_its_own():
    assert key_of("https://a.example/x#y") == key_of(" https://a.example/x ")
    assert key_of("https://a.example/x?y") != key_of("https://a.example/x")
    assert len(key_of("http://[#x")) == 64
