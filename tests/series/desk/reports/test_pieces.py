"""The report of pieces: what it tells, and what its filters find."""

from datetime import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from series.models import Byline, Correction, InstallmentTopic
from tests import factories
from tests.series.desk.reports.reading import as_csv, as_sheet

pytestmark = pytest.mark.django_db
REPORT = reverse("series_report_pieces")


def at(text):
    return datetime.fromisoformat(f"{text}+09:00")


@pytest.fixture
def editor(client):
    client.force_login(factories.UserFactory(role="Editors"))
    return client


@pytest.fixture
def rivers():
    return factories.SeriesFactory(title="Rivers")


def titles(editor, **query):
    return [row["Title"] for row in as_csv(editor, REPORT, **query)]


def drafted(series, title, authors=(), topics=(), body=None):
    """A draft whose authors and topics stand in its latest version only."""
    page = factories.InstallmentFactory(parent=series, title=title, live=False)
    draft = page.get_latest_revision_as_object()
    draft.bylines = [Byline(author=author, name=author.title, locale=page.locale) for author in authors]
    draft.topic_rows = [InstallmentTopic(topic=topic) for topic in topics]
    draft.body = factories.paragraphs(body or "Four words of text.")
    draft.save_revision(clean=False)
    return page


def test_a_row_has_what_an_editor_wants_to_know(editor, rivers):
    piece = factories.InstallmentFactory(
        parent=rivers,
        title="The gauge",
        bylines=[
            factories.AuthorFactory(title="Zora Whitlock"),
            factories.AuthorFactory(title="Choe Won-gi"),
        ],
        topics=[factories.TopicFactory(name="Trade"), factories.TopicFactory(name="Water")],
        first_published_at=at("2026-03-02 09:30"),
        last_published_at=at("2026-03-05 10:00"),
    )
    for _ in range(2):
        Correction.objects.create(page=piece, date="2026-03-05", text="<p>X.</p>", locale=piece.locale)
    [row] = as_csv(editor, REPORT)
    assert row == {
        "Title": "The gauge",
        "Part": "1",
        "Series": "Rivers",
        "Authors": "Zora Whitlock, Choe Won-gi",
        "Topics": "Trade, Water",
        "Language": "English",
        "Status": "Published",
        "First published (Asia/Seoul)": "2026-03-02 09:30:00",
        "Last published (Asia/Seoul)": "2026-03-05 10:00:00",
        "Words": "6",
        "Corrections": "2",
    }
    page = editor.get(REPORT).content.decode()
    assert reverse("wagtailadmin_pages:edit", args=[piece.pk]) in page
    assert "2 Mar 2026" in page


def test_a_spreadsheet_has_times_that_can_be_counted_with(editor, rivers):
    factories.InstallmentFactory(parent=rivers, first_published_at=at("2026-03-02 09:30"))
    assert as_sheet(editor, REPORT)["H2"].value == datetime(2026, 3, 2, 9, 30)  # noqa: DTZ001


def test_a_draft_is_told_by_its_latest_version_and_a_live_piece_by_what_readers_have(editor, rivers):
    zora, trade = factories.AuthorFactory(title="Zora"), factories.TopicFactory(name="Trade")
    drafted(rivers, "Draft", [zora], [trade], "One two three.")
    live = factories.InstallmentFactory(parent=rivers, title="Live")
    changed = live.get_latest_revision_as_object()
    changed.bylines = [Byline(author=zora, name="Zora", locale=live.locale)]
    changed.save_revision()
    told = {
        row["Title"]: (row["Authors"], row["Topics"], row["Words"], row["Status"])
        for row in as_csv(editor, REPORT)
    }
    assert told == {
        "Draft": ("Zora", "Trade", "3", "Draft"),
        "Live": ("", "", "6", "Published, changed since"),
    }
    assert titles(editor, author=zora.pk) == ["Draft"]
    assert titles(editor, topic=trade.pk) == ["Draft"]


def test_an_author_and_a_series_are_chosen_for_all_languages(editor, rivers):
    zora = factories.AuthorFactory(title="Zora")
    piece = factories.InstallmentFactory(parent=rivers, title="Gauge", bylines=[zora])
    korean = factories.translated(piece, title="수위표")
    Byline.objects.filter(page=korean).update(author=factories.translated(zora))
    factories.InstallmentFactory(title="Elsewhere")
    for query in ({"author": zora.pk}, {"series": rivers.pk}):
        assert set(titles(editor, **query)) == {"Gauge", "수위표"}
    assert titles(editor, series=rivers.pk, language=korean.locale_id) == ["수위표"]


def test_a_period_has_both_of_its_days_on_the_editors_clock(editor, rivers):
    for day in ("2026-03-01 23:59", "2026-03-02 00:00", "2026-03-03 23:59", "2026-03-04 00:00"):
        factories.InstallmentFactory(parent=rivers, title=day, first_published_at=at(day))
    found = titles(editor, period_from="2026-03-02", period_to="2026-03-03")
    assert found == ["2026-03-03 23:59", "2026-03-02 00:00"]


def test_a_state_is_chosen(editor, rivers):
    factories.InstallmentFactory(parent=rivers, title="Live")
    factories.InstallmentFactory(parent=rivers, title="Draft", live=False)
    assert titles(editor, state="draft") == ["Draft"]


def test_odd_queries_do_not_fail(editor, rivers):
    for query in (
        {"author": "x"},
        {"period_from": "31.31"},
        {"period_from": "0001-01-01", "period_to": "9999-12-31"},
        {"ordering": "pk;"},
        {"p": "nine"},
        {"series": "9999"},
    ):
        assert editor.get(REPORT, query).status_code == 200


@pytest.mark.parametrize("export", ["", "csv", "xlsx"])
def test_as_many_queries_for_many_pieces_as_for_few(editor, rivers, export):
    author, topic, counts = factories.AuthorFactory(), factories.TopicFactory(), []
    for number in (2, 12):
        for _ in range(number):
            factories.InstallmentFactory(parent=rivers, bylines=[author], topics=[topic])
            drafted(rivers, "Draft", [author], [topic])
        with CaptureQueriesContext(connection) as queries:
            answer = editor.get(REPORT, {"export": export, "author": author.pk, "topic": topic.pk})
            b"".join(answer.streaming_content if answer.streaming else [answer.content])
        counts.append(len(queries))
    assert counts[0] == counts[1]
