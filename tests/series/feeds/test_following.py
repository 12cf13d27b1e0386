"""Which feeds there are, and which pieces are in them."""

import unicodedata
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from series.models import Byline, Correction, SeriesPage
from tests import factories
from tests.series.feeds.reading import FORMS, get, items, titles
from tests.series.feeds.rules import ATOM, WRONG, parsed

pytestmark = pytest.mark.django_db


def on(day: int) -> datetime:
    return datetime(2026, 3, day, 1, tzinfo=UTC)


@pytest.fixture
def zora():
    return factories.AuthorFactory(title="Zora Whitlock", slug="zora")


@pytest.fixture
def water():
    return factories.TopicFactory(name="Water", slug="water")


@pytest.fixture
def rivers():
    return factories.SeriesFactory(title="Rivers", slug="rivers", planned_parts=3)


@pytest.fixture
def parts(rivers, zora, water):
    """Two parts, the second published first."""
    return [
        factories.InstallmentFactory(
            parent=rivers, title=title, first_published_at=on(day), bylines=[zora], topics=[water]
        )
        for title, day in (("Part one", 9), ("Part two", 4))
    ]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    "address", ["/feed/", "/series/rivers/feed/", "/authors/zora/feed/", "/topics/water/feed/"]
)
def test_everything_can_be_followed_newest_first(client, parts, address, form):
    assert titles(client, address, form) == ["Part one", "Part two"]


@pytest.mark.parametrize("form", FORMS)
def test_a_series_can_be_read_from_part_1_on(client, rivers, parts, form):
    assert titles(client, "/series/rivers/feed/from-part-1/", form) == ["Part one", "Part two"]
    parts[0].first_published_at = on(1)
    parts[0].save()
    assert titles(client, "/series/rivers/feed/", form) == ["Part two", "Part one"]
    assert titles(client, "/series/rivers/feed/from-part-1/", form) == ["Part one", "Part two"]


def test_a_column_has_no_part_1(client):
    factories.SeriesFactory(slug="column", form=SeriesPage.Form.COLUMN)
    get(client, "/series/column/feed/rss/")
    get(client, "/series/column/feed/from-part-1/rss/", status=404)


@pytest.mark.parametrize("form", FORMS)
def test_corrections_can_be_followed(client, parts, form):
    Correction.objects.create(
        page=parts[0], date=on(10).date(), text="<p>It was <i>the dam</i>.</p>", locale=parts[0].locale
    )
    (item,) = items(client, "/corrections/feed/", form)
    assert item.title == "Correction: Part one"
    assert item.url == "http://localhost/series/rivers/part-one/#correction"
    assert item.html == "<p>It was <i>the dam</i>.</p>"


def test_a_language_has_feeds_of_its_own(client, rivers, parts):
    factories.translated(parts[0], title="첫째")
    assert titles(client, "/ko/feed/") == ["첫째"]
    assert titles(client, "/feed/") == ["Part one", "Part two"]
    # Topics and authors are of both languages; a piece is there once, in the language of the feed if it can be.
    assert titles(client, "/ko/topics/water/feed/") == ["첫째", "Part two"]
    feed = parsed(get(client, "/ko/topics/water/feed/atom/").content)
    language = "{http://www.w3.org/XML/1998/namespace}lang"
    assert feed.get(language) == "ko"
    assert [entry.get(language) for entry in feed.findall(f"{ATOM}entry")] == [None, "en"]


def test_a_korean_address_is_printed_encoded_and_answers_typed_either_way(client):
    series = factories.SeriesFactory(title="강", slug="강")
    factories.InstallmentFactory(parent=series, title="하나", slug="하나")
    (item,) = items(client, "/series/강/feed/", "rss")
    assert item.url == "http://localhost/series/%EA%B0%95/%ED%95%98%EB%82%98/"
    typed = unicodedata.normalize("NFD", "/series/강/feed/rss/")
    decomposed = get(client, f"{typed}?page=1", status=301)
    assert decomposed.headers["Location"] == "/series/%EA%B0%95/feed/rss/?page=1"


class TestPrivacy:
    def test_a_restricted_series_has_no_feed_and_its_parts_are_in_none(self, client, rivers, parts):
        PageViewRestriction.objects.create(page=rivers, restriction_type="password", password="x")
        for form in FORMS:
            get(client, f"/series/rivers/feed/{form}/", status=404)
            get(client, f"/authors/zora/feed/{form}/", status=404)
            get(client, f"/topics/water/feed/{form}/", status=404)
            assert titles(client, "/feed/", form) == []

    def test_drafts_scheduled_and_expired_pieces_are_in_no_feed(self, client, rivers, parts):
        factories.InstallmentFactory(parent=rivers, title="Draft", live=False)
        later = timezone.now() + timedelta(days=1)
        Page.objects.filter(pk=parts[0].pk).update(go_live_at=later)
        Page.objects.filter(pk=parts[1].pk).update(expire_at=timezone.now() - timedelta(seconds=1))
        for address in ("/feed/", "/series/rivers/feed/"):
            assert titles(client, address) == []

    def test_a_series_that_is_not_live_has_no_feed(self, client, rivers, parts):
        rivers.unpublish()
        get(client, "/series/rivers/feed/rss/", status=410)

    def test_what_is_no_series_or_author_has_no_feed(self, client, parts):
        for address in ("/series/feed/rss/", "/series/rivers/part-one/feed/rss/", "/authors/feed/json/"):
            get(client, address, status=404)


def test_an_alias_is_only_in_the_feed_of_its_series_and_keeps_an_id_of_its_own(client, parts):
    digest = factories.SeriesFactory(slug="digest")
    parts[0].create_alias(parent=digest)
    assert titles(client, "/feed/") == ["Part one", "Part two"]
    assert titles(client, "/series/digest/feed/") == ["Part one"]


def test_people_who_did_not_write_it_are_no_authors(client, parts):
    kim = factories.AuthorFactory(title="Kim Minji")
    Byline.objects.create(page=parts[0], author=kim, role="translator", sort_order=9, locale=parts[0].locale)
    assert items(client, "/feed/", "json")[0].people == ["Zora Whitlock"]
    entry = parsed(get(client, "/feed/atom/").content).find(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}contributor/{ATOM}name") == "Kim Minji"


class TestPages:
    @pytest.fixture(autouse=True)
    def _many(self, rivers):
        for number in range(25):
            factories.InstallmentFactory(
                parent=rivers, title=f"Part {number + 1}", first_published_at=on(number + 1)
            )

    def links(self, client, address):
        root = parsed(get(client, address).content)
        return {link.get("rel"): link.get("href") for link in root.iter(f"{ATOM}link")}

    @pytest.mark.parametrize("form", ["rss", "atom"])
    def test_a_long_feed_leads_from_page_to_page(self, client, form):
        address = f"http://localhost/series/rivers/feed/{form}/"
        first = self.links(client, f"/series/rivers/feed/{form}/")
        assert (first["self"], first["first"], first["next"]) == (address, address, f"{address}?page=2")
        second = self.links(client, f"/series/rivers/feed/{form}/?page=2")
        assert second["self"] == f"{address}?page=2"
        assert second["previous"] == address
        assert "next" not in second

    def test_json_names_the_next_page(self, client):
        feed = get(client, "/series/rivers/feed/json/").json()
        assert feed["next_url"] == "http://localhost/series/rivers/feed/json/?page=2"
        rest = get(client, "/series/rivers/feed/json/?page=2").json()
        assert "next_url" not in rest
        assert [item["title"] for item in rest["items"]] == [f"Part {number}" for number in range(5, 0, -1)]

    def test_from_part_1_on_every_part_is_met_once_in_order(self, client):
        met = []
        for page in (1, 2):
            feed = get(client, f"/series/rivers/feed/from-part-1/json/?page={page}").json()
            met += [item["_series"]["position"] for item in feed["items"]]
        assert met == list(range(1, 26))


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("address", ["/feed/", "/ko/feed/", "/corrections/feed/", "/series/empty/feed/"])
def test_a_feed_without_anything_in_it_is_valid(client, address, form):
    factories.SeriesFactory(slug="empty")
    assert WRONG[form](get(client, f"{address}{form}/").content) == []


@pytest.mark.parametrize(
    "address",
    ["/feed/rss/", "/feed/atom/", "/feed/json/", "/series/rivers/feed/rss/", "/corrections/feed/rss/",
     "/topics/water/feed/json/", "/authors/zora/feed/atom/"],
)  # fmt: skip
def test_no_query_string_breaks_a_feed(client, parts, address):
    for query in ("page=zz", "page=0", "page=2&page=3", "page=%00", "page=" + "9" * 8000):
        get(client, f"{address}?{query}", status=404)
    for query in ("%00=%00", "q=%00", "=&&=", "%", "x=" + "y" * 8000, "page=1", "page="):
        get(client, f"{address}?{query}")


def test_odd_addresses_are_not_found(client, parts):
    for address in ("/feed/xml/", "/feed/rss/rss/", "/series/%00/feed/rss/", "/topics/%00/feed/rss/", "/topics/none/feed/rss/",
                    "/series/" + "a/" * 50 + "feed/rss/"):  # fmt: skip
        get(client, address, status=404)


@pytest.mark.parametrize(
    ("asked", "led_to"),
    [
        ("/feed/", "/feed/rss/"),
        ("/ko/feed/?page=2", "/ko/feed/rss/?page=2"),
        ("/series/rivers/feed/", "/series/rivers/feed/rss/"),
        ("/series/강/feed/", "/series/%EA%B0%95/feed/rss/"),
    ],
)
def test_a_feed_without_a_format_is_in_rss(client, asked, led_to):
    assert get(client, asked, status=301).headers["Location"] == led_to


def test_only_reading_is_allowed(client, parts):
    assert client.post("/feed/rss/").status_code == 405
    head = client.head("/feed/rss/")
    assert (head.status_code, head.content) == (200, b"")
