"""The outgoing links of a series: found wherever a draft has them, asked on a click, shown with their parts."""

import threading

import pytest
from django.urls import reverse
from wagtail_footnotes.models import Footnote

from publication import outgoing
from publication.models import Job
from series.checklist import outgoing as links
from series.checklist.outgoing import gather
from tests import factories
from tests.publication.background import a_worker, work_off
from tests.publication.web_server import web_server

pytestmark = pytest.mark.django_db


@pytest.fixture
def site(monkeypatch):
    with web_server() as site:
        monkeypatch.setattr(outgoing, "is_public", site.allows)
        # The tests' own site has a name; this machine's address is somebody else's.
        yield site


@pytest.fixture
def editor(client):
    user = factories.UserFactory(role="Editors")
    client.force_login(user)
    return user


@pytest.fixture(autouse=True)
def _our_host(settings):
    settings.WAGTAILADMIN_BASE_URL = "https://www.house.example"


def part_with(*addresses, **kwargs):
    text = " ".join(f'<a href="{address}">word</a>' for address in addresses)
    return factories.InstallmentFactory(body=[("paragraph", f"<p>{text}</p>")], **kwargs)


def check(client, series):
    return client.post(reverse("series_check_links", args=[series.pk]))


def closing(client, series):
    return client.get(reverse("series_close", args=[series.pk])).content.decode()


# Where links are found


def test_links_are_found_wherever_a_draft_has_them():
    series = factories.SeriesFactory()
    part = factories.InstallmentFactory(
        parent=series,
        editors_note='<p><a href="https://a.example/note">n</a></p>',
        disclosure="See https://a.example/disclosure.",
        first_published_address="https://a.example/first",
        body=[
            ("paragraph", '<p><a href="https://a.example/text#part">t</a></p>'),
            (
                "quotation",
                {
                    "text": "<p>q</p>",
                    "source": "Kim (https://a.example/source_(1))",
                    "address": "https://a.example/q",
                },
            ),
            (
                "question_answer",
                {"question": "Q", "answer": '<p><a href="https://a.example/answer">a</a></p>'},
            ),
            ("elsewhere", {"title": "Film", "address": "https://a.example/film", "description": ""}),
            ("chart", {"title": "C", "kind": "bars", "data": "a,b\nc,1", "source": "https://a.example/data"}),
        ],
    )
    Footnote.objects.create(
        page=part,
        uuid="5e4f1a54-5f9e-4f9f-9c64-0d5fd3a8e4b2",
        text='<a href="https://a.example/footnote">f</a>',
    )
    assert sorted(gather(series)) == [
        "https://a.example/answer",
        "https://a.example/data",
        "https://a.example/disclosure",
        "https://a.example/film",
        "https://a.example/first",
        "https://a.example/footnote",
        "https://a.example/note",
        "https://a.example/q",
        "https://a.example/source_(1)",
        "https://a.example/text",
    ]


def test_the_latest_draft_counts_and_each_link_once_with_all_its_parts():
    series = factories.SeriesFactory()
    one = part_with("https://a.example/", "https://a.example/", "https://b.example/", parent=series)
    two = part_with("https://old.example/", parent=series)
    factories.draft_of(two, body=[("paragraph", '<p><a href="https://a.example/">x</a></p>')])
    part_with("https://other.example/")
    assert gather(series) == {"https://a.example/": [one.pk, two.pk], "https://b.example/": [one.pk]}


def test_links_that_do_not_lead_out_are_left_alone():
    series = factories.SeriesFactory()
    part_with(
        "https://www.house.example/x", "http://localhost/y", "/series/", "#part", "mailto:a@b.example", "ftp://a.example/",
        "http://[", "javascript:alert(1)", parent=series,
    )  # fmt: skip
    assert gather(series) == {}


def test_a_longer_series_takes_no_more_queries(django_assert_num_queries):
    series = factories.SeriesFactory()
    for _ in range(5):
        part_with("https://a.example/", parent=series).save_revision()
    with django_assert_num_queries(3):
        gather(series)


# What a check finds


def test_dead_moved_and_silent_links_are_shown_with_their_parts(client, editor, site):
    series = factories.SeriesFactory(title="Rivers")
    site.pages |= {"/fine": (200, {}), "/old": (301, {"Location": "/fine"}), "/shy": (403, {})}
    one = part_with(site.address("/gone"), site.address("/fine"), parent=series, title="The gauge")
    two = part_with(
        site.address("/gone"), site.address("/old"), site.address("/shy"), parent=series, title="The levee"
    )

    answer = check(client, series)

    job = Job.objects.get()
    assert (answer.status_code, answer.url) == (302, job.get_absolute_url())
    assert (job.state, job.done, job.total, job.label) == ("done", 4, 4, "Check of the links in “Rivers”")
    assert job.result == {
        "left": 0,
        "links": [
            {"address": site.address("/gone"), "verdict": "dead", "status": 404, "target": "", "reason": "",
             "parts": [one.pk, two.pk]},
            {"address": site.address("/fine"), "verdict": "fine", "status": 200, "target": "", "reason": "",
             "parts": [one.pk]},
            {"address": site.address("/old"), "verdict": "moved", "status": 200, "target": site.address("/fine"),
             "reason": "", "parts": [two.pk]},
            {"address": site.address("/shy"), "verdict": "unknown", "status": 403, "target": "", "reason": "status",
             "parts": [two.pk]},
        ],
    }  # fmt: skip
    html = closing(client, series)
    dead, rest = html.split("Dead links")[1].split("Links that could not be checked")
    unknown, moved = rest.split("Links that have moved for good")
    edit = '<a href="{}">{}</a>'
    assert site.address("/gone") in dead
    for part in (one, two):
        assert edit.format(reverse("wagtailadmin_pages:edit", args=[part.pk]), part.title) in dead
    assert "it answers with status 403" in unknown
    assert f'<a href="{site.address("/fine")}" rel="noreferrer">' in moved
    assert "1 link works." in html
    assert "Check the links again" in html


def test_dead_links_are_something_left_to_do(client, editor, site):
    series = factories.SeriesFactory(planned_parts=1)
    part_with(site.address("/gone"), parent=series, disclosure="None.")
    assert "Nothing is left to do" in closing(client, series)
    check(client, series)
    assert "Nothing is left to do" not in closing(client, series)


def test_nothing_is_asked_before_somebody_clicks(client, editor, site):
    series = factories.SeriesFactory()
    part_with(site.address("/"), parent=series)
    assert "were not checked yet" in closing(client, series)
    assert client.get(reverse("series_check_links", args=[series.pk])).status_code == 405
    assert site.asked == []


def test_with_a_worker_the_check_waits_and_a_second_click_starts_no_second(client, editor, site):
    a_worker()
    series = factories.SeriesFactory()
    part_with(site.address("/"), parent=series)
    assert check(client, series).url == check(client, series).url
    assert "They are being checked" in closing(client, series)
    assert site.asked == []
    assert work_off() == 1
    assert "Dead links" in closing(client, series)


def test_an_earlier_report_stays_until_a_newer_is_complete(client, editor, site):
    series = factories.SeriesFactory()
    part_with(site.address("/gone"), parent=series)
    check(client, series)
    check(client, series)
    Job.objects.filter(pk=Job.objects.first().pk).update(state="failed", result={})
    html = closing(client, series)
    assert "Dead links" in html
    assert "The newest check did not come to its end" in html


def test_when_the_time_is_up_the_rest_is_counted_as_left(client, editor, site, monkeypatch):
    monkeypatch.setattr(links, "SECONDS_IN_A_REQUEST", -1)
    series = factories.SeriesFactory()
    part_with(site.address("/a"), site.address("/b"), parent=series)
    check(client, series)
    assert Job.objects.get().result == {"links": [], "left": 2}
    assert "2 links were not looked at before the time was up." in closing(client, series)
    assert site.asked == []


def test_nobody_waits_for_an_answer_that_comes_after_the_time(client, editor, site, monkeypatch):
    """One link may take as long as the whole check, and the lookup of its name longer."""
    came = threading.Event()
    monkeypatch.setattr(outgoing, "ask", lambda address, allows: came.wait(60))
    monkeypatch.setattr(links, "SECONDS_IN_A_REQUEST", 0.05)
    series = factories.SeriesFactory()
    part_with(site.address("/a"), "https://b.example/", parent=series)
    try:
        check(client, series)
        assert not came.is_set()
    finally:
        came.set()
    assert Job.objects.get().result == {"links": [], "left": 2}


def test_no_more_than_so_many_links_are_asked(client, editor, site, monkeypatch):
    monkeypatch.setattr(links, "MOST_LINKS", 1)
    series = factories.SeriesFactory()
    part_with(site.address("/a"), site.address("/b"), parent=series)
    check(client, series)
    assert Job.objects.get().result["left"] == 1
    assert {path for _method, path in site.requests} == {"/a"}


def test_nothing_inside_is_asked_whatever_a_text_says(client, editor):
    series = factories.SeriesFactory()
    with web_server() as inside:
        part_with(inside.address("/"), "http://169.254.169.254/latest/meta-data/", parent=series)
        check(client, series)
        assert inside.asked == []
    assert {link["reason"] for link in Job.objects.get().result["links"]} == {"refused"}


def test_a_deleted_part_is_left_out_of_the_report(client, editor, site):
    series = factories.SeriesFactory()
    part = part_with(site.address("/gone"), parent=series)
    check(client, series)
    part.delete()
    assert "a part that is no longer there" in closing(client, series)


def test_who_may_not_close_the_series_checks_nothing(client, site):
    series = factories.SeriesFactory()
    part_with(site.address("/"), parent=series)
    client.force_login(factories.UserFactory(role="Contributors"))
    check(client, series)
    assert not Job.objects.exists()
    assert site.asked == []


def test_who_may_no_longer_close_it_when_the_worker_comes_to_it_checks_nothing(client, editor, site):
    a_worker()
    series = factories.SeriesFactory()
    part_with(site.address("/"), parent=series)
    check(client, series)
    editor.groups.clear()
    work_off()
    assert (Job.objects.get().state, site.asked) == ("failed", [])
