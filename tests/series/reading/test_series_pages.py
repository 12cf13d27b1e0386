"""The page of a series, the list of all series, forthcoming parts, and pages that are not there."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.template.loader import render_to_string
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from series import running_order
from series.models import SeriesEditor, SeriesPage
from tests.factories import (
    AuthorFactory,
    ImageFactory,
    InstallmentFactory,
    PlannedPartFactory,
    SeriesFactory,
    StandingPageFactory,
    TopicFactory,
    locale,
    series_index,
)

pytestmark = pytest.mark.django_db

JANUARY = datetime(2026, 1, 12, 1, tzinfo=UTC)


def html_of(client, address, status=200) -> str:
    response = client.get(address)
    assert response.status_code == status
    return response.content.decode()


def ledger_of(html) -> list[str]:
    """The titles of a series' list, in order."""
    return re.findall(
        r"<h3>(?:<span.*?</span>)?(?:<a[^>]*>)?(.*?)(?:</a>)?</h3>",
        html.split('<ol class="parts-ledger')[1].split("</ol>")[0],
    )


def text_of(html) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


class TestSeriesPage:
    """What a series says of itself."""

    def test_a_complete_series(self, client):
        series = SeriesFactory(status=SeriesPage.Status.COMPLETE, planned_parts=2)
        editor = AuthorFactory(title="Series Editors")
        SeriesEditor.objects.create(page=series, author=editor)
        topic = TopicFactory(name="Dikes")
        for days in (0, 35):
            InstallmentFactory(
                parent=series,
                first_published_at=JANUARY + timedelta(days=days),
                topics=[topic],
                bylines=[editor],  # an editor with a piece has a page that can be found
            )
        html = html_of(client, series.url)
        words = text_of(html)
        assert "A series in two parts" in words
        assert "Complete, 2 parts" in words
        assert "12 January to 16 February 2026" in words
        assert f'<a href="{editor.url}">Series Editors</a>' in html
        assert "Dikes" in words

    @time_machine.travel(datetime(2026, 3, 1, tzinfo=UTC))
    def test_an_ongoing_series_names_what_is_to_come_until_its_day_has_passed(self, client):
        series = SeriesFactory(planned_parts=4)
        InstallmentFactory(parent=series, title="Who counts the water", first_published_at=JANUARY)
        PlannedPartFactory(series=series, part_number=2, working_title="Late", expected_on=date(2026, 2, 1))
        PlannedPartFactory(series=series, part_number=3, working_title="Soon", expected_on=date(2026, 3, 2))
        PlannedPartFactory(series=series, part_number=4, working_title="SECRET", announced=False)
        html = html_of(client, series.url)
        assert ledger_of(html) == ["Who counts the water", "Late", "Soon"]
        words = text_of(html)
        assert "Ongoing, 1 of 4 published Next on 2 March 2026" in words
        assert "A series in four parts, under way" in words
        assert "1 February" not in words
        assert "SECRET" not in words

    @time_machine.travel(datetime(2026, 3, 1, 16, tzinfo=UTC))
    def test_a_day_has_passed_when_it_has_in_the_editorial_zone(self, client):
        """It is 2 March in Seoul."""
        series = SeriesFactory()
        PlannedPartFactory(series=series, part_number=1, expected_on=date(2026, 3, 1))
        PlannedPartFactory(series=series, part_number=2, expected_on=date(2026, 3, 2))
        words = text_of(html_of(client, series.url))
        assert "1 March" not in words
        assert "2 March" in words

    def test_a_planned_part_gives_way_to_the_part_that_takes_its_number(self, client):
        series = SeriesFactory()
        PlannedPartFactory(series=series, part_number=1, working_title="Working title")
        draft = InstallmentFactory(parent=series, title="The Gauge", live=False)
        assert ledger_of(html_of(client, series.url)) == ["Working title"]
        draft.save_revision().publish()
        assert ledger_of(html_of(client, series.url)) == ["The Gauge"]

    def test_a_series_of_six_never_says_part_six_of_five(self, client):
        series = SeriesFactory(planned_parts=5)
        for _ in range(6):
            InstallmentFactory(parent=series)
        assert "of 5" not in html_of(client, series.url)
        assert "A series" in text_of(html_of(client, series.url))

    def test_a_translation_shows_the_same_planned_parts_in_its_language(self, client):
        series = SeriesFactory()
        PlannedPartFactory(series=series, part_number=1, working_title="The river", working_title_ko="강")
        korean = series.copy_for_translation(locale("ko"), copy_parents=True)
        korean.save_revision().publish()
        assert ledger_of(html_of(client, korean.url)) == ["강"]
        assert html_of(client, f"{korean.url}forthcoming/1/").count("강") >= 2

    def test_a_column_has_no_numbers_and_pages(self, client):
        column = SeriesFactory(form=SeriesPage.Form.COLUMN)
        for n in range(31):
            InstallmentFactory(
                parent=column, title=f"Note {n}", first_published_at=JANUARY + timedelta(days=n)
            )
        html = html_of(client, column.url)
        assert ledger_of(html)[0] == "Note 30"
        assert len(ledger_of(html)) == 30
        assert "Open-ended, 31 pieces" in text_of(html)
        assert ledger_of(html_of(client, f"{column.url}?page=2")) == ["Note 0"]
        for asked in ("3", "0", "x", "-1", "1.5"):
            html_of(client, f"{column.url}?page={asked}", status=404)

    def test_an_empty_series_says_so(self, client):
        assert "The first part is still to come." in html_of(client, SeriesFactory().url)

    def test_queries_do_not_grow_with_the_number_of_parts(self, client):
        """Ten at most, with 3 parts and with 60."""
        author, topic, linked = AuthorFactory(), TopicFactory(), StandingPageFactory()
        series = SeriesFactory(
            image=ImageFactory(), introduction=f'<p><a linktype="page" id="{linked.pk}">a</a></p>'
        )
        SeriesEditor.objects.create(page=series, author=author)
        counts = []
        for more in (3, 57):
            for _ in range(more):
                InstallmentFactory(parent=series, bylines=[author], topics=[topic])
            html_of(client, series.url)
            with CaptureQueriesContext(connection) as queries:
                html_of(client, series.url)
            counts.append(len(queries))
        assert counts == [10, 10]


class TestForthcoming:
    """`forthcoming/<n>/`: announced, published, or not there."""

    def test_an_announced_part_has_a_page(self, client):
        series = SeriesFactory(planned_parts=6)
        InstallmentFactory(parent=series, title="Who counts the water")
        PlannedPartFactory(
            series=series,
            part_number=2,
            working_title="A river in five languages",
            standfirst="Why the same flood is a disaster here.",
            author_name="Zora Whitlock",
            brief="SECRET brief",
        )
        html = html_of(client, f"{series.url}forthcoming/2/")
        for words in (
            "Part 2 of 6, forthcoming",
            "A river in five languages",
            "disaster here",
            "Zora Whitlock",
            "Read part 1",
        ):
            assert words in text_of(html)
        assert "SECRET" not in html

    def test_it_redirects_once_a_visible_part_has_the_number(self, client):
        series = SeriesFactory()
        PlannedPartFactory(series=series, part_number=1)
        part = InstallmentFactory(parent=series)
        response = client.get(f"{series.url}forthcoming/1/")
        assert (response.status_code, response["Location"]) == (302, part.url)

    @pytest.mark.parametrize("number", ["2", "01", "0", "99999", "x", "١", "-1", "1/2"])
    def test_nothing_else_is_there(self, client, number):
        series = SeriesFactory()
        PlannedPartFactory(series=series, part_number=1)
        html_of(client, f"{series.url}forthcoming/{number}/", status=404)

    def test_a_part_that_is_not_announced_is_not_there(self, client):
        series = SeriesFactory()
        PlannedPartFactory(series=series, part_number=1, announced=False)
        InstallmentFactory(parent=series, live=False)
        html_of(client, f"{series.url}forthcoming/1/", status=404)

    def test_the_switch_of_languages_stays_on_it_where_the_series_is_translated(self, client):
        series = SeriesFactory(slug="rivers")
        PlannedPartFactory(series=series, part_number=1)
        html = html_of(client, "/series/rivers/forthcoming/1/")
        assert ('href="/ko/series/rivers/forthcoming/1/"' in html, "한국어 번역 없음" in html) == (
            False,
            True,
        )
        series.copy_for_translation(locale("ko"), copy_parents=True).save_revision().publish()
        for here, there in (("", "/ko"), ("/ko", "")):
            html = html_of(client, f"{here}/series/rivers/forthcoming/1/")
            assert f'href="{there}/series/rivers/forthcoming/1/"' in html
            assert "hreflang=" in html
            assert 'rel="alternate" hreflang' not in html

    def test_it_goes_with_its_series(self, client):
        series = SeriesFactory()
        PlannedPartFactory(series=series, part_number=1)
        series.unpublish()
        html_of(client, f"{series.url}forthcoming/1/", status=410)


class TestSeriesIndex:
    """The list of all series."""

    def test_the_series_with_the_newest_part_comes_first_and_drafts_are_not_listed(self, client):
        for title, days in (("Rivers", 1), ("Rates", 3), ("Roads", 2)):
            InstallmentFactory(
                parent=SeriesFactory(title=title), first_published_at=JANUARY + timedelta(days=days)
            )
        InstallmentFactory(parent=SeriesFactory(title="SECRET", live=False))
        html = html_of(client, series_index().url)
        assert re.findall(r"<h3><a[^>]*>(.*?)</a>", html) == ["Rates", "Roads", "Rivers"]
        assert "SECRET" not in html

    def test_queries_do_not_grow_with_the_number_of_series(self, client):
        counts = []
        for more in (2, 8):
            for _ in range(more):
                series = SeriesFactory()
                InstallmentFactory(parent=series)
                PlannedPartFactory(series=series, part_number=2)
            html_of(client, series_index().url)
            with CaptureQueriesContext(connection) as queries:
                html_of(client, series_index().url)
            counts.append(len(queries))
        assert counts[0] == counts[1] <= 10

    def test_an_empty_list_says_so(self, client):
        assert "No series has begun yet." in html_of(client, series_index().url)


class TestFrame:
    """What surrounds every page."""

    def test_standing_pages_in_menus_are_listed_and_drafts_are_not(self, client):
        StandingPageFactory(title="About us", show_in_menus=True)
        StandingPageFactory(title="Not in menus")
        StandingPageFactory(title="SECRET", show_in_menus=True, live=False)
        html = html_of(client, series_index().url)
        assert html.count(">About us</a>") == 2
        assert "Not in menus" not in html
        assert "SECRET" not in html

    def test_a_page_that_is_not_there_says_so_in_its_language(self, client):
        html = html_of(client, "/nothing/", status=404)
        assert '<html lang="en"' in html
        assert "This one is not on the shelf" in html
        assert '<html lang="ko"' in html_of(client, "/ko/nothing/", status=404)

    def test_an_error_page_needs_no_database(self, django_assert_num_queries):
        with django_assert_num_queries(0), translation.override("en"):
            assert "Something broke on our side" in render_to_string("500.html")
            assert "This page is away for a moment" in render_to_string("503.html")

    @pytest.mark.parametrize("language", ["en", "ko"])
    def test_no_page_has_inline_style_script_or_another_host(self, client, language):
        html = html_of(client, series_index(language).url)
        assert not re.search(r"\sstyle=|<style|<script>|\son[a-z]+=", html)
        hosts = set(re.findall(r'(?:src|href|action)="(https?://[^/"]+)', html))
        assert hosts <= {"http://localhost"}

    def test_korean_pages_do_not_preload_a_font(self, client):
        assert "newsreader-roman" in html_of(client, series_index().url)
        assert "newsreader" not in html_of(client, series_index("ko").url)


def test_a_renumbered_part_shows_its_new_number(client):
    series = SeriesFactory()
    part = InstallmentFactory(parent=series)
    running_order.change_number(part, 3)
    assert '<span class="part__number" aria-hidden="true">3</span>' in html_of(client, series.url)


def test_a_credit_that_was_shown_before_follows_the_profile_and_the_language(client):
    author = AuthorFactory(title="Choe Won-gi", slug="choe", native_name="최원기", native_language="ko")
    series = SeriesFactory(slug="rivers")
    InstallmentFactory(parent=series, bylines=[author])
    linked = '<a href="/authors/choe/"'
    ledger = '<ol class="parts-ledger'
    assert linked in html_of(client, "/series/rivers/").split(ledger)[1]
    author.unpublish()
    assert linked not in html_of(client, "/series/rivers/").split(ledger)[1]
    author.slug = "choe-won-gi"
    author.save_revision().publish()
    assert '<a href="/authors/choe-won-gi/"' in html_of(client, "/series/rivers/").split(ledger)[1]
