"""Headings, lists, quotations and tables of a page."""

import pytest

from series.manuscripts.bounds import Bounds
from series.manuscripts.errors import UnreadableManuscript

from .reading import blocks, findings, read


class TestHeadings:
    @pytest.mark.parametrize(
        ("levels", "mapped"),
        [
            ([2, 3, 2], [2, 3, 2]),
            ([1, 2, 3], [2, 3, 3]),
            ([3, 4, 3], [2, 3, 2]),
            ([3, 2, 3], [2, 2, 3]),
            ([6], [2]),
        ],
    )
    def test_levels_are_two_and_three_and_none_is_skipped(self, levels, mapped):
        markup = "".join(f"<h{level}>Head</h{level}><p>text</p>" for level in levels)
        assert [block[:2] for block in blocks(markup) if block[0] == "h"] == [f"h{level}" for level in mapped]
        assert bool(findings(markup)) == (levels != mapped)

    def test_a_heading_is_not_bold_and_may_hold_a_paragraph(self):
        assert blocks("<h2><b>The <i>gauge</i></b></h2>") == ["h2: The <i>gauge</i>"]
        assert blocks("<h2><p>The gauge</p></h2><p>rises</p>") == ["h2: The gauge", "p: rises"]

    def test_a_heading_as_long_as_a_paragraph_is_one(self):
        markup = f"<h2>{'water ' * 60}</h2>"
        assert blocks(markup)[0].startswith("p: water")
        assert findings(markup)[0][1] == "A heading as long as a paragraph became a paragraph."

    def test_an_empty_heading_is_none(self):
        assert blocks("<h2> </h2><p>a</p>") == ["p: a"]


class TestLists:
    @pytest.mark.parametrize(
        ("markup", "told"),
        [
            ("<ul><li>One<li>Two</ul>", ["ul: One | Two"]),
            ('<ol start="7"><li>Seven<li>Eight</ol>', ["ol 7: Seven | Eight"]),
            ('<ol><li value="3">Three<li>Four</ol>', ["ol 3: Three | Four"]),
            ("<ul><li>One<ol><li>a<li>b</ol></li><li>Two</ul>", ["ul: One (ol 1: a | b) | Two"]),
            ("<ul><li>One</li><ul><li>One a</li></ul><li>Two</li></ul>", ["ul: One (ul: One a) | Two"]),
            ("<ul><ul><li>deep</li></ul></ul>", ["ul: deep"]),
            ("<ul><li>One</li><li><ol><li>a</ol></li></ul>", ["ul: One (ol 1: a)"]),
            ("<ul><li><p>One</p><p>more</p></li></ul>", ["ul: One⏎more"]),
            ("<ul>loose<li>One</ul>", ["ul: loose | One"]),
            ("<ul><div><li>One</li></div></ul>", ["ul: One"]),
            ("<li>stray</li><li>strays</li><p>text</p>", ["ul: stray | strays", "p: text"]),
            ("<ul><li></li></ul><p>text</p>", ["p: text"]),
            ("<ul><blockquote>Said.<footer>Ann</footer></blockquote></ul>", ["ul: Said.⏎— Ann"]),
            (
                '<ul><li>One <img src="https://a.example/1.png" alt="A"> here<li>Two</ul>',
                ["ul: One here | Two", "image: A |  |  | https://a.example/1.png"],
            ),
        ],
    )
    def test_items_keep_their_place(self, markup, told):
        assert blocks(markup) == told

    def test_letters_become_numbers_and_that_is_said(self):
        markup = '<ol type="a"><li>One</ol>'
        assert blocks(markup) == ["ol 1: One"]
        assert findings(markup) == [
            ("changed", "A list that counted in letters or Roman numerals counts in numbers.", 1)
        ]

    def test_words_lists_are_paragraphs_with_levels(self):
        def item(level, marker, text, family="l0"):
            return (
                f"<p class=MsoListParagraph style='mso-list:{family} level{level} lfo1'><![if !supportLists]>"
                f"<span style='mso-list:Ignore'>{marker}<span>&nbsp;&nbsp; </span></span><![endif]>{text}</p>"
            )

        markup = (
            item(1, "4.", "Four")
            + item(2, "a)", "Inner")
            + item(3, "i.", "Innermost")
            + item(2, "b)", "Inner too")
            + item(1, "5.", "Five")
            + "<p class=MsoNormal>Between.</p>"
            + item(1, "6.", "Six")
            + item(1, "·", "Point", "l1")
        )
        assert blocks(markup) == [
            "ol 4: Four (ol 1: Inner (ol 1: Innermost) | Inner too) | Five",
            "p: Between.",
            "ol 6: Six",
            "ul: Point",
        ]

    def test_words_list_without_its_mark_has_the_number_taken_off(self):
        markup = "<p style='mso-list:l0 level1 lfo1'>3.&nbsp;&nbsp; Three</p><p style='mso-list:l0 level1 lfo1'>4. Four</p>"
        assert blocks(markup) == ["ol 3: Three | Four"]

    def test_googles_lists_side_by_side_are_nested(self):
        markup = (
            '<ol class="c1 lst-kix_x1-0 start" start="1"><li>One</li></ol><ul class="c1 lst-kix_x1-1 start"><li>a</li></ul>'
            '<ol class="c1 lst-kix_x1-0" start="2"><li>Two</li></ol>'
        )
        assert blocks(markup) == ["ol 1: One (ul: a) | Two"]


class TestQuotations:
    @pytest.mark.parametrize(
        ("markup", "told"),
        [
            ("<blockquote>We asked for a road.</blockquote>", ["quote: We asked for a road."]),
            ("<blockquote><p>One.</p><p>Two.</p></blockquote>", ["quote: One.⏎Two."]),
            (
                "<blockquote><p>A road.</p><footer>— Ann Bell</footer></blockquote>",
                ["quote: A road. -- Ann Bell"],
            ),
            ("<blockquote><p>A road.</p><cite>Ann Bell</cite></blockquote>", ["quote: A road. -- Ann Bell"]),
            (
                "<blockquote><p>A road.</p><p>– Ann Bell, 1951</p></blockquote>",
                ["quote: A road. -- Ann Bell, 1951"],
            ),
            (
                "<blockquote>In <cite>Emile</cite> he says so.</blockquote>",
                ["quote: In <i>Emile</i> he says so."],
            ),
            (
                "<figure><blockquote>A road.</blockquote><figcaption>Ann Bell</figcaption></figure>",
                ["quote: A road. -- Ann Bell"],
            ),
            (
                "<blockquote><p>One.</p><ul><li>a</ul><p>Two.</p></blockquote>",
                ["quote: One.", "ul: a", "quote: Two."],
            ),
            ("<p class=MsoQuote>A road.</p>", ["quote: A road."]),
        ],
    )
    def test_a_quotation_has_its_words_and_its_source(self, markup, told):
        assert blocks(markup) == told


class TestTables:
    @pytest.mark.parametrize(
        ("markup", "told"),
        [
            (
                "<table><caption>Levels</caption><tr><th>Year<th>cm<tr><td>1951<td>310</table>",
                "table: [Year | cm] / 1951 | 310 (Levels)",
            ),
            (
                "<table><thead><tr><td>Year<td>cm</thead><tbody><tr><td>1951<td><b>310</b></tbody></table>",
                "table: [Year | cm] / 1951 | <b>310</b> ()",
            ),
            ("<table><tr><td>a<td>b<tr><td>c</table>", "table: a | b / c |  ()"),
            (
                "<table><tr><td colspan=2>wide<td>x<tr><td>a<td>b<td>c</table>",
                "table: wide |  | x / a | b | c ()",
            ),
            ("<table><tr><td rowspan=2>tall<td>x<tr><td>y</table>", "table: tall | x /  | y ()"),
            (
                "<table><tr><td>a<td rowspan=3>b<tr><td>c<tr><td>d<td>e</table>",
                "table: a | b |  / c |  |  / d |  | e ()",
            ),
            (
                "<table><thead><tr><th colspan=2>Level<tr><th>old<th><i>new</i></thead><tr><td>1<td>2</table>",
                "table: [Level old | <i>new</i>] / 1 | 2 ()",
            ),
            ("<table><tr>" + "<td>x" * 250 + "</table>", "table: " + " | ".join("x" * 250) + " ()"),
            (
                "<figure><table><tr><td>a<td>b</table><figcaption>Counts</figcaption></figure>",
                "table: a | b (Counts)",
            ),
            ("<table><tr><td><p>one</p><p>two</p><td>b</table>", "table: one⏎two | b ()"),
        ],
    )
    def test_a_table_of_data_is_one(self, markup, told):
        assert blocks(markup) == [told]

    @pytest.mark.parametrize(
        "markup",
        [
            "<p class=MsoCaption>Table 1. Counts</p><table><tr><td>a<td>b</table><p>Text.</p>",
            "<table><tr><td>a<td>b</table><p class=MsoCaption>Table 1. Counts</p><p>Text.</p>",
        ],
    )
    def test_a_caption_above_or_under_a_table_is_its_own(self, markup):
        assert blocks(markup) == ["table: a | b (Table 1. Counts)", "p: Text."]

    def test_a_first_row_in_bold_is_a_header_and_said_to_be_a_guess(self):
        markup = "<table><tr><td><b>Year</b><td><b>cm</b><tr><td>1951<td>310</table>"
        assert blocks(markup) == ["table: [Year | cm] / 1951 | 310 ()"]
        assert findings(markup)[0][:2] == (
            "guessed",
            "A first row in bold was read as the header of its table.",
        )
        assert blocks("<table><tr><td><b>Only</b><td><b>row</b></table>") == [
            "table: <b>Only</b> | <b>row</b> ()"
        ]

    def test_merged_cells_are_reported(self):
        markup = "<table><tr><td rowspan=2 colspan=2>tall<td>x<tr><td>y</table>"
        assert blocks(markup) == ["table: tall |  | x /  |  | y ()"]
        assert findings(markup) == [
            ("changed", "Merged cells were taken apart; the words stand in the first of them.", 1)
        ]

    def test_a_table_that_lays_out_a_page_is_none(self):
        markup = "<table><tr><td>Menu<td><h2>Head</h2><p>Text</p><table><tr><td>a<td>b</table></table>"
        assert blocks(markup) == ["p: Menu", "h2: Head", "p: Text", "table: a | b ()"]
        assert blocks("<table><tr><td>A box.</table>") == ["p: A box."]

    def test_a_table_around_a_picture_is_its_caption(self):
        markup = (
            '<table><tr><td><img src="https://a.example/1.jpg"><tr><td>The levee. Photo: Jo Marsh</table>'
        )
        assert blocks(markup) == ["image:  | The levee. | Jo Marsh | https://a.example/1.jpg"]

    @pytest.mark.parametrize("span", ["colspan=2000000000", "rowspan=99999", "colspan=-1 rowspan=x"])
    def test_absurd_spans_cost_nothing(self, span):
        assert blocks(f"<table><tr><td {span}>a<td>b<tr><td>c<td>d</table>")[0].startswith("table: a")

    def test_too_many_cells_are_refused(self):
        with pytest.raises(UnreadableManuscript, match="table is too large"):
            read("<table>" + "<tr><td colspan=200>a<td>b" * 30 + "</table>", bounds=Bounds(cells=1000))
