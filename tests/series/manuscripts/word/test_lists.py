"""Lists: their numbers, their nesting, and what belongs to an item."""

from .looking import read, shapes, told
from .making import STYLES, item, levels, num, p

BULLETS = levels(("bullet", 1), ("bullet", 1), abstract=1) + num(5, 1)
NUMBERS = levels(("decimal", 1), ("lowerLetter", 1)) + num(1)


def test_a_list_goes_on_behind_a_paragraph():
    manuscript = read(item("One") + item("Two") + p("Between.") + item("Three"), numbering=NUMBERS)
    assert shapes(manuscript) == [("ol", 1, ["One", "Two"]), ("p", "Between."), ("ol", 3, ["Three"])]


def test_a_numbering_begun_anew_is_a_list_of_its_own():
    restart = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    numbering = levels(("decimal", 1)) + num(1) + num(2, 0, restart)
    manuscript = read(item("One") + item("Two") + item("Again", 2) + item("Twice", 2), numbering=numbering)
    assert shapes(manuscript) == [("ol", 1, ["One", "Two"]), ("ol", 1, ["Again", "Twice"])]


def test_a_restart_may_name_any_number():
    restart = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="12"/></w:lvlOverride>'
    manuscript = read(item("Twelfth") + item("Next"), numbering=levels(("decimal", 1)) + num(1, 0, restart))
    assert shapes(manuscript) == [("ol", 12, ["Twelfth", "Next"])]


def test_inner_levels_begin_anew_under_each_item():
    body = item("A") + item("a", level=1) + item("b", level=1) + item("B") + item("c", level=1)
    block = read(body, numbering=NUMBERS).body[0]
    assert shapes(read(body, numbering=NUMBERS)) == [("ol", 1, [("A", ["a", "b"]), ("B", ["c"])])]
    assert [inner.start for inner in block.items] == [1, 1]
    assert all(inner.ordered for inner in block.items)


def test_letters_become_digits_and_the_editor_is_told():
    manuscript = read(item("x", level=1) + item("y", level=1), numbering=NUMBERS)
    assert shapes(manuscript) == [("ol", 1, ["x", "y"])]
    assert "counted in letters" in told(manuscript)


def test_bullets_under_a_number_are_an_inner_list_of_their_kind():
    body = item("One") + item("Dot", 5, 0, '<w:ind w:left="1440"/>') + item("Two")
    block = read(body, numbering=NUMBERS + BULLETS).body[0]
    assert [one.words.plain for one in block.items] == ["One", "Two"]
    assert block.items[0].items[0].words.plain == "Dot"
    assert not block.items[0].ordered


def test_two_lists_of_two_kinds_stay_two():
    manuscript = read(item("One") + item("Dot", 5), numbering=NUMBERS + BULLETS)
    assert shapes(manuscript) == [("ol", 1, ["One"]), ("ul", 1, ["Dot"])]


def test_a_paragraph_set_in_under_an_item_belongs_to_it():
    body = item("One") + p("More of one.", properties='<w:ind w:left="720"/>') + item("Two")
    assert shapes(read(body, numbering=NUMBERS)) == [("ol", 1, ["One\nMore of one.", "Two"])]


def test_a_list_by_style_counts_too():
    style = (
        '<w:style w:type="paragraph" w:styleId="Punkte"><w:name w:val="Punkte"/><w:pPr><w:numPr><w:numId w:val="5"/>'
        "</w:numPr></w:pPr></w:style>"
    )
    manuscript = read(
        p("a", style="Punkte") + p("b", style="Punkte"), numbering=BULLETS, styles=STYLES + style
    )
    assert shapes(manuscript) == [("ul", 1, ["a", "b"])]


def test_number_zero_takes_a_paragraph_out_of_its_list():
    manuscript = read(item("Not in a list", 0) + p("Nor this."), numbering=NUMBERS)
    assert [kind for kind, _text in shapes(manuscript)] == ["p"] * len(manuscript.body)


def test_typed_signs_are_a_list_and_a_guess():
    manuscript = read(p("First:") + p("• Fee") + p("• Fine") + p("1. One") + p("2. Two") + p("End."))
    assert shapes(manuscript)[1:3] == [("ul", 1, ["Fee", "Fine"]), ("ol", 1, ["One", "Two"])]
    assert "typed signs" in told(manuscript)


def test_one_typed_number_is_a_paragraph():
    assert ("p", "2026. That was the year.") in shapes(
        read(p("Intro.") + p("2026. That was the year.") + p("End."))
    )


def test_a_missing_definition_leaves_paragraphs():
    assert shapes(read(p("x.") + item("One", 9))) == [("p", "x."), ("p", "One")]


def test_words_that_a_numbering_shows_are_told():
    numbering = (levels(("decimal", 1)) + num(1)).replace('w:val="%1."', 'w:val="제%1조"')
    manuscript = read(item("Water") + item("Salt"), numbering=numbering)
    assert shapes(manuscript) == [("ol", 1, ["Water", "Salt"])]
    assert "제1조 Water\n제2조 Salt" in [finding.passage for finding in manuscript.findings]
