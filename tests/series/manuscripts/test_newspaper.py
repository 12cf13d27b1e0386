"""The newspaper reader on whole texts: the shared ones, and invented ones of the same kinds."""

import json
import random

import pytest

from series.manuscripts.manuscript import Heading, ListBlock, ListItem, Quotation, Source, to_json
from series.manuscripts.newspaper import read_newspaper
from series.manuscripts.words import Words
from tests.shared import shared

from .shared import accounted, invented, kinds, own, paragraphs, slots

SEED = "seed/final-installment.txt"
PST = "cases/inputs/pst-01-newspaper.txt"
WHOLE_TEXTS = ("gauges-doubled.txt", "gauges-wrapped.txt", "gauges-korean.txt")


@pytest.mark.parametrize("name", WHOLE_TEXTS)
def test_no_line_of_a_text_is_lost_and_no_word_invented(name):
    text = own(name).decode()
    manuscript = read_newspaper(own(name))
    assert accounted(manuscript, text) == []
    assert invented(manuscript, text) == []


@pytest.mark.parametrize("path", [SEED, PST])
def test_no_line_of_a_shared_text_is_lost_and_no_word_invented(path):
    text = shared(path).decode()
    manuscript = read_newspaper(shared(path))
    assert accounted(manuscript, text) == []
    assert invented(manuscript, text) == []


def test_the_account_notices_a_line_that_is_nowhere():
    text = own("gauges-doubled.txt").decode()
    assert accounted(read_newspaper(text.encode()), text + "\nA line that was never read.\n") == [
        "25: A line that was never read."
    ]


def test_no_line_is_lost_however_a_text_was_cut_and_pasted():
    chance = random.Random(1951)
    texts = [own(name).decode().splitlines() for name in WHOLE_TEXTS]
    strays = [
        "By Ann Bell",
        "Editor's note:",
        "[PHOTO]",
        "+-----+",
        "| x |",
        "* * *",
        "1. one",
        "> q",
        "THE END",
    ]
    for _ in range(150):
        lines = [*chance.choice(texts), *chance.choice([[], *texts])]
        for _ in range(chance.randint(1, 8)):
            here, there = chance.randrange(len(lines)), chance.randrange(len(lines))
            match chance.randrange(5):
                case 0:
                    lines.insert(there, lines[here])
                case 1:
                    lines[here], lines[there] = lines[there], lines[here]
                case 2:
                    lines[here] = lines[here][: chance.randint(1, 60)]
                case 3:
                    lines.insert(here, "")
                case 4:
                    lines.insert(here, chance.choice(strays))
        text = "\n".join(lines)
        assert accounted(read_newspaper(text.encode()), text) == [], text


class TestTheSeed:
    @pytest.fixture
    def manuscript(self):
        return read_newspaper(shared(SEED))

    def test_the_article_stands_once_in_its_order(self, manuscript):
        lines = shared(SEED).decode().splitlines()
        assert paragraphs(manuscript) == lines[2:12]
        assert paragraphs(manuscript)[1].startswith("The NSP as Seoul's new regional strategy")

    def test_head_and_tail_are_understood(self, manuscript):
        assert manuscript.title is None
        assert manuscript.editors_note == (
            "This is the last in a series of contributions on prospects of ASEAN-Korea relations in 2021."
        )
        assert manuscript.closes_series
        assert manuscript.language == "en"
        (author,) = manuscript.byline
        assert author.name == "Choe Won-gi"
        assert author.position == "professor and head of the Center for ASEAN-India Studies"
        assert author.organisation == "Korea National Diplomatic Academy"
        assert author.biography == shared(SEED).decode().splitlines()[12]

    def test_the_picture_is_a_slot_between_paragraphs_and_reported_missing(self, manuscript):
        (slot,) = slots(manuscript)
        assert slot.missing
        assert slot.caption == shared(SEED).decode().splitlines()[16].removesuffix(" |")
        assert 0 < manuscript.body.index(slot) < len(manuscript.body) - 1
        assert [finding.place for finding in kinds(manuscript, "missing") if finding.place] == [(16, 17)]

    def test_the_second_copy_is_reported(self, manuscript):
        (dropped,) = kinds(manuscript, "dropped")
        assert dropped.where == "14-15, 18-26"
        assert dropped.count == 11

    def test_the_editors_mark_is_reported(self, manuscript):
        assert any(
            "ED." in finding.what and finding.place == (1,) for finding in kinds(manuscript, "changed")
        )


class TestPst01:
    @pytest.fixture
    def shape(self):
        return to_json(read_newspaper(shared(PST)))

    @pytest.fixture
    def expected(self):
        return json.loads(shared("cases/inputs/pst-01-expected.json"))

    @pytest.mark.parametrize("key", ["title", "standfirst", "editors_note", "byline", "source", "bio"])
    def test_a_field_is_as_expected(self, shape, expected, key):
        assert shape[key] == expected[key]

    def test_the_body_is_as_expected(self, shape, expected):
        got = [{key: value for key, value in block.items() if key != "level"} for block in shape["body"]]
        assert got == [
            {key: value for key, value in block.items() if key != "note"} for block in expected["body"]
        ]

    def test_nothing_that_is_not_the_article_is_in_the_body(self, shape, expected):
        body = json.dumps(shape["body"], ensure_ascii=False)
        assert [words for words in expected["must_not_contain_in_body"] if words in body] == []

    def test_what_was_done_is_reported(self, shape):
        found = {(finding["kind"], finding["place"]) for finding in shape["findings"]}
        assert {("dropped", "22-23"), ("changed", "3"), ("changed", "25"), ("missing", "14-17")} <= found
        assert {("dropped", "36"), ("dropped", "37"), ("dropped", "43"), ("dropped", "44")} <= found

    def test_it_does_not_close_the_series(self, shape):
        assert not shape["closes_series"]


class TestADoubledText:
    @pytest.fixture
    def manuscript(self):
        return read_newspaper(own("gauges-doubled.txt"), name="gauges.txt")

    def test_a_paragraph_that_only_one_copy_has_is_kept_at_its_place(self, manuscript):
        lines = own("gauges-doubled.txt").decode().splitlines()
        assert paragraphs(manuscript) == [*lines[2:8], lines[19], *lines[8:10]]

    def test_the_paragraph_of_the_second_copy_alone_is_reported(self, manuscript):
        assert [finding.where for finding in kinds(manuscript, "kept")] == ["20"]

    def test_copies_that_differ_in_their_quotation_marks_are_the_same(self, manuscript):
        assert sum("named Voss" in text for text in paragraphs(manuscript)) == 1

    def test_the_last_line_is_the_affiliation(self, manuscript):
        (author,) = manuscript.byline
        assert author.position == "lecturer and keeper of the Archive for River Measures"
        assert author.organisation == "Arden Technical Institute"

    def test_a_text_without_title_says_so_with_the_name_of_the_file(self, manuscript):
        assert manuscript.title is None
        assert "“gauges.txt” has no title." in [finding.what for finding in kinds(manuscript, "missing")]


class TestAWrappedText:
    @pytest.fixture
    def manuscript(self):
        return read_newspaper(own("gauges-wrapped.txt"))

    def test_a_title_over_two_lines_keeps_its_acronym(self, manuscript):
        assert manuscript.title == "Who Reads the NSP Gauges After the Railway Is Gone"

    def test_the_source_is_read_from_the_head(self, manuscript):
        assert manuscript.source == Source("The Arden Gazette", "2026-04-07", "B4")

    def test_cut_words_are_mended_as_the_writer_spells_them(self, manuscript):
        first = paragraphs(manuscript)[0]
        assert "long-term contracts ended and the measurements stopped" in first
        assert "simply not renewed. The co-operative paid for one more year, and the co-operative is" in first

    def test_a_paragraph_goes_on_behind_a_page_jump(self, manuscript):
        assert "The first reader would have to learn six gauges" in paragraphs(manuscript)[2]

    def test_a_short_refrain_is_kept_each_time(self, manuscript):
        assert paragraphs(manuscript).count("And the water rises.") == 3
        assert [finding.count for finding in kinds(manuscript, "kept")] == [3]

    def test_a_list_keeps_its_numbers_and_its_inner_list(self, manuscript):
        (block,) = [block for block in manuscript.body if isinstance(block, ListBlock)]
        assert block == ListBlock(
            (
                ListItem(Words.of("Appoint a reader.")),
                ListItem(
                    Words.of("Pay the reader."),
                    (ListItem(Words.of("Monthly.")), ListItem(Words.of("In advance."))),
                ),
                ListItem(Words.of("Print what the reader reads.")),
            ),
            ordered=True,
        )

    def test_a_quotation_over_several_lines_is_one(self, manuscript):
        assert [block for block in manuscript.body if isinstance(block, Quotation)] == [
            Quotation(Words.of("We read the river because it does not read us."))
        ]

    def test_a_caption_and_its_credit_become_a_slot(self, manuscript):
        (slot,) = slots(manuscript)
        assert (slot.caption, slot.credit) == ("The bridge at Port Arden, seen from the mill.", "Jo Marsh")

    def test_the_author_without_name_is_the_one_of_the_byline(self, manuscript):
        (author,) = manuscript.byline
        assert (author.position, author.organisation) == ("lecturer", "Arden Technical Institute")

    def test_the_final_installment_closes_the_series(self, manuscript):
        assert manuscript.editors_note == "This is the final installment of a series on river towns."
        assert manuscript.closes_series


class TestAKoreanText:
    @pytest.fixture
    def manuscript(self):
        return read_newspaper(own("gauges-korean.txt"))

    def test_the_head_is_understood(self, manuscript):
        assert manuscript.language == "ko"
        assert manuscript.title == "누가 강물을 읽는가"
        assert manuscript.standfirst == "수위표 여섯 개를 읽을 사람이 필요하다"
        assert manuscript.source == Source("강변일보", "2026-04-07", "23")

    def test_the_note_under_its_mark_closes_the_series(self, manuscript):
        assert manuscript.editors_note == "이 글은 강마을 연재의 마지막 회입니다."
        assert manuscript.closes_series

    def test_the_author_has_an_affiliation_from_the_last_line(self, manuscript):
        (author,) = manuscript.byline
        assert (author.name, author.position, author.organisation) == ("마은서", "교수", "아든공대")
        assert author.language == "ko"

    def test_the_body_holds_only_the_article(self, manuscript):
        assert len(paragraphs(manuscript)) == 3
        assert Heading(Words.of("두 개의 기록")) in manuscript.body
        assert [(slot.caption, slot.credit) for slot in slots(manuscript)] == [("아든항의 다리", "강변일보")]
