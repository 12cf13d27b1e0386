"""A selection is published or scheduled in running order; one part that fails does not stop the others."""

from datetime import datetime, timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageLogEntry

from series.desk.selection import LOG_ACTION, When, carry_out, rehearse
from series.models import Byline, ChecklistSettings, InstallmentPage
from tests import factories

pytestmark = pytest.mark.django_db

NOON = "2026-03-02T12:00:00+09:00"  # a Monday
TEN = datetime.fromisoformat("2026-03-09T10:00:00+09:00")


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOON, tick=True) as clock:
        yield clock


@pytest.fixture
def series():
    return factories.SeriesFactory(title="Rivers", slug="rivers", rhythm_days=7)


@pytest.fixture
def parts(series):
    made = [
        factories.InstallmentFactory(parent=series, title=title, live=False)
        for title in ("Alder", "Birch", "Cedar")
    ]
    for part in made:
        part.save_revision()
    return made


@pytest.fixture
def chief():
    return factories.UserFactory(username="chief", role="Managing editors")


def break_it(part):
    """Make the latest version of a part one that cannot be published: a name that is too long."""
    author = factories.AuthorFactory()
    draft = part.get_latest_revision_as_object()
    draft.bylines = [Byline(author=author, name="x" * 300)]
    draft.save_revision(clean=False)


def fresh(part):
    return InstallmentPage.objects.get(pk=part.pk)


def ids(parts):
    return [part.pk for part in parts]


def now(parts):
    return [(part.pk, None) for part in parts]


def test_the_dry_run_says_what_will_happen_in_running_order_and_changes_nothing(series, parts, chief):
    steps = rehearse(series, reversed(ids(parts)), When.NOW, None, chief)
    assert [(step.number, step.title, step.act.value, step.problems) for step in steps] == [
        (1, "Alder", "publish", ()),
        (2, "Birch", "publish", ()),
        (3, "Cedar", "publish", ()),
    ]
    assert not InstallmentPage.objects.live().exists()


def test_a_selection_is_published_one_after_the_other(series, parts, chief):
    outcomes = carry_out(series, now(parts), chief)
    assert all(outcome.done for outcome in outcomes)
    moments = [fresh(part).first_published_at for part in parts]
    assert moments == sorted(moments)
    entry = PageLogEntry.objects.get(action=LOG_ACTION)
    assert (entry.user, entry.data) == (chief, {"done": ["Alder", "Birch", "Cedar"], "failed": []})


def test_one_that_fails_is_reported_with_the_reason_and_does_not_stop_the_others(series, parts, chief):
    break_it(parts[1])
    outcomes = carry_out(series, now(parts), chief)
    assert [outcome.done for outcome in outcomes] == [True, False, True]
    assert "255 characters" in " ".join(outcomes[1].step.problems)
    assert [fresh(part).live for part in parts] == [True, False, True]


def test_an_error_nobody_thought_of_stops_only_its_own_part(series, parts, chief, monkeypatch, caplog):
    publish = InstallmentPage.publish

    def fail(page, *args, **kwargs):
        if page.pk == parts[0].pk:
            raise RuntimeError("The disk is full")
        return publish(page, *args, **kwargs)

    monkeypatch.setattr(InstallmentPage, "publish", fail)
    outcomes = carry_out(series, now(parts), chief)
    assert [outcome.done for outcome in outcomes] == [False, True, True]
    (problem,) = outcomes[0].step.problems
    assert problem == (
        f"Something went wrong that is not your doing. It is in the site’s log, as part {parts[0].pk}."
    )
    assert "The disk is full" in caplog.text


def test_a_part_in_moderation_waits_for_its_review(series, parts, chief):
    parts[0].get_workflow().start(parts[0], chief)
    [step] = rehearse(series, ids(parts[:1]), When.NOW, None, chief)
    assert step.problems == ("In moderation: decide the review first.",)


def test_a_part_whose_checklist_is_not_met_is_refused_at_the_moment_itself(series, parts, chief):
    assert rehearse(series, ids(parts[:1]), When.NOW, None, chief)[0].will_happen
    ChecklistSettings.objects.create(required={"topic": True})
    [step] = rehearse(series, ids(parts[:1]), When.NOW, None, chief)
    assert step.problems
    [outcome] = carry_out(series, now(parts[:1]), chief)
    assert (outcome.done, outcome.step.problems) == (False, step.problems)
    assert fresh(parts[0]).live is False


def test_somebodys_lock_holds_a_part_and_the_own_does_not(series, parts, chief):
    other = factories.UserFactory(username="lee")
    InstallmentPage.objects.filter(pk=parts[0].pk).update(
        locked=True, locked_by=other, locked_at=timezone.now()
    )
    InstallmentPage.objects.filter(pk=parts[1].pk).update(
        locked=True, locked_by=chief, locked_at=timezone.now()
    )
    steps = rehearse(series, ids(parts), When.NOW, None, chief)
    assert [step.problems for step in steps] == [("Locked by lee.",), (), ()]


def test_what_changed_after_the_dry_run_is_seen_at_the_moment_itself(series, parts, chief):
    assert rehearse(series, ids(parts), When.NOW, None, chief)[0].will_happen
    parts[0].get_workflow().start(parts[0], chief)
    parts[2].delete()
    outcomes = carry_out(series, now(parts), chief)
    assert [outcome.done for outcome in outcomes] == [False, True, False]
    assert outcomes[2].step.problems == ("The part is no longer in this series.",)


def test_a_live_part_without_changes_is_left_alone(series, chief):
    live = factories.InstallmentFactory(parent=series)
    [step] = rehearse(series, [live.pk], When.NOW, None, chief)
    assert (step.act.value, step.will_happen) == ("nothing", False)


def test_changes_of_a_live_part_are_published(series, chief):
    live = factories.InstallmentFactory(parent=series, title="Alder")
    factories.draft_of(live, title="Alder, revised")
    carry_out(series, now([live]), chief)
    assert fresh(live).title == "Alder, revised"


def test_the_first_at_a_time_and_the_others_in_the_rhythm_of_the_series(series, parts, chief):
    steps = rehearse(series, ids(parts), When.RHYTHM, TEN, chief)
    assert [step.moment for step in steps] == [TEN, TEN + timedelta(days=7), TEN + timedelta(days=14)]
    carry_out(series, [(step.part_id, step.moment) for step in steps], chief)
    assert [fresh(part).scheduled_revision.approved_go_live_at for part in parts] == [
        step.moment for step in steps
    ]
    assert not InstallmentPage.objects.live().exists()


def test_each_at_the_time_its_draft_asks_for_and_one_that_asks_for_none_is_refused(series, parts, chief):
    factories.draft_of(parts[0], go_live_at=TEN)
    steps = rehearse(series, ids(parts[:2]), When.OWN, None, chief)
    assert [(step.moment, step.problems) for step in steps] == [
        (TEN, ()), (None, ("The draft asks for no date.",)),
    ]  # fmt: skip


def test_at_once_is_at_once_even_for_a_part_that_was_scheduled(series, parts, chief):
    factories.draft_of(parts[0], go_live_at=TEN).publish()
    [step] = rehearse(series, ids(parts[:1]), When.NOW, None, chief)
    assert step.notes == ("No longer scheduled for 9 March 2026, 10:00 (UTC+09:00, Asia/Seoul).",)
    carry_out(series, now(parts[:1]), chief)
    part = fresh(parts[0])
    assert (part.live, part.go_live_at, part.scheduled_revision) == (True, None, None)


def test_a_part_that_would_have_expired_by_then_is_refused(series, parts, chief):
    factories.draft_of(parts[0], expire_at=TEN - timedelta(days=1))
    assert rehearse(series, ids(parts[:1]), When.NOW, None, chief)[0].problems == ()
    [step] = rehearse(series, ids(parts[:1]), When.TOGETHER, TEN, chief)
    assert "It would have expired by then" in step.problems[0]


def test_a_time_that_has_passed_since_the_dry_run_publishes_nothing(series, parts, chief, clock):
    clock.move_to(TEN + timedelta(hours=1))
    [outcome] = carry_out(series, [(parts[0].pk, TEN)], chief)
    assert "has passed" in outcome.step.problems[0]
    assert fresh(parts[0]).live is False


def test_an_editor_who_may_not_publish_is_refused_part_by_part(series, parts):
    editor = factories.UserFactory(role="Editors")
    outcomes = carry_out(series, now(parts), editor)
    assert [outcome.done for outcome in outcomes] == [False, False, False]
    assert outcomes[0].step.problems == ("You may not publish this part.",)
    assert not InstallmentPage.objects.live().exists()


def test_a_part_of_another_series_is_not_published_through_this_one(series, chief):
    stranger = factories.InstallmentFactory(live=False)
    [outcome] = carry_out(series, now([stranger]), chief)
    assert outcome.done is False
    assert fresh(stranger).live is False


# The view.


def address(series):
    return reverse("series_publish_selection", args=[series.pk])


def test_the_view_goes_from_the_dry_run_to_the_report(client, series, parts, chief):
    break_it(parts[1])
    client.force_login(chief)
    dry_run = client.post(address(series), {"part": ["all"]})
    assert [step.title for step in dry_run.context["lines"]] == ["Alder", "Birch", "Cedar"]
    assert "Cannot be done:" in dry_run.content.decode()
    assert not InstallmentPage.objects.live().exists()
    report = client.post(address(series), {"plan": dry_run.context["confirmed_by"]})
    assert [step.title for step in report.context["lines"]] == ["Alder", "Cedar"]
    assert InstallmentPage.objects.live().count() == 2


def test_a_date_is_asked_for_where_one_is_needed(client, series, parts, chief):
    client.force_login(chief)
    data = {"part": ids(parts), "when": "together"}
    assert "first" in client.post(address(series), data).context["form"].errors
    past = client.post(address(series), data | {"first": "2026-03-01 10:00"})
    assert "first" in past.context["form"].errors
    good = client.post(address(series), data | {"first": "2026-03-09 10:00"})
    assert [step.moment for step in good.context["lines"]] == [TEN] * 3


def test_without_a_rhythm_none_is_offered(client, chief):
    series = factories.SeriesFactory()
    part = factories.InstallmentFactory(parent=series, live=False)
    client.force_login(chief)
    page = client.post(address(series), {"part": [part.pk]}).content.decode()
    assert 'value="together"' in page
    assert 'value="rhythm"' not in page


@pytest.mark.parametrize(
    "plan",
    [
        "",
        "x",
        "[1]",
        "[[1]]",
        '[["a", null]]',
        '[[1, "soon"]]',
        '[[1, "2026-03-09"]]',
        "{}1",
        "1",
        pytest.param("[" * 100_000, id="nested"),
        "[[1e400, null]]",
        f"[[{10**30}, null]]",
        "[[true, null]]",
    ],
)
def test_a_forged_plan_is_refused(client, series, chief, plan):
    client.force_login(chief)
    assert client.post(address(series), {"plan": plan}).status_code == 302


def test_nothing_selected_is_said(client, series, chief):
    client.force_login(chief)
    response = client.post(address(series), {}, follow=True)
    assert "Select the parts first." in response.content.decode()


def test_the_report_stands_in_the_history_of_the_series(client, series, parts, chief):
    break_it(parts[1])
    carry_out(series, now(parts), chief)
    client.force_login(chief)
    history = client.get(reverse("wagtailadmin_pages:history", args=[series.pk])).content.decode()
    assert "Published or scheduled: “Alder”, “Cedar”. Refused: “Birch”." in history
