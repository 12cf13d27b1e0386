"""From plan to piece: a planned part becomes a draft, or is linked with a part that is there."""

from datetime import date, datetime, time

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.urls import reverse
from wagtail.models import PageLogEntry

from series.desk.commissions import LINK_ACTION, AlreadyLinked, link, make_draft, parts_to_link
from series.models import InstallmentPage, PlannedPart, SeriesPage
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel("2026-03-02T12:00:00+09:00", tick=False):
        yield


@pytest.fixture
def series():
    return factories.SeriesFactory(slug="rivers", rhythm_hour=time(10))


@pytest.fixture
def editor():
    return factories.UserFactory(role="Editors")


def test_a_draft_takes_over_what_was_planned(series, editor):
    author, topic = factories.AuthorFactory(title="Zora"), factories.TopicFactory()
    factories.InstallmentFactory(parent=series)
    planned = factories.PlannedPartFactory(
        series=series, part_number=4, working_title="Elm", standfirst="Who planted it?", author=author,
        expected_on=date(2026, 3, 9),
    )  # fmt: skip
    planned.topics.add(topic)
    draft = InstallmentPage.objects.get(pk=make_draft(planned, editor).pk)
    assert (draft.title, draft.standfirst, draft.part_number, draft.live) == (
        "Elm",
        "Who planted it?",
        4,
        False,
    )
    assert draft.owner == editor
    version = draft.get_latest_revision_as_object()
    assert version.go_live_at == datetime.fromisoformat("2026-03-09T10:00:00+09:00")
    assert [byline.name for byline in version.bylines.all()] == ["Zora"]
    assert [row.topic for row in version.topic_rows.all()] == [topic]
    assert draft.scheduled_revision is None
    assert PlannedPart.objects.get(pk=planned.pk).part_number == 4


def test_a_day_that_has_passed_is_not_carried_over(series, editor):
    planned = factories.PlannedPartFactory(series=series, part_number=1, expected_on=date(2026, 3, 1))
    assert make_draft(planned, editor).go_live_at is None


def test_a_planned_part_without_a_number_gets_one_that_no_other_waits_for(series, editor):
    factories.InstallmentFactory(parent=series)
    factories.PlannedPartFactory(series=series, part_number=2)
    planned = factories.PlannedPartFactory(series=series, part_number=None, working_title="Elm")
    draft = make_draft(planned, editor)
    planned.refresh_from_db()
    assert (draft.part_number, planned.part_number) == (3, 3)


def test_in_a_column_nobody_gets_a_number(editor):
    column = factories.SeriesFactory(form=SeriesPage.Form.COLUMN)
    planned = factories.PlannedPartFactory(series=column, part_number=None)
    assert make_draft(planned, editor).part_number is None


def test_a_second_draft_of_the_same_plan_is_refused(series, editor):
    planned = factories.PlannedPartFactory(series=series, part_number=1)
    make_draft(planned, editor)
    with pytest.raises(AlreadyLinked):
        make_draft(planned, editor)
    assert InstallmentPage.objects.filter(series=series).count() == 1


def test_a_part_is_linked_by_taking_the_planned_number(series, editor):
    part = factories.InstallmentFactory(parent=series, title="Elm", live=False)
    planned = factories.PlannedPartFactory(series=series, part_number=4)
    assert link(planned, part, editor) == 4
    part.refresh_from_db()
    assert part.part_number == 4
    entry = PageLogEntry.objects.get(action=LINK_ACTION)
    assert (entry.page_id, entry.user) == (part.pk, editor)


def test_a_planned_part_without_a_number_takes_that_of_the_part(series, editor):
    part = factories.InstallmentFactory(parent=series)
    planned = factories.PlannedPartFactory(series=series, part_number=None)
    link(planned, part, editor)
    planned.refresh_from_db()
    assert planned.part_number == 1


def test_what_is_linked_already_is_not_linked_again(series, editor):
    part, other = (factories.InstallmentFactory(parent=series) for _ in range(2))
    planned = factories.PlannedPartFactory(series=series, part_number=1)
    waiting = factories.PlannedPartFactory(series=series, part_number=5)
    with pytest.raises(AlreadyLinked):
        link(planned, other, editor)
    with pytest.raises(AlreadyLinked):
        link(waiting, part, editor)
    assert parts_to_link(series) == [other]


def test_two_without_a_number_cannot_be_linked(editor):
    column = factories.SeriesFactory(form=SeriesPage.Form.COLUMN)
    part = factories.InstallmentFactory(parent=column)
    planned = factories.PlannedPartFactory(series=column, part_number=None)
    with pytest.raises(ValidationError, match="Neither has a number"):
        link(planned, part, editor)


def test_the_buttons_of_the_desk_do_both(client, series, editor):
    client.force_login(editor)
    part = factories.InstallmentFactory(parent=series, title="Birch", live=False)
    planned, other = (
        factories.PlannedPartFactory(series=series, part_number=number, working_title=f"Elm {number}")
        for number in (4, 5)
    )
    response = client.post(reverse("series_make_draft", args=[series.pk, planned.pk]))
    draft = InstallmentPage.objects.get(title="Elm 4")
    assert response.url == reverse("wagtailadmin_pages:edit", args=[draft.pk])
    address = reverse("series_link_planned", args=[series.pk, other.pk])
    page = client.get(address).content.decode()
    assert "Birch (part 1)" in page
    assert "Elm 4 (part" not in page
    assert client.post(address, {"part": part.pk}).status_code == 302
    part.refresh_from_db()
    assert part.part_number == 5
    history = client.get(reverse("wagtailadmin_pages:history", args=[part.pk])).content.decode()
    assert "Linked with the planned part “Elm 5”, as part 5" in history


def test_a_part_that_is_not_offered_is_refused(client, series, editor):
    client.force_login(editor)
    stranger = factories.InstallmentFactory()
    planned = factories.PlannedPartFactory(series=series, part_number=4)
    address = reverse("series_link_planned", args=[series.pk, planned.pk])
    assert client.post(address, {"part": stranger.pk}).status_code == 200
    stranger.refresh_from_db()
    assert stranger.part_number == 1


def test_a_name_without_a_page_is_said_to_be_credited_nowhere(client, series, editor):
    client.force_login(editor)
    planned = factories.PlannedPartFactory(series=series, part_number=1, author_name="Sora Kim")
    response = client.post(reverse("series_make_draft", args=[series.pk, planned.pk]), follow=True)
    assert "Sora Kim has no author page yet" in response.content.decode()
