"""What nobody sees of a page, and what a page may cost."""

import pytest

from series.manuscripts.bounds import Bounds
from series.manuscripts.errors import UnreadableManuscript

from .reading import blocks, findings, read


class TestWhatNobodySees:
    @pytest.mark.parametrize(
        "markup",
        [
            "<script>alert(1)</script>",
            "<style>p{color:red}</style>",
            "<!-- a remark -->",
            "<template><p>x</p></template>",
            "<noscript><p>x</p></noscript>",
            "<p hidden>x</p>",
            '<p style="display: none">x</p>',
            '<span style="mso-hide:all">x</span>',
            '<nav aria-hidden="true"><a href="/">x</a></nav>',
            "<form><input name=q value=x><select><option>x</select></form>",
            "<button>x</button>",
            "<svg onload=alert(1)></svg>",
            "<xml><w:WordDocument><w:View>Normal</w:View></w:WordDocument></xml>",
            "<hr>",
            "<title>x</title>",
            "<del>x</del>",
            "<a class=msocomanchor href='#_msocom_1'>[JQ1]</a>",
            "<div style='mso-element:comment-list'><p class=MsoCommentText>x</p></div>",
            "<p class=MsoToc1>x</p>",
            '<nav id="TOC" role="doc-toc"><ul><li><a href="#a">x</a></li></ul></nav>',
            '<div class="toc big"><a href="#a">x</a></div>',
        ],
    )
    def test_it_is_dropped_and_counted(self, markup):
        assert blocks(f"<p>before</p>{markup}<p>after</p>") == ["p: before", "p: after"]
        if "title" not in markup:
            assert [found[0] for found in findings(f"<p>before</p>{markup}<p>after</p>")] == ["dropped"]

    def test_a_form_around_a_page_lets_its_text_stay(self):
        assert blocks("<form action='x'><p>The article.</p><input name=q></form>") == ["p: The article."]

    def test_an_empty_fragment_has_no_blocks(self):
        for markup in ("", "  ", "<!-- x -->", "<p></p>", "<script>x</script>"):
            assert blocks(markup) == []


class TestBounds:
    @pytest.mark.parametrize(
        ("markup", "bounds"),
        [
            ("<p>" + "x" * 2000, Bounds(markup_bytes=1000)),
            ("<p>x" * 200, Bounds(nodes=90)),
            ("<i>x" * 3000, Bounds()),
            ("<p>x" * 200, Bounds(blocks=100)),
            ("<p>x" * 2000, Bounds(seconds=-1)),
        ],
    )
    def test_what_is_beyond_the_bounds_is_refused(self, markup, bounds):
        with pytest.raises(UnreadableManuscript) as refused:
            read(markup, bounds=bounds)
        assert refused.value.remedy

    @pytest.mark.parametrize(
        "tag", ["div", "blockquote", "ul", "ul><li", "table><tr><td", "figure", "b", "h2", "dl><dd"]
    )
    def test_deep_nesting_keeps_its_words_without_recursion(self, tag):
        told = " ".join(blocks(f"<{tag}>" * 400 + "deep"))
        assert "deep" in told
