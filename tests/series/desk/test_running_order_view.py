"""The view "Running order": what it shows, what it saves, and whom it tells that somebody else was faster."""

import json
from datetime import date, datetime

import pytest
import time_machine
from django.contrib.auth.models import Group, Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import PageLogEntry

from series.changes import addresses_showing
from series.desk.order import read_order
from series.desk.reordering import LOG_ACTION
from series.models import ChecklistSettings, InstallmentPage, PlannedPart, SeriesPage
from tests import factories

pytestmark = pytest.mark.django_db

NOON = "2026-03-02T12:00:00+09:00"
TEN = datetime.fromisoformat("2026-03-09T10:00:00+09:00")


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def series():
    return factories.SeriesFactory(title="Rivers", slug="rivers")


@pytest.fixture
def parts(series):
    return [
        factories.InstallmentFactory(parent=series, title=title, slug=title.lower())
        for title in ("Alder", "Birch", "Cedar")
    ]


@pytest.fixture
def editor(client):
    user = factories.UserFactory(username="kim", role="Editors")
    client.force_login(user)
    return user


def address(series):
    return reverse("series_running_order", args=[series.pk])


def order(series):
    return [(row.number, row.title) for row in read_order(series)]


def shown(series):
    return json.dumps({row.key: row.number for row in read_order(series)})


def save(client, series, action="save", base=None, **typed):
    """Send the form: `typed` numbers over the others as they are shown."""
    data = {"shown": base or shown(series), "action": action}
    data |= {f"number-{key.replace('_', '-')}": number for key, number in typed.items()}
    return client.post(address(series), data)


def key(page):
    return f"part_{page.pk}"


# What it shows.


def test_parts_and_planned_parts_stand_in_one_order(series, parts):
    factories.PlannedPartFactory(series=series, part_number=4, working_title="Elm")
    factories.PlannedPartFactory(series=series, part_number=None, working_title="Some day")
    preface = factories.InstallmentFactory(parent=series, title="Preface")
    InstallmentPage.objects.filter(pk=preface.pk).update(part_number=0)
    assert order(series) == [
        (0, "Preface"), (1, "Alder"), (2, "Birch"), (3, "Cedar"), (4, "Elm"), (None, "Some day"),
    ]  # fmt: skip


def test_a_row_tells_an_editor_all_of_a_planned_part(series):
    editor = factories.UserFactory(username="min", first_name="Min", last_name="Park", role="Editors")
    factories.PlannedPartFactory(
        series=series, part_number=1, working_title="Elm", author_name="Sora Kim", state="promised", words=1200,
        due_on=date(2026, 3, 1), expected_on=date(2026, 3, 9), handling_editor=editor,
    )  # fmt: skip
    [row] = read_order(series)
    assert (row.byline, row.states, row.date) == ("Sora Kim", ("Promised",), "expected 9 March 2026")
    assert (row.due_on, row.is_overdue, row.words_asked) == (date(2026, 3, 1), True, 1200)
    assert row.handling_editor == "Min Park"


def test_a_manuscript_that_was_received_is_not_overdue(series):
    factories.PlannedPartFactory(series=series, part_number=1, state="received", due_on=date(2026, 3, 1))
    assert read_order(series)[0].is_overdue is False


def test_a_draft_and_the_planned_part_under_its_number_are_one_row(series):
    draft = factories.InstallmentFactory(parent=series, title="Elm, a draft", live=False)
    factories.PlannedPartFactory(series=series, part_number=1, state="received", words=900)
    [row] = read_order(series)
    assert (row.part, row.title, row.words_asked) == (draft, "Elm, a draft", 900)
    assert row.states == ("draft", "Received")


def test_states_say_where_each_part_stands(series):
    titles = ("Live", "Changed", "Draft", "Review", "Scheduled", "Both")
    live, changed, draft, review, scheduled, both = (
        factories.InstallmentFactory(parent=series, title=title, live=title in ("Live", "Changed", "Both"))
        for title in titles
    )
    factories.draft_of(changed, title="Changed")
    review.save_revision()
    review.get_workflow().start(review, factories.UserFactory())
    factories.draft_of(scheduled, go_live_at=TEN).publish()
    factories.draft_of(both, go_live_at=TEN).publish()
    states = {row.title: ", ".join(row.states) for row in read_order(series)}
    assert states == {
        "Live": "live",
        "Changed": "live, changes not published",
        "Draft": "draft",
        "Review": "in moderation",
        "Scheduled": "scheduled for 9 March 2026, 10:00 (UTC+09:00, Asia/Seoul)",
        "Both": "live, scheduled for 9 March 2026, 10:00 (UTC+09:00, Asia/Seoul)",
    }


def test_words_and_bylines_are_those_of_the_latest_version(series):
    live = factories.InstallmentFactory(parent=series, bylines=[factories.AuthorFactory(title="Zora")])
    draft = live.get_latest_revision_as_object()
    draft.bylines = []
    draft.body = factories.paragraphs("One two three.", "Four <b>five</b>.")
    draft.save_revision(clean=False)
    [row] = read_order(series)
    assert (row.byline, row.words) == ("", 5)


def test_what_is_missing_is_what_the_checklist_requires(series):
    ChecklistSettings.objects.create(required={"byline": True, "topic": True})
    factories.InstallmentFactory(parent=series)
    [row] = read_order(series)
    assert [point.rule.code for point in row.checklist.missing] == ["byline", "topic"]
    assert row.missing == ", ".join(str(point.rule.label) for point in row.checklist.missing)


def test_a_translation_is_no_row_of_its_own_and_one_without_an_original_is(series, parts):
    korean = factories.translated(parts[0])
    twin = factories.InstallmentFactory(parent=korean.series, title="버드나무", live=False)
    rows = read_order(series)
    assert [(row.number, row.title) for row in rows] == [
        (1, "Alder"),
        (2, "Birch"),
        (3, "Cedar"),
        (4, "버드나무"),
    ]
    assert rows[0].twins == ("Korean: live",)
    assert (rows[3].part, rows[3].language) == (twin, "Korean")
    assert [row.number for row in read_order(korean.series)] == [1, 2, 3, 4]


def test_the_view_takes_as_many_queries_for_a_hundred_parts_as_for_ten(client, series, editor):
    author, topic = factories.AuthorFactory(), factories.TopicFactory()

    def grow(count):
        for number in range(count):
            page = factories.InstallmentFactory(
                parent=series, live=number % 2 == 0, bylines=[author], topics=[topic]
            )
            if number % 2 == 0:
                page.save_revision()
            if number == 0:
                factories.draft_of(page, go_live_at=TEN).publish()
            factories.PlannedPartFactory(
                series=series, part_number=1000 + page.pk, author=author, handling_editor=editor
            )

    def cost():
        client.get(address(series))
        with CaptureQueriesContext(connection) as queries:
            response = client.get(address(series))
        assert response.status_code == 200
        return len(queries)

    grow(5)
    few = cost()
    assert len(read_order(series)) == 10
    grow(45)
    assert len(read_order(series)) == 100
    assert cost() == few
    assert few <= 42


# What it saves.


def test_a_typed_number_moves_a_part_and_those_in_between(client, series, parts, editor):
    factories.draft_of(parts[2], title="Cedar")
    response = save(client, series, **{key(parts[2]): "1"})
    assert response.status_code == 302
    assert order(series) == [(1, "Cedar"), (2, "Alder"), (3, "Birch")]


def test_a_planned_part_moves_among_the_parts(client, series, parts, editor):
    planned = factories.PlannedPartFactory(series=series, part_number=4, working_title="Elm")
    save(client, series, **{f"planned_{planned.pk}": "2"})
    assert order(series) == [(1, "Alder"), (2, "Elm"), (3, "Birch"), (4, "Cedar")]


def test_a_part_and_its_planned_part_move_together(client, series, parts, editor):
    planned = factories.PlannedPartFactory(series=series, part_number=3)
    save(client, series, **{key(parts[2]): "1"})
    assert PlannedPart.objects.get(pk=planned.pk).part_number == 1
    assert order(series) == [(1, "Cedar"), (2, "Alder"), (3, "Birch")]


def test_all_languages_are_renumbered(client, series, parts, editor):
    korean = factories.translated(parts[2])
    save(client, series, **{key(parts[2]): "1"})
    korean.refresh_from_db()
    assert korean.part_number == 1


def test_the_buttons_move_a_part_without_saving(client, series, parts, editor):
    response = save(client, series, action=f"up:part-{parts[2].pk}")
    assert response.status_code == 200
    typed = {line.row.title: line.typed for line in response.context["lines"]}
    assert list(typed.items()) == [("Alder", "1"), ("Cedar", "2"), ("Birch", "3")]
    assert "This order is not saved yet." in response.content.decode()
    assert order(series) == [(1, "Alder"), (2, "Birch"), (3, "Cedar")]


def test_the_history_says_who_moved_what(client, series, parts, editor):
    save(client, series, **{key(parts[2]): "2"})
    entry = PageLogEntry.objects.get(action=LOG_ACTION)
    assert (entry.page_id, entry.user) == (series.pk, editor)
    assert entry.data["moves"] == [
        {"title": "Birch", "old": 2, "new": 3},
        {"title": "Cedar", "old": 3, "new": 2},
    ]
    history = client.get(reverse("wagtailadmin_pages:history", args=[series.pk])).content.decode()
    assert "“Cedar” from part 3 to part 2" in history


def test_an_order_that_moves_nothing_is_no_history(client, series, parts, editor):
    save(client, series)
    assert not PageLogEntry.objects.filter(action=LOG_ACTION).exists()


@pytest.mark.parametrize(
    "typed", ["-1", "10000", "three", "1e3", "²", pytest.param("9" * 5000, id="without end")]
)
def test_what_is_no_number_is_refused_and_shown_again(client, series, parts, editor, typed):
    response = save(client, series, **{key(parts[0]): typed})
    assert response.status_code == 200
    assert response.context["errors"]
    assert typed in {line.typed for line in response.context["lines"]}
    assert order(series) == [(1, "Alder"), (2, "Birch"), (3, "Cedar")]


@pytest.mark.parametrize("base", ["", "[]", "no json", '{"part-1": "x"}', '{"part-²": 1}'])
def test_a_broken_form_writes_nothing(client, series, parts, editor, base):
    response = client.post(
        address(series), {"shown": base, "action": "save", f"number-part-{parts[0].pk}": "3"}
    )
    assert response.status_code == 200
    assert order(series) == [(1, "Alder"), (2, "Birch"), (3, "Cedar")]


def test_a_column_is_shown_without_numbers(client, editor):
    column = factories.SeriesFactory(form=SeriesPage.Form.COLUMN)
    factories.InstallmentFactory(parent=column, title="Alder")
    page = client.get(address(column)).content.decode()
    assert "have no numbers" in page
    assert 'name="number-' not in page


# Two editors at once.


def test_the_second_of_two_editors_is_told_and_loses_nothing_of_what_he_typed(client, series, parts, editor):
    base = shown(series)
    save(client, series, **{key(parts[2]): "1"})
    client.force_login(factories.UserFactory(username="lee", role="Editors"))
    response = save(client, series, base=base, **{key(parts[0]): "2", key(parts[1]): "1"})
    page = response.content.decode()
    assert response.status_code == 200
    assert "Somebody changed the running order after you opened it. Nothing was saved." in page
    assert "The last change was by kim" in page
    typed = {line.row.title: (line.typed, line.row.number) for line in response.context["lines"]}
    assert typed == {"Birch": ("1", 3), "Alder": ("2", 2), "Cedar": ("3", 1)}
    assert order(series) == [(1, "Cedar"), (2, "Alder"), (3, "Birch")]

    again = {key(part): typed[part.title][0] for part in parts}
    assert save(client, series, base=response.context["shown"], **again).status_code == 302
    assert order(series) == [(1, "Birch"), (2, "Alder"), (3, "Cedar")]


def test_a_part_that_came_since_is_shown_and_nothing_is_saved(client, series, parts, editor):
    base = shown(series)
    factories.InstallmentFactory(parent=series, title="Elm")
    response = save(client, series, base=base, **{key(parts[0]): "2"})
    assert response.status_code == 200
    assert {line.row.title: line.is_new for line in response.context["lines"]}["Elm"] is True
    assert order(series) == [(1, "Alder"), (2, "Birch"), (3, "Cedar"), (4, "Elm")]


@pytest.mark.parametrize(
    "sent",
    [
        pytest.param("[" * 100_000, id="nested"),
        pytest.param('{"part-1": ' + "9" * 5000 + "}", id="long"),
        "\x00",
        "[1]",
    ],
)
def test_numbers_that_cannot_be_read_change_nothing(client, editor, series, parts, sent):
    numbers = [part.part_number for part in parts]
    response = client.post(address(series), {"shown": sent, "laid": sent, "action": "save"})
    assert response.status_code in (200, 302)
    assert [InstallmentPage.objects.get(pk=part.pk).part_number for part in parts] == numbers


# Who, and where it is shown.


def test_a_contributor_neither_sees_nor_changes_the_order(client, series):
    writer = factories.UserFactory(role="Contributors")
    own = factories.InstallmentFactory(parent=series, title="Own", owner=writer, live=False)
    client.force_login(writer)
    assert client.get(address(series)).status_code == 302
    assert save(client, series, **{key(own): "9"}).status_code == 302
    assert order(series) == [(1, "Own")]


def test_who_may_not_change_planned_parts_moves_none_of_them(client, series, parts, editor):
    planned = factories.PlannedPartFactory(series=series, part_number=4, working_title="Elm")
    right = Permission.objects.get(codename="change_plannedpart")
    Group.objects.get(name="Editors").permissions.remove(right)
    before = order(series)
    refused = [
        save(client, series, **{f"planned_{planned.pk}": "1"}),
        save(client, series, **{key(parts[0]): "4"}),
    ]
    assert [answer.status_code for answer in refused] == [302, 302]
    assert order(series) == before
    save(client, series, **{key(parts[0]): "3"})
    assert [title for _number, title in order(series)] == ["Birch", "Cedar", "Alder", "Elm"]


@pytest.mark.parametrize("view", ["wagtailadmin_explore", "wagtailadmin_pages:edit"])
def test_the_way_there_is_in_the_menus_of_the_series(client, series, editor, view):
    assert address(series) in client.get(reverse(view, args=[series.pk])).content.decode()


def test_every_page_that_shows_the_order_is_named_before_and_after(client, series, parts, editor):
    planned = factories.PlannedPartFactory(series=series, part_number=4)
    before = addresses_showing(series)
    save(client, series, **{f"planned_{planned.pk}": "1"})
    named = before | addresses_showing(SeriesPage.objects.get(pk=series.pk))
    assert named >= {
        "/", "/series/", "/series/rivers/", "/series/rivers/alder/", "/series/rivers/birch/", "/series/rivers/cedar/",
        "/series/rivers/forthcoming/1/", "/series/rivers/forthcoming/4/",
    }  # fmt: skip
