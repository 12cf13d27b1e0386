"""Findings as the command line says them, of one file and of a whole export alike."""

from series.manuscripts.manuscript import Finding
from series.manuscripts.moving_in.moving import Fate, Outcome
from series.manuscripts.moving_in.reporting import lines_of
from series.manuscripts.telling import told

LOSS = Finding("dropped", "Two words went.", (3, 4), count=2, passage="high\n water " + "x" * 200)


def test_a_finding_says_what_where_how_often_and_of_which_words():
    assert told(LOSS) == f"Dropped: Two words went. (line 3-4) (2 times) [high water {'x' * 109}…]"
    assert told(Finding("changed", "A dash.")) == "Changed: A dash."


def test_a_move_says_its_findings_in_the_same_words():
    refused = Outcome(Fate.REFUSED, 7, title="High", findings=(LOSS,))
    assert list(lines_of(refused, set())) == ["7 “High”: REFUSED", f"7 “High”: {told(LOSS)}"]
