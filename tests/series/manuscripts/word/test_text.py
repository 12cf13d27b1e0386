"""The words themselves: emphasis, quotations, notes, boxes, controls, and characters that nobody sees."""

import pytest

from .looking import everything, read, shapes, told
from .making import LONG, STYLES, p, r

LOOKS = ("bold", "italic", "superscript", "subscript")


def spans(block):
    """Each span as its words and the first letters of its looks."""
    return [(one.text, "".join(look[0] for look in LOOKS if getattr(one, look))) for one in block.words.spans]


def note(key: str, kind: str = "footnote") -> str:
    return f'<w:r><w:{kind}Reference w:id="{key}"/></w:r>'


def texts(kind: str, **notes: str) -> str:
    return "".join(f'<w:{kind} w:id="{key[1:]}">{content}</w:{kind}>' for key, content in notes.items())


def test_emphasis_is_kept_and_spaces_join_what_belongs_together():
    block = read(
        p(
            r("two", "<w:b/>"),
            " ",
            r("words", "<w:b/>"),
            " and ",
            r("i", "<w:i/>"),
            r("2", '<w:vertAlign w:val="superscript"/>'),
        )
    ).body[0]
    assert spans(block) == [("two words", "b"), (" and ", ""), ("i", "i"), ("2", "s")]


def test_a_character_style_over_a_bold_one_switches_off():
    styles = STYLES + (
        '<w:style w:type="paragraph" w:styleId="Key"><w:name w:val="Key"/><w:rPr><w:b/></w:rPr></w:style>'
        '<w:style w:type="character" w:styleId="Strong"><w:name w:val="Strong"/><w:rPr><w:b/></w:rPr></w:style>'
    )
    block = read(
        p("loud ", r("quiet", '<w:rStyle w:val="Strong"/>'), ".", style="Key") + p(LONG), styles=styles
    ).body[0]
    assert spans(block) == [("loud ", "b"), ("quiet", ""), (".", "b")]


@pytest.mark.parametrize("off", ["0", "false", "off"])
def test_emphasis_that_is_switched_off_is_none(off):
    assert spans(read(p(r("x", f'<w:b w:val="{off}"/>'), ".")).body[0]) == [("x.", "")]


def test_strokes_underlines_and_highlights_go_and_are_told():
    manuscript = read(
        p(
            r("a", "<w:strike/>"),
            r("b", '<w:u w:val="single"/>'),
            r("c", '<w:highlight w:val="yellow"/>'),
            ".",
        )
    )
    assert shapes(manuscript) == [("p", "abc.")]
    for what in ("struck through", "Underlining", "Highlighting"):
        assert what in told(manuscript)


def test_quotations_by_style_are_one_block_with_their_source():
    body = p("One.", style="Quote") + p("Two.", style="Quote") + p("— Ada Marsh", style="Quote") + p(LONG)
    block = read(body).body[0]
    assert (block.words.plain, block.source) == ("One.\nTwo.", "Ada Marsh")
    assert not block.words.spans[0].italic


def test_paragraphs_set_in_are_a_quotation_and_a_guess():
    indent = '<w:ind w:left="720" w:right="720"/>'
    manuscript = read(p(LONG) + p("A stone forgets nothing.", properties=indent) + p(LONG))
    assert shapes(manuscript)[1] == ("quote", "A stone forgets nothing.")
    assert "guessed: Paragraphs that are set in" in told(manuscript)


def test_a_text_set_in_throughout_is_no_quotation():
    indent = '<w:ind w:left="720" w:right="720"/>'
    assert [kind for kind, _ in shapes(read(p(LONG, properties=indent) + p(LONG, properties=indent)))] == [
        "p",
        "p",
    ]


def test_a_hanging_indent_is_a_bibliography_and_no_quotation():
    hanging = '<w:ind w:left="720" w:hanging="720"/>'
    assert shapes(read(p(LONG) + p("Bell, Ann. Salt.", properties=hanging) + p(LONG)))[1] == (
        "p",
        "Bell, Ann. Salt.",
    )


def test_footnotes_and_endnotes_are_one_sequence_in_order_of_citing():
    body = p("a", note("5", "endnote"), " b", note("9"), " c", note("5", "endnote"), ".")
    manuscript = read(
        body, footnotes=texts("footnote", n9=p("Foot.")), endnotes=texts("endnote", n5=p("End.") + p("More."))
    )
    assert shapes(manuscript) == [("p", "a[^1] b[^2] c[^1].")]
    assert [(one.mark, one.words.plain) for one in manuscript.footnotes] == [
        ("1", "End.\nMore."),
        ("2", "Foot."),
    ]


def test_a_note_without_text_and_a_text_without_mark_are_told():
    manuscript = read(p("a", note("9"), "."), footnotes=texts("footnote", n5=p("Lonely.")))
    assert shapes(manuscript) == [("p", "a.")]
    assert "A mark without a note" in told(manuscript)
    assert "Lonely." in everything(manuscript)


def test_notes_keep_links_and_emphasis():
    from .making import relationship

    body = p(r("Papers", "<w:i/>"), ", ", '<w:hyperlink r:id="rId1"><w:r><w:t>here</w:t></w:r></w:hyperlink>')
    rels = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        + relationship("rId1", "hyperlink", "https://a.example/7", True)
        + "</Relationships>"
    )
    manuscript = read(
        p("a", note("2"), "."),
        footnotes=texts("footnote", n2=body),
        files={"word/_rels/footnotes.xml.rels": rels.encode()},
    )
    words = manuscript.footnotes[0].words
    assert words.links == (("here", "https://a.example/7"),)
    assert words.spans[0].italic


def test_a_text_box_stands_once_behind_its_paragraph():
    box = f"<w:txbxContent>{p('Boxed.')}</w:txbxContent>"
    drawing = (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:inline><a:graphic><a:graphicData uri="x">'
        f"<wps:wsp><wps:txbx>{box}</wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:shape><v:textbox>{box}</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    manuscript = read(p("Before.", drawing) + p("After."))
    assert shapes(manuscript) == [("p", "Before."), ("p", "Boxed."), ("p", "After.")]
    assert "A text box" in told(manuscript)


def test_controls_keep_what_was_filled_in_and_lose_what_was_only_asked():
    filled = "<w:sdt><w:sdtPr/><w:sdtContent><w:r><w:t>Alder</w:t></w:r></w:sdtContent></w:sdt>"
    asked = "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:r><w:t>Click here</w:t></w:r></w:sdtContent></w:sdt>"
    manuscript = read(
        p("Town: ", filled, asked) + f"<w:sdt><w:sdtContent>{p('Whole.')}</w:sdtContent></w:sdt>"
    )
    assert shapes(manuscript) == [("p", "Town: Alder"), ("p", "Whole.")]
    assert "Click here" in [finding.passage for finding in manuscript.findings]


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        ("co\u00adoperation", "cooperation"),
        ("gauge\u200bseven\ufeff", "gaugeseven"),
        ("ﬁrst ﬂag", "first flag"),
        ("40\u00a0cm", "40\u00a0cm"),
        ("“fresh” — it’s", "“fresh” — it’s"),
        ("one\u2028two", "one\ntwo"),
        ("a\tb", "a b"),
        ("two  spaces", "two spaces"),
        ("Cafe\u0301", "Café"),
        ("evil\u202etxt", "eviltxt"),
        ("\uf0b0", "°"),
        ("\u1112\u1161\u11ab\u1100\u1173\u11af", "한글"),
    ],
)
def test_characters_become_what_readers_and_search_need(written, read_as):
    assert shapes(read(p(f"x {written} y."))) == [("p", f"x {read_as} y.")]


def test_joiners_stay_where_letters_need_them():
    persian = "می\u200cخواهم"
    assert shapes(read(p(persian, properties="<w:bidi/>") + p("x."))) == [("p", persian), ("p", "x.")]


def test_elements_that_are_characters():
    body = p("a", "<w:r><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:noBreakHyphen/><w:t>d</w:t><w:softHyphen/><w:t>e</w:t></w:r>",
             '<w:r><w:sym w:font="Symbol" w:char="F061"/><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>', ".")  # fmt: skip
    assert shapes(read(body)) == [("p", "a b\nc\u2011deα✓.")]


def test_a_drop_capital_joins_its_paragraph():
    capital = p("T", properties='<w:framePr w:dropCap="drop"/>')
    assert shapes(read(capital + p("he river rose."))) == [("p", "The river rose.")]


def test_empty_lines_inside_a_paragraph_divide_it():
    body = p("One.", "<w:r><w:br/><w:br/></w:r>", "Two.", "<w:r><w:br/></w:r>", "Same.")
    assert shapes(read(body)) == [("p", "One."), ("p", "Two.\nSame.")]


def test_a_formula_becomes_its_letters():
    formula = (
        "<m:oMath><m:sSup><m:e><m:r><m:t>x</m:t></m:r></m:e><m:sup><m:r><m:t>2</m:t></m:r></m:sup></m:sSup>"
        "<m:f><m:num><m:r><m:t>1</m:t></m:r></m:num><m:den><m:r><m:t>n</m:t></m:r></m:den></m:f></m:oMath>"
    )
    manuscript = read(p("So ", formula, "."))
    assert spans(manuscript.body[0]) == [("So x", ""), ("2", "s"), ("1/n.", "")]
    assert "A formula was written as plain text" in told(manuscript)


def test_a_reading_above_the_line_stands_in_brackets():
    ruby = "<w:r><w:ruby><w:rt><w:r><w:t>강</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>江</w:t></w:r></w:rubyBase></w:ruby></w:r>"
    assert shapes(read(p(ruby, " flows."))) == [("p", "江(강) flows.")]


def test_lines_of_signs_go_and_are_quoted():
    manuscript = read(p(LONG) + p("* * *") + p(LONG))
    assert shapes(manuscript) == [("p", LONG), ("p", LONG)]
    assert "* * *" in everything(manuscript)


def test_running_heads_are_quoted_once_and_not_read():
    from .making import NAMESPACES, relationship

    part = f"<w:hdr {NAMESPACES}>{p('DRAFT of May')}</w:hdr>".encode()
    manuscript = read(
        p("x."),
        relationships=relationship("rId8", "header", "header1.xml")
        + relationship("rId9", "header", "header2.xml"),
        files={"word/header1.xml": part, "word/header2.xml": part},
    )
    assert shapes(manuscript) == [("p", "x.")]
    assert [one.passage for one in manuscript.findings if "Running heads" in one.what] == ["DRAFT of May"]


def test_a_piece_of_another_file_is_missed():
    assert "missing: A piece of another file" in told(read(p("x.") + '<w:altChunk r:id="rId3"/>'))
