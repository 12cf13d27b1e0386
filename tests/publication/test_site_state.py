"""The state of the site: it is another after every change of what is counted, and nothing is kept in a transaction."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection, transaction
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from publication.models import SiteChange
from publication.site_state import MOST_ROWS, Counted, forget_old_changes, site_state
from series.models import Byline, InstallmentTopic
from tests.factories import AuthorFactory, InstallmentFactory, TopicFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def part():
    return InstallmentFactory(bylines=[AuthorFactory()], topics=[TopicFactory()])


CHANGES = {
    "taken down by a query": lambda part: Page.objects.filter(pk=part.pk).update(live=False),
    "renamed": lambda part: Page.objects.filter(pk=part.pk).update(title="Another"),
    "moved": lambda part: Page.objects.filter(pk=part.pk).update(path=f"{part.path[:-4]}00ZZ"),
    "restricted": lambda part: PageViewRestriction.objects.create(page=part, restriction_type="login"),
    "withdrawn": lambda part: type(part).objects.filter(pk=part.pk).update(is_withdrawn=True),
    "byline gone": lambda part: Byline.objects.filter(page=part).delete(),
    "topic gone": lambda part: InstallmentTopic.objects.filter(page=part).delete(),
    "topic renamed": lambda part: type(part.topic_rows.get().topic).objects.update(name="Silt"),
    "author merged": lambda part: type(part.bylines.get().author).objects.update(merged_into=AuthorFactory()),
    "deleted": lambda part: part.delete(),
    "new": lambda part: InstallmentFactory(),
}


@pytest.mark.parametrize("change", CHANGES)
def test_every_change_of_what_is_counted_makes_another_state(part, change):
    before = site_state()
    assert site_state() == before
    CHANGES[change](part)
    assert site_state() != before


def test_a_draft_leaves_the_state_as_it_is(part):
    part.save_revision()
    before = site_state()
    part.title = "A draft"
    part.save_revision()
    assert site_state() == before


def test_what_is_taken_back_was_never_kept(part):
    count = Counted(lambda: Page.objects.filter(live=True).count())
    live = count.at(site_state())
    with transaction.atomic():
        Page.objects.filter(pk=part.pk).update(live=False)
        assert site_state().key is None
        assert count.at(site_state()) == live - 1
        transaction.set_rollback(True)
    assert count.at(site_state()) == live


def test_it_is_counted_once_in_a_state_and_again_after_a_change(part):
    counted = []
    count = Counted(counted.append)
    for _ in range(2):
        count.at(site_state(), "rivers")
    Page.objects.filter(pk=part.pk).update(live=False)
    count.at(site_state(), "rivers")
    assert counted == ["rivers", "rivers"]


@pytest.mark.parametrize("field", ["go_live_at", "expire_at"])
def test_the_moment_at_which_a_page_opens_or_expires_makes_another_state(part, field):
    Page.objects.filter(pk=part.pk).update(**{field: timezone.now() + timedelta(seconds=20)})
    before = site_state()
    assert site_state() == before
    with time_machine.travel(timezone.now() + timedelta(seconds=21)):
        assert site_state() != before


def test_notes_of_changes_stay_few(part):
    SiteChange.objects.bulk_create(SiteChange(mark=n) for n in range(MOST_ROWS))
    before = site_state()
    assert forget_old_changes() >= MOST_ROWS
    assert SiteChange.objects.count() == 1
    assert site_state() != before


def test_every_watched_table_has_its_triggers():
    from publication.site_state import WATCHED

    with connection.cursor() as cursor:
        names = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        if connection.vendor == "postgresql":
            names = "SELECT tgname FROM pg_trigger"
        cursor.execute(names)
        there = {row[0] for row in cursor.fetchall()}
    wanted = {f"changes_{table}_{event}" for table in WATCHED for event in ("insert", "update", "delete")}
    assert len(WATCHED) == 8
    assert wanted <= there
