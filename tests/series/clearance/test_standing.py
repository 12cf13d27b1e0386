"""Who has cleared what: derived from hashes, for several authors, in a constant number of queries."""

import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from series.checklist.evaluation import missing_of, missing_of_all
from series.clearance.requests import revoke
from series.clearance.states import State
from series.models import Byline, ClearanceRequest
from tests import factories


def states(piece):
    page = type(piece).objects.get(pk=piece.pk)
    return [(standing.name, standing.state) for standing in missing_of(page).clearances]


def findings(piece):
    checklist = missing_of(type(piece).objects.get(pk=piece.pk))
    return [
        found.message
        for point in checklist.points
        if point.rule.code == "cleared"
        for found in point.findings
    ]


def test_from_not_asked_to_cleared(piece, ask, answer):
    assert states(piece) == [("Zora Whitlock", State.NOT_ASKED)]
    request, address = ask()
    assert states(piece) == [("Zora Whitlock", State.ASKED)]
    answer(request, address, "approve")
    assert states(piece) == [("Zora Whitlock", State.CLEARED)]
    assert findings(piece) == []


def test_a_later_change_voids_it_and_a_change_back_restores_it(piece, ask, answer):
    with time_machine.travel("2026-03-03T03:00:00Z", tick=False):
        request, address = ask()
        answer(request, address, "approve")
        factories.draft_of(piece, standfirst="Who pays, then?")
    assert states(piece) == [("Zora Whitlock", State.VOIDED)]
    assert findings(piece) == [
        "Zora Whitlock cleared the text on 3 March 2026; later changes made that void."
    ]
    factories.draft_of(piece, standfirst="Who pays?")
    assert states(piece) == [("Zora Whitlock", State.CLEARED)]


def test_what_the_editors_answer_for_voids_nothing(piece, ask, answer):
    request, address = ask()
    answer(request, address, "approve")
    factories.draft_of(piece, editors_note="<p>The last in a series.</p>", disclosure="None.")
    assert states(piece) == [("Zora Whitlock", State.CLEARED)]


def test_a_byline_that_changes_voids_it(piece, ask, answer):
    request, address = ask()
    answer(request, address, "approve")
    draft = piece.get_latest_revision_as_object()
    byline = draft.bylines.first()
    byline.organisation = "An institute"
    draft.bylines = [byline]
    draft.save_revision()
    assert states(piece) == [("Zora Whitlock", State.VOIDED)]


def test_revoking_a_link_leaves_its_approval_on_record(piece, ask, answer):
    request, address = ask()
    answer(request, address, "approve")
    revoke(request, None)
    assert states(piece) == [("Zora Whitlock", State.CLEARED)]


def test_a_link_that_no_longer_works_is_told(piece, ask):
    request, _ = ask()
    revoke(request, None)
    assert states(piece) == [("Zora Whitlock", State.LAPSED)]


def test_several_authors_are_told_apart(piece, ask, answer):
    abel = factories.AuthorFactory(title="Abel Anand")
    draft = piece.get_latest_revision_as_object()
    draft.bylines = [
        *draft.bylines.all(),
        Byline(author=abel, name="Abel Anand", locale=piece.locale, sort_order=1),
    ]
    draft.save_revision()
    request, address = ask()
    answer(request, address, "approve")
    assert states(piece) == [("Zora Whitlock", State.CLEARED), ("Abel Anand", State.NOT_ASKED)]
    assert findings(piece) == ["Abel Anand has not been asked to clear the text."]


def test_organisations_and_colleagues_are_not_waited_for(db):
    editors = factories.AuthorFactory(title="Series Editors", kind="organisation")
    colleague = factories.AuthorFactory(title="Min-ji Park")
    user = factories.UserFactory()
    user.author_page = colleague
    user.save()
    piece = factories.InstallmentFactory(bylines=[editors, colleague])
    assert states(piece) == []


def test_a_photographer_is_not_waited_for(piece):
    draft = piece.get_latest_revision_as_object()
    byline = draft.bylines.first()
    byline.role = Byline.Role.PHOTOGRAPHER
    draft.bylines = [byline]
    draft.save_revision()
    assert states(piece) == []


def test_somebody_else_who_was_asked_is_told_too(piece, ask):
    ask(name="The Minister", email="minister@example.org", author_id=None)
    assert states(piece)[1] == ("The Minister", State.ASKED)


def test_an_approval_follows_its_author_through_a_merge(piece, ask, answer, zora):
    request, address = ask()
    answer(request, address, "approve")
    heir = factories.AuthorFactory(title="Z. Whitlock")
    type(zora).objects.filter(pk=zora.pk).update(merged_into=heir)
    assert ClearanceRequest.objects.get().person_id == heir.pk
    assert states(piece) == [("Zora Whitlock", State.CLEARED)]


def test_the_number_of_queries_does_not_grow(editor, zora):
    series = factories.SeriesFactory()
    pages = [factories.InstallmentFactory(parent=series, bylines=[zora]) for _ in range(12)]
    for page in pages:
        page.save_revision()
        ClearanceRequest.objects.create(
            page=page, revision=page.latest_revision, content={}, text_hash="x", token_hash=str(page.pk),
            name="Z", email="z@example.org", language="en", author=zora, approved_at="2026-03-03T03:00:00Z",
            expires_at="2026-03-17T03:00:00Z",
        )  # fmt: skip

    def asked(some):
        with CaptureQueriesContext(connection) as queries:
            missing_of_all(some)
        return len(queries)

    assert asked(pages[:1]) == asked(pages)
