"""What moves stand on: a day, a mapping of topics, a post that fails."""

from datetime import UTC, datetime

import pytest
import time_machine

from series.manuscripts.moving_in import pieces


@pytest.fixture
def _today():
    with time_machine.travel(datetime(2026, 5, 1, tzinfo=UTC), tick=True):
        yield


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
