"""Which series a post goes to, and with which number."""

from urllib.parse import unquote

import pytest

from series.models import SeriesPage
from tests.factories import InstallmentFactory, SeriesFactory, draft_of
from tests.series.manuscripts.moving_in.moved import link, numbers, piece, rivers
from tests.series.manuscripts.moving_in.moves import run
from tests.series.manuscripts.wordpress.exports import post, series_term, term, wxr

pytestmark = pytest.mark.django_db


def test_parts_of_publishpress_series_keep_their_numbers(tmp_path):
    parts = (post(n, f"Part {p}", more=rivers(str(p))) for n, p in ((1, 3), (2, 1), (3, 2)))
    run(tmp_path, wxr(series_term(7, "rivers", "Rivers", "Who builds the wall."), *parts))
    series = SeriesPage.objects.get()
    assert (series.title, series.slug, series.standfirst) == ("Rivers", "rivers", "Who builds the wall.")
    assert (series.live, series.is_numbered) == (True, True)
    assert numbers() == {"Part 1": 1, "Part 2": 2, "Part 3": 3}


def test_parts_of_a_series_without_numbers_are_in_the_order_of_their_dates(tmp_path):
    more = term("post_series", "deltas", "Deltas")
    dates = ("2026-03-16", "2026-03-02", "2026-03-09")
    run(
        tmp_path,
        wxr(*(post(n, day, more=more, gmt=f"{day} 00:00:00") for n, day in enumerate(dates, start=1))),
    )
    assert numbers() == {"2026-03-02": 1, "2026-03-09": 2, "2026-03-16": 3}


def test_a_series_that_is_here_takes_the_parts_and_keeps_its_own(tmp_path):
    series = SeriesFactory(slug="rivers", title="Rivers and Rates")
    InstallmentFactory(parent=series, title="Here before")
    moved = run(tmp_path, wxr(post(1, "Claims one", more=rivers("1")), post(2, "Two", more=rivers("2"))))
    assert numbers() == {"Here before": 1, "Claims one": 2, "Two": 3}
    assert any("Number 1 is that of “Here before”" in what for what in moved.findings(1))


def test_a_post_in_two_series_stands_in_the_one_that_numbers_it(tmp_path):
    more = term("series", "deltas", "Deltas") + rivers("2")
    data = wxr(series_term(7, "rivers", "Rivers"), series_term(8, "deltas", "Deltas"), post(1, more=more))
    moved = run(tmp_path, data)
    assert piece(1).series.slug == "rivers"
    assert "The post is in the series “Deltas” as well; a piece stands in one series." in moved.findings(1)


def test_posts_without_a_series_go_into_the_column_that_is_named(tmp_path):
    column = SeriesFactory(slug="notes", form=SeriesPage.Form.COLUMN)
    run(tmp_path, wxr(post(1)), series="notes")
    assert (piece(1).series, piece(1).part_number) == (column, None)


def test_a_column_that_is_not_here_is_made_and_goes_live_with_its_first_public_piece(tmp_path):
    moved = run(tmp_path, wxr(post(1, status="draft")), series="field-notes")
    assert not SeriesPage.objects.get(slug="field-notes").live
    assert "The column “Field notes” is new." in moved.findings(1)
    run(tmp_path, wxr(post(2)), series="field-notes")
    column = SeriesPage.objects.get(slug="field-notes")
    assert (column.live, column.form) == (True, SeriesPage.Form.COLUMN)


def test_a_series_that_an_editor_holds_back_is_not_published(tmp_path, admin_user):
    SeriesFactory(slug="rivers", live=False, owner=admin_user, title="Held back")
    moved = run(tmp_path, wxr(post(1, more=rivers("1"))))
    assert not SeriesPage.objects.get(slug="rivers").live
    assert "Readers do not see its parts yet: the series “Held back” is not published." in moved.findings(1)


def test_a_korean_site_becomes_series_in_korean(tmp_path):
    run(tmp_path, wxr(post(1, "물값", more=term("series", "%eb%ac%bc", "물")), language="ko-KR"))
    assert piece(1).locale.language_code == "ko"
    assert unquote(piece(1).url) == "/ko/series/물/물값/"


def test_a_text_that_an_editor_has_in_hand_is_not_mended(tmp_path):
    run(tmp_path, wxr(post(1, content=link("https://old.example/?p=2"), more=rivers("1"))))
    draft_of(piece(1), title="In hand")
    run(tmp_path, wxr(post(2, more=rivers("2"))))
    assert "linktype" not in str(piece(1).body.raw_data)
    assert "linktype" not in piece(1).latest_revision.content["body"]
