"""Title, standfirst, byline, editor's note and biographies: recognised, and said to be guesses with their passage."""

import pytest

from .looking import read, read_bare, shapes, told
from .making import LONG, STYLES, p, r

TITLE = p("Salt in the Delta", style="Title")
HOUSE = STYLES + "".join(
    f'<w:style w:type="paragraph" w:styleId="{name.replace(" ", "")}"><w:name w:val="{name}"/></w:style>'
    for name in ("Byline", "Biography", "Standfirst", "Affiliation")
)


def names(manuscript):
    return [entry.name for entry in manuscript.byline]


def test_several_names_in_two_scripts_keep_their_order():
    manuscript = read_bare(TITLE + p("By Maren Oakfield, 이진 and Tomasz Wren") + p(LONG))
    assert names(manuscript) == ["Maren Oakfield", "이진", "Tomasz Wren"]
    assert [entry.language for entry in manuscript.byline] == ["en", "ko", "en"]
    assert shapes(manuscript) == [("p", LONG)]


def test_korean_lines_name_their_authors_with_positions():
    for line in ("글 최원기 교수", "최원기 교수", "글쓴이: 최원기 교수"):
        manuscript = read_bare(TITLE + p(line) + p(LONG))
        assert [(entry.name, entry.position) for entry in manuscript.byline] == [("최원기", "교수")], line


def test_several_korean_authors_with_positions():
    manuscript = read_bare(TITLE + p("최원기 교수, 이진 연구원") + p(LONG))
    assert [(entry.name, entry.position) for entry in manuscript.byline] == [
        ("최원기", "교수"),
        ("이진", "연구원"),
    ]


def test_a_bare_name_in_the_middle_is_a_byline():
    manuscript = read_bare(TITLE + p("Maren Oakfield", properties='<w:jc w:val="center"/>') + p(LONG))
    assert names(manuscript) == ["Maren Oakfield"]


def test_a_bare_name_with_an_affiliation_below_is_a_byline():
    manuscript = read_bare(TITLE + p("Maren Oakfield") + p("Professor, Arden College") + p(LONG))
    assert names(manuscript) == ["Maren Oakfield"]
    assert manuscript.byline[0].organisation == "Arden College"
    assert shapes(manuscript) == [("p", LONG)]


def test_a_bare_name_that_the_end_presents_is_a_byline():
    end = p("Maren Oakfield is a hydrologist in Alder.")
    manuscript = read_bare(TITLE + p("Maren Oakfield") + p(LONG) + p(LONG) + end)
    assert names(manuscript) == ["Maren Oakfield"]
    assert manuscript.byline[0].biography == "Maren Oakfield is a hydrologist in Alder."


def test_short_lines_that_are_no_names_stay_text():
    manuscript = read_bare(TITLE + p("Nobody Knows Why") + p(LONG))
    assert names(manuscript) == []
    assert ("p", "Nobody Knows Why") in shapes(manuscript)


def test_the_line_between_title_and_byline_is_the_standfirst():
    manuscript = read_bare(TITLE + p("― Dikes do not stop it. ―") + p("By Ann Bell") + p(LONG))
    assert manuscript.standfirst == "Dikes do not stop it."
    assert "guessed: This line between title and byline" in told(manuscript)


def test_a_subtitle_is_the_standfirst_and_a_byline_in_its_style_is_a_byline():
    manuscript = read_bare(
        TITLE + p("Dikes do not stop it.", style="Subtitle") + p("By Ann Bell", style="Subtitle") + p(LONG)
    )
    assert manuscript.standfirst == "Dikes do not stop it. By Ann Bell" or names(manuscript) == ["Ann Bell"]
    first = read_bare(
        TITLE + p("By Ann Bell", style="Subtitle") + p("Dikes do not stop it.", style="Subtitle") + p(LONG)
    )
    assert (names(first), first.standfirst) == (["Ann Bell"], "Dikes do not stop it.")


def test_dates_and_addresses_beside_the_byline_are_left_out_and_told():
    manuscript = read_bare(TITLE + p("By Ann Bell") + p("ann@college.example") + p("12 May 2026") + p(LONG))
    assert shapes(manuscript) == [("p", LONG)]
    passages = [finding.passage for finding in manuscript.findings if finding.kind == "dropped"]
    assert passages == ["ann@college.example", "12 May 2026"]


def test_the_editors_note_is_found_at_either_end():
    note = "This is the first of three pieces on salt."
    for body in (p(f"Editor’s note: {note}") + p(LONG), p(LONG) + p(f"{note} - ED.")):
        manuscript = read_bare(TITLE + p("By Ann Bell") + body)
        assert manuscript.editors_note == note
        assert shapes(manuscript) == [("p", LONG)]


def test_a_note_that_ends_the_series_says_so():
    manuscript = read_bare(
        TITLE + p("By Ann Bell") + p(LONG) + p("This is the last in a series on salt. - ED.")
    )
    assert manuscript.closes_series


def test_the_biographies_of_two_are_divided():
    end = p(r("Ann Bell teaches in Alder. Tomasz Wren was a clerk.", "<w:i/>"))
    manuscript = read_bare(
        TITLE + p("By Ann Bell and Tomasz Wren") + p(LONG) + p("About the authors", style="Heading1") + end
    )
    assert [entry.biography for entry in manuscript.byline] == [
        "Ann Bell teaches in Alder.",
        "Tomasz Wren was a clerk.",
    ]
    assert shapes(manuscript) == [("p", LONG)]


def test_a_note_on_the_byline_is_a_biography():
    mark = '<w:r><w:footnoteReference w:customMarkFollows="1" w:id="2"/><w:t>*</w:t></w:r>'
    notes = f'<w:footnote w:id="2">{p("* Reader in hydrology, Arden College.")}</w:footnote>'
    manuscript = read_bare(TITLE + p("By Ann Bell", mark) + p(LONG), footnotes=notes)
    assert [(entry.name, entry.biography) for entry in manuscript.byline] == [
        ("Ann Bell", "Reader in hydrology, Arden College.")
    ]
    assert manuscript.footnotes == ()


def test_a_note_on_the_title_is_quoted_in_a_finding():
    mark = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    notes = f'<w:footnote w:id="2">{p("First given as a talk.")}</w:footnote>'
    manuscript = read_bare(p("Salt", mark, style="Title") + p(LONG), footnotes=notes)
    assert manuscript.title == "Salt"
    assert "First given as a talk." in [finding.passage for finding in manuscript.findings]


def test_house_styles_say_what_everything_is():
    body = TITLE + p("It rises.", style="Standfirst") + p("Ann Bell and 이진", style="Byline") + p(LONG)
    manuscript = read_bare(
        body + p("Ann Bell teaches.", style="Biography") + p("이진은 석공이다.", style="Biography"),
        styles=HOUSE,
    )
    assert (manuscript.standfirst, names(manuscript)) == ("It rises.", ["Ann Bell", "이진"])
    assert [entry.biography for entry in manuscript.byline] == ["Ann Bell teaches.", "이진은 석공이다."]
    assert shapes(manuscript) == [("p", LONG)]


def test_a_picture_in_the_title_stays_in_the_text():
    from .making import picture, png, relationship

    body = p("Salt", picture(alt="A dike"), style="Title") + p(LONG)
    manuscript = read_bare(
        body, relationships=relationship("rId50", "image", "media/a.png"), files={"word/media/a.png": png()}
    )
    assert shapes(manuscript) == [("image", "A dike", "", ""), ("p", LONG)]


def test_the_language_is_guessed_and_the_other_one_is_marked():
    english = read(p(f"{LONG} The ministry (외교부, 國立外交院) said so."))
    assert english.language == "en"
    assert [(span.text, span.language) for span in english.body[0].words.spans if span.language] == [
        ("외교부, 國立外交院", "ko")
    ]
    korean = read_bare(
        p("강은 흐른다", style="Title")
        + p("강은 언제나 흐른다. The river always flows on 이라고 한다. OECD 보고서는 다르다.")
    )
    assert korean.language == "ko"
    assert [span.text for span in korean.body[0].words.spans if span.language == "en"] == [
        "The river always flows on"
    ]


def test_lines_that_a_break_divides_are_read_one_by_one():
    broken = p("By Ann Bell", "<w:r><w:br/></w:r>", "Professor, Arden College")
    manuscript = read_bare(TITLE + broken + p(LONG))
    author = manuscript.byline[0]
    assert (author.name, author.position, author.organisation) == ("Ann Bell", "Professor", "Arden College")
    assert shapes(manuscript) == [("p", LONG)]


def test_marks_that_lead_from_names_to_notes_are_no_part_of_names():
    raised = r("1", '<w:vertAlign w:val="superscript"/>')
    assert names(read_bare(TITLE + p("By Ann Bell*, Tomasz Wren", raised) + p(LONG))) == [
        "Ann Bell",
        "Tomasz Wren",
    ]


def test_a_biography_under_the_byline_is_one():
    manuscript = read_bare(
        TITLE + p("By Ann Bell") + p(r("Ann Bell is a reader in hydrology.", "<w:i/>")) + p(LONG)
    )
    assert (manuscript.byline[0].biography, manuscript.standfirst) == (
        "Ann Bell is a reader in hydrology.",
        "",
    )


def test_the_end_mark_and_a_second_title_go_and_are_told():
    manuscript = read_bare(TITLE + p("Salt in the Delta") + p("By Ann Bell") + p(LONG) + p("- END -"))
    assert (shapes(manuscript), manuscript.standfirst) == ([("p", LONG)], "")
    assert "The mark of the text's end" in told(manuscript)


def test_a_korean_author_with_a_title_is_presented_at_the_end():
    end = p("최원기 교수는 국립외교원에서 아세안을 연구한다.")
    manuscript = read_bare(
        p("강의 이름", style="Title") + p("글 최원기 교수") + p("강은 흐른다. " * 20) + end
    )
    assert manuscript.byline[0].biography == "최원기 교수는 국립외교원에서 아세안을 연구한다."


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Author: Ann Bell", [("Ann Bell", "", "")]),
        ("Authors: Ann Bell and 이진", [("Ann Bell", "", ""), ("이진", "", "")]),
        ("저자: 최원기 교수", [("최원기", "교수", "")]),
        ("By Ann Bell, Arden College", [("Ann Bell", "", "Arden College")]),
        ("By Ann Bell, Professor, Arden College", [("Ann Bell", "Professor", "Arden College")]),
        ("By Ann Bell (Arden College) and Tomasz Wren (Alder University)",
         [("Ann Bell", "", "Arden College"), ("Tomasz Wren", "", "Alder University")]),
        ("Ann Bell | Arden College", [("Ann Bell", "", "Arden College")]),
        ("Ann Bell", [("Ann Bell", "", "")]),
    ],
)  # fmt: skip
def test_a_line_under_the_title_credits_in_many_ways(line, expected):
    manuscript = read_bare(TITLE + p(line) + p(LONG))
    assert [(one.name, one.position, one.organisation) for one in manuscript.byline] == expected
    assert shapes(manuscript) == [("p", LONG)]


def test_a_bare_name_under_a_title_without_any_style_is_the_byline():
    manuscript = read_bare(p("A title without any style") + p("Ann Bell") + p(LONG) + p(LONG))
    assert (manuscript.title, names(manuscript), manuscript.standfirst) == (
        "A title without any style",
        ["Ann Bell"],
        "",
    )


def test_the_name_of_a_section_above_the_title_goes_and_is_told():
    manuscript = read_bare(p("Opinion") + TITLE + p("By Ann Bell") + p(LONG))
    assert shapes(manuscript) == [("p", LONG)]
    assert "Opinion" in [finding.passage for finding in manuscript.findings]


@pytest.mark.parametrize("line", [p("Executive Summary"), p(r("Rivers Rising", "<w:b/>")), p("Gauge Book")])
def test_other_short_lines_under_a_title_are_no_names(line):
    assert names(read_bare(TITLE + line + p(LONG) + p(LONG))) == []


def test_the_biography_before_a_list_of_works_is_found():
    works = p("References", style="Heading1") + "".join(p(f"Wren, T. Silt {number}.") for number in range(9))
    manuscript = read_bare(TITLE + p("By Ann Bell") + p(LONG) + p("Ann Bell teaches in Alder.") + works)
    assert manuscript.byline[0].biography == "Ann Bell teaches in Alder."
    assert len(manuscript.body) == 11
