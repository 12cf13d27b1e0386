"""Fields and links: results stay, instructions go, and nothing swallows what follows."""

import pytest

from series.manuscripts.word.links import usable

from .looking import everything, read, shapes, told
from .making import LONG, field, p, r, relationship


def links(manuscript):
    return [link for block in manuscript.body for link in block.words.links]


def test_a_link_field_becomes_a_link_with_its_place():
    body = p(
        "See ", field("begin", r'{HYPERLINK "https://a.example/x" \l "part"}', "separate", "it", "end"), "."
    )
    assert links(read(body)) == [("it", "https://a.example/x#part")]


def test_an_instruction_cut_into_runs_is_one():
    body = p(field("begin", "{HYPER}", '{LINK "https://a.exam}', '{ple/"}', "separate", "it", "end"))
    assert links(read(body)) == [("it", "https://a.example/")]


def test_a_link_without_end_ends_with_its_paragraph():
    manuscript = read(
        p(field("begin", '{HYPERLINK "https://a.example"}', "separate", "in")) + p("out") + p("out")
    )
    assert links(manuscript) == [("in", "https://a.example")]
    assert "A field without its end" in told(manuscript)


def test_a_field_that_lost_its_separator_keeps_its_words():
    assert shapes(read(p(field("begin", "{REF x}", "words", "end"), " stay."))) == [("p", "words stay.")]


def test_fields_inside_fields_show_the_outer_result_only():
    inner = field("begin", "{MERGEFIELD name}", "separate", "inner", "end")
    body = p(field("begin", "{IF }"), inner, field("{ = 1}", "separate", "outer", "end"), ".")
    assert shapes(read(body)) == [("p", "outer.")]


def test_a_simple_field_keeps_its_result_and_page_numbers_go():
    body = p('<w:fldSimple w:instr=" DOCPROPERTY Status "><w:r><w:t>final</w:t></w:r></w:fldSimple>', " on page ",
             '<w:fldSimple w:instr=" PAGE "><w:r><w:t>7</w:t></w:r></w:fldSimple>')  # fmt: skip
    manuscript = read(body)
    assert shapes(manuscript) == [("p", "final on page")]
    assert "Page numbers" in told(manuscript)


@pytest.mark.parametrize("instruction", ["XE &quot;weir&quot;", "TC &quot;weir&quot;"])
def test_marks_for_an_index_leave_nothing(instruction):
    manuscript = read(p("A weir", field("begin", f"{{ {instruction} }}", "end"), " is a wall."))
    assert shapes(manuscript) == [("p", "A weir is a wall.")]


def test_a_table_of_contents_goes_and_the_text_behind_it_stays():
    contents = p(field("begin", r"{TOC \o}", "separate", "First\t2")) + p("Second\t3") + p(field("end"))
    manuscript = read(contents + p(LONG))
    assert shapes(manuscript) == [("p", LONG)]
    assert "First" in everything(manuscript)


def test_a_table_of_contents_without_end_swallows_no_text():
    manuscript = read(
        p(field("begin", r"{TOC \o}", "separate", "First\t2")) + p("Second\t3") + p(LONG) + p("Done.")
    )
    assert shapes(manuscript) == [("p", LONG), ("p", "Done.")]


def test_a_formula_field_is_told_with_its_instruction():
    manuscript = read(p("So ", field("begin", r"{EQ \f(1,2)}", "end"), "."))
    assert r"EQ \f(1,2)" in [finding.passage for finding in manuscript.findings]
    assert "dropped: A formula" in told(manuscript)


def test_links_by_relationship_lead_out_and_links_within_keep_their_words():
    body = p('<w:hyperlink r:id="rId7"><w:r><w:t>out</w:t></w:r></w:hyperlink>',
             ' <w:hyperlink w:anchor="x"><w:r><w:t> within</w:t></w:r></w:hyperlink>'.strip())  # fmt: skip
    manuscript = read(
        body, relationships=relationship("rId7", "hyperlink", "https://a.example/?a=1&amp;b=2", True)
    )
    assert links(manuscript) == [("out", "https://a.example/?a=1&b=2")]
    assert shapes(manuscript) == [("p", "out within")]
    assert "places within the document" in told(manuscript)


@pytest.mark.parametrize(
    ("address", "clean"),
    [
        ("https://a.example/x y", "https://a.example/x%20y"),
        ("HTTP://a.example", "HTTP://a.example"),
        ("mailto:ann@a.example", "mailto:ann@a.example"),
        ("www.a.example/x", "https://www.a.example/x"),
        ("https://a.example/강", "https://a.example/%EA%B0%95"),
        ("javascript:alert(1)", ""),
        ("java\tscript:alert(1)", ""),
        (" javascript:alert(1)", ""),
        ("\x01javascript:alert(1)", ""),
        ("data:text/html,x", ""),
        ("file:///etc/passwd", ""),
        ("vbscript:x", ""),
        ("//a.example", ""),
        ("folder/other.docx", ""),
        ("https://", ""),
        ("", ""),
        ("https://a.example/" + "x" * 3000, ""),
    ],
)
def test_only_addresses_that_readers_may_follow_are_kept(address, clean):
    assert usable(address) == clean


def test_a_dangerous_link_is_told_without_its_address():
    body = p('<w:hyperlink r:id="rId7">' + r("click") + "</w:hyperlink>")
    manuscript = read(body, relationships=relationship("rId7", "hyperlink", "javascript:alert(1)", True))
    assert links(manuscript) == []
    assert "javascript" not in everything(manuscript)
    assert "do not lead to a web page" in told(manuscript)


def test_a_table_of_contents_that_lost_its_separator_holds_no_text_back():
    manuscript = read(p(field("begin", r"{TOC \o}", LONG)) + p("Second.") + p("Done."))
    assert shapes(manuscript) == [("p", LONG), ("p", "Second."), ("p", "Done.")]


def test_a_result_of_several_paragraphs_is_text_without_a_word_about_its_field():
    body = p(field("begin", "{ADDIN ZOTERO_BIBL}", "separate", "Bell, A. Salt.")) + p(
        "Wren, T. Silt.", field("end")
    )
    manuscript = read(body + p("Done."))
    assert [text for _kind, text in shapes(manuscript)] == ["Bell, A. Salt.", "Wren, T. Silt.", "Done."]
    assert "field" not in told(manuscript)
