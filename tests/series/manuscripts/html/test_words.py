"""Running text in markup: look, links, languages, white space and breaks."""

import pytest

from .reading import blocks, findings


@pytest.mark.parametrize(
    ("markup", "told"),
    [
        ("<p>A <b>bold</b> and <strong>strong</strong> word</p>", "p: A <b>bold</b> and <b>strong</b> word"),
        ("<p><i>one</i> <em>two</em> <cite>three</cite></p>", "p: <i>one</i> <i>two</i> <i>three</i>"),
        ('<p>by <span style="font-weight:700">weight</span></p>', "p: by <b>weight</b>"),
        ('<p>by <span style="font-weight: bold">name</span></p>', "p: by <b>name</b>"),
        ('<p>a <b style="font-weight:normal">wrapper</b></p>', "p: a wrapper"),
        ("<p>a <b style='mso-bidi-font-weight:normal'>word</b></p>", "p: a <b>word</b>"),
        (
            '<p>x<sup>2</sup> H<span style="vertical-align:sub">2</span>O</p>',
            "p: x<sup>2</sup> H<sub>2</sub>O",
        ),
        ("<p>no\n   space\tis   doubled</p>", "p: no space is doubled"),
        ("<p>a&nbsp;&nbsp;gap</p>", "p: a gap"),
        ("<p>soft&shy;hy\u200bphens go</p>", "p: softhyphens go"),
        ("<p>one <b> two</b> three</p>", "p: one <b>two</b> three"),
        ("<p>line one<br>\n line two</p>", "p: line one⏎line two"),
        ("<p>never empty at its end<br></p>", "p: never empty at its end"),
        ("<p>she said <q>no</q>.</p>", "p: she said “no”."),
        (
            "<p>the river <ruby>漢江<rp>(</rp><rt>한강</rt><rp>)</rp></ruby></p>",
            "p: the river 漢江(<ko>한강</ko>)",
        ),
        ("<p>e\u0301lan</p>", "p: \u00e9lan"),
        ("words without any element", "p: words without any element"),
    ],
)
def test_a_line_is_read_as_it_looks(markup, told):
    assert blocks(markup) == [told]


@pytest.mark.parametrize(
    ("markup", "told"),
    [
        ("<div>one<br><br>two</div>", ["p: one", "p: two"]),
        ("<div>one<p>two</p>three</div>", ["p: one", "p: two", "p: three"]),
        ("<p>one</p><p>&nbsp;</p><p> </p><p><br></p><p>two</p>", ["p: one", "p: two"]),
        ("<pre>first line\n  second line\n\nanother</pre>", ["p: first line⏎second line", "p: another"]),
        (
            "<b><p>one</p><p>two <i>three</i></p></b><p>four</p>",
            ["p: <b>one</b>", "p: <b>two </b><i><b>three</b></i>", "p: four"],
        ),
        ("<p>unclosed <b>bold<p>next</p>", ["p: unclosed <b>bold</b>", "p: <b>next</b>"]),
        ("<details><summary>More</summary><p>text</p></details>", ["p: More", "p: text"]),
        ("<dl><dt>NSP</dt><dd>a policy</dd></dl>", ["p: NSP", "p: a policy"]),
    ],
)
def test_paragraphs_are_told_apart(markup, told):
    assert blocks(markup) == told


def test_a_text_that_is_bold_throughout_is_not_emphasised():
    markup = "<b><p>The gauge was read daily.</p><p>Nobody reads it now.</p><p>It rises.</p></b>"
    assert blocks(markup) == ["p: The gauge was read daily.", "p: Nobody reads it now.", "p: It rises."]
    assert ("changed", "The whole text was bold; it stands in usual letters.", 1) in findings(markup)


@pytest.mark.parametrize(
    ("href", "kept"),
    [
        ("https://ok.example", "https://ok.example"),
        ("HTTP://ok.example/A", "HTTP://ok.example/A"),
        ("mailto:a@b.example", "mailto:a@b.example"),
        ("tel:+82-2-1234-5678", "tel:+82-2-1234-5678"),
        ("/topics/water/", "/topics/water/"),
        ("//ok.example/x", "https://ok.example/x"),
        ("/\\ok.example/x", "https://ok.example/x"),
        ("https://ok.example/a b", "https://ok.example/a%20b"),
        (
            "https://www.google.com/url?q=https://ok.example/a?b%3D1%26c%3D2&amp;sa=D",
            "https://ok.example/a?b=1&c=2",
        ),
        (
            "https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fok.example%2F&amp;data=05",
            "https://ok.example/",
        ),
        ("https://ok.example/?utm_source=x&amp;id=7&amp;fbclid=y", "https://ok.example/?id=7"),
        ("https://ok.example/?utm_source=x#part", "https://ok.example/#part"),
    ],
)
def test_a_link_keeps_its_address(href, kept):
    assert blocks(f'<p>see <a href="{href}">this</a></p>') == [f"p: see <a {kept}>this</a>"]


@pytest.mark.parametrize(
    "href",
    [
        "javascript:alert(1)",
        " &#106;avascript:alert(1)",
        "java&#10;script:alert(1)",
        "JaVaScRiPt:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "file:///C:/Users/x/a.docx",
        "page.html",
        "https://[",
        "https://",
        "https://ok.example:port/",
        "x" * 3000,
    ],
)
def test_a_link_that_cannot_be_kept_loses_its_address_and_says_so(href):
    markup = f'<p>see <a href="{href}">this</a></p>'
    assert blocks(markup) == ["p: see this"]
    assert findings(markup) == [
        ("dropped", "A link had an address that cannot be kept; its words stayed.", 1)
    ]


def test_relative_links_start_from_the_address_of_the_page():
    markup = '<p><a href="next.html">next</a> <a href="/about">about</a></p>'
    assert blocks(markup, base="https://paper.example/opinion/1.html") == [
        "p: <a https://paper.example/opinion/next.html>next</a> <a https://paper.example/about>about</a>"
    ]


def test_what_was_done_to_a_link_is_said():
    what = [
        what
        for _, what, _ in findings(
            '<p><a href="https://www.google.com/url?q=https://ok.example/?utm_id=1">a</a></p>'
        )
    ]
    assert what == [
        "A link that led through another site leads straight to its page.",
        "What counts readers was taken off a link's address.",
    ]


@pytest.mark.parametrize(
    ("markup", "told"),
    [
        (
            '<p>The word <span lang="ko">연구</span> means study.</p>',
            "p: The word <ko>연구</ko> means study.",
        ),
        ('<p lang="en-GB">All <span lang="en-US">English</span>.</p>', "p: All English."),
        ('<p>Marked <span lang="ko">wrongly</span> by a program.</p>', "p: Marked wrongly by a program."),
        (
            '<p>이것은 한국어 글이며 <span lang="en-US">ASEAN</span> 정책</p>',
            "p: 이것은 한국어 글이며 <en>ASEAN</en> 정책",
        ),
        ("<p>이것은 <span lang=EN-US>한국어 글이다</span></p>", "p: 이것은 한국어 글이다"),
    ],
)
def test_words_of_another_language_are_marked_where_they_can_be_of_it(markup, told):
    assert blocks(markup) == [told]


def test_what_was_struck_through_is_said():
    assert blocks("<p>not <s>that</s> this</p>") == ["p: not that this"]
    assert (
        findings("<p>not <s>that</s> this</p>")[0][1]
        == "Words that were struck through stand without the line."
    )
