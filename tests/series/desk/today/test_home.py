"""The home of the admin as each role sees it, and what it costs."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Comment

from series.clearance.requests import Recipient, make_request
from series.desk.today.entries import MOST, Section
from series.models import ClearanceRequest
from tests import factories

pytestmark = pytest.mark.django_db
HOME = "/admin/"


@pytest.fixture
def series():
    return factories.SeriesFactory(title="Rivers")


def signed_in(client, role, **values):
    user = factories.UserFactory(role=role, **values)
    client.force_login(user)
    return user


def add_work(user, other, number):
    """`number` things for every section, each in a series of its own."""
    for _ in range(number):
        series = factories.SeriesFactory(planned_parts=6)
        mine = factories.InstallmentFactory(parent=series, owner=user, live=False)
        mine.save_revision(user=user)
        Comment.objects.create(page=mine, user=other, text="Which river?", contentpath="title")
        asked, _token = make_request(mine, Recipient("A. Oak", "oak@example.org", "en", days=7), user)
        ClearanceRequest.objects.filter(pk=asked.pk).update(
            approved_at=timezone.now(), approved_hash=asked.text_hash
        )
        review = factories.InstallmentFactory(parent=series, owner=other, live=False)
        review.save_revision(user=other)
        review.get_workflow().start(review, other)
        for days in (1, -1):
            waits = factories.InstallmentFactory(parent=series, live=False)
            factories.draft_of(waits, go_live_at=timezone.now() + timedelta(days=1)).publish()
            waits.revisions.update(approved_go_live_at=timezone.now() + timedelta(days=days))
        factories.PlannedPartFactory(series=series, part_number=9, due_on=date(2020, 1, 1))


def test_the_home_takes_as_many_queries_for_nine_of_everything_as_for_two(client):
    user, other = (
        signed_in(client, "Managing editors"),
        factories.UserFactory(role="Contributors", username="zora"),
    )
    add_work(user, other, 2)
    client.get(HOME)
    counts = []
    for number in (0, 7):
        add_work(user, other, number)
        with CaptureQueriesContext(connection) as queries:
            page = client.get(HOME).content.decode()
        counts.append(len(queries))
    assert counts[0] == counts[1]
    for heading in (
        "Scheduled, but will not go out", "Awaiting your review", "Cleared by authors", "Comments on your pieces",
        "Overdue manuscripts",
        "Going out in the next seven days", "Your drafts", "Series with gaps",
    ):  # fmt: skip
        assert heading in page
    assert "and 1 more" in page


def test_a_section_counts_what_it_does_not_show():
    section = Section("drafts", "Your drafts", "edit", list(range(MOST + 3)))
    assert (list(section.shown), section.more) == (list(range(MOST)), 3)


def test_where_nothing_waits_it_says_so_and_names_the_zone(client):
    signed_in(client, "Editors")
    page = client.get(HOME).content.decode()
    assert "Nothing waits for you." in page
    assert "times in Asia/Seoul" in page
    assert "today__section" not in page


def test_the_zone_is_that_of_the_account(client, series):
    from wagtail.users.models import UserProfile

    user = signed_in(client, "Editors")
    profile = UserProfile.get_for_user(user)
    profile.current_time_zone = "Europe/London"
    profile.save()
    assert "times in Europe/London" in client.get(HOME).content.decode()


def test_the_panels_that_ours_repeat_are_gone(client, series):
    user = signed_in(client, "Managing editors")
    page = factories.InstallmentFactory(parent=series, title="The gauge", owner=user, live=False)
    page.save_revision(user=user, log_action=True)
    page.get_workflow().start(page, user)
    home = client.get(HOME).content.decode()
    assert home.count("The gauge") == 2  # it is mine, and I am who reviews it
    for heading in (
        "Your most recent edits",
        "Your pages and snippets in a workflow",
        "Site summary</h2>\n<ul",
    ):
        assert heading not in home


def test_a_contributor_sees_nothing_of_others(client, series):
    signed_in(client, "Contributors")
    other = factories.UserFactory(role="Editors")
    secret = factories.InstallmentFactory(parent=series, title="Zebrafinch", owner=other, live=False)
    secret.save_revision(user=other)
    Comment.objects.create(page=secret, user=other, text="Zebrafinch", contentpath="title")
    factories.PlannedPartFactory(series=series, working_title="Zebrafinch", due_on=date(2020, 1, 1))
    waits = factories.InstallmentFactory(parent=series, title="Zebrafinch", live=False)
    factories.draft_of(waits, go_live_at=timezone.now() + timedelta(days=1)).publish()
    page = client.get(HOME).content.decode()
    assert "Zebrafinch" not in page
    assert "Nothing waits for you." in page
