"""What moves stand on: a day, a mapping of topics, a post that fails."""

from datetime import UTC, datetime

import pytest
import time_machine

from series.manuscripts.moving_in import pieces
from series.models import ChecklistSettings
from tests.series.manuscripts.moving_in.moved import piece, rivers
from tests.series.manuscripts.moving_in.moves import run
from tests.series.manuscripts.wordpress.exports import post, wxr


@pytest.fixture
def _today():
    with time_machine.travel(datetime(2026, 5, 1, tzinfo=UTC), tick=True):
        yield


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


@pytest.fixture
def mapping(tmp_path):
    path = tmp_path / "topics.csv"
    path.write_text("from,to\nWater Policy,Rivers and rates\nNews,\nMüll,Waste\n", encoding="utf-8")
    return path


@pytest.fixture
def second_fails(monkeypatch):
    """The second post meets something that nobody thought of, after its series, author and topic were made."""

    def fail(self, post, page, state):
        if post.id == 2:
            raise RuntimeError("the roof fell in")
        return date(self, post, page, state)

    date = pieces.PieceWriter._date
    monkeypatch.setattr(pieces.PieceWriter, "_date", fail)
    return monkeypatch
