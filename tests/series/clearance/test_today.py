"""What outside authors answered, on the home of the admin."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from series.clearance.requests import Recipient, make_request
from series.desk.today.answers import comments_for_me
from series.desk.today.clearances import clearances_for_me
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel("2026-03-02T12:00:00+09:00", tick=False) as traveller:
        yield traveller


def told(user):
    return [(entry.title, entry.alert, entry.detail) for entry in clearances_for_me(user)]


def test_who_asked_is_told_that_the_author_cleared_it(piece, ask, answer, editor):
    request, address = ask()
    assert told(editor) == []
    answer(request, address, "approve")
    place = f"part 1 · {piece.series.title}"
    assert told(editor) == [("The gauge", "", f"Zora Whitlock: cleared, 2 March 2026 · {place}")]
    assert told(factories.UserFactory(role="Editors")) == []


def test_a_change_that_voids_it_and_a_link_that_ran_out_call_for_something(
    piece,
    ask,
    answer,
    editor,
    clock,
):
    request, address = ask()
    answer(request, address, "approve")
    factories.draft_of(piece, standfirst="Who pays, then?")
    [entry] = clearances_for_me(editor)
    assert entry.alert == "Changed since it was cleared"
    assert f"/clearance/{piece.pk}/" in entry.url
    silent = factories.InstallmentFactory(parent=piece.series, title="Silent", live=False)
    silent.save_revision()
    make_request(silent, Recipient("A. Oak", "oak@example.org", "en", days=7), editor)
    clock.shift(timedelta(days=8))
    assert ("Silent", "A link ran out without an answer") in [line[:2] for line in told(editor)]


def test_what_is_out_or_scheduled_needs_no_clearance_any_more(piece, ask, answer, editor):
    request, address = ask()
    answer(request, address, "approve")
    factories.draft_of(piece, go_live_at=timezone.now() + timedelta(days=1)).publish()
    assert told(editor) == []
    piece.revisions.latest("pk").publish()
    assert told(editor) == []


def test_a_comment_of_an_author_is_told_under_the_authors_name(piece, ask, answer, editor):
    request, address = ask()
    answer(request, address, **{"comment-title": "Which gauge?"})
    [entry] = comments_for_me(editor)
    assert "1 open comment · the last by Zora Whitlock" in entry.detail
