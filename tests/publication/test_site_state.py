"""The state of the site: it is another after every change of what is counted, and nothing is kept in a transaction."""

from datetime import timedelta
from importlib import import_module
from threading import Event, Thread

import pytest
import time_machine
from django.apps import apps
from django.db import connection, transaction
from django.db.migrations.state import ProjectState
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from publication.models import SiteChange
from publication.site_state import EVENTS, MOST_ROWS, WATCHED, Counted, forget_old_changes, site_state
from publication.wagtail_tables import prepare
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


def test_what_is_open_elsewhere_counts_from_its_commit_on(part):
    count = Counted(lambda: Page.objects.filter(live=True).count())
    is_written, may_commit = Event(), Event()

    def take_down():
        try:
            with transaction.atomic():
                Page.objects.filter(pk=part.pk).update(live=False)
                is_written.set()
                assert may_commit.wait(30)
        finally:
            connection.close()

    live, before = count.at(site_state()), site_state()
    elsewhere = Thread(target=take_down)
    elsewhere.start()
    try:
        assert is_written.wait(30)
        assert (site_state(), count.at(site_state())) == (before, live)
    finally:
        may_commit.set()
        elsewhere.join(30)
    assert site_state() != before
    assert count.at(site_state()) == live - 1


def test_an_emptied_table_makes_another_state(part):
    if connection.vendor != "postgresql":
        pytest.skip("TRUNCATE is PostgreSQL's.")
    before = site_state()
    with connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {Byline._meta.db_table}")
    assert site_state() != before


def test_without_the_table_of_notes_everything_can_still_be_written(part):
    state = ProjectState.from_apps(apps)
    migration = import_module("publication.migrations.0012_changes_of_the_site").Migration(
        "0012", "publication"
    )
    try:
        with connection.schema_editor() as editor:
            migration.operations[-1].database_backwards("publication", editor, state, state)
            editor.delete_model(SiteChange)
        Page.objects.filter(pk=part.pk).update(live=False)
    finally:
        with connection.schema_editor() as editor:
            editor.create_model(SiteChange)
        prepare(connection.alias)
    assert triggers() >= wanted_triggers()


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


def test_many_rows_that_are_changed_at_once_make_one_note(part):
    forget_old_changes()
    notes, before = SiteChange.objects.count(), site_state()
    with transaction.atomic():
        InstallmentTopic.objects.bulk_create(
            InstallmentTopic(page=part, topic=TopicFactory()) for _ in range(20)
        )
    assert SiteChange.objects.count() <= notes + 1
    assert site_state() != before


def test_a_change_that_is_taken_back_to_a_point_before_it_leaves_those_after_it_noted(part):
    before = site_state()
    with transaction.atomic():
        point = transaction.savepoint()
        Page.objects.filter(pk=part.pk).update(title="Taken back")
        transaction.savepoint_rollback(point)
        Page.objects.filter(pk=part.pk).update(title="Stays")
    assert site_state() != before


def test_rows_that_are_ignored_where_they_are_there_already_are_noted_where_they_are_not(part):
    row = part.topic_rows.get()
    before = site_state()
    InstallmentTopic.objects.bulk_create(
        [InstallmentTopic(page=part, topic=row.topic)], ignore_conflicts=True
    )
    assert site_state() != before


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL replaces its triggers.")
def test_triggers_of_an_earlier_release_are_made_anew(part):
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER changes_series_topic_update")
        cursor.execute(
            "CREATE TRIGGER changes_series_topic_update AFTER UPDATE ON series_topic BEGIN SELECT 1; END"
        )
    prepare(connection.alias)
    before = site_state()
    TopicFactory._meta.model.objects.update(name="Silt")
    assert site_state() != before


def triggers() -> set[str]:
    names = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    if connection.vendor == "postgresql":
        names = "SELECT tgname FROM pg_trigger"
    with connection.cursor() as cursor:
        cursor.execute(names)
        return {row[0] for row in cursor.fetchall()}


def wanted_triggers() -> set[str]:
    return {f"changes_{table}_{event}".lower() for table in WATCHED for event in EVENTS[connection.vendor]}


def test_every_watched_table_has_its_triggers():
    assert len(WATCHED) == 11
    assert triggers() >= wanted_triggers()
