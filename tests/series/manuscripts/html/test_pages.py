"""Saved pages of newspapers and think-tanks, in English and Korean."""

import pytest

from series.manuscripts.manuscript import BylineEntry, Source, to_json
from series.manuscripts.reading import read
from tests.series.manuscripts.html.layouts import PAGES, body, page
from tests.series.manuscripts.shared import own
from tests.shared import shared

from .reading import unaccounted


@pytest.mark.parametrize(("name", "encoding"), PAGES.items())
def test_every_visible_line_of_a_page_ends_in_the_manuscript_or_in_a_finding(name, encoding):
    assert unaccounted(page(name), own(f"pages/{name}.html").decode(encoding)) == []


@pytest.mark.parametrize("path", ["pst-02a-gdocs.html", "pst-02b-word.html"])
def test_every_visible_line_of_a_shared_file_is_accounted_for(path):
    data = shared(f"cases/inputs/{path}")
    assert unaccounted(read(data, path), data.decode()) == []


class TestAnEnglishNewspaper:
    @pytest.fixture
    def manuscript(self):
        return page("courier")

    def test_head_and_tail_are_understood(self, manuscript):
        assert manuscript.title == "Who reads the gauges now"
        assert (
            manuscript.standfirst
            == "Six towns keep instruments that nobody looks at, and pay for them twice."
        )
        assert manuscript.editors_note == (
            "This is the third of four pieces on river towns. The first ran on March 2."
        )
        assert [(entry.name, entry.biography) for entry in manuscript.byline] == [
            ("Maren Oakfield", "Maren Oakfield teaches public finance at Arden College."),
            ("이진", "이진 is a fellow of the River Desk."),
        ]
        assert manuscript.source == Source(
            "Lowland Courier", "2026-03-09", "", "https://courier.example/opinion/2026/03/gauges.html"
        )
        assert (manuscript.language, manuscript.closes_series) == ("en", False)

    def test_the_article_alone_is_the_body(self, manuscript):
        assert [block.split(":")[0] for block in body(manuscript)] == [
            "p", "image", "p", "h2", "p", "quote", "p"
        ]  # fmt: skip
        text = "\n".join(body(manuscript))
        for around in (
            "cookies",
            "Most read",
            "Related",
            "Read also",
            "12 comments",
            "Advertisement",
            "Share",
            "Mill Lane",
        ):
            assert around not in text

    def test_picture_link_note_and_quotation_are_kept(self, manuscript):
        told_body = body(manuscript)
        assert told_body[1] == (
            "image: A painted staff in brown water | The staff at Port Arden in February. | L. Marsh / Courier"
            " | https://courier.example/img/staff.jpg"
        )
        assert "<a https://courier.example/glossary?id=3>, as its own reports show</a>" in told_body[2]
        assert "trusts the instrument.[^1] It is" in told_body[4]
        assert (
            told_body[5]
            == "quote: We never asked for a sensor. We asked for a reader. -- Ann Bell, treasurer"
        )
        assert [note.words.plain for note in manuscript.footnotes] == ["Port Arden, Accounts, 2025, page 12."]

    def test_what_stood_around_is_quoted_once(self, manuscript):
        (around,) = [found for found in manuscript.findings if "around the article" in found.what]
        assert around.kind == "dropped"
        assert "The wall that was raised twice" in around.passage


class TestAThinkTanksOldPage:
    @pytest.fixture
    def manuscript(self):
        return page("desk")

    def test_windows_letters_under_a_latin_1_declaration_are_read(self, manuscript):
        assert "ninety metres wide now – at least" in body(manuscript)[0]
        assert not any("�" in block for block in body(manuscript))

    def test_the_author_is_found_with_position_and_biography(self, manuscript):
        assert manuscript.byline == (
            BylineEntry(
                "Tomás Iriarte",
                "Senior fellow",
                "River Desk",
                "Tomás Iriarte is a senior fellow at the River Desk. He writes on water and money.",
            ),
        )

    def test_outlet_and_date_come_from_the_window_and_the_page(self, manuscript):
        assert manuscript.source == Source("River Desk", "2025-11-18")
        assert manuscript.title == "Tolls on a river that moves"

    def test_the_tables_of_the_layout_are_gone_and_the_table_of_data_is_there(self, manuscript):
        assert body(manuscript)[1:2] + body(manuscript)[4:6] == [
            "h2: What a toll is for",
            "ol 1: A toll must follow the crossing. | A crossing must follow the river. | Nobody follows the river.",
            "table: [Year | Width (m) | Toll] / 1911 | 40 | 2 / 2025 | 90 | 2 (Width and toll at Voss)",
        ]
        assert len(manuscript.body) == 7


class TestAKoreanDaily:
    @pytest.fixture
    def manuscript(self):
        return page("ilbo")

    def test_head_and_tail_are_understood(self, manuscript):
        assert manuscript.title == "둑을 누가 고칠 것인가"
        assert manuscript.editors_note == "이 글은 강변 도시를 다루는 연재의 마지막 글이다."
        assert manuscript.closes_series
        assert manuscript.byline == (BylineEntry("홍길동", "기자", language="ko"),)
        assert manuscript.source == Source(
            "강변일보", "2026-03-09", "", "http://www.gangbyeon.example/news/articleView.html?idxno=1234"
        )
        assert manuscript.language == "ko"

    def test_paragraphs_made_of_breaks_and_marked_headings_are_told_apart(self, manuscript):
        assert [block.split(":")[0] for block in body(manuscript)] == ["image", "p", "h2", "p", "p", "p"]
        assert body(manuscript)[2] == "h2: 둑 안쪽의 사람들"

    def test_the_picture_has_its_caption_and_credit(self, manuscript):
        assert body(manuscript)[0] == (
            "image:  | 지난 2월 강둑의 모습. | 연합뉴스 | http://www.gangbyeon.example/photo/2026/dam.jpg"
        )

    def test_rights_and_related_pieces_are_not_in_the_body(self, manuscript):
        text = "\n".join(body(manuscript))
        for around in ("무단", "관련기사", "댓글", "gildong", "페이스북", "광고", "승인"):
            assert around not in text


class TestAKoreanPortal:
    @pytest.fixture
    def manuscript(self):
        return page("nuri")

    def test_head_and_tail_are_understood(self, manuscript):
        assert manuscript.title == "물길을 읽는 사람"
        assert manuscript.standfirst == "계량기는 늘었지만 읽는 사람은 줄었다"
        (author,) = manuscript.byline
        assert (author.name, author.position, author.organisation) == ("이진", "선임연구위원", "강변연구원")
        assert manuscript.source == Source("누리신문", "2025-12-01")

    def test_the_article_alone_is_the_body(self, manuscript):
        assert [block.split(":")[0] for block in body(manuscript)] == ["image", "p", "p", "h2", "p", "p", "p"]
        assert body(manuscript)[0] == (
            "image:  | 낡은 계량기 앞에 선 주민. | 강변연구원 제공 | https://img.nuri.example/2025/gauge.jpg"
        )

    def test_a_link_into_a_site_that_the_page_does_not_name_is_reported(self, manuscript):
        assert any("begin with “/”" in found.what for found in manuscript.findings)


class TestPagesAroundPlainText:
    """A newspaper's text inside of a page: what the text reader understands, is understood there."""

    @pytest.mark.parametrize(
        "around", ["<html><head><title>Archive</title></head><body><pre>{}</pre></body></html>", "<p>{}"]
    )
    def test_wrapped_lines_are_read_as_a_text(self, around):
        text = shared("cases/inputs/pst-01-newspaper.txt").decode()
        inner = text if "<pre>" in around else text.replace("\n", "<br>\n")
        shape = to_json(read(around.format(inner).encode(), "a.html"))
        expected = to_json(read(text.encode(), "a.txt"))
        for key in ("title", "standfirst", "editors_note", "byline", "source", "body", "bio"):
            assert shape[key] == expected[key]

    def test_a_text_that_stands_twice_on_a_page_is_folded(self):
        lines = shared("seed/final-installment.txt").decode().splitlines()
        column = "<br><br>".join(lines[:13])
        page = (
            "<html><head><title>What is next - Peninsula Times</title></head><body><div class=head>What is next</div>"
            f"<div id=view>{column}</div><div class=print><p>{'</p><p>'.join(lines[13:])}</p></div></body></html>"
        )
        manuscript = read(page.encode(), "a.html")
        assert manuscript.title == "What is next"
        assert manuscript.source.name == "Peninsula Times"
        assert [block.words.plain for block in manuscript.body if hasattr(block, "words")] == lines[2:12]
        assert manuscript.closes_series
        assert manuscript.byline[0].biography == lines[12]
