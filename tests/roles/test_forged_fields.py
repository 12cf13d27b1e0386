"""Fields that a form does not have, sent all the same."""

import pytest
from django.urls import reverse

from series.models import Byline
from tests import factories
from tests.roles.world import CONTRIBUTOR, MANAGING, form_of, make_world

pytestmark = pytest.mark.django_db


def edit(client, page, **changes):
    return client.post(
        reverse("wagtailadmin_pages:edit", args=[page.pk]), form_of(page, page.get_parent(), **changes)
    )


@pytest.mark.parametrize("role", [CONTRIBUTOR, MANAGING])
def test_owner_number_series_and_life_are_not_written_by_a_form(role, client):
    world = make_world(role)
    client.force_login(world.actor)
    before = (world.own.owner_id, world.own.part_number, world.own.series_id, world.own.live)
    edit(
        client, world.own, title="Edited", owner=world.other.pk, part_number="42", series=world.other_series.pk,
        live="on", has_unpublished_changes="", locked="on",
    )  # fmt: skip
    world.own.refresh_from_db()
    assert world.own.draft_title == "Edited"
    assert (world.own.owner_id, world.own.part_number, world.own.series_id, world.own.live) == before
    draft = world.own.get_latest_revision_as_object()
    assert (draft.owner_id, draft.part_number, draft.series_id, draft.locked) == (*before[:3], False)


def test_a_contributor_changes_no_byline_through_the_form_of_the_series(client):
    world = make_world(CONTRIBUTOR)
    byline = Byline.objects.create(page=world.live, author=world.other_author, locale=world.live.locale)
    client.force_login(world.actor)
    response = edit(
        client, world.series,
        **{"installments-0-id": world.live.pk, "bylines-0-id": byline.pk, "bylines-0-name": "Forged"},
    )  # fmt: skip
    assert response.status_code == 302
    byline.refresh_from_db()
    assert byline.name == "Zora Whitlock"


def test_a_decision_comes_too_late_once_the_review_is_over(client):
    world = make_world(MANAGING)
    world.in_review.current_workflow_state.cancel(user=world.actor)
    client.force_login(world.actor)
    response = edit(
        client, world.in_review, **{"action-workflow-action": "1", "workflow-action-name": "approve"}
    )
    assert response.status_code == 302
    world.in_review.refresh_from_db()
    assert world.in_review.live is False


def test_a_new_series_takes_the_licence_of_the_house(client):
    from publication.models import Masthead

    masthead = Masthead.for_site(factories.home().get_site())
    masthead.default_licence = "cc-by-4.0"
    masthead.save()
    client.force_login(factories.UserFactory(role="Editors"))
    address = reverse("wagtailadmin_pages:add", args=["series", "seriespage", factories.series_index().pk])
    assert '<option value="cc-by-4.0" selected>' in client.get(address).content.decode()
