"""Pages and texts with something broken in them, as hypothesis draws it: bytes, tags, attributes, entities, whole parts."""

import re
from functools import cache

from hypothesis import strategies as st

from tests.series.manuscripts.shared import DATA

# A little of everything that the reader knows, so that every branch can be broken.
WHOLE = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Gauges | Courier</title>
<meta property="og:title" content="Gauges"><meta name="author" content="Ann Bell">
<script type="application/ld+json">{"@graph":[{"@type":["NewsArticle"],"headline":"Gauges",
"author":[{"name":"Ann Bell"}]}]}</script>
<style>.c1{font-weight:700}.lst-kix_a-0{list-style:none}</style></head><body><article><h1>Gauges</h1>
<p class="deck">What they read</p><div class="byline">By <a rel="author" href="/a">Ann Bell</a></div><time>March 9, 2026</time>
<p>Rain, <b>bold</b>, <i>it</i>, x<sup>2</sup>, <a href="https://www.google.com/url?q=https://a.example/?utm_a=1">link</a>, and
<span lang="ko">연구</span>.<sup>[<a href="#fn1" id="r1">1</a>]</sup><br><br>More, after two breaks, of the same long line.</p>
<h2 class="c1">Head</h2><ul><li>One<ol start="7" type="a"><li value="7">In</ol><li><img src="data:image/png;base64,AAAA"></ul>
<ol class="lst-kix_a-0"><li>k</ol><p style="mso-list:l0 level2 lfo1"><span style="mso-list:Ignore">a.</span>Word</p>
<blockquote><p>Said.</p><cite>Ann</cite></blockquote>
<table><caption>C</caption><thead><tr><th colspan=2>Y</thead><tr><td rowspan=2>1<td>2
<tr><td>3</table>
<table class="photo"><tr><td><img src="/p.jpg"><tr><td>Cap. Photo: Jo</table><figure><img src="https://a.example/1.png" alt="A">
<figcaption>Text. / Yonhap</figcaption></figure><iframe src="https://www.youtube.com/embed/abc123"></iframe><pre>a
 b</pre><q>q</q><details><summary>S</summary>d</details><dl><dt>t<dd>d</dl><ruby>漢<rt>한</ruby><hr><form><input><button>B</button></form>
<p hidden>h</p><nav>n</nav><div class="share">s</div><p>By Ann Bell</p>
<p>Ann Bell teaches at Arden. © 2026. All rights reserved.</p>
<ol><li id="fn1">Note. <a href="#r1">↩</a></li></ol></article></body></html>"""
SCRAPS = (
    "<", ">", "</", "<!--", "-->", "<![if x]>", "<p>", "</p>", "<table>", "</table>", "<td>", "<li>", "</ul>", "<b>", "</div>",
    "<script>", "<style>", "<textarea>", "<svg>", "<math>", "<form>", "<select>", "<h2>", "<figure>", "<blockquote>", "\x00",
    "\n", "&#0;", "&#x110000;", "&amp", "\ufffe", "\u202e", '"', "'", "<a href=", "style='", "<?xml?>", "<frameset>",
)  # fmt: skip
VALUES = (
    '"0"', '"-1"', '"99999999999"', '"#"', '"#fn1"', '"https://["', '"//"', '"data:image/png;base64,%"', '"mso-list:l0 level0"',
    '"mso-list:l0 level99 lfo1"', '"photo"', '"byline"', '"comments"', '"font-weight:x;display:none"', '"javascript:x"', '""',
)  # fmt: skip


@cache
def sound_files() -> tuple[bytes, ...]:
    pages = sorted((DATA / "pages").glob("*.html"))
    return (WHOLE.encode(), *(page.read_bytes() for page in pages))


@cache
def sound_texts() -> tuple[bytes, ...]:
    return tuple(path.read_bytes() for path in sorted(DATA.glob("*.txt")))


@st.composite
def broken_files(draw, sound=sound_files) -> bytes:
    """The bytes of a file with a few things broken."""
    data = draw(st.sampled_from(sound()))
    for _time in range(draw(st.integers(1, 6))):
        data = draw(st.sampled_from((_bytes, _tags, _values, _repeated)))(draw, data)
    return data


def _bytes(draw, data: bytes) -> bytes:
    at = draw(st.integers(0, len(data)))
    end = min(at + draw(st.sampled_from((0, 0, 1, 9, 300))), len(data))
    scrap = draw(
        st.one_of(st.sampled_from(SCRAPS).map(lambda text: text.encode("utf-8")), st.binary(max_size=4))
    )
    return data[:at] + scrap + data[end:]


def _tags(draw, data: bytes) -> bytes:
    pieces = re.findall(rb"<[^>]*>?|[^<]+", data)
    one, other = (draw(st.integers(0, len(pieces) - 1)) for _ in range(2))
    pieces[one], pieces[other] = pieces[other], pieces[one]
    return b"".join(pieces)


def _values(draw, data: bytes) -> bytes:
    places = list(re.finditer(rb'"[^"]*"', data))
    if not places:
        return data
    place = draw(st.sampled_from(places))
    return data[: place.start()] + draw(st.sampled_from(VALUES)).encode() + data[place.end() :]


def _repeated(draw, data: bytes) -> bytes:
    at = draw(st.integers(0, len(data)))
    piece = data[at : at + draw(st.sampled_from((4, 40, 400)))]
    return data[:at] + piece * draw(st.sampled_from((2, 30))) + data[at:]
