"""The report of corrections: which it has, and who made them."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from series.correcting import NewCorrection, candidates, correct_all
from tests import factories
from tests.series.desk.reports.reading import as_csv

pytestmark = pytest.mark.django_db
REPORT = reverse("series_report_corrections")


@pytest.fixture
def editor(client):
    client.force_login(factories.UserFactory(role="Editors"))
    return client


@pytest.fixture
def managing():
    return factories.UserFactory(username="lee", first_name="Sun", last_name="Lee", role="Managing editors")


@pytest.fixture
def series():
    return factories.SeriesFactory(title="Rivers")


def corrected(series, title, user, day, kind="correction"):
    piece = factories.InstallmentFactory(parent=series, title=title)
    words = NewCorrection(kind, day, {"en": "It said 1961.\n\nIt was 1962."})
    chosen = [each for each in candidates(series, user) if each.page.pk == piece.pk]
    assert [reason for _page, reason in correct_all(chosen, words, user)] == [""]
    return piece


def test_a_row_says_what_was_said_where_and_by_whom(editor, series, managing):
    piece = corrected(series, "The gauge", managing, date(2026, 3, 2))
    assert as_csv(editor, REPORT) == [
        {
            "Date": "2026-03-02",
            "Kind": "Correction",
            "Title": "The gauge",
            "Part": "1",
            "Series": "Rivers",
            "Language": "English",
            "Text": "It said 1961. It was 1962.",
            "Made by": "Sun Lee",
        }
    ]
    assert reverse("wagtailadmin_pages:edit", args=[piece.pk]) in editor.get(REPORT).content.decode()


def test_who_made_it_is_who_wrote_it_first_not_who_published_it_since(editor, series, managing):
    piece = corrected(series, "The gauge", managing, date(2026, 3, 2))
    piece.get_latest_revision_as_object().save_revision(user=factories.UserFactory())
    assert as_csv(editor, REPORT)[0]["Made by"] == "Sun Lee"


def test_it_is_narrowed_by_kind_series_period_and_who(editor, series, managing):
    other = factories.UserFactory(username="han", role="Managing editors")
    elsewhere = factories.SeriesFactory(title="Roads")
    corrected(series, "First", managing, date(2026, 3, 1))
    corrected(series, "Second", other, date(2026, 3, 2), kind="withdrawal")
    corrected(elsewhere, "Third", managing, date(2026, 3, 3), kind="update")

    def titles(**query):
        return [row["Title"] for row in as_csv(editor, REPORT, **query)]

    assert titles() == ["Third", "Second", "First"]
    assert titles(kind="withdrawal") == ["Second"]
    assert titles(series=series.pk) == ["Second", "First"]
    assert titles(made_by=managing.pk) == ["Third", "First"]
    assert titles(period_from="2026-03-02", period_to="2026-03-02") == ["Second"]


def test_as_many_queries_for_many_as_for_few(editor, series, managing):
    editor.get(REPORT)
    counts = []
    for number in (2, 9):
        for _ in range(number):
            corrected(series, "The gauge", managing, date(2026, 3, 2))
        with CaptureQueriesContext(connection) as queries:
            editor.get(REPORT, {"made_by": managing.pk})
        counts.append(len(queries))
    assert counts[0] == counts[1]
