"""Every kind of page is HTML5 without an error, by a parser in strict mode, in both languages; and so is what feeds carry.

And what a parser lets pass but HTML's own rules do not: an id stands once, what points at one finds it, headings skip
no level. The first view of an installment is small: few requests and few bytes, as production sends them.
"""

import gzip
import json
import re
from collections import Counter
from html.parser import HTMLParser

import html5lib
import pytest
from django.conf import settings
from html5lib.html5parser import ParseError

from tests.every_page import BROKEN, KINDS, KOREAN, LAST, broken_page, build
from tests.publication.caching.headers import is_kept_by_anybody, told

pytestmark = pytest.mark.django_db

XHTML = "{http://www.w3.org/1999/xhtml}"
# Attributes that hold ids of other elements of the page.
POINTERS = ("for", "list", "form", "aria-labelledby", "aria-describedby", "aria-controls")
MOST_REQUESTS = 6
MOST_BYTES = 120_000
SAMPLES = pytest.mark.parametrize(
    ("language", "kinds"),
    [
        pytest.param("en", KINDS, id="English"),
        pytest.param("ko", KOREAN, id="Korean"),
        pytest.param("ko", KINDS, id="all in Korean", marks=pytest.mark.prove),
    ],
)
FEEDS = ["/feed/json/", "/series/bare/feed/json/", "/corrections/feed/json/"]


@pytest.fixture(scope="module", autouse=True)
def world(lasting):
    with lasting():
        yield build()


def errors(text: str) -> list[str]:
    """Where HTML's rules are broken: the first error of the parser, or what it lets pass."""
    parser = html5lib.HTMLParser(strict=True)
    try:
        page = parser.parse(text)
    except ParseError as error:
        (line, column), name, words = parser.errors[-1]
        near = text.splitlines()[line - 1][max(column - 120, 0) : column + 20]
        return [f"{error or name} {words}, line {line}: …{near}"]
    return [*twice(page), *lost(page), *skipped(page)]


def twice(page) -> list[str]:
    ids = Counter(element.get("id") for element in page.iter() if element.get("id") is not None)
    return [f"the id {name!r} stands {times} times" for name, times in ids.items() if times > 1 or not name]


def lost(page) -> list[str]:
    ids = {element.get("id") for element in page.iter()}
    pointed = {
        (name, wanted)
        for element in page.iter()
        for name in POINTERS
        for wanted in (element.get(name) or "").split()
    } | {
        ("href", address[1:])
        for element in page.iter(f"{XHTML}a")
        if (address := element.get("href") or "").startswith("#")
    }
    return [
        f"{name} points at {wanted!r}, which is not there" for name, wanted in pointed if wanted not in ids
    ]


def skipped(page) -> list[str]:
    levels = [int(e.tag[-1]) for e in page.iter() if re.fullmatch(re.escape(XHTML) + "h[1-6]", str(e.tag))]
    if not levels or levels[0] != 1 or levels.count(1) != 1:
        return [f"headings begin with {levels}"]
    return [
        f"h{after} follows h{before}"
        for before, after in zip(levels, levels[1:], strict=False)
        if after > before + 1
    ]


@SAMPLES
def test_every_kind_of_page_is_valid(client, world, language, kinds):
    wrong = []
    for kind in kinds:
        if kind.address == BROKEN:
            text = broken_page(language)
        else:
            answer = client.get(world.at(kind, language))
            assert answer.status_code == kind.status, f"{kind.name}, {language}: {answer.status_code}"
            text = answer.content.decode()
        wrong += [f"{kind.name}, {language}: {line}" for line in errors(text)]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("address", FEEDS)
def test_the_texts_in_feeds_are_valid(client, address):
    items = json.loads(client.get(address).content)["items"]
    assert items
    wrong = []
    for item in items:
        parser = html5lib.HTMLParser(strict=True)
        try:
            parser.parseFragment(item["content_html"])
        except ParseError:
            wrong.append(f"{item['title']}: {parser.errors[-1]}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize(
    "text",
    [
        "<!doctype html><title>A</title><h1>B</h1><p>C</div>",
        "<!doctype html><title>A</title><h1>B</h1><h3>C</h3>",
        "<!doctype html><title>A</title><h1 id=a>B</h1><p id=a>C",
        "<!doctype html><title>A</title><h1>B</h1><a href='#c'>C</a>",
    ],
)
def test_what_is_not_valid_is_noticed(text):
    assert errors(text)


class Asked(HTMLParser):
    """What a browser asks for when it reads a page, besides its pictures: styles, scripts, fonts, the icon."""

    def __init__(self, markup: str):
        super().__init__()
        self.addresses: set[str] = set()
        self.feed(markup)

    def handle_starttag(self, tag, attributes):
        found = dict(attributes)
        if (found.get("href") or "").startswith("data:"):
            return
        if tag == "link" and found["rel"] in ("stylesheet", "preload", "icon", "modulepreload", "manifest"):
            self.addresses.add(found["href"])
        elif tag in ("script", "iframe", "video", "audio", "embed", "object") and found.get("src"):
            self.addresses.add(found["src"])


def sent(address: str) -> int:
    """The bytes of a static file as whitenoise sends it: what is compressed already comes as it is."""
    body = (settings.BASE_DIR / "static" / address.removeprefix(settings.STATIC_URL)).read_bytes()
    return min(len(body), len(gzip.compress(body, 9)))


@pytest.mark.parametrize("address", [LAST, f"/ko{LAST}"])
def test_the_first_view_of_an_installment_is_six_requests_and_120_kilobytes_at_most(client, address):
    body = client.get(address).content
    asked = Asked(body.decode()).addresses
    assert 3 <= 1 + len(asked) <= MOST_REQUESTS, asked
    # A proxy in front compresses the page, at the level that is usual for what is made anew each time.
    sizes = {"page": len(gzip.compress(body, 6))} | {each: sent(each) for each in asked}
    assert sum(sizes.values()) <= MOST_BYTES, sizes


def test_the_style_sheet_asks_for_nothing_that_the_page_does_not_name():
    css = (settings.BASE_DIR / "static/css/site.css").read_text()
    assert set(re.findall(r'url\("?([^")]+)', css)) == {
        "../fonts/newsreader-roman.woff2",
        "../fonts/newsreader-italic.woff2",
    }
    assert "@import" not in css


@SAMPLES
def test_every_kind_of_page_is_kept_by_anybody_or_by_nobody(client, world, language, kinds):
    """The same bytes for all who come without a session, and headers of one rule (publication/caching/rules.py)."""
    faults = []
    for kind in kinds:
        if kind.address == BROKEN:
            continue
        address = world.at(kind, language)
        answer = client.get(address)
        secluded = "no-store" in told(answer)
        is_own = not kind.address.startswith("/") or kind.address.startswith(
            ("/clearance/", "/follow/", "/search/")
        )
        if secluded != (is_own or kind.name == "page with a password"):
            faults.append(f"{address}: {answer['Cache-Control']}")
        if secluded:
            continue
        other = client.get(address, headers={"accept-language": "ko", "user-agent": "x", "cookie": "a=b"})
        if other.content != answer.content or answer.cookies or answer["Vary"] != "Accept-Encoding":
            faults.append(f"{address} differs")
        if is_kept_by_anybody(answer) != ("?" not in address):
            faults.append(f"{address}: {answer['Cache-Control']}")
    assert not faults, "\n".join(faults)
