"""The budget of a feed: eight queries, whatever the number of its pieces."""

from datetime import date
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail_footnotes.models import Footnote

from series.feeds.xml import _fragment
from series.models import Correction
from tests import factories

pytestmark = pytest.mark.django_db

BUDGET = 8


@pytest.fixture
def grow():
    """Adds pieces, each with all that a feed looks up."""
    series = factories.SeriesFactory(slug="rivers", image=factories.ImageFactory())
    author = factories.AuthorFactory(slug="zora", photo=factories.ImageFactory())
    topic = factories.TopicFactory(slug="water")
    image, target = factories.ImageFactory(), factories.InstallmentFactory()

    def grow(number: int):
        for _ in range(number):
            page = factories.InstallmentFactory(
                parent=series,
                image=image,
                bylines=[author],
                topics=[topic],
                body=[
                    ("paragraph", f'<p><a linktype="page" id="{target.pk}">see</a></p>'),
                    ("image", {"image": image, "alternative_text": "A levee"}),
                    ("related_piece", {"page": target, "reason": ""}),
                ],
            )
            Footnote.objects.create(page=page, uuid=uuid4(), text="<p>Note</p>")
            Correction.objects.create(page=page, date=date(2026, 3, 3), text="<p>No.</p>", locale=page.locale)

    return grow


@pytest.mark.parametrize(
    "address",
    [
        "/feed/",
        "/series/rivers/feed/",
        "/series/rivers/feed/from-part-1/",
        "/authors/zora/feed/",
        "/topics/water/feed/",
        "/corrections/feed/",
    ],
)
def test_a_feed_asks_the_database_no_more_for_many_pieces(client, grow, address):
    client.get(
        f"{address}rss/"
    )  # the first request of a site makes its empty masthead, and the frame is read again
    counts = []
    for number in (2, 7):
        grow(number)
        client.get(f"{address}rss/")
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert client.get(f"{address}rss/").status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1] <= BUDGET


def test_an_entry_is_written_once_for_the_same_values(client, grow):
    grow(3)
    client.get("/feed/atom/")
    before = _fragment.cache_info()
    assert client.get("/feed/atom/").status_code == 200
    after = _fragment.cache_info()
    assert (after.hits - before.hits, after.misses) == (4, before.misses)
