"""The report of pieces without topics, and what its tables hold for a spreadsheet program."""

import csv
import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from publication.spreadsheets import plain_cell
from series.desk.untagged import untagged_pieces
from tests.factories import InstallmentFactory, SeriesFactory, TopicFactory, UserFactory, draft_of

pytestmark = pytest.mark.django_db
REPORT = reverse("series_untagged")


@pytest.fixture
def editor(client):
    client.force_login(UserFactory(role="Editors"))
    return client


def with_topic(draft, topic):
    draft.topic_rows = [draft.topic_rows.model(topic=topic)]
    draft.save_revision()


def test_published_pieces_count_by_what_is_published_and_drafts_by_their_latest_version():
    topic, series = TopicFactory(), SeriesFactory()
    InstallmentFactory(parent=series, title="Tagged", topics=[topic])
    InstallmentFactory(parent=series, title="Untagged")
    live = InstallmentFactory(parent=series, title="Tagged in a draft only")
    with_topic(live.get_latest_revision_as_object(), topic)
    InstallmentFactory(parent=series, title="Draft without a version", live=False)
    draft = InstallmentFactory(parent=series, title="Draft", live=False)
    draft_of(draft)
    tagged = InstallmentFactory(parent=series, title="Tagged draft", live=False)
    with_topic(tagged.get_latest_revision_as_object(), topic)
    assert set(untagged_pieces().values_list("title", flat=True)) == {
        "Untagged", "Tagged in a draft only", "Draft without a version", "Draft",
    }  # fmt: skip


def test_the_report_links_to_each_piece(editor):
    piece = InstallmentFactory(title="The gauge")
    page = editor.get(REPORT).content.decode()
    assert reverse("wagtailadmin_pages:edit", args=[piece.pk]) in page
    assert "The gauge" in page


def test_it_says_when_every_piece_has_a_topic(editor):
    assert "Every piece has a topic." in editor.get(REPORT).content.decode()


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "＝"])
def test_no_cell_of_a_download_is_a_formula(editor, sign):
    title = f'{sign}HYPERLINK("https://evil.example")'
    InstallmentFactory(title=title, parent=SeriesFactory(title="Rivers"))
    text = b"".join(editor.get(REPORT, {"export": "csv"}).streaming_content).decode()
    (row,) = csv.DictReader(io.StringIO(text))
    assert (row["Title"], row["Series"], row["Part"]) == (f"'{title}", "Rivers", "1")
    sheet = load_workbook(
        io.BytesIO(b"".join(editor.get(REPORT, {"export": "xlsx"}).streaming_content))
    ).active
    cell = sheet["A2"]
    assert (cell.value, cell.data_type) == (f"'{title}", "s")


def test_numbers_and_harmless_text_stay_as_they_are():
    assert [plain_cell(value) for value in (-3, None, "a=b", "Rivers", "-3")] == [
        -3,
        None,
        "a=b",
        "Rivers",
        "'-3",
    ]


def test_the_number_of_queries_does_not_grow(editor):
    series, counts = SeriesFactory(), []
    for number in (1, 2, 20):
        for _ in range(number):
            InstallmentFactory(parent=series)
        with CaptureQueriesContext(connection) as queries:
            editor.get(REPORT)
        counts.append(len(queries))
    assert counts[1] == counts[2]
