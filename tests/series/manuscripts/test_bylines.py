"""Bylines and affiliations as English and Korean papers write them."""

import pytest

from series.manuscripts.newspaper import read_newspaper

from .shared import kinds, paragraphs

FIRST = "The levee is older than anyone who votes on it, and both times it was raised the town borrowed."
SECOND = "Three groups could pay now: the people behind the wall, those who trade with them, and the young."


def read(head: str, tail: str = ""):
    return read_newspaper(f"Who pays for the levee\n{head}\n{FIRST}\n{SECOND}\n{tail}\n".encode())


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("By Maren Oakfield", ["Maren Oakfield"]),
        ("BY MAREN OAKFIELD", ["Maren Oakfield"]),
        ("By Maren Oakfield and 이진", ["Maren Oakfield", "이진"]),
        ("By Maren Oakfield, Choe Won-gi & Ann Bell", ["Maren Oakfield", "Choe Won-gi", "Ann Bell"]),
        ("By Ludwig van der Berg, Jr.", ["Ludwig van der Berg, Jr."]),
        ("Written by Maren Oakfield, Special to the Courier", ["Maren Oakfield"]),
        ("글 홍길동", ["홍길동"]),
        ("글 홍길동·김철수", ["홍길동", "김철수"]),
        ("글쓴이: 홍길동", ["홍길동"]),
        ("홍길동 기자", ["홍길동"]),
        ("홍길동 기자 gildong@paper.example", ["홍길동"]),
        ("홍길동·김철수 기자", ["홍길동", "김철수"]),
        ("홍길동 한국대 교수", ["홍길동"]),
    ],
)
def test_a_byline_names_its_authors_in_order(line, names):
    manuscript = read(line)
    assert [entry.name for entry in manuscript.byline] == names
    assert paragraphs(manuscript) == [FIRST, SECOND]
    assert any(line in finding.passage for finding in manuscript.findings)


@pytest.mark.parametrize(
    "line", ["By design the levee fails first at the mill.", "By Monday the water was gone again."]
)
def test_a_sentence_that_begins_with_by_is_no_byline(line):
    manuscript = read_newspaper(f"{FIRST}\n{line}\n{SECOND}\n".encode())
    assert manuscript.byline == ()
    assert paragraphs(manuscript) == [FIRST, line, SECOND]


def test_a_name_in_capitals_is_written_as_the_text_writes_it():
    manuscript = read("By CHOE WON-GI", "Choe Won-gi is a professor at Arden College.")
    assert [entry.name for entry in manuscript.byline] == ["Choe Won-gi"]


@pytest.mark.parametrize(
    ("sentence", "position", "organisation"),
    [
        ("is a professor of river studies at Arden College.", "professor of river studies", "Arden College"),
        (
            "is director of the Center for Rivers at Arden College.",
            "director of the Center for Rivers",
            "Arden College",
        ),
        ("is a fellow of the River Desk.", "fellow", "River Desk"),
        ("is a fellow at the Arden Institute and a former mayor.", "fellow", "Arden Institute"),
        ("serves as head of research at the Asan Institute.", "head of research", "Asan Institute"),
        (", professor at Arden College, writes about rivers.", "professor", "Arden College"),
        ("teaches public finance at Arden College.", "", "Arden College"),
        ("lives by the river.", "", ""),
    ],
)
def test_a_biography_gives_position_and_organisation(sentence, position, organisation):
    tail = f"Maren Oakfield {sentence}".replace(" ,", ",")
    manuscript = read("By Maren Oakfield", tail)
    (author,) = manuscript.byline
    assert (author.position, author.organisation, author.biography) == (position, organisation, tail)
    assert paragraphs(manuscript) == [FIRST, SECOND]


def test_a_biography_of_two_is_split_by_author_in_whatever_order():
    manuscript = read(
        "By Maren Oakfield and 이진",
        "이진 is a fellow of the River Desk. Maren Oakfield teaches at Arden College.",
    )
    assert [entry.biography for entry in manuscript.byline] == [
        "Maren Oakfield teaches at Arden College.",
        "이진 is a fellow of the River Desk.",
    ]


def test_a_korean_biography_gives_position_and_organisation():
    (author,) = read("글 홍길동", "홍길동은 한국대 교수다. 강에 관한 책을 썼다.").byline
    assert (author.position, author.organisation) == ("교수", "한국대")


def test_a_korean_agency_names_its_reporter_before_the_first_sentence():
    text = (
        "강물이 밤새 불어났다. 아무도 그것을 알지 못했다. 아침이 되어서야 사람들은 물이 들어온 것을 보았다."
    )
    manuscript = read_newspaper(f"누가 강물을 읽는가\n[서울=연합뉴스] 홍길동 기자 = {text}\n".encode())
    assert [(entry.name, entry.organisation) for entry in manuscript.byline] == [("홍길동", "연합뉴스")]
    assert paragraphs(manuscript) == [text]


def test_a_name_without_by_is_the_byline_when_the_end_presents_this_person():
    manuscript = read("MAREN OAKFIELD", "Maren Oakfield teaches at Arden College.")
    assert [entry.name for entry in manuscript.byline] == ["Maren Oakfield"]
    assert read("MAREN OAKFIELD").byline == ()


def test_another_byline_within_the_text_is_kept_with_a_warning():
    manuscript = read_newspaper(
        f"By Maren Oakfield\n{FIRST}\nBy Ann Bell\n{SECOND}\n{FIRST[::-1]}\n{SECOND[::-1]}\n".encode()
    )
    assert "By Ann Bell" in paragraphs(manuscript)
    assert [finding.place for finding in kinds(manuscript, "kept")] == [(3,)]


def test_a_last_paragraph_about_a_country_is_no_biography():
    last = "South Korea is a partner in the region, and it will remain a member of the forum for many years."
    manuscript = read_newspaper(f"{FIRST}\n{SECOND}\n{last}\n".encode())
    assert manuscript.byline == ()
    assert paragraphs(manuscript)[-1] == last
