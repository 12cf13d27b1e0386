"""Headings by style, in any language of Word, and by look; levels without gaps."""

import pytest

from series.manuscripts.word.styles import role_of_name

from .looking import read, read_bare, shapes, told
from .making import LONG, STYLES, item, levels, num, p, r


def style(key: str, name: str, extra: str = "") -> str:
    return f'<w:style w:type="paragraph" w:styleId="{key}"><w:name w:val="{name}"/>{extra}</w:style>'


@pytest.mark.parametrize(
    ("name", "role"),
    [
        ("heading 2", ("heading", 2)),
        ("제목 1", ("heading", 1)),
        ("제목 3", ("heading", 3)),
        ("제목", ("title", 0)),
        ("부제", ("subtitle", 0)),
        ("Überschrift 2", ("heading", 2)),
        ("Titre 2", ("heading", 2)),
        ("Titre", ("title", 0)),
        ("見出し 1", ("heading", 1)),
        ("标题 1", ("heading", 1)),
        ("Intense Quote", ("quote", 0)),
        ("강한 인용", ("quote", 0)),
        ("캡션", ("caption", 0)),
        ("toc 2", ("toc", 0)),
        ("목차 1", ("toc", 0)),
        ("Body Text 2", ("", 0)),
        ("Normal", ("", 0)),
    ],
)
def test_a_style_says_what_it_is_in_any_language(name, role):
    assert role_of_name(name) == role


def test_a_localised_style_id_with_the_english_name_is_a_heading():
    styles = STYLES + style("1", "heading 1") + style("2", "heading 2")
    assert shapes(read(p("가", style="1") + p("나.") + p("다", style="2") + p("라."), styles=styles)) == [
        ("h2", "가"), ("p", "나."), ("h3", "다"), ("p", "라."),
    ]  # fmt: skip


def test_a_style_based_on_a_heading_is_one():
    styles = STYLES + style("House", "House Head", '<w:basedOn w:val="Between"/>')
    styles += style("Between", "Between", '<w:basedOn w:val="Heading2"/>')
    assert shapes(read(p("Head", style="House") + p(LONG), styles=styles))[0] == ("h2", "Head")


def test_styles_based_on_each_other_in_a_circle_are_plain():
    styles = STYLES + style("A", "A", '<w:basedOn w:val="B"/>') + style("B", "B", '<w:basedOn w:val="A"/>')
    assert shapes(read(p("Words.", style="A"), styles=styles)) == [("p", "Words.")]


def test_an_outline_level_makes_a_heading():
    assert shapes(read(p("Head", properties='<w:outlineLvl w:val="1"/>') + p(LONG)))[0] == ("h2", "Head")


def test_no_level_is_skipped_and_deeper_ones_share_the_last():
    styles = STYLES + "".join(style(f"Heading{n}", f"heading {n}") for n in (3, 4, 5))
    body = "".join(p(f"{n}", style=f"Heading{n}") + p("x.") for n in (3, 1, 2, 4, 5, 2))
    assert [kind for kind, _text in shapes(read(body, styles=styles)) if kind != "p"] == [
        "h2", "h2", "h3", "h3", "h3", "h3",
    ]  # fmt: skip


def test_bold_short_lines_are_headings_where_no_style_says_so():
    body = p(LONG) + p(r("What it costs", "<w:b/>")) + p(LONG)
    manuscript = read(body)
    assert shapes(manuscript)[1] == ("h2", "What it costs")
    assert "guessed: A short line" in told(manuscript)


def test_larger_type_stands_above_bold():
    body = p(LONG) + p(r("Costs", '<w:sz w:val="32"/>')) + p(LONG) + p(r("In detail", "<w:b/>")) + p(LONG)
    assert [one for one in shapes(read(body)) if one[0] != "p"] == [("h2", "Costs"), ("h3", "In detail")]


@pytest.mark.parametrize(
    "line",
    ["It ends like a sentence.", "A label:", "x" * 150, "One, two, three,"],
    ids=("sentence", "label", "long", "comma"),
)
def test_other_bold_lines_stay_paragraphs(line):
    assert ("p", line) in shapes(read(p(LONG) + p(r(line, "<w:b/>")) + p(LONG)))


def test_a_text_in_bold_throughout_has_no_headings():
    body = p(r(LONG, "<w:b/>")) + p(r("A line", "<w:b/>")) + p(r(LONG, "<w:b/>"))
    assert [kind for kind, _text in shapes(read(body))] == ["p", "p", "p"]


def test_a_bold_line_at_the_very_end_is_no_heading():
    assert shapes(read(p(LONG) + p(r("So it goes", "<w:b/>"))))[-1] == ("p", "So it goes")


def test_an_empty_heading_is_nothing():
    assert shapes(read(p("", style="Heading1") + p("x.") + p("  ", style="Heading2"))) == [("p", "x.")]


def test_a_heading_too_long_for_one_is_a_paragraph():
    manuscript = read(p(LONG + " " + LONG, style="Heading1") + p("x."))
    assert shapes(manuscript)[0] == ("p", LONG + " " + LONG)
    assert "too long for one" in told(manuscript)


def test_a_numbered_heading_loses_its_number_and_the_editor_is_told():
    body = item("Costs").replace("<w:pPr>", '<w:pPr><w:pStyle w:val="Heading1"/>') + p(LONG)
    manuscript = read(body, numbering=levels(("decimal", 1)) + num(1))
    assert shapes(manuscript)[0] == ("h2", "Costs")
    assert "Automatic numbers of headings" in told(manuscript)


def test_emphasis_that_a_heading_has_by_style_is_not_kept_and_its_own_is():
    heading = read(p("The ", r("Weir", "<w:i/>"), style="Heading1") + p(LONG)).body[0]
    assert [(span.text, span.bold, span.italic) for span in heading.words.spans] == [
        ("The ", False, False), ("Weir", False, True),
    ]  # fmt: skip


def test_the_title_is_taken_from_the_first_heading_by_look_or_by_place():
    assert read_bare(p("Salt", style="Heading1") + p(LONG)).title == "Salt"
    assert read_bare(p(r("Salt in June", '<w:sz w:val="40"/>')) + p(LONG)).title == "Salt in June"
    assert read_bare(p(r("Salt in June", "<w:b/>")) + p(LONG)).title == "Salt in June"
    assert read_bare(p("Salt in June", properties='<w:jc w:val="center"/>') + p(LONG)).title == "Salt in June"
    assert read_bare(p("Salt in June") + p(LONG)).title == "Salt in June"


def test_a_section_heading_is_not_the_title():
    manuscript = read_bare(
        p("Introduction", style="Heading1") + p(LONG) + p("Costs", style="Heading1") + p(LONG)
    )
    assert manuscript.title is None or manuscript.title != "Introduction"
    assert "Introduction" in [text for _kind, text in shapes(manuscript)]


def test_a_title_over_two_paragraphs_is_one():
    assert (
        read_bare(p("Salt", style="Title") + p("in the Delta", style="Title") + p(LONG)).title
        == "Salt in the Delta"
    )
