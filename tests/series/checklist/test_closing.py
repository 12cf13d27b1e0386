"""Closing a series: what is left to do, what is proposed, and that nothing changes before somebody publishes it."""

import pytest
from django.urls import reverse
from wagtail.models import PageLogEntry

from series.checklist.closing import close, look_over
from series.manuscripts.notes import says_last_in_series
from series.models import SeriesPage
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client):
    user = factories.UserFactory(role="Editors")
    client.force_login(user)
    return user


def address(series):
    return reverse("series_close", args=[series.pk])


def test_the_overview_names_what_is_left():
    series = factories.SeriesFactory(planned_parts=5)
    one = factories.InstallmentFactory(parent=series, title="One", disclosure="None.")
    two = factories.InstallmentFactory(
        parent=series, live=False, image=factories.ImageFactory(credit=""), disclosure="None."
    )
    three = factories.InstallmentFactory(parent=series, title="Three")
    factories.PlannedPartFactory(series=series, part_number=3)  # has become a part
    fourth = factories.PlannedPartFactory(series=series, part_number=4)
    somewhere = factories.PlannedPartFactory(series=series)
    overview = look_over(series)
    assert overview.numbers == (4, 5)
    assert overview.unpublished == (two,)
    assert overview.planned == (fourth, somewhere)
    assert overview.undisclosed == (three,)
    assert [part for part, _ in overview.unready] == [two]
    assert overview.last == three
    assert (overview.is_clear, overview.is_complete) == (False, False)
    assert one.live


def test_a_finished_series_is_clear():
    series = factories.SeriesFactory(planned_parts=1)
    factories.InstallmentFactory(parent=series, disclosure="None.")
    assert look_over(series).is_clear


def test_the_note_is_in_the_language_of_the_part():
    series = factories.SeriesFactory(title="Rivers and Rates")
    factories.InstallmentFactory(parent=series)
    korean = factories.translated(series, title="강과 요금")
    factories.InstallmentFactory(parent=korean, title="수위")
    assert look_over(series).note == "This is the last in the series “Rivers and Rates”."
    assert (
        look_over(SeriesPage.objects.get(pk=korean.pk)).note
        == "이 글은 시리즈 「강과 요금」의 마지막 글입니다."
    )


@pytest.mark.parametrize("title", ["Rivers and Rates", "강과 요금"])
@pytest.mark.parametrize("language", ["en", "ko"])
def test_the_checklist_understands_the_proposed_note(language, title):
    from series.checklist.closing import last_note

    series = SeriesPage(title=title, locale=factories.locale(language))
    assert says_last_in_series(last_note(series))


def test_a_note_that_says_so_already_is_left_alone():
    series = factories.SeriesFactory()
    factories.InstallmentFactory(parent=series, editors_note="<p>This is the last in the series.</p>")
    assert look_over(series).note == ""


def test_a_column_has_no_last_part():
    series = factories.SeriesFactory(form=SeriesPage.Form.COLUMN)
    factories.InstallmentFactory(parent=series)
    overview = look_over(series)
    assert (overview.last, overview.note, overview.numbers) == (None, "", ())


def test_looking_changes_nothing_and_confirming_saves_drafts(client, editor):
    series = factories.SeriesFactory(title="Rivers and Rates")
    part = factories.InstallmentFactory(parent=series, editors_note="<p>Translated by us.</p>")
    html = client.get(address(series)).content.decode()
    assert "This is the last in the series “Rivers and Rates”." in html
    assert not part.revisions.exists()

    sent = {"set_status": "on", "add_note": "on", "note": "This is the last in the <series>."}
    assert client.post(address(series), sent).status_code == 302
    series.refresh_from_db()
    part.refresh_from_db()
    assert (series.status, part.editors_note) == ("ongoing", "<p>Translated by us.</p>")
    assert (series.has_unpublished_changes, part.has_unpublished_changes) == (True, True)
    assert series.get_latest_revision_as_object().status == "complete"
    assert part.get_latest_revision_as_object().editors_note == (
        "<p>Translated by us.</p><p>This is the last in the &lt;series&gt;.</p>"
    )
    entry = PageLogEntry.objects.get(action="series.close")
    assert (entry.user, entry.data) == (editor, {"complete": True, "last": part.pk})


def test_each_proposal_can_be_left_out(client, editor):
    series = factories.SeriesFactory()
    part = factories.InstallmentFactory(parent=series)
    client.post(address(series), {"set_status": "on", "note": "Unwanted."})
    assert not part.revisions.exists()
    series.refresh_from_db()
    assert series.get_latest_revision_as_object().status == "complete"
    assert "Nothing is chosen." in client.post(address(series), {"note": "x"}).content.decode()


def test_what_is_locked_is_not_changed_and_nothing_else_either(client, editor):
    series = factories.SeriesFactory()
    part = factories.InstallmentFactory(parent=series, locked=True, locked_by=factories.UserFactory())
    response = client.post(address(series), {"set_status": "on", "add_note": "on", "note": "The last."})
    assert "is locked. Nothing was changed." in response.content.decode()
    assert not series.revisions.exists()
    assert not part.revisions.exists()


def test_closing_again_asks_nothing(client, editor):
    series = factories.SeriesFactory(status="complete")
    factories.InstallmentFactory(parent=series, editors_note="<p>This is the last in the series.</p>")
    assert "<form action=" not in client.get(address(series)).content.decode().split("Close it")[1]
    assert close(series, editor, set_status=False, note="", last=None) == []


def test_the_same_series_in_another_language_is_one_link_away_and_gets_its_own_note(client, editor):
    series = factories.SeriesFactory(planned_parts=1)
    part = factories.InstallmentFactory(parent=series)
    korean = factories.translated(series, title="강")
    factories.translated(part, title="수위표")
    page = client.get(reverse("series_close", args=[series.pk])).content.decode()
    assert reverse("series_close", args=[korean.pk]) in page
    assert look_over(korean).note == "이 글은 시리즈 「강」의 마지막 글입니다."


def test_contributors_do_not_close(client):
    client.force_login(factories.UserFactory(role="Contributors"))
    series = factories.SeriesFactory()
    response = client.post(address(series), {"set_status": "on"})
    assert response.status_code in (302, 403)
    assert not series.revisions.exists()


def test_a_longer_series_takes_no_more_queries(django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    series = factories.SeriesFactory()

    def asked():
        with CaptureQueriesContext(connection) as queries:
            look_over(series)
        return len(queries)

    factories.InstallmentFactory(parent=series).save_revision()
    factories.InstallmentFactory(parent=series)
    few = asked()
    for _ in range(6):
        factories.InstallmentFactory(parent=series).save_revision()
    factories.InstallmentFactory(parent=series)
    assert asked() == few
