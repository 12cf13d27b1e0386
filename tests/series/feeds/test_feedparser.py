"""What the most used reader of feeds makes of ours."""

from datetime import UTC, datetime

import feedparser
import pytest

from tests import factories
from tests.series.feeds.reading import get

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _parts():
    series = factories.SeriesFactory(title="Rivers & Rates", slug="rivers", standfirst="Who pays?")
    people = [factories.AuthorFactory(title=name) for name in ("Abel Anand", "김서윤")]
    for number in range(21):
        factories.InstallmentFactory(
            parent=series,
            title=f"Part {number + 1}: a < b & c",
            slug=f"part-{number + 1}",
            first_published_at=datetime(2026, 3, number + 1, 1, tzinfo=UTC),
            last_published_at=datetime(2026, 4, number + 1, 1, tzinfo=UTC),
            bylines=people,
            topics=[factories.TopicFactory(name=f"Water {number}")],
            image=factories.ImageFactory(credit="Photo: A. Lead") if number == 20 else None,
        )


@pytest.mark.parametrize("form", ["rss", "atom"])
def test_a_reader_of_feeds_understands_all_of_it(client, form):
    response = get(client, f"/series/rivers/feed/{form}/")
    read = feedparser.parse(response.content, response_headers={"content-type": response["Content-Type"]})
    assert not read.bozo
    assert read.version == {"rss": "rss20", "atom": "atom10"}[form]
    assert (read.feed.title, read.feed.subtitle) == ("Rivers & Rates", "Who pays?")
    assert read.feed.language == "en"
    links = {link.rel: link.href for link in read.feed.links}
    address = f"http://localhost/series/rivers/feed/{form}/"
    assert (links["self"], links["next"]) == (address, f"{address}?page=2")
    assert links["alternate"] == "http://localhost/series/rivers/"
    first = read.entries[0]
    assert len(read.entries) == 20
    # A title is plain text; the parser escapes it in neither format.
    assert first.title.replace("&lt;", "<").replace("&amp;", "&") == "Part 21: a < b & c"
    assert first.link == "http://localhost/series/rivers/part-21/"
    assert first.id.startswith("tag:localhost,2026:piece/")
    assert first.published_parsed[:4] == (2026, 3, 21, 1)
    assert first.updated_parsed[:4] == (2026, 4, 21, 1)
    assert [author.name for author in first.authors] == ["Abel Anand", "김서윤"]
    assert (first.tags[0].label or first.tags[0].term) == "Water 20"
    assert "The water rose in the night." in first.content[0].value
    assert first.summary.startswith("The first dispute")
    assert first.media_content[0]["medium"] == "image"
    assert first.media_credit[0]["content"] == "Photo: A. Lead"
    assert first.series_position == "21"
