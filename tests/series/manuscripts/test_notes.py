"""Editor's notes and what they say of the series."""

import pytest

from series.manuscripts.newspaper import read_newspaper
from series.manuscripts.notes import has_end_mark, says_last_in_series

from .shared import paragraphs

PARAGRAPH = "The levee is older than anyone who votes on it, and both times it was raised the town borrowed."
KOREAN = "첫 수위표는 물방앗간 주인이 칠한 말뚝이었다. 그는 일요일마다 물의 높이를 적었다."


@pytest.mark.parametrize(
    "note",
    [
        "This is the last in a series of contributions on river towns.",
        "This is the last in a five-part series that appeared weekly.",
        "This is the last of four pieces on river towns.",
        "This is the final installment.",
        "The final installment of a series on levees.",
        "This article is the final part of our series.",
        "This is the sixth of six articles.",
        "Part 6 of 6.",
        "This essay concludes the series.",
        "이 글은 강마을 연재의 마지막 회입니다.",
        "지난 3월에 시작한 시리즈의 마지막 글이다.",
        "이번 회로 연재를 마칩니다.",
    ],
)
def test_a_note_that_says_last_closes_the_series(note):
    assert says_last_in_series(note)


@pytest.mark.parametrize(
    "note",
    [
        "",
        "This is the second of four pieces on river towns. The first ran on March 2.",
        "This is the fifth of six pieces. The last in the series will run on Friday.",
        "This is not the last in the series.",
        "This is the next to last part of the series.",
        "The last of the levees was built in 1978.",
        "Part 5 of 6.",
        "이 글은 여섯 편 가운데 다섯 번째다. 다음 회가 마지막 회다.",
    ],
)
def test_a_note_that_does_not_say_last_leaves_the_series_open(note):
    assert not says_last_in_series(note)


@pytest.mark.parametrize(
    ("title", "closes"), [("강물 <6·끝>", True), ("Levees (6/6)", True), ("Levees (5/6)", False)]
)
def test_an_end_mark_in_the_title_closes_the_series(title, closes):
    assert has_end_mark(title) is closes


@pytest.mark.parametrize(
    ("line", "note"),
    [
        ("ED. note: It floods. — Ed.", "It floods."),
        ("Editor's note: It floods.", "It floods."),
        ("Editor’s Note — It floods.", "It floods."),
        ("[Editors' note: It floods.]", "It floods."),
        ("(It floods. - The Editors)", "It floods."),
        ("It floods. ― ED.", "It floods."),
        ("It floods. (Ed.)", "It floods."),
        ("[편집자 주] 물이 불어난다.", "물이 불어난다."),
        ("편집자주: 물이 불어난다.", "물이 불어난다."),
        ("※ 물이 불어난다. <편집자 주>", "물이 불어난다."),
    ],
)
def test_the_mark_of_a_note_is_taken_off_and_reported(line, note):
    manuscript = read_newspaper(f"By Maren Oakfield\n{PARAGRAPH}\n{line}\n".encode())
    assert manuscript.editors_note == note
    assert [finding.passage for finding in manuscript.findings if "editor's note" in finding.what] == [line]


@pytest.mark.parametrize(
    "line", ["Editors note that prices rise when the water does.", "The book is by Smith (ed.)"]
)
def test_a_sentence_that_only_sounds_like_a_mark_stays_in_the_body(line):
    manuscript = read_newspaper(f"By Maren Oakfield\n{PARAGRAPH}\n{line}\n{PARAGRAPH[::-1]}\n".encode())
    assert manuscript.editors_note == ""
    assert line in paragraphs(manuscript)
