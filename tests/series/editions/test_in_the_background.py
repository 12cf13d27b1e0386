"""Editions made when something is published: once for many changes, by one task, and taken up again whoever died on it."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from wagtail.models import PageViewRestriction

from publication.background.chores import see_to_all
from publication.models import Masthead
from publication.models.jobs import SIGN_OF_LIFE
from publication.private_files import private_storage
from series import running_order
from series.editions.shelf import making, stale
from series.editions.shelf.forms import KINDS, Kind, Written
from series.editions.shelf.stale import MOST_ATTEMPTS, MOST_QUIET, QUIET, look_up_changes
from series.editions.shelf.working_off import make_stale_editions, queue_when_due, work_off
from series.models import ChangedThing, Edition, InstallmentPage, SeriesPage
from tests import factories
from tests.publication.background import a_worker

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    """One form, made in no time, whose file says what stands in the book."""

    def write(book, frame):
        return Written(repr([(chapter.title, chapter.standfirst) for chapter in book.chapters]).encode(), 3)

    for form in list(KINDS):
        monkeypatch.delitem(KINDS, form)
    monkeypatch.setitem(KINDS, "epub", Kind("application/epub+zip", write))


@pytest.fixture(scope="module", autouse=True)
def built(lasting):
    with lasting():
        series = factories.SeriesFactory(title="Rivers", slug="rivers", status="complete")
        for slug in ("first", "second"):
            factories.InstallmentFactory(parent=series, title=f"The {slug}", slug=slug)
        yield


@pytest.fixture
def series():
    return SeriesPage.objects.get(slug="rivers")


@pytest.fixture
def piece(series):
    return InstallmentPage.objects.get(slug="first")


def publish(page) -> None:
    page.save_revision().publish()


def pass_time(by: timedelta) -> None:
    """Let all marks and claims be older."""
    for edition in Edition.objects.all():
        for name in ("stale_since", "due_at", "heard_at"):
            if moment := getattr(edition, name):
                setattr(edition, name, moment - by)
        edition.save()


def made(after: timedelta = QUIET) -> list[str]:
    """What is made when some time has passed, as names of pages in the order of making."""
    look_up_changes()
    pass_time(after)
    return [edition.page.slug for edition in work_off()]


def tasks() -> int:
    return DBTaskResult.objects.filter(task_path=make_stale_editions.module_path).count()


def stored() -> set[str]:
    try:
        return {f"editions/{name}" for name in private_storage().listdir("editions")[1]}
    except FileNotFoundError:
        return set()


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


# Downloads.


def download(client, status=200, address="/series/rivers.epub"):
    response = client.get(address)
    assert response.status_code == status
    return b"".join(response.streaming_content).decode() if status == 200 else ""


def test_with_a_worker_the_last_one_is_given_until_it_has_made_the_next(client, piece):
    download(client)
    a_worker()
    piece.title = "Another title"
    publish(piece)
    assert "Another title" not in download(client)
    made()
    assert "Another title" in download(client)


def test_a_change_that_nobody_noticed_is_noticed_by_a_download(client, series):
    download(client)
    a_worker()
    InstallmentPage.objects.filter(slug="first").update(title="Another title")
    download(client)
    assert made() == ["rivers"]


def test_a_worker_that_is_busy_for_long_keeps_no_reader_from_the_newest(client, piece):
    download(client)
    a_worker()
    piece.title = "Another title"
    publish(piece)
    look_up_changes()
    pass_time(MOST_QUIET)
    assert "Another title" in download(client)


def test_files_are_for_no_search_engine(client, series):
    assert client.get("/series/rivers.epub")["X-Robots-Tag"] == "noindex"


def test_a_file_that_was_replaced_between_two_steps_of_a_download_is_found(client, series, monkeypatch):
    download(client)
    kept = Edition.objects.get()
    old = Edition.objects.get()
    name = private_storage().save("editions/next", kept.file)
    Edition.objects.update(file=name)
    private_storage().delete(old.file.name)
    monkeypatch.setattr("series.editions.shelf.views.kept_file", lambda page, form: old)
    assert "The first" in download(client)


# Closing.


@pytest.mark.parametrize("closed", ["series", "index", "piece"])
def test_what_becomes_private_loses_its_stored_files_with_the_commit(
    closed, series, piece, client, django_capture_on_commit_callbacks
):
    download(client), download(client, address="/series/rivers/first.epub")
    page = {"series": series, "index": factories.series_index(), "piece": piece}[closed]
    with django_capture_on_commit_callbacks(execute=True):
        PageViewRestriction.objects.create(page=page, restriction_type="login")
    assert stored() == set()
    assert set(Edition.objects.values_list("file", flat=True)) == {""}


def test_a_piece_that_is_taken_down_or_deleted_takes_the_book_of_its_series_along(
    series, piece, client, django_capture_on_commit_callbacks
):
    for close in (lambda: piece.unpublish(), lambda: InstallmentPage.objects.get(slug="second").delete()):
        if not InstallmentPage.objects.filter(slug="third").exists():
            factories.InstallmentFactory(parent=series, slug="third")
        with django_capture_on_commit_callbacks(execute=True):
            download(client)
        with django_capture_on_commit_callbacks(execute=True):
            close()
        assert stored() == set()


def test_an_alias_of_what_becomes_private_loses_its_files_as_well(
    series, piece, client, django_capture_on_commit_callbacks
):
    other = factories.SeriesFactory(slug="lamps", status="complete")
    piece.create_alias(parent=other, update_slug="light")
    download(client, address="/series/lamps.epub")
    with django_capture_on_commit_callbacks(execute=True):
        PageViewRestriction.objects.create(page=series, restriction_type="login")
    assert stored() == set()


def test_other_files_stay(series, client, django_capture_on_commit_callbacks):
    other = factories.SeriesFactory(slug="lamps", status="complete")
    factories.InstallmentFactory(parent=other)
    download(client, address="/series/lamps.epub")
    with django_capture_on_commit_callbacks(execute=True):
        PageViewRestriction.objects.create(page=series, restriction_type="login")
    assert len(stored()) == 1


def test_what_is_closed_while_it_is_being_made_is_not_kept(series, piece, monkeypatch, client):
    write = KINDS["epub"].write

    def close_meanwhile(book, frame):
        PageViewRestriction.objects.create(page=series, restriction_type="login")
        return write(book, frame)

    monkeypatch.setitem(KINDS, "epub", Kind("application/epub+zip", close_meanwhile))
    publish(piece)
    look_up_changes()
    assert made() == []
    assert stored() == set()


def test_a_series_that_is_opened_again_has_no_file(series, piece, client, django_capture_on_commit_callbacks):
    download(client)
    series.status = "ongoing"
    with django_capture_on_commit_callbacks(execute=True):
        publish(series)
        made()
    assert Edition.objects.get(page=series).file.name == ""


# Whoever dies on it. tests/prove kills real workers; here each step leaves behind what a killed one would.


class Killed(BaseException):
    """As far as a process can tell, SIGKILL: nothing is tidied up."""


@pytest.fixture(
    params=["claimed", "book read", "file half stored", "file stored", "row written", "committed"]
)
def killed(request, series, piece, client, monkeypatch, django_capture_on_commit_callbacks):
    """A maker that was killed at a step, with a file of before."""
    step = request.param
    with django_capture_on_commit_callbacks(execute=True):
        download(client)
    piece.title = "Another title"
    publish(piece)
    look_up_changes()
    pass_time(QUIET)

    def kill(*args, **kwargs):
        raise Killed

    def half(name, content):
        private_storage().__class__.save(private_storage(), name, type(content)(content.read()[:10]))
        raise Killed

    def whole(name, content):
        private_storage().__class__.save(private_storage(), name, content)
        raise Killed

    with monkeypatch.context() as patch:
        if step == "claimed":
            patch.setattr(making, "book_of", kill)
        elif step == "book read":
            patch.setitem(KINDS, "epub", Kind("application/epub+zip", kill))
        elif step in ("file half stored", "file stored"):
            patch.setattr(
                private_storage(), "save", half if step == "file half stored" else whole, raising=False
            )
        elif step == "row written":
            patch.setattr(Edition, "save", kill)
        if step == "committed":
            # Its callbacks, which clear away, never run.
            page = SeriesPage.objects.get().specific
            making.make(page, "epub", making_frame(page))
        else:
            with pytest.raises(Killed):
                list(work_off())
    return step


def making_frame(page):
    from publication.frame import frame_of

    return frame_of(page.get_site())


def test_a_maker_killed_at_any_step_loses_and_leaves_nothing(
    killed, client, django_capture_on_commit_callbacks
):
    if killed != "committed":
        with django_capture_on_commit_callbacks(execute=True):
            assert "Another title" not in download(client) if a_worker() else None
        Edition.objects.update(heard_at=timezone.now() - SIGN_OF_LIFE)
    queue_when_due()
    assert tasks() == 1
    with django_capture_on_commit_callbacks(execute=True):
        assert "rivers" in made(after=SIGN_OF_LIFE * 2) or killed == "committed"
    rows = Edition.objects.all()
    assert stored() == {row.file.name for row in rows}
    assert {(row.leftovers == [], row.stale_since, row.making_since, row.attempts) for row in rows} == {
        (True, None, None, 0)
    }
    assert "Another title" in download(client)


def test_a_claim_in_the_hands_of_a_living_maker_is_left_alone(series, piece):
    publish(piece)
    look_up_changes()
    pass_time(QUIET)
    Edition.objects.update(making_since=timezone.now(), heard_at=timezone.now())
    assert list(work_off()) == []


def test_a_maker_that_was_taken_for_dead_keeps_nothing(series, piece, monkeypatch):
    def overtaken(book, frame):
        Edition.objects.update(making_since=timezone.now() + SIGN_OF_LIFE)
        return Written(b"late")

    monkeypatch.setitem(KINDS, "epub", Kind("application/epub+zip", overtaken))
    with pytest.raises(making.Busy):
        making.make(SeriesPage.objects.get(), "epub", making_frame(series))
    assert stored() == set()


def test_a_change_that_comes_while_an_edition_is_made_is_not_forgotten(series, piece, monkeypatch):
    write = KINDS["epub"].write

    def changed_meanwhile(book, frame):
        stale.mark([series.pk])
        return write(book, frame)

    publish(piece)
    with monkeypatch.context() as patch:
        patch.setitem(KINDS, "epub", Kind("application/epub+zip", changed_meanwhile))
        assert "rivers" in made()
    assert Edition.objects.get(page=series).stale_since is not None


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
