"""A dry run of a move meets what a real run would meet, and says it as one."""

import pytest

from series.manuscripts.moving_in import moving
from tests.series.manuscripts.moving_in.moves import run
from tests.series.manuscripts.wordpress.exports import post, term, wxr

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("dry_run", [True, False])
def test_a_fault_in_the_reader_stops_no_other_post(tmp_path, monkeypatch, dry_run):
    def read(found, *others):
        if found.id == 2:
            raise RuntimeError("the roof fell in")
        return read_post(found, *others)

    read_post = moving.read_post
    monkeypatch.setattr(moving, "read_post", read)
    rivers = term("series", "rivers", "Rivers")
    data = wxr(*(post(number, f"Piece {number}", more=rivers) for number in (1, 2, 3)))
    moved = run(tmp_path, data, dry_run=dry_run)
    fates = [moved.item(number)["outcome"] for number in (1, 2, 3)]
    fate = "planned" if dry_run else "created"
    assert fates == [fate, "refused", fate]
    assert moved.findings(2) == ["RuntimeError: the roof fell in"]
    assert moved.failure == "1 posts were refused; the lines above say why."
