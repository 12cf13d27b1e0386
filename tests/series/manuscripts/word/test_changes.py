"""Tracked changes are accepted and counted, comments kept apart, hidden text and properties nowhere."""

from series.manuscripts.manuscript import Comment

from .looking import everything, read, shapes, told
from .making import item, levels, num, p, r, table

BY = 'w:id="1" w:author="Desk Editor" w:date="2026-05-04T10:00:00Z"'


def gone(text: str) -> str:
    return f'<w:del {BY}><w:r><w:delText xml:space="preserve">{text}</w:delText></w:r></w:del>'


def come(text: str) -> str:
    return f"<w:ins {BY}>{r(text)}</w:ins>"


def mark(kind: str) -> str:
    return f"<w:rPr><w:{kind} {BY}/></w:rPr>"


def test_words_that_were_deleted_are_nowhere_and_those_inserted_stay():
    manuscript = read(p("It ", gone("never "), come("often "), "rains."))
    assert shapes(manuscript) == [("p", "It often rains.")]
    assert "never" not in everything(manuscript)
    assert "Desk Editor" not in everything(manuscript)
    assert "1 insertion" in told(manuscript)
    assert "1 deletion" in told(manuscript)


def test_a_deleted_paragraph_end_joins_two_paragraphs():
    manuscript = read(p("First half", properties=mark("del")) + p(" and second."))
    assert shapes(manuscript) == [("p", "First half and second.")]
    assert "1 paragraph joined" in told(manuscript)


def test_a_deleted_paragraph_leaves_no_trace_and_no_number():
    numbering = levels(("decimal", 1)) + num(1)
    deleted = item("").replace("<w:numPr>", f"{mark('del')}<w:numPr>").replace(r(""), gone("Two"))
    assert shapes(read(item("One") + deleted + item("Three"), numbering=numbering)) == [
        ("ol", 1, ["One", "Three"])
    ]


def test_a_deleted_end_before_a_table_keeps_its_words():
    manuscript = read(p("Words", properties=mark("del")) + table(["a", "b"], ["c", "d"]) + p("End."))
    assert shapes(manuscript)[0] == ("p", "Words")


def test_a_move_is_one_move_and_its_words_stand_once():
    moved = "Farmers were asked."
    body = p(
        f'<w:moveFromRangeStart {BY} w:name="m1"/><w:moveFrom {BY}>{r(moved)}</w:moveFrom><w:moveFromRangeEnd w:id="1"/>'
    )
    body += p("Between.")
    body += p(
        f'<w:moveToRangeStart {BY} w:name="m1"/><w:moveTo {BY}>{r(moved)}</w:moveTo><w:moveToRangeEnd w:id="1"/>'
    )
    manuscript = read(body)
    assert shapes(manuscript) == [("p", "Between."), ("p", moved)]
    assert "1 move." in told(manuscript)


def test_a_whole_paragraph_in_an_insertion_is_read():
    assert shapes(read(f"<w:ins {BY}>{p('New.')}</w:ins>")) == [("p", "New.")]


def test_deleted_rows_and_cells_go():
    row = f"<w:tr><w:trPr><w:del {BY}/></w:trPr><w:tc>{p('SECRET')}</w:tc><w:tc>{p('x')}</w:tc></w:tr>"
    cell = f"<w:tc><w:tcPr><w:cellDel {BY}/></w:tcPr>{p('HIDDEN')}</w:tc>"
    made = table(["a", "b"], ["c", "d", cell]).replace("</w:tbl>", f"{row}</w:tbl>")
    manuscript = read(made)
    assert shapes(manuscript) == [("table", (), ("a", "b"), ("c", "d"))]
    assert "SECRET" not in everything(manuscript)
    assert "HIDDEN" not in everything(manuscript)
    assert "1 deleted table row" in told(manuscript)


def test_changes_of_formatting_are_counted():
    run = f"<w:r><w:rPr><w:b/><w:rPrChange {BY}><w:rPr/></w:rPrChange></w:rPr><w:t>x</w:t></w:r>"
    properties = f"<w:pPrChange {BY}><w:pPr/></w:pPrChange>"
    assert "2 changes of formatting" in told(read(p(run, " y.", properties=properties)))


def test_comments_are_kept_apart_with_who_says_what_about_which_words():
    comments = f'<w:comment w:id="7" w:author="Second Reader">{p("Is it so?")}{p("Check.")}</w:comment>'
    body = p("Before.") + p(
        '<w:commentRangeStart w:id="7"/>', r("the words"), '<w:commentRangeEnd w:id="7"/>',
        '<w:r><w:commentReference w:id="7"/></w:r>', " meant.",
    )  # fmt: skip
    manuscript = read(body, comments=comments)
    assert manuscript.comments == (Comment("Is it so?\nCheck.", "Second Reader", 1, "the words"),)
    assert "Is it so" not in everything(manuscript)
    assert "kept: Comments are not published" in told(manuscript)


def test_hidden_text_is_nowhere_by_run_or_by_style():
    styles = (
        '<w:style w:type="character" w:styleId="Shy"><w:name w:val="Shy"/><w:rPr><w:vanish/></w:rPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Gone"><w:name w:val="Gone"/><w:rPr><w:vanish/></w:rPr></w:style>'
    )
    body = p("Seen.", r("SECRET1", "<w:vanish/>"), r("SECRET2", '<w:rStyle w:val="Shy"/>')) + p(
        "SECRET3", style="Gone"
    )
    manuscript = read(body, styles=styles)
    assert shapes(manuscript)[-1] == ("p", "Seen.")
    assert "SECRET" not in everything(manuscript)
    assert "dropped: Hidden text was left out. (3)" in told(manuscript)


def test_hidden_text_switched_on_again_is_seen():
    styles = '<w:style w:type="paragraph" w:styleId="Gone"><w:name w:val="Gone"/><w:rPr><w:vanish/></w:rPr></w:style>'
    body = p(r("Seen.", '<w:vanish w:val="0"/>'), style="Gone") + p("Too.")
    assert ("p", "Seen.") in shapes(read(body, styles=styles))


def test_properties_of_the_file_are_nowhere():
    core = (
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator>SECRET</dc:creator></cp:coreProperties>'
    )
    assert "SECRET" not in everything(read(p("x."), files={"docProps/core.xml": core.encode()}))


def test_a_note_whose_mark_was_deleted_is_nowhere():
    reference = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    notes = f'<w:footnote w:id="2">{p("SECRET note.")}</w:footnote>'
    for hidden in (
        f"<w:del {BY}>{reference}</w:del>",
        reference.replace("<w:r>", "<w:r><w:rPr><w:vanish/></w:rPr>"),
    ):
        manuscript = read(p("x", hidden, "."), footnotes=notes)
        assert shapes(manuscript) == [("p", "x.")]
        assert "SECRET" not in everything(manuscript)


def test_hidden_and_deleted_words_of_running_heads_and_lost_notes_are_nowhere():
    from .making import NAMESPACES, relationship

    secret = p("DRAFT ", r("SECRET", "<w:vanish/>"), gone("SECRET"))
    manuscript = read(
        p("x."),
        footnotes=f'<w:footnote w:id="2">{secret}</w:footnote>',
        relationships=relationship("rId8", "header", "header1.xml"),
        files={"word/header1.xml": f"<w:hdr {NAMESPACES}>{secret}</w:hdr>".encode()},
    )
    assert "SECRET" not in everything(manuscript)
    assert everything(manuscript).count("DRAFT") == 2


def test_a_whole_control_that_nobody_filled_in_is_left_out():
    control = f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{p('Type the title')}</w:sdtContent></w:sdt>"
    assert shapes(read(control + p("x."))) == [("p", "x.")]
