"""Where readers and their programs find the feeds: in the head of each page, on the page, in the footer."""

from datetime import date

import pytest
from lxml import html
from wagtail.models import PageViewRestriction

from series.models import Correction
from tests import factories
from tests.series.feeds.reading import get

pytestmark = pytest.mark.django_db

SITE = [f"/feed/{form}/" for form in ("rss", "atom", "json")]
TYPES = ["application/rss+xml", "application/atom+xml", "application/feed+json"]


@pytest.fixture(autouse=True)
def part():
    author, topic = factories.AuthorFactory(slug="zora"), factories.TopicFactory(slug="water")
    series = factories.SeriesFactory(title="Rivers & Rates", slug="rivers")
    part = factories.InstallmentFactory(parent=series, slug="one", bylines=[author], topics=[topic])
    Correction.objects.create(page=part, date=date(2026, 3, 3), text="<p>No.</p>", locale=part.locale)
    return part


def feeds(address: str) -> list[str]:
    return [f"{address}feed/{form}/" for form in ("rss", "atom", "json")]


def head(client, address: str) -> list:
    return html.document_fromstring(get(client, address).content).xpath(
        "//head/link[@rel='alternate'][@type != 'application/json+oembed']"
    )


def led_to(client, address: str) -> list[str]:
    return [link.get("href").removeprefix("http://localhost") for link in head(client, address)]


OF_SERIES = [
    *feeds("/series/rivers/"),
    *(f"/series/rivers/feed/from-part-1/{form}/" for form in ("rss", "atom", "json")),
]


@pytest.mark.parametrize(
    ("address", "own"),
    [
        ("/", []),
        ("/series/", []),
        ("/search/", []),
        ("/series/rivers/", OF_SERIES),
        ("/series/rivers/one/", [*OF_SERIES, *feeds("/authors/zora/")]),
        ("/authors/zora/", feeds("/authors/zora/")),
        ("/topics/water/", feeds("/topics/water/")),
        ("/corrections/", feeds("/corrections/")),
    ],
)
def test_the_head_leads_to_the_feeds_of_the_page_and_of_the_site(client, address, own):
    assert led_to(client, address) == [*own, *SITE]
    for found in led_to(client, address):
        assert get(client, found).status_code == 200


def test_each_link_says_what_it_is(client):
    links = head(client, "/series/rivers/")
    assert [link.get("type") for link in links] == TYPES * 3
    assert links[0].get("title") == "Rivers & Rates (RSS)"
    assert links[3].get("title") == "Rivers & Rates, from part 1 (RSS)"


def test_korean_pages_lead_to_korean_feeds(client):
    assert led_to(client, "/ko/topics/water/") == [*feeds("/ko/topics/water/"), *feeds("/ko/")]
    assert "피드</a>" in get(client, "/ko/").content.decode()


def test_a_restricted_page_leads_to_no_feed_of_its_own(client, part):
    user = factories.UserFactory(role="Editors")
    PageViewRestriction.objects.create(page=part.series, restriction_type="login")
    client.force_login(user)
    assert led_to(client, "/series/rivers/") == []
    text = get(client, "/series/rivers/").content.decode()
    assert "/series/rivers/feed/" not in text


@pytest.mark.parametrize(
    ("address", "feed"),
    [
        ("/", "/feed/rss/"),
        ("/series/rivers/", "/series/rivers/feed/rss/"),
        ("/series/rivers/", "/series/rivers/feed/from-part-1/rss/"),
        ("/authors/zora/", "/authors/zora/feed/rss/"),
        ("/topics/water/", "/topics/water/feed/rss/"),
        ("/corrections/", "/corrections/feed/rss/"),
    ],
)
def test_a_page_shows_its_feed(client, address, feed):
    page = html.document_fromstring(get(client, address).content)
    assert "feed" in page.xpath(f"//body//a[@href='{feed}']/text()")[0].casefold()
