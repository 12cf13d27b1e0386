"""Pieces in lists."""

from datetime import UTC, datetime

import pytest
from django.utils import translation
from wagtail.models import Site

from publication.frame import frame_of
from series.models import SeriesPage
from series.place import Place
from series.reading.excerpts import first_paragraph
from series.reading.pieces import each_once, listed_pieces, newest_first
from series.reading.teasers import counted_teasers, teasers
from tests.factories import AuthorFactory, InstallmentFactory, SeriesFactory, paragraphs, translated

pytestmark = pytest.mark.django_db


@pytest.fixture
def frame():
    return frame_of(Site.objects.get())


def day(number):
    return datetime(2021, 2, number, tzinfo=UTC)


def test_a_teaser_has_its_place_its_series_its_credits_and_its_address(frame, django_assert_num_queries):
    author = AuthorFactory(title="Choe Won-gi", slug="choe-won-gi", organisation="KNDA")
    series = SeriesFactory(title="ASEAN", slug="asean", planned_parts=2, cloth="indigo", status="complete")
    InstallmentFactory(parent=series, first_published_at=day(1))
    InstallmentFactory(
        parent=series, title="The end", slug="the-end", bylines=[author], first_published_at=day(2)
    )
    with django_assert_num_queries(3):
        first, second = teasers(frame, newest_first(listed_pieces()), limit=10)
    assert (first.title, first.address) == ("The end", "/series/asean/the-end/")
    assert (first.place, second.place) == (Place(2, 2), Place(1, 2))
    assert (first.series.title, first.series.address, first.series.cloth) == (
        "ASEAN",
        "/series/asean/",
        "indigo",
    )
    credit = first.credits[0]
    assert (credit.name, credit.address, credit.organisation) == (
        "Choe Won-gi",
        "/authors/choe-won-gi/",
        "KNDA",
    )


def test_the_number_of_all_pieces_comes_with_a_page_of_them(frame, django_assert_num_queries):
    series = SeriesFactory()
    for _ in range(5):
        InstallmentFactory(parent=series)
    with django_assert_num_queries(3):
        shown, total = counted_teasers(frame, newest_first(listed_pieces()), start=2, limit=2)
    assert (len(shown), total) == (2, 5)


def test_a_total_is_told_only_where_it_is_true(frame):
    too_many = SeriesFactory(planned_parts=1)
    gap = SeriesFactory(status=SeriesPage.Status.COMPLETE)
    whole = SeriesFactory(status=SeriesPage.Status.COMPLETE)
    column = SeriesFactory(form=SeriesPage.Form.COLUMN, status=SeriesPage.Status.COMPLETE)
    for series in (too_many, gap, whole, column):
        for number in range(3):
            InstallmentFactory(parent=series, live=not (series is gap and number == 1))
    totals = {t.series.pk: t.place.total for t in teasers(frame, listed_pieces(), limit=20)}
    assert totals == {too_many.pk: None, gap.pk: None, whole.pk: 3, column.pk: None}


def test_the_link_of_a_merged_profile_leads_to_its_heir_and_a_hidden_profile_has_none(frame):
    heir = AuthorFactory(slug="heir")
    merged = AuthorFactory(merged_into=heir, live=False)
    hidden = AuthorFactory(live=False)
    InstallmentFactory(bylines=[merged, hidden])
    credits = teasers(frame, listed_pieces(), limit=1)[0].credits
    assert [credit.address for credit in credits] == ["/authors/heir/", ""]


def test_an_alias_is_not_listed_beside_its_source():
    piece = InstallmentFactory()
    piece.create_alias(parent=SeriesFactory(), update_slug="again")
    assert [page.pk for page in listed_pieces()] == [piece.pk]


def test_a_piece_and_its_translation_are_listed_once_in_the_language_of_the_page(frame):
    piece = InstallmentFactory(title="The end")
    twin = translated(piece, title="끝")
    alone = InstallmentFactory(parent=piece.get_parent())
    assert {page.pk for page in each_once(listed_pieces())} == {piece.pk, alone.pk}
    with translation.override("ko"):
        assert {page.pk for page in each_once(listed_pieces())} == {twin.pk, alone.pk}
        by_title = {t.title: t.language for t in teasers(frame, each_once(listed_pieces()), limit=5)}
    assert by_title == {"끝": "", alone.title: "en"}


def test_a_name_in_hangul_carries_its_language_on_an_english_page(frame):
    InstallmentFactory(bylines=[AuthorFactory(title="김서윤")])
    assert teasers(frame, listed_pieces(), limit=1)[0].credits[0].language == "ko"


def test_an_excerpt_is_the_first_paragraph_in_plain_text():
    page = InstallmentFactory(
        body=[
            ("heading", {"text": "Before", "level": "2"}),
            *paragraphs(
                'Rice &amp; <b>rivers</b><footnote id="a1">[a1]</footnote> rose.</p><p>Second.', "Third."
            ),
        ]
    )
    page.refresh_from_db()
    assert first_paragraph(page.body.raw_data) == "Rice & rivers rose."
