"""The report of aging pages: which are old, and for whom."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests import factories
from tests.series.desk.reports.reading import as_csv

pytestmark = pytest.mark.django_db
REPORT = reverse("series_report_aging")


@pytest.fixture
def editor(client):
    client.force_login(factories.UserFactory(role="Editors"))
    return client


def published(days, **values):
    moment = timezone.now() - timedelta(days=days)
    return factories.InstallmentFactory(first_published_at=moment, last_published_at=moment, **values)


def titles(editor, **query):
    return [row["Title"] for row in as_csv(editor, REPORT, **query)]


def test_a_page_is_old_half_a_year_after_it_was_last_published(editor):
    series = factories.SeriesFactory()
    for days in (181, 183, 366):
        published(days, parent=series, title=f"{days} days")
    published(900, parent=series, title="Taken down", live=False)
    assert titles(editor) == ["366 days", "183 days"]
    assert titles(editor, unchanged_for="365") == ["366 days"]
    assert as_csv(editor, REPORT)[0]["Days"] == "366"


def test_pages_of_all_types_are_told_to_those_who_may_edit_them(editor):
    factories.AuthorFactory(title="Zora", last_published_at=timezone.now() - timedelta(days=400))
    assert titles(editor) == ["Zora"]


def test_wagtails_own_report_is_not_in_the_menu(editor):
    page = editor.get("/admin/").content.decode()
    assert REPORT in page
    assert reverse("wagtailadmin_reports:aging_pages") not in page


def test_as_many_queries_for_many_as_for_few(editor):
    editor.get(REPORT)
    counts = []
    for number in (2, 9):
        for _ in range(number):
            published(400)
        with CaptureQueriesContext(connection) as queries:
            editor.get(REPORT)
        counts.append(len(queries))
    assert counts[0] == counts[1]
