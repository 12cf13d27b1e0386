"""What stands on which day of the calendar, and for whom."""

from datetime import date, datetime

import pytest
from django.utils import timezone

from series.desk.calendar.dated import Kind, dated_in, overdue, undated_drafts, undated_plans
from series.desk.calendar.days import Month, Span
from series.desk.calendar.entries import tell
from series.desk.calendar.scope import Scope
from series.models import InstallmentPage
from tests import factories
from tests.series.desk.calendar.world import (
    MARCH,
    MONTH,
    at,
    part,
    stands,
)

pytestmark = pytest.mark.django_db


def tray(scope):
    return [entry.title for entry in tell([*undated_plans(scope), *undated_drafts(scope)], scope)]


def test_published_scheduled_and_expected_parts_stand_on_their_days(series, chief):
    factories.InstallmentFactory(parent=series, title="Out", first_published_at=at(1))
    factories.draft_of(part(series, "Scheduled"), go_live_at=at(9)).publish()
    factories.draft_of(part(series, "Asked for"), go_live_at=at(16))
    part(series, "Asked for in the row", go_live_at=at(17))
    factories.PlannedPartFactory(
        series=series, part_number=7, working_title="Planned",
        expected_on=date(2026, 3, 23), due_on=date(2026, 3, 13),
    )  # fmt: skip
    assert stands(Scope(chief)) == [
        (1, "published", "Out"),
        (9, "scheduled", "Scheduled"),
        (13, "due", "Planned"),
        (16, "draft", "Asked for"),
        (17, "draft", "Asked for in the row"),
        (23, "expected", "Planned"),
    ]


def test_days_are_those_of_the_editorial_zone(series, chief):
    late = datetime.fromisoformat("2026-03-31T16:00:00+00:00")  # 1 April, 01:00 in Seoul
    factories.draft_of(part(series, "April"), go_live_at=late).publish()
    factories.draft_of(part(series, "Also April"), go_live_at=late)
    assert stands(Scope(chief)) == []
    assert stands(Scope(chief), Month(2026, 4).span) == [
        (1, "draft", "Also April"),
        (1, "scheduled", "April"),
    ]


def test_a_draft_without_a_date_stands_where_its_plan_expects_it(series, chief):
    part(series, "Alder")
    factories.PlannedPartFactory(series=series, part_number=1, expected_on=date(2026, 3, 20))
    assert stands(Scope(chief)) == [(20, "draft", "Alder")]
    assert tray(Scope(chief)) == []


def test_a_plan_gives_way_to_the_date_of_its_part(series, chief):
    alder = part(series, "Alder")
    factories.draft_of(alder, go_live_at=at(9))
    factories.PlannedPartFactory(series=series, part_number=1, expected_on=date(2026, 3, 20))
    assert stands(Scope(chief)) == [(9, "draft", "Alder")]


def test_changes_scheduled_for_a_live_part_stand_beside_its_publication(series, chief):
    alder = factories.InstallmentFactory(parent=series, title="Alder", first_published_at=at(1))
    factories.draft_of(alder, go_live_at=at(9)).publish()
    scope = Scope(chief)
    entries = tell(dated_in(scope, MARCH), scope)
    assert [(entry.day.day, entry.states) for entry in entries] == [
        (1, ("published",)),
        (9, ("changes scheduled",)),
    ]


def test_the_tray_holds_drafts_and_plans_without_a_date(series, chief):
    part(series, "Alder").save_revision()
    factories.draft_of(part(series, "Birch"), go_live_at=at(9))
    factories.PlannedPartFactory(series=series, part_number=5, working_title="Cedar")
    factories.PlannedPartFactory(series=series, part_number=1, working_title="Of Alder")
    assert tray(Scope(chief)) == ["Cedar", "Alder"]


def test_overdue_manuscripts_are_told_in_words(series, chief, client):
    plan = {"series": series, "due_on": date(2026, 2, 27)}
    factories.PlannedPartFactory(**plan, part_number=5, working_title="Late")
    factories.PlannedPartFactory(**plan, part_number=6, working_title="Here", state="received")
    factories.PlannedPartFactory(series=series, part_number=7, due_on=date(2026, 3, 2))
    factories.InstallmentFactory(parent=series)
    factories.PlannedPartFactory(**plan, part_number=1, working_title="Out by now")
    assert [entry.title for entry in tell(overdue(Scope(chief), date(2026, 3, 2)), Scope(chief))] == ["Late"]
    client.force_login(chief)
    text = client.get(MONTH).content.decode()
    assert "1 manuscript is overdue" in text
    assert "manuscript overdue by 3 days" in text


def test_filters_leave_what_is_asked_for(series, chief):
    other, author = factories.SeriesFactory(title="Roads"), factories.AuthorFactory()
    editor = factories.UserFactory(role="Editors")
    factories.draft_of(part(series, "Alder", owner=editor), go_live_at=at(9)).publish()
    birch = part(other, "Birch", bylines=[author])
    factories.draft_of(birch, go_live_at=at(10))
    factories.PlannedPartFactory(
        series=other, part_number=4, working_title="Cedar", expected_on=date(2026, 3, 11),
        author=author, handling_editor=editor,
    )  # fmt: skip
    birch.get_workflow().start(birch, chief)

    def titles(**filters):
        return [title for _day, _kind, title in stands(Scope(chief, **filters))]

    assert titles() == ["Alder", "Birch", "Cedar"]
    assert titles(series=other.translation_key) == ["Birch", "Cedar"]
    assert titles(editor=editor.pk) == ["Alder", "Cedar"]
    assert titles(author=author) == ["Birch", "Cedar"]
    assert titles(state="scheduled") == ["Alder"]
    assert titles(state="draft") == titles(state="review") == ["Birch"]
    assert titles(state="planned") == ["Cedar"]


def test_a_part_answers_to_the_handling_editor_of_its_plan(series, chief):
    editor = factories.UserFactory()
    factories.draft_of(part(series, "Alder"), go_live_at=at(9))
    factories.PlannedPartFactory(series=series, part_number=1, handling_editor=editor)
    assert stands(Scope(chief, editor=editor.pk)) == [(9, "draft", "Alder")]


def test_a_contributor_sees_own_drafts_and_what_is_public(series, contributor):
    factories.draft_of(part(series, "Mine", owner=contributor), go_live_at=at(9))
    factories.draft_of(part(series, "Theirs"), go_live_at=at(9))
    factories.draft_of(part(series, "Their schedule"), go_live_at=at(10)).publish()
    part(series, "Their undated").save_revision()
    public = factories.InstallmentFactory(parent=series, title="Public", first_published_at=at(1))
    factories.draft_of(public, go_live_at=at(20)).publish()
    factories.PlannedPartFactory(
        series=series, part_number=9, expected_on=date(2026, 3, 9), due_on=date(2026, 3, 1)
    )
    scope = Scope(contributor)
    assert stands(scope) == [(1, "published", "Public"), (9, "draft", "Mine")]
    assert tray(scope) == []
    assert overdue(scope, date(2026, 3, 2)) == []


def test_a_public_piece_is_told_as_it_is_public(series, chief):
    alder = factories.InstallmentFactory(parent=series, title="Alder", first_published_at=at(1))
    factories.draft_of(alder, title="Secret alder")
    assert stands(Scope(chief)) == [(1, "published", "Alder")]


def test_every_language_stands_with_its_name(series, chief):
    alder = factories.InstallmentFactory(parent=series, title="Alder", first_published_at=at(1))
    factories.translated(alder, title="오리나무")
    InstallmentPage.objects.filter(title="오리나무").update(first_published_at=at(4))
    scope = Scope(chief)
    entries = tell(dated_in(scope, MARCH), scope)
    assert [(entry.title, entry.language) for entry in entries] == [("Alder", ""), ("오리나무", "Korean")]


def test_a_span_ends_with_its_last_day():
    span = Span(date(2026, 3, 1), date(2026, 4, 1))
    assert span.last == date(2026, 3, 31)
    assert span.moments[0] == datetime.fromisoformat("2026-03-01T00:00:00+09:00")
    assert span.moments[1] == datetime.fromisoformat("2026-04-01T00:00:00+09:00")


def test_the_kinds_are_told_apart_in_words(series, chief, client):
    assert {kind.value for kind in Kind} == {"published", "scheduled", "draft", "expected", "due"}
    factories.draft_of(part(series, "Passed"), go_live_at=at(1))
    scope = Scope(chief)
    assert tell(dated_in(scope, MARCH), scope)[0].states == ("draft, its date has passed",)
    assert timezone.now() > at(1)
