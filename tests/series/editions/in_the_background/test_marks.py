"""Editions made when something is published: once for many changes, by one task, again after a failure."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from wagtail.models import PageViewRestriction

from publication.background.chores import see_to_all
from publication.models import Masthead
from publication.private_files import private_storage
from series import running_order
from series.editions.shelf import making, stale
from series.editions.shelf.forms import KINDS, Kind
from series.editions.shelf.stale import MOST_ATTEMPTS, MOST_QUIET, QUIET, look_up_changes
from series.editions.shelf.working_off import make_stale_editions, queue_when_due, work_off
from series.models import ChangedThing, Edition, InstallmentPage, SeriesPage
from tests import factories
from tests.publication.background import a_worker
from tests.series.editions.in_the_background import made, pass_time, publish, stored, tasks

pytestmark = pytest.mark.django_db


# Who is made, and when.


def test_a_published_piece_has_its_edition_made_with_its_series_and_siblings(piece):
    publish(piece)
    assert sorted(made()) == ["first", "rivers", "second"]
    edition = Edition.objects.get(page=piece)
    assert (edition.sheets, edition.stale_since, edition.due_at) == (3, None, None)
    assert edition.size == len(edition.file.open("rb").read())


def test_a_series_that_goes_on_has_none_made_until_it_is_complete(series, piece):
    SeriesPage.objects.filter(pk=series.pk).update(status="ongoing")
    publish(piece)
    assert sorted(made()) == ["first", "second"]
    series.refresh_from_db()
    series.status = "complete"
    publish(series)
    assert "rivers" in made()


def test_nothing_is_made_for_what_nobody_may_read(series, piece):
    PageViewRestriction.objects.create(page=series, restriction_type="login")
    publish(piece)
    assert made() == []


def test_many_changes_one_after_the_other_make_one_making(piece):
    for number in range(5):
        piece.title = f"Title {number}"
        publish(piece)
        assert made(after=QUIET / 2) == []
    assert sorted(made(after=QUIET / 2)) == ["first", "rivers", "second"]
    assert made() == []


def test_who_is_changed_all_the_time_is_made_all_the_same(piece):
    publish(piece)
    look_up_changes()
    pass_time(MOST_QUIET)
    publish(piece)
    assert sorted(edition.page.slug for edition in work_off()) == ["first", "rivers", "second"]


def test_what_says_the_same_is_not_made_again(piece):
    publish(piece)
    made()
    topic = factories.TopicFactory()
    publish(piece)  # its date of change stands in the book
    assert sorted(made()) == ["first", "rivers"]
    piece.topic_rows.create(topic=topic)
    topic.save()
    assert made() == []
    assert not Edition.objects.exclude(stale_since=None).exists()


@pytest.mark.parametrize(
    "change",
    [
        lambda piece: running_order.change_number(piece, 7),
        lambda piece: Masthead.for_site(piece.get_site()).save(),
        lambda piece: publish(piece.bylines.get().author),
        lambda piece: piece.image.save(),
        lambda piece: piece.topic_rows.get().topic.save(),
        lambda piece: factories.PlannedPartFactory(series=piece.series),
        lambda piece: piece.move(factories.SeriesFactory(), pos="last-child"),
    ],
    ids=["reorder", "masthead", "author", "picture", "topic", "planned part", "move"],
)
def test_whatever_changes_in_a_book_marks_it(series, change):
    author, topic, image = factories.AuthorFactory(), factories.TopicFactory(), factories.ImageFactory()
    piece = factories.InstallmentFactory(
        parent=series, slug="third", bylines=[author], topics=[topic], image=image
    )
    Masthead.for_site(series.get_site())
    look_up_changes()
    Edition.objects.update(stale_since=None)
    change(piece)
    look_up_changes()
    marked = Edition.objects.exclude(stale_since=None).values_list("page__slug", flat=True)
    assert {"rivers"} < set(marked)


# What it costs.


def test_publishing_costs_one_query_more_however_many_books_show_the_piece(
    series, piece, django_assert_num_queries, monkeypatch
):
    publish(piece)
    with django_assert_num_queries(1):
        stale.note(InstallmentPage, [piece.pk])
    monkeypatch.setattr(stale, "books_showing", pytest.fail)
    for _ in range(3):
        publish(piece)


def test_an_import_of_many_pieces_queues_one_task(series):
    a_worker()
    for number in range(40):
        factories.InstallmentFactory(parent=series, slug=f"piece-{number}")
    stale.note(InstallmentPage, InstallmentPage.objects.values_list("pk", flat=True))
    for _ in range(3):
        see_to_all()
    assert tasks() == 1
    assert Edition.objects.count() == 0


def test_forty_changes_are_looked_up_as_cheaply_as_two(series, django_assert_max_num_queries):
    for number in range(40):
        factories.InstallmentFactory(parent=series, slug=f"piece-{number}")
    stale.note(InstallmentPage, InstallmentPage.objects.values_list("pk", flat=True))
    with django_assert_max_num_queries(45):
        assert look_up_changes() == 42
    assert Edition.objects.exclude(due_at=None).count() == 43


def test_where_nobody_works_changes_off_they_do_not_pile_up(piece, monkeypatch):
    monkeypatch.setattr(stale, "THINNED_EVERY", 10)
    for _ in range(35):
        stale.note(InstallmentPage, [piece.pk])
    assert ChangedThing.objects.count() <= 10
    assert ChangedThing.objects.last().thing_id == piece.pk


def test_what_stands_in_no_book_keeps_no_other_change_waiting(piece):
    publish(factories.home())
    ChangedThing.objects.create(kind="series.scroll", thing_id=1)
    publish(piece)
    assert look_up_changes() == 3
    assert Edition.objects.exclude(stale_since=None).exists()


def test_without_a_worker_nothing_is_made_or_queued_by_publishing(piece):
    publish(piece)
    assert tasks() == 0
    assert not Edition.objects.exists()


def test_the_task_leaves_the_queue_to_others_after_a_minute_and_comes_again(piece, monkeypatch):
    monkeypatch.setattr("series.editions.shelf.working_off.SECONDS_AT_A_TIME", -1)
    publish(piece)
    look_up_changes()
    pass_time(QUIET)
    assert make_stale_editions.call() == 1
    queue_when_due()
    assert tasks() == 1


def test_nothing_is_queued_when_nothing_is_stale():
    queue_when_due()
    assert tasks() == 0


def test_a_line_of_cron_makes_them_where_no_worker_does(piece, capsys):
    publish(piece)
    look_up_changes()
    pass_time(QUIET)
    call_command("make_editions", most=2)
    assert Edition.objects.exclude(file="").count() == 2
    call_command("make_editions")
    assert Edition.objects.exclude(file="").count() == 3
    assert "rivers/ epub: " in capsys.readouterr().out


def test_all_of_them_can_be_looked_at(series):
    call_command("make_editions", all=True)
    assert Edition.objects.exclude(file="").count() == 3
    call_command("make_editions", all=True)
    assert not Edition.objects.exclude(stale_since=None).exists()


# Failures.


def test_a_failure_is_noted_and_tried_again_later_and_not_for_ever(piece, monkeypatch):
    def broken(book, frame):
        raise RuntimeError("No paper")

    publish(piece)
    with monkeypatch.context() as patch:
        patch.setitem(KINDS, "epub", Kind("application/epub+zip", broken))
        for attempt in range(1, MOST_ATTEMPTS + 1):
            assert made(after=timedelta(minutes=2**attempt)) == []
            edition = Edition.objects.get(page=piece)
            assert (edition.problem, edition.attempts) == ("No paper", attempt)
    assert made(after=timedelta(days=1)) == []
    publish(piece)
    assert "first" in made()
    assert Edition.objects.get(page=piece).problem == ""
    assert stored() == {edition.file.name for edition in Edition.objects.all()}


def test_who_failed_again_and_again_for_readers_keeps_the_others_of_a_run_no_longer(piece):
    # As where no worker was: each download has tried.
    publish(piece)
    look_up_changes()
    Edition.objects.filter(page=piece).update(attempts=90)
    assert sorted(made()) == ["first", "rivers", "second"]


def test_a_failure_that_is_over_is_told_no_longer_though_nothing_had_to_be_made(piece):
    publish(piece)
    made()
    stale.mark([piece.pk])
    Edition.objects.filter(page=piece).update(problem="The database was away")
    assert made() == []
    assert Edition.objects.get(page=piece).problem == ""


def test_what_no_row_can_hold_is_left_out_of_the_words_of_an_error():
    assert making.words_of(RuntimeError("No\0 paper\ud83d")) == "No paper"
    assert making.words_of(MemoryError()) == "MemoryError"


def test_a_file_that_cannot_be_removed_keeps_no_edition_waiting(piece, monkeypatch):
    def refuse(name):
        raise RuntimeError("The storage is read-only")

    publish(piece)
    made()
    Edition.objects.filter(page__slug="rivers").update(leftovers=["editions/old"])
    publish(piece)
    with monkeypatch.context() as patch:
        patch.setattr(private_storage(), "delete", refuse, raising=False)
        assert sorted(made()) == ["first", "rivers"]
    assert "editions/old" in Edition.objects.get(page__slug="rivers").leftovers
    list(work_off())
    assert Edition.objects.get(page__slug="rivers").leftovers == []


def test_a_form_that_a_machine_cannot_make_any_more_is_no_failure(piece, monkeypatch):
    publish(piece)
    made()
    switched_off = Kind("application/epub+zip", pytest.fail, problem=lambda language: "Switched off")
    monkeypatch.setitem(KINDS, "epub", switched_off)
    publish(piece)
    assert made() == []
    edition = Edition.objects.get(page=piece)
    assert (edition.problem, edition.attempts, edition.due_at) == ("", 0, None)
