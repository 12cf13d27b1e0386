"""The check of outgoing links: what is read from published pieces, what is asked, how politely, and what is kept."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from wagtail.models import PageViewRestriction
from wagtail_footnotes.models import Footnote

from publication import outgoing
from publication.background import start
from publication.models import Job, OutgoingLink
from publication.outgoing import Answer, Reason, Verdict
from series.links import work
from series.links.checking import Asking, check, due_links
from series.links.uses import note_all, note_pieces
from series.links.work import check_now
from series.management.commands import check_links
from series.models import InstallmentPage, LinkUse
from tests import factories
from tests.publication.web_server import web_server

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 9, 1, 0, tzinfo=UTC)


class Clock:
    """A clock that only waiting moves on."""

    def __init__(self):
        self.passed = 0.0
        self.waits = []

    def wait(self, seconds):
        self.waits.append(seconds)
        self.passed += seconds

    def now(self):
        return NOW + timedelta(seconds=self.passed)


@pytest.fixture(autouse=True)
def _our_host(settings):
    settings.WAGTAILADMIN_BASE_URL = "https://www.house.example"


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def asking(clock):
    """Asks nobody: `answers` holds what is said of an address, `asked` what was asked and when."""
    answers, asked = {}, []

    def ask(address):
        asked.append((address, clock.passed))
        return answers.get(address, Answer(Verdict.FINE, 200))

    asking = Asking(ask=ask, now=clock.now, seconds=lambda: clock.passed, wait=clock.wait)
    asking.answers, asking.asked = answers, asked
    return asking


def piece_with(*addresses, **values):
    text = " ".join(f'<a href="{address}">word</a>' for address in addresses)
    return factories.InstallmentFactory(body=[("paragraph", f"<p>{text}</p>")], **values)


def run(asking, **bounds):
    OutgoingLink.objects.filter(state="new").update(due_at=NOW)
    return list(check(due_links(asking.now()), asking, **bounds))


def addresses():
    return sorted(OutgoingLink.objects.values_list("address", flat=True))


# What is read


def test_links_are_read_wherever_readers_have_them_and_their_place_is_kept():
    piece = factories.InstallmentFactory(
        editors_note='<p><a href="https://a.example/note">n</a></p>',
        disclosure="See https://a.example/disclosure.",
        first_published_address="https://a.example/first",
        body=[
            ("paragraph", '<p><a href="https://a.example/text?a=1&amp;b=2#part">t</a></p>'),
            ("quotation", {"text": "<p>q</p>", "source": "Kim", "address": "https://a.example/q"}),
            ("elsewhere", {"title": "Film", "address": "https://a.example/film", "description": ""}),
        ],
    )
    Footnote.objects.create(
        page=piece,
        uuid="5e4f1a54-5f9e-4f9f-9c64-0d5fd3a8e4b2",
        text='<a href="https://a.example/footnote">f</a>',
    )
    note_all()
    block = piece.body.raw_data[0]["id"]
    places = dict(LinkUse.objects.values_list("link__address", "place"))
    assert places.pop("https://a.example/text?a=1&b=2") == f"body.{block}"
    assert {place.split(".")[0]: address.rsplit("/", 1)[1] for address, place in places.items()} == {
        "body": "film", "disclosure": "disclosure", "editors_note": "note", "first_published_address": "first",
        "footnotes": "footnote",
    }  # fmt: skip


def test_only_what_the_public_may_see_is_read_and_only_what_leads_out():
    piece_with("https://draft.example/", live=False)
    public = piece_with(
        "https://a.example/",
        "https://www.house.example/x",
        "http://localhost/y",
        "http://[#x",
        "mailto:a@b.c",
    )
    factories.draft_of(public, body=[("paragraph", '<p><a href="https://later.example/">x</a></p>')])
    closed = piece_with("https://closed.example/")
    PageViewRestriction.objects.create(page=closed.get_parent(), restriction_type="login")
    withdrawn = piece_with("https://withdrawn.example/")
    InstallmentPage.objects.filter(pk=withdrawn.pk).update(is_withdrawn=True)
    note_all()
    assert addresses() == ["https://a.example/"]


def test_what_no_piece_has_any_more_is_forgotten_but_for_what_has_a_copy():
    piece = piece_with("https://a.example/", "https://b.example/")
    note_all()
    OutgoingLink.objects.filter(host="b.example").update(archived_address="https://archive.example/b")
    piece.unpublish()
    note_all()
    assert (addresses(), LinkUse.objects.count()) == (["https://b.example/"], 0)


def test_publishing_a_piece_reads_its_links_anew():
    piece = piece_with("https://a.example/")
    note_all()
    factories.draft_of(piece, body=[("paragraph", '<p><a href="https://new.example/">x</a></p>')]).publish()
    assert list(LinkUse.objects.values_list("link__address", flat=True)) == ["https://new.example/"]


def test_reading_again_changes_nothing_and_takes_as_many_queries_for_many(django_assert_max_num_queries):
    pieces = [piece_with("https://a.example/", f"https://b.example/{n}") for n in range(6)]
    note_all()
    before = list(LinkUse.objects.order_by("pk").values_list("pk", flat=True))
    with django_assert_max_num_queries(8):
        note_pieces([piece.pk for piece in pieces])
    assert list(LinkUse.objects.order_by("pk").values_list("pk", flat=True)) == before
    assert len(before) == 12


# What is asked


def test_each_address_is_asked_once_and_then_not_for_a_month(asking, clock):
    piece_with("https://a.example/", "https://b.example/")
    piece_with("https://a.example/")
    note_all()
    assert Counter(link.state for link in run(asking)) == {"fine": 2}
    assert [address for address, _at in asking.asked] == ["https://a.example/", "https://b.example/"]
    clock.passed += timedelta(days=29).total_seconds()
    assert run(asking) == []
    clock.passed += timedelta(days=1, seconds=9).total_seconds()
    assert len(run(asking)) == 2


def test_a_site_is_left_in_peace_between_two_questions_and_others_are_asked_meanwhile(asking, clock):
    piece_with(*(f"https://a.example/{n}" for n in range(3)), "https://b.example/")
    note_all()
    run(asking)
    assert asking.asked == [
        ("https://a.example/0", 0),
        ("https://b.example/", 0),
        ("https://a.example/1", 3),
        ("https://a.example/2", 6),
    ]
    assert clock.waits == [3, 3]


def test_a_site_that_is_asked_too_much_is_asked_no_more(asking):
    piece_with("https://a.example/0", "https://a.example/1", "https://b.example/")
    note_all()
    asking.answers["https://a.example/0"] = Answer(
        Verdict.UNKNOWN, 429, reason=Reason.STATUS, retry_after="172800"
    )
    run(asking)
    assert [address for address, _at in asking.asked] == ["https://a.example/0", "https://b.example/"]
    first, second = OutgoingLink.objects.filter(host="a.example").order_by("address")
    assert (first.state, first.due_at) == ("unknown", NOW + timedelta(days=2))
    assert (second.state, second.due_at) == ("new", NOW)


def test_a_run_is_bounded_in_number_and_in_time(asking):
    piece_with(*(f"https://a.example/{n}" for n in range(5)))
    note_all()
    assert len(run(asking, most=2)) == 2
    assert len(run(asking, seconds=5)) == 2  # a third would be asked at six
    assert len(run(asking, seconds=1000)) == 1


def test_a_check_in_a_request_ends_before_a_web_server_loses_its_patience():
    assert work.SECONDS_IN_A_REQUEST + outgoing.SECONDS_FOR_A_LINK < 30


def test_a_link_that_another_run_has_taken_is_not_asked(asking):
    piece_with("https://a.example/", "https://b.example/")
    note_all()
    OutgoingLink.objects.update(due_at=NOW)
    one = check(due_links(asking.now()), asking)
    next(one)
    assert len(run(asking)) == 1
    assert list(one) == []
    assert [address for address, _at in asking.asked] == ["https://a.example/", "https://b.example/"]


def test_what_only_a_draft_or_a_closed_piece_has_is_not_asked(asking):
    piece = piece_with("https://a.example/")
    note_all()
    PageViewRestriction.objects.create(page=piece, restriction_type="login")
    assert run(asking) == []


def test_the_command_says_what_is_dead(monkeypatch, clock):
    with web_server() as site:
        site.pages |= {"/fine": (200, {}), "/shy": (403, {})}
        piece_with(site.address("/fine"), site.address("/gone"), site.address("/shy"))
        asking = Asking(
            ask=lambda address: outgoing.ask(address, site.allows),
            seconds=lambda: clock.passed,
            wait=clock.wait,
        )
        monkeypatch.setattr(check_links.Command, "asking", lambda self: asking)
        said = StringIO()
        call_command("check_links", stdout=said)
        assert said.getvalue() == (
            f"dead 404 {site.address('/gone')}\n3 asked: 1 dead, 0 failing, 1 cannot be told.\n"
        )
        assert site.requests == [
            ("HEAD", "/fine"), ("HEAD", "/gone"), ("GET", "/gone"), ("HEAD", "/shy"), ("GET", "/shy"),
        ]  # fmt: skip
        assert "CommentarySeries-LinkCheck/1.0 (+http" in site.asked[0][2]["User-Agent"]


def test_by_itself_it_asks_nothing_inside_the_house():
    with web_server() as inside:
        piece_with(inside.address("/"), "http://169.254.169.254/latest/")
        call_command("check_links", stdout=StringIO())
        assert inside.asked == []
    assert set(OutgoingLink.objects.values_list("state", "reason")) == {("unknown", "refused")}


def test_the_job_asks_what_failed_before_its_time(asking, monkeypatch):
    piece_with("https://dead.example/", "https://fine.example/")
    note_all()
    OutgoingLink.objects.update(due_at=NOW + timedelta(days=3), state="fine")
    OutgoingLink.objects.filter(host="dead.example").update(state="dead")
    monkeypatch.setattr("series.links.work.Asking", lambda: asking)
    job = start(check_now, user=factories.UserFactory(role="Editors"), label="Check")
    assert (job.state, job.result) == ("done", {"asked": 1, "dead": 0, "failing": 0, "unknown": 0})
    assert [address for address, _at in asking.asked] == ["https://dead.example/"]
    assert Job.objects.get().step == "1 asked: 0 dead, 0 failing, 0 cannot be told."
