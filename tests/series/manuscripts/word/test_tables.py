"""Tables: merged cells, header rows, captions, sources, and frames that are none."""

from .looking import read, shapes, told
from .making import LONG, field, p, picture, png, r, relationship, table

PNG = {"relationships": relationship("rId50", "image", "media/a.png"), "files": {"word/media/a.png": png()}}


def cell(words: str, properties: str) -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{p(words)}</w:tc>"


def test_merged_cells_leave_empty_ones_and_rows_are_even():
    made = table(
        ["Town", cell("Both", '<w:gridSpan w:val="2"/>')],
        [cell("Alder", '<w:vMerge w:val="restart"/>'), "1", "2"],
        [cell("", "<w:vMerge/>"), "3", "4"],
        header=True,
    )
    manuscript = read(made)
    assert shapes(manuscript) == [("table", ("Town", "Both", ""), ("Alder", "1", "2"), ("", "3", "4"))]
    assert "Merged cells" in told(manuscript)


def test_short_rows_are_filled_and_rows_without_words_go():
    assert shapes(read(table(["a", "b", "c"], ["", "", ""], ["d"])))[0] == (
        "table",
        (),
        ("a", "b", "c"),
        ("d", "", ""),
    )


def test_a_first_row_in_bold_is_a_heading_and_a_guess():
    bold = [f"<w:tc>{p(r(word, '<w:b/>'))}</w:tc>" for word in ("Town", "Debt")]
    manuscript = read(table(bold, ["Alder", "1"]))
    assert shapes(manuscript) == [("table", ("Town", "Debt"), ("Alder", "1"))]
    assert not manuscript.body[0].header[0].spans[0].bold
    assert "first row of a table, in bold" in told(manuscript)


def test_the_caption_above_or_below_and_the_source_belong_to_the_table():
    made = table(["a", "b"], ["c", "d"], header=True)
    label = field("begin", "{SEQ Table}", "separate", "1", "end")
    for body in (p("Table ", label, ". Debts", style="Caption") + made, made + p("Table 1: Debts")):
        manuscript = read(p(LONG) + body + p("Source: the clerk.") + p(LONG))
        block = manuscript.body[1]
        assert (block.caption, block.source) == ("Debts", "the clerk.")
        assert len(manuscript.body) == 3


def test_a_label_that_the_text_refers_to_stays():
    body = p("See Table 1 and <w:x/>.".replace(" and <w:x/>", "")) + p("Table 1. Debts", style="Caption")
    assert read(body + table(["a", "b"], ["c", "d"])).body[1].caption == "Table 1. Debts"


def test_korean_labels_are_labels():
    body = p("&lt;표 2&gt; 마을의 빚", style="Caption") + table(["가", "나"], ["다", "라"])
    assert read(body).body[0].caption == "마을의 빚"


def test_a_frame_of_one_cell_is_its_text():
    manuscript = read(table([f"<w:tc>{p('Boxed.')}{p('Twice.')}</w:tc>"]) + p(LONG))
    assert shapes(manuscript)[:2] == [("p", "Boxed."), ("p", "Twice.")]
    assert "A frame" in told(manuscript)


def test_a_frame_around_a_picture_and_its_caption_is_a_picture():
    rows = [
        [f"<w:tc>{p(picture(alt='A dike'))}</w:tc>"],
        [f"<w:tc>{p('The dike. Photo: Ann Bell', style='Caption')}</w:tc>"],
    ]
    assert shapes(read(table(*rows), **PNG)) == [("image", "A dike", "The dike.", "Ann Bell")]


def test_pictures_in_cells_stand_behind_the_table():
    rows = [[f"<w:tc>{p('Map', picture(alt='A map'))}</w:tc>", "x"], ["y", "z"]]
    assert shapes(read(table(*rows), **PNG)) == [
        ("table", (), ("Map", "x"), ("y", "z")),
        ("image", "A map", "", ""),
    ]


def test_a_table_in_a_table_is_text_in_its_cell():
    inner = table(["1", "2"], ["3", "4"])
    manuscript = read(table([f"<w:tc>{inner}{p('')}</w:tc>", "x"], ["y", "z"]))
    assert shapes(manuscript) == [("table", (), ("1 | 2\n3 | 4", "x"), ("y", "z"))]


def test_paragraphs_and_lists_in_a_cell_are_lines():
    assert shapes(read(table([f"<w:tc>{p('One.')}{p('Two.')}</w:tc>", "x"])))[0] == (
        "table",
        (),
        ("One.\nTwo.", "x"),
    )


def test_cells_keep_emphasis_links_and_notes():
    note = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    rows = [[f"<w:tc>{p(r('i', '<w:i/>'), note)}</w:tc>", "x"], ["y", "z"]]
    manuscript = read(p(LONG) + table(*rows), footnotes=f'<w:footnote w:id="2">{p("Note.")}</w:footnote>')
    assert manuscript.body[1].rows[0][0].plain == "i[^1]"
    assert manuscript.body[1].rows[0][0].spans[0].italic


def test_a_span_wider_than_word_allows_costs_nothing():
    manuscript = read(table([cell("a", '<w:gridSpan w:val="100000000"/>'), "b"], ["c"]))
    assert len(manuscript.body[0].rows[0]) < 200


def test_captions_stand_where_the_text_sets_them():
    def made(word):
        return table([word, "b"], ["c", "d"])

    def caption(word):
        return p(word, style="Caption")

    above = read(caption("One") + made("1") + caption("Two") + made("2") + p(LONG))
    below = read(p(LONG) + made("1") + caption("One") + made("2") + caption("Two"))
    bare = read(made("1") + caption("Two") + made("2") + p(LONG))
    assert [block.caption for block in above.body[:2]] == ["One", "Two"]
    assert [block.caption for block in below.body[1:]] == ["One", "Two"]
    assert [block.caption for block in bare.body[:2]] == ["", "Two"]


def test_a_caption_below_the_source_is_found():
    body = table(["a", "b"], ["c", "d"]) + p("Source: the clerk.") + p("Table 1. Debts") + p(LONG)
    block = read(body).body[0]
    assert (block.caption, block.source) == ("Debts", "the clerk.")
