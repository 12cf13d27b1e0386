"""What Word and Google Docs save as HTML, and how files are written and refused."""

import json

import pytest

from series.manuscripts.bounds import Bounds
from series.manuscripts.errors import UnreadableManuscript
from series.manuscripts.html.document import read_html
from series.manuscripts.manuscript import to_json
from series.manuscripts.reading import read
from tests.series.manuscripts.html.layouts import body, page
from tests.shared import shared


class TestPst02:
    def test_google_docs(self):
        shape = to_json(read(shared("cases/inputs/pst-02a-gdocs.html"), "a.html"))
        assert shape["title"] == "Rates Rise"
        assert shape["body"] == [
            {
                "type": "paragraph",
                "text": "Plain, bold, italic and a link.[^1]",
                "links": [{"text": "a link", "href": "https://register.example/a?b=1&c=2"}],
                "em": ["italic"],
                "strong": ["bold"],
            },
            {
                "type": "list",
                "ordered": False,
                "items": [{"text": "One", "items": [{"text": "One a"}]}, {"text": "Two"}],
            },
            {"type": "image_placeholder", "caption": "", "credit": ""},
        ]
        assert [note["text"] for note in shape["footnotes"]] == ["Budget office, 2026."]

    def test_word(self):
        shape = to_json(read(shared("cases/inputs/pst-02b-word.html"), "b.html"))
        assert shape["title"] == "Rates Fall"
        assert shape["body"] == [
            {
                "type": "paragraph",
                "text": "Bold and italic with a “quote”[^1].",
                "em": ["italic"],
                "strong": ["Bold"],
            },
            {
                "type": "list",
                "ordered": True,
                "start": 1,
                "items": [
                    {"text": "First point", "items": [{"text": "Under first"}]},
                    {"text": "Second point"},
                ],
            },
        ]
        assert [note["text"] for note in shape["footnotes"]] == ["Ward survey."]

    @pytest.mark.parametrize("path", ["pst-02a-gdocs.html", "pst-02b-word.html"])
    def test_nothing_of_the_programs_is_left(self, path):
        told_all = json.dumps(to_json(read(shared(f"cases/inputs/{path}"), path)), ensure_ascii=False)
        for rest in ("google.com/url", "style=", "dir=", "MsoNormal", "1. ", "a. ", "o:p", "@page", "WordDocument",
                     "file:///", "jquill", "lh7.example"):  # fmt: skip
            assert rest not in told_all


class TestAWholePageOfWord:
    @pytest.fixture
    def manuscript(self):
        return page("word")

    def test_everything_that_is_text_is_there(self, manuscript):
        assert (manuscript.title, manuscript.standfirst) == ("둑을 누가 고칠 것인가", "청구서가 온다")
        assert body(manuscript) == [
            "h2: 둑 안쪽의 사람들",
            "p: 강둑은 1951년에 쌓았다.[^1] 그 뒤로 <b>두 번</b> 높였다. 더했다.",
            "p: 본문 뒤",
            "table: [연도 | 폭] / 1911 | 40 (표 1 강의 폭)",
            "ul: 첫째 (ul: 아래)",
            "image: 둑의 모습 | 그림 1. 둑 | 홍길동 | None",
            "p: <a https://www.example.com/>link</a>, 파일, 컨트롤",
        ]
        assert [note.words.plain for note in manuscript.footnotes] == ["강변시 기록, 연보."]
        (author,) = manuscript.byline
        assert (author.name, author.position, author.organisation) == ("홍길동", "교수", "한국대")

    def test_nothing_that_is_nobodys_business_is_there(self, manuscript):
        told_all = json.dumps(to_json(manuscript), ensure_ascii=False)
        for secret in ("zebrakey", "비밀 의견", "AB1", "숨은 글", "file:", "mso", "Wingdings", "WordSection"):
            assert secret not in told_all

    def test_what_was_left_out_is_told(self, manuscript):
        dropped = {found.what: found.passage for found in manuscript.findings if found.kind == "dropped"}
        assert dropped["Text that was marked as deleted was left out."] == "지웠다."
        assert "Comments in Word's margin were left out." in dropped
        assert "둑 안쪽" in dropped["A table of contents was left out."]


class TestEncodings:
    TEXT = "<p>강물이 밤새 불어났다. 아무도 그것을 알지 못했다.</p>"

    def test_a_korean_page_without_a_declaration_is_a_guess(self):
        manuscript = read_html(self.TEXT.encode("cp949"))
        assert body(manuscript) == ["p: 강물이 밤새 불어났다. 아무도 그것을 알지 못했다."]
        assert any("CP949" in found.what for found in manuscript.findings)

    @pytest.mark.parametrize(
        ("head", "encoding"),
        [
            ('<meta charset="euc-kr">', "cp949"),
            ('<meta charset="ks_c_5601-1987">', "cp949"),
            ('<meta charset="euc-kr">', "utf-8"),
            ("", "utf-8-sig"),
            ("", "utf-16"),
            ('<?xml version="1.0" encoding="EUC-KR"?><html>', "cp949"),
        ],
    )
    def test_what_the_bytes_are_decides(self, head, encoding):
        manuscript = read((head + self.TEXT).encode(encoding), "a.html")
        assert body(manuscript) == ["p: 강물이 밤새 불어났다. 아무도 그것을 알지 못했다."]
        assert not any("encoding" in found.what for found in manuscript.findings)

    def test_western_letters_without_a_declaration_are_a_guess(self):
        manuscript = read_html("<p>The café was “open”.</p>".encode("cp1252"))
        assert body(manuscript) == ["p: The café was “open”."]
        assert any("Windows-1252" in found.what for found in manuscript.findings)

    def test_a_broken_letter_in_a_declared_encoding_is_said(self):
        data = ('<meta charset="utf-8">' + self.TEXT * 30).encode()
        manuscript = read_html(data[:-8] + b"\xff" + data[-8:])
        assert any(
            found.kind == "missing" and "letter was lost" in found.what for found in manuscript.findings
        )


class TestRefusals:
    @pytest.mark.parametrize(
        ("data", "problem"),
        [
            (b"", "empty"),
            (b"<p>" + b"x" * 3000, "too large"),
            (b"<html>" + bytes(range(1, 9)) * 40, "not a text file"),
        ],
    )
    def test_a_page_that_cannot_be_read_says_why_and_what_to_do(self, data, problem):
        with pytest.raises(UnreadableManuscript, match=problem) as refused:
            read_html(data, bounds=Bounds(markup_bytes=2000))
        assert refused.value.remedy

    def test_a_page_without_text_has_no_article(self):
        manuscript = read_html(
            b"<html><head><title>x</title></head><body><script>x</script></body></html>", name="x.html"
        )
        assert "“x.html” has no article text." in [found.what for found in manuscript.findings]
