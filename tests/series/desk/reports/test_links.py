"""The report of outgoing links: which, where, for whom; the field for a copy, "mark as fine", "check now"."""

from copy import deepcopy
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.log_actions import registry
from wagtail.models import GroupPagePermission, PageViewRestriction

from publication.models import Job, OutgoingLink
from publication.outgoing import Answer, Verdict
from series.links.checking import Asking
from series.links.uses import note_all
from series.models import ChangedThing, InstallmentPage
from tests import factories
from tests.publication.background import a_worker
from tests.series.desk.reports.reading import as_csv

pytestmark = pytest.mark.django_db
REPORT = reverse("series_report_links")
GONE, SHY = "https://gone.example/a", "https://shy.example/"
KEPT = "https://archive.example/gone"


@dataclass
class World:
    one: InstallmentPage
    two: InstallmentPage
    gone: OutgoingLink
    shy: OutgoingLink


def piece_with(*addresses, **values):
    text = " ".join(f'<a href="{address}">word</a>' for address in addresses)
    return factories.InstallmentFactory(body=[("paragraph", f"<p>{text}</p>")], **values)


@pytest.fixture(scope="module", autouse=True)
def built(lasting):
    with lasting():
        one = piece_with(GONE, SHY, title="The gauge")
        two = piece_with(GONE, title="The <levee>")
        piece_with("https://draft.example/", live=False)
        note_all()
        at = datetime(2026, 3, 9, 1, 0, tzinfo=UTC)
        OutgoingLink.objects.filter(host="gone.example").update(
            state="dead", status=404, first_failed_at=at, checked_at=at
        )
        OutgoingLink.objects.filter(host="shy.example").update(state="unknown", status=403, reason="status")
        links = {link.host: link for link in OutgoingLink.objects.all()}
        yield World(one, two, links["gone.example"], links["shy.example"])


@pytest.fixture
def world(built):
    return deepcopy(built)


@pytest.fixture
def editor(client):
    client.force_login(factories.UserFactory(role="Editors"))
    return client


def form_of(link):
    return reverse("series_outgoing_link", args=[link.pk])


def of_one_series(series):
    """Somebody who may edit one series only."""
    user = factories.UserFactory(role="Editors")
    user.groups.clear()
    group = Group.objects.create(name="One series")
    group.permissions.set(Group.objects.get(name="Editors").permissions.all())
    for name in ("add_page", "change_page"):
        GroupPagePermission.objects.create(
            group=group,
            page=series,
            permission=GroupPagePermission._meta.get_field("permission").related_model.objects.get(
                codename=name
            ),
        )
    user.groups.add(group)
    return user


def test_dead_links_are_told_with_their_pieces_and_the_places_in_them(editor, world):
    html = editor.get(REPORT).content.decode()
    assert GONE in html
    assert SHY not in html
    for piece in (world.one, world.two):
        edit = reverse("wagtailadmin_pages:edit", args=[piece.pk])
        assert f'<a href="{edit}#:w:contentpath=body.{piece.body.raw_data[0]["id"]}">' in html
    assert "The &lt;levee&gt;</a>" in html
    assert "its server says that the page is not there (status 404)" in html
    assert as_csv(editor, REPORT) == [
        {
            "Link": GONE,
            "State": "dead",
            "Stands in": "The gauge; The <levee>",
            "Answer": "its server says that the page is not there (status 404)",
            "Dead since (Asia/Seoul)": "2026-03-09 10:00:00",
            "Last asked (Asia/Seoul)": "2026-03-09 10:00:00",
            "Archived copy": "",
        }
    ]


def test_other_states_are_a_choice(editor, world):
    assert [row["Link"] for row in as_csv(editor, REPORT, state="unknown")] == [SHY]
    assert {row["Link"] for row in as_csv(editor, REPORT, state="every")} == {GONE, SHY}
    assert as_csv(editor, REPORT, state="copied") == []
    assert [row["Link"] for row in as_csv(editor, REPORT, series=world.two.series_id)] == [GONE]


def test_of_drafts_and_closed_pieces_nothing_is_told(editor, world):
    PageViewRestriction.objects.create(page=world.one.get_parent(), restriction_type="login")
    assert as_csv(editor, REPORT, state="unknown") == []
    assert as_csv(editor, REPORT)[0]["Stands in"] == "The <levee>"
    world.two.unpublish()
    assert as_csv(editor, REPORT) == []


def test_who_may_edit_one_series_is_told_of_its_pieces_only_and_changes_nothing_for_others(client, world):
    client.force_login(of_one_series(world.one.get_parent()))
    assert as_csv(client, REPORT)[0]["Stands in"] == "The gauge"
    page = client.get(form_of(world.gone)).content.decode()
    assert "levee" not in page
    assert "Another piece that you may not edit has this link, too." in page
    client.post(form_of(world.gone), {"archived_address": KEPT})
    client.post(form_of(world.gone), {"fine": "1"})
    left = OutgoingLink.objects.get(pk=world.gone.pk)
    assert (left.archived_address, left.state) == ("", "dead")
    client.post(form_of(world.shy), {"archived_address": KEPT})
    assert OutgoingLink.objects.get(pk=world.shy.pk).archived_address == KEPT


def test_an_archived_copy_is_kept_and_noted(editor, world):
    assert editor.post(form_of(world.gone), {"archived_address": f" {KEPT} "}).url == REPORT
    assert OutgoingLink.objects.get(pk=world.gone.pk).archived_address == KEPT
    log = registry.get_logs_for_instance(world.gone)
    assert [entry.data for entry in log] == [{"archived copy": KEPT}]
    editor.post(form_of(world.gone), {"archived_address": KEPT})
    assert ChangedThing.objects.filter(kind="publication.outgoinglink").count() == 1
    assert [row["Archived copy"] for row in as_csv(editor, REPORT, state="copied")] == [KEPT]


@pytest.mark.parametrize(
    "address", ["archive", "ftp://archive.example/", "javascript:alert(1)", "http://[", GONE, f"{GONE}#part"]
)  # fmt: skip
def test_what_is_no_address_of_a_copy_is_refused(editor, world, address):
    answer = editor.post(form_of(world.gone), {"archived_address": address})
    assert answer.status_code == 200
    assert 'class="error-message' in answer.content.decode()
    assert OutgoingLink.objects.get(pk=world.gone.pk).archived_address == ""


def test_what_is_marked_as_fine_is_reported_no_more(editor, world):
    assert editor.post(form_of(world.gone), {"fine": "1"}).url == REPORT
    assert as_csv(editor, REPORT) == []
    (row,) = (row for row in as_csv(editor, REPORT, state="every") if row["Link"] == GONE)
    assert row["Answer"] == "marked as fine by an editor"


def test_check_now_asks_and_a_second_click_starts_no_second(editor, world, monkeypatch):
    asking = Asking(ask=lambda address: Answer(Verdict.FINE, 200), wait=lambda seconds: None)
    monkeypatch.setattr("series.links.work.Asking", lambda: asking)
    check = reverse("series_check_all_links")
    assert editor.get(check).status_code == 405
    assert editor.post(check).url == Job.objects.get().get_absolute_url()
    assert OutgoingLink.objects.get(pk=world.gone.pk).state == "fine"
    a_worker()
    editor.post(check)
    assert editor.post(check).url == REPORT
    assert Job.objects.count() == 2


def test_it_is_in_the_menu_of_those_who_may_read_it(client, editor):
    assert REPORT in client.get("/admin/").content.decode()
    client.force_login(factories.UserFactory(role="Contributors"))
    assert REPORT not in client.get("/admin/").content.decode()


def test_as_many_queries_for_many_as_for_few(editor):
    editor.get(REPORT)
    counts = []
    for number in (1, 7):
        for place in range(number):
            piece_with(f"https://gone.example/{number}/{place}")
        note_all()
        OutgoingLink.objects.filter(host="gone.example").update(state="dead", status=404)
        with CaptureQueriesContext(connection) as queries:
            editor.get(REPORT)
        counts.append(len(queries))
    assert counts[0] == counts[1]
