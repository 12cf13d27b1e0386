"""The body of a piece: blocks, anchors, opening and end, tables, charts."""

import pytest
from django.utils import translation

from publication.prose import Links, Notes, Target
from series.chart_drawing import draw_bars, draw_lines, figure
from series.charts import read_series
from series.reading.block_readers import Found, caption_parts
from series.reading.body import read_body, set_body


def body_of(*blocks, links=None, notes=None):
    draft = read_body([{"type": kind, "value": value} for kind, value in blocks])
    return set_body(draft, Found(links=links or Links(), pictures={}, notes=notes))


def values(body) -> list[dict]:
    return [block.value for block in body.blocks]


def test_headings_of_the_same_words_have_anchors_of_their_own():
    body = body_of(
        ("heading", {"text": "What remains", "level": "2"}),
        ("heading", {"text": "What remains", "level": "2"}),
        ("heading", {"text": "Notes", "level": "3"}),
        ("heading", {"text": "???", "level": "2"}),
        ("heading", {"text": "fn1", "level": "2"}),
        ("heading", {"text": "남은 것", "level": "2"}),
    )
    anchors = [value["anchor"] for value in values(body)]
    assert anchors == ["what-remains", "what-remains-2", "notes-2", "section", "section-fn1", "남은-것"]
    assert [section.text for section in body.sections] == [
        "What remains",
        "What remains",
        "???",
        "fn1",
        "남은 것",
    ]


def test_takeaways_stand_before_the_text_wherever_they_were_put():
    body = body_of(
        ("paragraph", "<p>a</p>"), ("key_takeaways", {"items": ["One.", {"type": "item", "value": "Two."}]})
    )
    assert body.takeaways.value == {"items": ["One.", "Two."]}
    assert len(body.blocks) == 1


def test_the_first_line_and_the_end_are_marked():
    body = body_of(("paragraph", "<p>a</p><p>b</p>"), ("paragraph", "<p>c</p><p>d</p>"))
    assert [value["html"] for value in values(body)] == [
        '<p class="opening">a</p><p>b</p>',
        '<p>c</p><p class="end">d</p>',
    ]


def test_one_paragraph_is_both_opening_and_end():
    assert values(body_of(("paragraph", "<p>a</p>")))[0]["html"] == '<p class="opening end">a</p>'


def test_korean_has_no_opening_line():
    with translation.override("ko"):
        assert values(body_of(("paragraph", "<p>가</p>")))[0]["html"] == '<p class="end">가</p>'


@pytest.mark.parametrize(
    "block",
    [
        ("paragraph", ""),
        ("heading", {"text": ""}),
        ("pull_quote", {}),
        ("image", {"image": None, "caption": "a"}),
        ("chart", {"title": "a", "data": "no numbers"}),
        ("table", {"caption": "a", "table": None}),
        ("related_piece", {"page": None}),
        ("document", {"document": 4}),
        ("elsewhere", {"title": "a", "address": "javascript:alert(1)"}),
        ("key_takeaways", {"items": []}),
        ("editors_note", None),
        ("unknown", {"a": 1}),
    ],
)
def test_an_empty_block_prints_nothing(block):
    body = body_of(block)
    assert (body.blocks, body.takeaways) == ((), None)


def test_notes_are_numbered_through_all_blocks_in_their_order():
    one, two = "3b8cdb5b-9a2b-4a5e-8f8a-0c5a2d8d6f5e", "5c0f8c3e-51a4-4c8e-9d55-0a4b1f0b9a11"
    notes = Notes({one: "one", two: "two"})
    body_of(
        ("paragraph", f'<p>a<footnote id="{two}">x</footnote></p>'),
        ("question_answer", {"question": "q", "answer": f'<p><footnote id="{one}">x</footnote></p>'}),
        notes=notes,
    )
    assert [text for _number, text, _marks in notes.listed()] == ["two", "one"]


def test_a_related_piece_is_shown_when_it_may_be_seen():
    body = body_of(
        ("related_piece", {"page": 7, "reason": "why"}), links=Links(pages={7: Target("/a/", "A")})
    )
    assert values(body)[0]["link"].address == "/a/"


def test_a_table_has_headings_for_columns_and_rows_and_numbers_to_the_right():
    table = {
        "columns": [{"type": "text", "heading": "Step"}, {"type": "number", "heading": "Days"}],
        "rows": [
            {"values": ["<p>Launch <script>x</script></p>", "0"]},
            {"values": ["<p>Upgrade</p>", "1,099"]},
        ],
    }
    value = values(body_of(("table", {"caption": "Dates", "table": table, "row_headings": True})))[0]
    assert [column["numeric"] for column in value["columns"]] == [False, True]
    first = value["rows"][0]
    assert (first[0]["html"], first[0]["is_heading"]) == ("Launch ", True)
    assert (first[1]["html"], first[1]["is_heading"], first[1]["numeric"]) == ("0", False, True)


@pytest.mark.parametrize(
    ("caption", "parts"),
    [
        ("Ten capitals. The reach of the policy.", ("Ten capitals.", "The reach of the policy.")),
        ("One sentence.", ("", "One sentence.")),
        ("", ("", "")),
    ],
)
def test_the_first_sentence_of_a_caption_leads(caption, parts):
    assert caption_parts(caption) == parts


class TestCharts:
    """Numbers become places in a drawing."""

    def test_the_longest_bar_is_the_highest_number(self):
        drawing = draw_bars(read_series("Capital,km\nManila,2620\nJakarta,5300"))
        bars = [row.bars[0] for row in drawing.rows]
        assert [bar.width for bar in bars] == ["39.55%", "80.00%"]
        assert [bar.figure for bar in bars] == ["2,620", "5,300"]
        assert drawing.zero == ""

    def test_negative_numbers_go_the_other_way_from_zero(self):
        drawing = draw_bars(read_series("Year,Change\n2019,-20\n2020,20"))
        down, up = (row.bars[0] for row in drawing.rows)
        assert (down.x, down.width, up.x, up.width) == ("0.00%", "40.00%", "40.00%", "40.00%")
        assert down.figure == "\u221220"
        assert drawing.zero == "40.00%"

    def test_a_gap_in_the_numbers_is_a_gap_in_the_line(self):
        drawing = draw_lines(read_series("Year,A\n2018,1\n2019,\n2020,3\n2021,4"))
        assert len(drawing.lines[0].points) == 3
        assert len(drawing.lines[0].segments) == 1

    def test_rules_stand_at_round_numbers_around_all_values(self):
        drawing = draw_lines(read_series("Year,A\n2018,3\n2019,97"))
        assert [rule.label for rule in drawing.rules] == ["0", "25", "50", "75", "100"]

    @pytest.mark.parametrize("numbers", ["a,0", "a,\nb,", "a,5"])
    def test_flat_and_empty_data_can_be_drawn(self, numbers):
        data = read_series(f"Year,A\n{numbers}")
        assert draw_bars(data).height > 0
        assert draw_lines(data).height > 0

    @pytest.mark.parametrize(
        ("value", "printed"),
        [(1234567.0, "1,234,567"), (0.5, "0.5"), (-3.25, "\u22123.25"), (0.1 + 0.2, "0.3")],
    )
    def test_a_number_is_printed_plainly(self, value, printed):
        assert figure(value) == printed
