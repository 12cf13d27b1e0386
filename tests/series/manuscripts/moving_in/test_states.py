"""Scheduled, public and dated posts."""

from datetime import UTC, datetime

import pytest
from django.utils import timezone

from series.models import ChecklistSettings
from tests.series.manuscripts.moving_in.moved import piece, rivers
from tests.series.manuscripts.moving_in.moves import run
from tests.series.manuscripts.wordpress.exports import post, wxr

pytestmark = pytest.mark.django_db


@pytest.mark.usefixtures("_today")
def test_a_scheduled_post_that_meets_the_checklist_is_scheduled(tmp_path):
    run(tmp_path, wxr(post(1, status="future", gmt="2026-06-01 00:00:00", more=rivers("1"))))
    assert piece(1).scheduled_revision.approved_go_live_at == datetime(2026, 6, 1, tzinfo=UTC)
    assert not piece(1).live


@pytest.mark.usefixtures("_today")
def test_a_scheduled_post_that_lacks_a_required_point_is_a_draft_with_its_date(tmp_path):
    ChecklistSettings.objects.create(required={"standfirst": True})
    moved = run(tmp_path, wxr(post(1, status="future", gmt="2026-06-01 00:00:00", more=rivers("1"))))
    assert piece(1).scheduled_revision is None
    assert piece(1).get_latest_revision_as_object().go_live_at == datetime(2026, 6, 1, tzinfo=UTC)
    assert moved.item(1)["state"] == "draft"


@pytest.mark.usefixtures("_today")
def test_a_scheduled_post_whose_date_has_passed_is_a_draft(tmp_path):
    moved = run(tmp_path, wxr(post(1, status="future", gmt="2026-04-01 00:00:00", more=rivers("1"))))
    assert (piece(1).live, piece(1).scheduled_revision, piece(1).go_live_at) == (False, None, None)
    assert "Its date has passed since the export; it is a draft." in moved.findings(1)


def test_what_readers_had_is_published_although_the_checklist_lacks_something_which_is_told(tmp_path):
    ChecklistSettings.objects.create(required={"standfirst": True, "topic": True})
    moved = run(tmp_path, wxr(post(1, more=rivers("1"))))
    assert piece(1).live
    assert [what for what in moved.findings(1) if what.startswith("Published all the same:")] != []


def test_a_public_post_without_any_date_is_published_now(tmp_path):
    data = wxr(post(1, date="", gmt="", more=rivers("1"))).replace(b"Mon, 02 Mar 2026", b"")
    run(tmp_path, data)
    assert (timezone.now() - piece(1).first_published_at).total_seconds() < 600


def test_a_change_after_publication_keeps_its_date(tmp_path):
    changed = "<wp:post_modified_gmt>2026-04-05 06:07:08</wp:post_modified_gmt>"
    run(tmp_path, wxr(post(1, more=rivers("1") + changed)))
    page = piece(1)
    assert page.first_published_at == datetime(2026, 3, 2, tzinfo=UTC)
    assert (
        page.last_published_at == page.latest_revision_created_at == datetime(2026, 4, 5, 6, 7, 8, tzinfo=UTC)
    )
    assert not page.has_unpublished_changes
