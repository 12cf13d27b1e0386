"""What stands above, below and around an article on pages of many makes: each test one way in which pages say it."""

import pytest

from series.manuscripts.html.document import read_html
from series.manuscripts.manuscript import Manuscript

from .reading import told

TEXT = (
    "<p>The river rose in the night, and nobody was told of it until the morning, when the gauge had gone.</p>"
    "<p>A gauge costs less than a bridge, and a reader less than a gauge; nobody has counted what neither costs.</p>"
    "<p>In the spring, three towns asked for the records of the year before, and two of them found that there were none.</p>"
)


def page(inner: str, *, title: str = "Nobody reads the river", head: str = "") -> Manuscript:
    return read_html(f"<html><head><title>{title}</title>{head}</head><body>{inner}</body></html>".encode())


def body(manuscript: Manuscript) -> list[str]:
    return [told(block) for block in manuscript.body]


def said(manuscript: Manuscript, words: str) -> list[str]:
    return [found.passage for found in manuscript.findings if words in found.what]


@pytest.mark.parametrize(
    "title",
    [
        "Nobody reads the river",
        "Nobody reads the river | Ann Bell | The Watchman",
        "Nobody reads the river - The Watchman",
        "Nobody reads the river : Opinion : The Watchman",
    ],
)
@pytest.mark.parametrize(
    "headline",
    [
        "<h1>Nobody reads the river</h1>",
        "<h1>The Watchman</h1><h2>Nobody reads the river</h2>",
        "<div class=tit>Nobody reads the river</div>",
    ],
)
def test_the_headline_is_what_the_window_says_without_the_site(title, headline):
    manuscript = page(f"{headline}<article>{TEXT}</article>", title=title)
    assert manuscript.title == "Nobody reads the river"
    assert len(manuscript.body) == 3


def test_a_headline_beside_the_authors_name_is_the_heading_alone():
    manuscript = page(
        "<div class=head><h1>Nobody reads the river</h1>"
        f"<address><a rel=author href=/a>Ann Bell</a></address></div><article>{TEXT}</article>",
        head='<meta property="og:title" content="Nobody reads the river | Ann Bell">',
    )
    assert manuscript.title == "Nobody reads the river"
    assert [entry.name for entry in manuscript.byline] == ["Ann Bell"]


@pytest.mark.parametrize(
    "below",
    [
        '<p class="deck">We pay for gauges.</p>',
        "<h2>We pay for gauges.</h2>",
        '<div data-gu-name="standfirst"><p>We pay for gauges.</p></div>',
        '<p class="x1">We pay for gauges.</p>',
    ],
)
def test_the_standfirst_is_found_by_name_place_or_description(below):
    described = '<meta property="og:description" content="We pay for gauges. We should pay for readers.">'
    manuscript = page(f"<h1>Nobody reads the river</h1>{below}<article>{TEXT}</article>", head=described)
    assert manuscript.standfirst == "We pay for gauges."
    assert len(manuscript.body) == 3


@pytest.mark.parametrize(
    ("line", "names"),
    [
        (
            '<div class="byline">By <a href="/a">Ann Bell</a> and <a href="/j">Jin Yi</a></div>',
            ["Ann Bell", "Jin Yi"],
        ),
        ('<span class="author">Ann Bell</span>', ["Ann Bell"]),
        (
            '<div class="authors"><a>Ann Bell</a>, <a>Jin Yi</a>, and <a>Tomás Iriarte</a></div>',
            ["Ann Bell", "Jin Yi", "Tomás Iriarte"],
        ),
        ("<p>By Ann Bell</p>", ["Ann Bell"]),
        ("<p>홍길동 기자</p>", ["홍길동"]),
        ('<span class="writer">이진 강변연구원 선임연구위원</span>', ["이진"]),
    ],
)
def test_the_byline_is_found_by_name_or_by_its_words(line, names):
    manuscript = page(f"<h1>Nobody reads the river</h1>{line}<article>{TEXT}</article>")
    assert [entry.name for entry in manuscript.byline] == names


def test_a_byline_that_only_the_pages_data_has_is_a_guess():
    manuscript = page(
        f"<h1>Nobody reads the river</h1><article>{TEXT}</article>",
        head='<meta name="author" content="Ann Bell">',
    )
    assert [entry.name for entry in manuscript.byline] == ["Ann Bell"]
    assert "guessed" in [found.kind for found in manuscript.findings if "Ann Bell" in found.what]


@pytest.mark.parametrize(
    "name", ["admin", "Newsroom", "강변일보", "https://a.example/by/ann", "ann@a.example"]
)
def test_a_login_or_a_newsroom_is_nobodys_name(name):
    manuscript = page(f"<article>{TEXT}</article>", head=f'<meta name="author" content="{name}">')
    assert manuscript.byline == ()


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ('<time datetime="2026-03-09T06:30Z">Mon 9 Mar 2026 06.30 GMT</time>', "2026-03-09"),
        ('<p class="update-time">All News 14:38 March 09, 2026</p>', "2026-03-09"),
        ("<p>입력 2026.03.09 07:00</p>", "2026-03-09"),
        ('<ul class="info"><li>승인 2026.03.09 07:00</li></ul>', "2026-03-09"),
        ('<p class="reading-time">5 min read</p>', ""),
        ('<p class="date">2026-13-45</p>', ""),
    ],
)
def test_the_date_is_found_by_name_or_by_its_words(line, day):
    manuscript = page(f"<h1>Nobody reads the river</h1>{line}<article>{TEXT}</article>")
    assert manuscript.source.date == day
    assert len(manuscript.body) == 3


def test_authors_shown_again_below_give_their_affiliations():
    manuscript = page(
        f'<main><h1>Nobody reads the river</h1><p class="byline">By Ann Bell</p><div class="text">{TEXT}</div>'
        '<section class="authors"><h2>Authors</h2><img src="/ann.jpg"><h3>Ann Bell</h3>'
        "<p>Senior fellow at the River Desk</p></section></main>"
    )
    (author,) = manuscript.byline
    assert (author.position, author.organisation) == ("Senior fellow", "River Desk")
    assert len(manuscript.body) == 3


def longer(times: int) -> str:
    """So many times as much text, no paragraph of which stands twice."""
    return "".join(
        TEXT.replace("river", f"river {n}").replace("gauge", f"gauge {n}").replace("towns", f"towns {n}")
        for n in range(times)
    )


def test_what_stands_behind_the_text_is_quoted_and_left_out_unless_it_is_text():
    more = "The rest of the column stood in another box of the page, as long as any paragraph is. " * 2
    manuscript = page(
        f'<main><h1>Nobody reads the river</h1><div class="text">{longer(3)}</div>'
        f'<ul class="x"><li>Rivers</li><li>Money</li></ul><div><p>{more}</p></div></main>'
    )
    assert body(manuscript)[-1] == f"p: {more.strip()}"
    assert said(manuscript, "Between the parts") == ["Rivers", "Money"]


def test_a_heading_that_begins_or_ends_the_body_stays():
    manuscript = page(
        f"<h1>Nobody reads the river</h1><article><h2>Who reads</h2>{TEXT}<h2>The end</h2></article>"
    )
    assert [block[:4] for block in body(manuscript)] == ["h2: ", "p: T", "p: A", "p: I", "h2: "]
    assert manuscript.standfirst == ""


def test_a_list_that_ends_the_article_stays():
    manuscript = page(
        f"<h1>Nobody reads the river</h1><article>{TEXT}<ul><li>Read.</li><li>Write.</li></ul></article>"
    )
    assert body(manuscript)[-1] == "ul: Read. | Write."


def test_a_body_in_parts_between_advertisements_is_whole():
    parts = longer(3).replace("</p><p>", '</p></div><div class="ad">Advertisement</div><div class="part"><p>')
    manuscript = page(f'<div id=story><h1>Nobody reads the river</h1><div class="part">{parts}</div></div>')
    assert len(manuscript.body) == 9


def test_an_agencys_end_mark_and_address_go():
    manuscript = page(
        f"<h1>Nobody reads the river</h1><article>{TEXT}<p>reader@agency.example<br>(END)</p></article>"
    )
    assert len(manuscript.body) == 3


def test_links_start_where_a_page_was_saved_from():
    link = TEXT.replace("towns", "<a href=/towns>towns</a>")
    for comment in (
        "saved from url=(0024)https://a.example/river",
        "\n Page saved with SingleFile \n url: https://a.example/river \n",
    ):
        manuscript = page(
            f"<h1>Nobody reads the river</h1><article>{link}</article>", head=f"<!--{comment}-->"
        )
        assert "<a https://a.example/towns>towns</a>" in body(manuscript)[2]
        assert manuscript.source.address == "https://a.example/river"


def test_a_short_page_without_parts_is_read_whole():
    manuscript = page(
        "<p>One line.</p><div>Another <a href='https://a.example/'>line</a>.</div><p>And a third, longer, one.</p>"
    )
    assert len(manuscript.body) == 3
