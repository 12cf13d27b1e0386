"""Where a part stands: its number, its neighbours, what is still to come."""

import re
from datetime import UTC, datetime, timedelta

import pytest

from series import running_order
from series.models import SeriesPage
from tests.factories import (
    InstallmentFactory,
    PlannedPartFactory,
    SeriesFactory,
)
from tests.series.reading.pages import contents_of, link_to, page_of

pytestmark = pytest.mark.django_db


class TestPlace:
    """What a reader is told of where a part stands."""

    def test_the_last_of_the_promised_parts_closes_the_series(self, client):
        series = SeriesFactory(planned_parts=2)
        InstallmentFactory(parent=series)
        html = page_of(client, InstallmentFactory(parent=series))
        assert "Part 2 of 2, final installment" in html
        assert "You have reached the end of the series" in html
        assert "See all two parts" in html

    def test_no_total_is_told_where_none_is_promised(self, client):
        series = SeriesFactory()
        html = page_of(client, InstallmentFactory(parent=series))
        assert re.search(r'series-strip__place">Part 1</p>', html)
        assert "of one part" not in html

    def test_a_preface_and_an_unnumbered_piece_have_no_numeral(self, client):
        series = SeriesFactory(planned_parts=2)
        preface, interview = InstallmentFactory(parent=series), InstallmentFactory(parent=series)
        running_order.renumber(series, {preface.translation_key: 0, interview.translation_key: None})
        assert 'series-strip__place">Preface</p>' in page_of(client, preface)
        html = page_of(client, interview)
        assert "series-strip__place" not in html
        assert "installment__numeral" not in html

    def test_a_column_has_no_numbers_and_the_newest_comes_first(self, client):
        column = SeriesFactory(form=SeriesPage.Form.COLUMN)
        first = datetime(2026, 1, 5, tzinfo=UTC)
        pieces = [
            InstallmentFactory(parent=column, title=f"Note {n}", first_published_at=first + timedelta(days=n))
            for n in range(3)
        ]
        html = page_of(client, pieces[1])
        assert contents_of(html) == ["Note 2", "Note 1", "Note 0"]
        assert (link_to(html, "prev"), link_to(html, "next")) == (pieces[0].url, pieces[2].url)

    def test_an_alias_shows_its_sources_place(self, client):
        source = InstallmentFactory(parent=SeriesFactory(title="Rivers", planned_parts=1))
        alias = source.create_alias(parent=SeriesFactory(title="Elsewhere"), update_slug="copy")
        html = page_of(client, alias)
        assert "Part 1 of 1, final installment" in html
        assert ">Rivers</a>" in html
        assert link_to(html, "canonical") == f"http://localhost{source.url}"


class TestSER01:
    """A draft in the middle of a series."""

    @pytest.fixture
    def parts(self):
        series = SeriesFactory(title="Rivers and Rates")
        parts = [InstallmentFactory(parent=series, title=f"Gauge {n}", live=n != 3) for n in (1, 2, 4, 5)]
        draft = InstallmentFactory(parent=series, title="SECRET-SER01", live=False)
        keys = {page.translation_key: number for page, number in zip(parts, (1, 2, 4, 5), strict=True)}
        running_order.renumber(series, keys | {draft.translation_key: 3})
        return {1: parts[0], 2: parts[1], 3: draft, 4: parts[2], 5: parts[3]}

    def test_the_draft_is_nowhere_and_its_neighbours_are_neighbours(self, client, parts):
        for number in (1, 2, 4, 5):
            html = page_of(client, parts[number])
            assert "SECRET" not in html
            assert "secret-ser01" not in html
            assert contents_of(html) == ["Gauge 1", "Gauge 2", "Gauge 4", "Gauge 5"]
            assert f'series-strip__place">Part {number}</p>' in html
        assert link_to(page_of(client, parts[2]), "next") == parts[4].url
        assert link_to(page_of(client, parts[4]), "prev") == parts[2].url
        assert "SECRET" not in page_of(client, parts[1].get_parent())
        page_of(client, parts[3], status=404)

    def test_once_it_is_published_the_untouched_neighbours_show_it(self, client, parts):
        parts[3].save_revision().publish()
        assert link_to(page_of(client, parts[2]), "next") == parts[3].url
        html = page_of(client, parts[4])
        assert link_to(html, "prev") == parts[3].url
        assert len(contents_of(html)) == 5

    def test_no_label_says_more_than_there_are(self, client, parts):
        series = parts[1].get_parent().specific
        series.status = SeriesPage.Status.COMPLETE
        series.save()
        assert not re.search(r"Part \d of", page_of(client, parts[5]))


def test_a_renumbering_keeps_the_order_of_ser_05(client):
    """Number, then first published, then id; no number last; walking "next" visits each once."""
    series = SeriesFactory()
    titles = [
        "Before the River",
        "The Upper Gauge",
        "The Middle Gauge",
        "The Lower Gauge",
        "A Letter From the Mouth",
    ]
    pages = [InstallmentFactory(parent=series, title=title) for title in reversed(titles)]
    numbers = {
        page.translation_key: number for page, number in zip(reversed(pages), (0, 1, 2, 5, None), strict=True)
    }
    running_order.renumber(series, numbers)
    page, walked = pages[-1], []
    address = page.url
    while address:
        html = client.get(address).content.decode()
        walked.append(re.search(r"<h1>(.*?)</h1>", html)[1])
        address = link_to(html, "next")
    assert walked == titles


class TestForthcoming:
    """Parts that are announced and not there yet."""

    def test_the_next_announced_part_is_named_and_stays_quiet_about_the_past(self, client):
        series = SeriesFactory(planned_parts=3)
        page = InstallmentFactory(parent=series)
        PlannedPartFactory(series=series, part_number=2, working_title="A river in five languages")
        PlannedPartFactory(series=series, part_number=3, working_title="Hidden", announced=False)
        html = page_of(client, page)
        assert "Next, part 2, forthcoming" in html
        assert f"{series.url}forthcoming/2/" in html
        assert "Hidden" not in html
