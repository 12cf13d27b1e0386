"""Runs: what failed, what stopped, what was deleted, what comes twice."""

import pytest

from authors.models import AuthorPage
from series.manuscripts.moving_in import pieces
from series.models import ImportedPost, InstallmentPage, SeriesPage, Topic
from tests.series.manuscripts.moving_in.moved import numbers, piece, rivers, three
from tests.series.manuscripts.moving_in.moves import run
from tests.series.manuscripts.wordpress.exports import post, wxr

pytestmark = pytest.mark.django_db


def test_a_file_beyond_the_bounds_of_the_site_is_refused_before_anything_is_written(tmp_path, settings):
    settings.WORDPRESS_BOUNDS = {"items": 2}
    moved = run(tmp_path, three())
    assert moved.failure.startswith("The export holds more than 2 items.")
    assert not InstallmentPage.objects.exists()


def test_a_failed_post_stops_no_other_and_leaves_nothing(tmp_path, second_fails):
    moved = run(tmp_path, three())
    assert numbers() == {"One": 1, "Three": 2}
    assert not SeriesPage.objects.filter(slug="deltas").exists()
    assert not AuthorPage.objects.filter(title="이진").exists()
    assert not Topic.objects.exists()
    assert moved.failure == "1 posts were refused; the lines above say why."
    assert moved.findings(2) == ["RuntimeError: the roof fell in"]


def test_the_next_run_brings_in_what_failed(tmp_path, second_fails):
    run(tmp_path, three())
    second_fails.undo()
    moved = run(tmp_path, three())
    assert (moved.totals["created"], moved.totals["there"], moved.failure) == (1, 2, "")
    assert piece(2).live


def test_a_run_that_is_stopped_goes_on_where_it_was(tmp_path, monkeypatch):
    def stop(self, post, page, state):
        if post.id == 2:
            raise KeyboardInterrupt
        return date(self, post, page, state)

    date = pieces.PieceWriter._date
    monkeypatch.setattr(pieces.PieceWriter, "_date", stop)
    stopped = run(tmp_path, three())
    assert stopped.failure.startswith("Stopped. 1 created")
    assert (stopped.report["complete"], len(stopped.report["items"])) == (False, 1)
    monkeypatch.undo()
    assert run(tmp_path, three()).totals["created"] == 2
    assert InstallmentPage.objects.count() == 3


def test_a_limit_brings_in_so_many_and_the_next_run_the_following(tmp_path):
    assert run(tmp_path, three(), limit=2).totals["created"] == 2
    assert run(tmp_path, three(), limit=2).totals["created"] == 1


def test_a_piece_that_was_deleted_here_stays_away_until_it_is_asked_for(tmp_path):
    run(tmp_path, three())
    piece(3).delete()
    again = run(tmp_path, three())
    assert (again.totals["created"], again.totals["deleted"]) == (0, 1)
    assert run(tmp_path, three(), bring_back=True).totals["created"] == 1
    assert piece(3).title == "Three"
    assert ImportedPost.objects.count() == 3


def test_two_items_of_one_guid_are_one_piece(tmp_path):
    moved = run(tmp_path, wxr(post(1, more=rivers("1")), post(1, "Again", more=rivers("2"))))
    assert (moved.totals["created"], moved.totals["there"]) == (1, 1)
