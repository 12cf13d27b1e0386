"""Documents that LibreOffice wrote (tests/series/manuscripts/files/), as it writes lists, notes, changes and captions."""

from series.manuscripts.manuscript import Manuscript
from series.manuscripts.word import read_word

from .looking import everything, shapes, told
from .mutations import FILES


def read_file(name: str) -> Manuscript:
    return read_word((FILES / name).read_bytes(), name=name)


def test_a_page_saved_from_html():
    manuscript = read_file("weirs.docx")
    assert manuscript.title == "What a Weir Remembers"
    assert [(entry.name, entry.biography) for entry in manuscript.byline] == [
        ("Maren Oakfield", "Maren Oakfield is a hydrologist at Arden College."),
        ("이진", "이진 is a mason."),
    ]
    kinds = [shape[0] for shape in shapes(manuscript)]
    assert kinds == ["p", "h2", "p", "ol", "p", "ol", "quote", "h3", "table", "p"]
    lists = [shape for shape in shapes(manuscript) if shape[0] == "ol"]
    marks = ("Find the mark.", ["Look below the moss.", "Look on the downstream side."])
    assert lists == [
        ("ol", 1, ["Clean the stone.", marks, "Write down the height."]),
        ("ol", 4, ["Compare it with the gauge."]),
    ]
    assert shapes(manuscript)[8] == (
        "table", ("Weir", "Mark (m)", "Gauge (m)"), ("Alder", "3.2", "3.1"), ("No mark at Corran", "", "2.8"),
    )  # fmt: skip
    assert manuscript.body[2].words.links == (("the list of marks", "https://weirs.example/marks?a=1&b=2"),)


def test_notes_changes_comments_hidden_text_and_a_text_box():
    manuscript = read_file("ferry.docx")
    assert (manuscript.title, manuscript.byline[0].name) == ("The Last Ferry Runs on Paper", "최원기")
    assert manuscript.byline[0].position == "교수"
    assert manuscript.standfirst.startswith("A crossing that exists only")
    assert manuscript.body[0].words.plain == (
        "The ferry at Port Arden still has a timetable. It sails on no day of the week[^1], and its crew is paid to wait[^2]."
    )
    assert manuscript.footnotes[0].words.plain == "Port office, Tables for the Year, see the tables."
    assert manuscript.footnotes[0].words.links == (("the tables", "https://port.example/tables"),)
    assert [(one.by, one.text, one.passage) for one in manuscript.comments] == [
        ("Second Reader", "Is this still so?", "Nobody on the island does,")
    ]
    whole = everything(manuscript)
    for absent in (
        "certainly never",
        "hidden remark",
        "desk machine",
        "Internal working title",
        "Desk Editor",
    ):
        assert absent not in whole
    assert (
        whole.count("wall is from 2015") == 2
    )  # in the text once, and in the finding that says where it was put
    assert "1 insertion" in told(manuscript)
    assert "1 deletion" in told(manuscript)


def test_a_korean_text_without_styles():
    manuscript = read_file("river-korean.docx")
    assert manuscript.language == "ko"
    assert manuscript.title == "강은 누구의 것인가"
    author = manuscript.byline[0]
    assert (author.name, author.position, author.organisation) == ("최원기", "교수", "국립외교원")
    assert author.biography == "최원기는 국립외교원 교수이다."
    assert [shape[0] for shape in shapes(manuscript)] == ["p", "h2", "p", "p"]
    assert manuscript.footnotes[0].words.plain == "하천 관리 기록, 2024년."


def test_captions_as_fields_a_picture_and_a_table_with_merged_cells():
    manuscript = read_file("gauges.docx")
    assert [entry.name for entry in manuscript.byline] == ["Ann Bell", "Tomasz Wren", "Ines Corran"]
    assert shapes(manuscript)[1] == (
        "image", "A flat boat tied to a post at low water", "Illustration 1: The boat in March.", "Ines Corran",
    )  # fmt: skip
    table = manuscript.body[3]
    assert (table.caption, table.source) == (
        "Readings in the week of the flood",
        "the schoolteacher’s notebook.",
    )
    assert shapes(manuscript)[3] == (
        "table", ("Gauge", "Monday", "Friday"), ("Pier", "1.2", "2.9"), ("", "1.3", "3.0"),
    )  # fmt: skip
