"""What readers have of an edition while the next is made, while something in it is closed, and when its maker dies."""

import pytest
from django.utils import timezone
from wagtail.models import PageViewRestriction

from publication.frame import frame_of
from publication.models.jobs import SIGN_OF_LIFE
from publication.private_files import private_storage
from series.editions.shelf import making, stale
from series.editions.shelf.forms import KINDS, Kind, Written
from series.editions.shelf.stale import MOST_QUIET, QUIET, look_up_changes
from series.editions.shelf.working_off import queue_when_due, work_off
from series.models import Edition, InstallmentPage, SeriesPage
from tests import factories
from tests.publication.background import a_worker
from tests.series.editions.in_the_background import download, made, pass_time, publish, stored, tasks

pytestmark = pytest.mark.django_db


# Downloads.


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


@pytest.mark.parametrize(
    "change", [{"expire_at": timezone.now()}, {"is_withdrawn": True}], ids=["day", "text"]
)
def test_what_is_closed_while_a_reader_waits_for_the_next_is_not_given_in_the_last(
    change, piece, monkeypatch, client
):
    download(client)

    def close_meanwhile(book, frame):
        # Nobody is told: when its day comes, for one.
        InstallmentPage.objects.filter(pk=piece.pk).update(**change)
        return Written(b"too late")

    InstallmentPage.objects.filter(slug="second").update(title="Another title")
    monkeypatch.setitem(KINDS, "epub", Kind("application/epub+zip", close_meanwhile))
    download(client, status=503)


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
            making.make(page, "epub", frame_of(page.get_site()))
        else:
            with pytest.raises(Killed):
                list(work_off())
    return step


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
        making.make(SeriesPage.objects.get(), "epub", frame_of(series.get_site()))
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
