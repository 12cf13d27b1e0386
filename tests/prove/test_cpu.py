"""What a public page costs beside an empty Wagtail page with stock routing at the depth of an installment.

CPU time of the process, uncached, medians of rounds in which each page is asked once. The database's own work counts on
SQLite, which works inside of the process, and not on PostgreSQL.
"""

import gc
import statistics
import time
from itertools import cycle, islice
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import RequestFactory
from django.test.client import ClientHandler
from wagtail.models import Page
from wagtail_footnotes.models import Footnote

from publication.images.ahead import make_what_is_lacking
from series.models import Correction
from tests import factories

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("counts_are_kept"),
    pytest.mark.prove,
    pytest.mark.urls("tests.prove.stock_urls"),
]

ROUNDS = 15
# Times the empty page, at most.
BARS = {
    "installment": 2.0,
    "series of 60": 2.2,
    "home": 2.2,
    "author": 2.2,
    "topic": 2.2,
    "feed": 2.2,
    "search": 3.0,
}


@pytest.fixture
def addresses():
    """A site of 78 pieces in four series by ten authors on eight topics: the address of one page of each kind."""
    authors = factories.AuthorFactory.create_batch(10)
    topics = factories.TopicFactory.create_batch(8)
    small = factories.SeriesFactory(planned_parts=6)
    parts = [_part(small, authors, topics, shift) for shift in range(6)]
    piece = parts[2]
    _fill(piece)
    large = factories.SeriesFactory(planned_parts=60)
    for shift in range(60):
        _part(large, authors, topics[:3], shift)
    for _ in range(2):
        other = factories.SeriesFactory(planned_parts=6)
        for shift in range(6):
            _part(other, authors, topics[:3], shift)
    # Its pictures' copies are there, as they are a minute after it was published.
    seconds(ClientHandler(), piece.url)
    list(make_what_is_lacking(2))
    # A page of no type has no list of its own; it may stand anywhere that Wagtail does not ask.
    empty = small.add_child(instance=Page(title="Empty", slug="empty"))
    assert empty.depth == piece.depth
    return {
        "empty": f"/stock{empty.url}",
        "installment": piece.url,
        "series of 60": large.url,
        "home": "/",
        "author": authors[0].url,
        "topic": topics[0].get_absolute_url(),
        "feed": "/feed/atom/",
        "search": "/search/?q=gauge",
    }


def _part(series, authors, topics, shift):
    return factories.InstallmentFactory(
        parent=series,
        bylines=[authors[shift % 10], authors[(shift + 3) % 10]],
        topics=list(islice(cycle(topics), shift, shift + min(5, len(topics)))),
    )


def _fill(piece) -> None:
    """Give a piece two pictures, three notes that its text cites, a correction and links."""
    notes = [
        Footnote.objects.create(page=piece, uuid=uuid4(), text=f"Minutes of <i>1953</i>, p. {n}.")
        for n in range(3)
    ]
    marks = "".join(f'<footnote id="{note.uuid}">[{str(note.uuid)[:6]}]</footnote>' for note in notes)
    text = "The water rose in the night, and nobody on the levee had asked for the number on the gauge. " * 5
    piece.image = factories.ImageFactory()
    inside = {"image": factories.ImageFactory().pk, "alt": "A levee beside a river.", "caption": "The levee."}
    piece.body.raw_data.clear()
    piece.body.raw_data.extend(
        {"type": kind, "value": value, "id": f"b{place}"}
        for place, (kind, value) in enumerate(
            [
                ("paragraph", f"<p>{text}{marks}</p>"),
                ("heading", {"text": "The second river", "level": "2"}),
                ("image", inside),
                *[
                    ("paragraph", f'<p>{text} <a linktype="page" id="{piece.series_id}">Rivers</a></p>')
                    for _ in range(8)
                ],
            ]
        )
    )
    piece.save()
    Correction.objects.create(page=piece, kind="correction", date="2026-01-02", text="<p>It was 1953.</p>")


def seconds(handler: ClientHandler, address: str) -> float:
    """CPU seconds of one request, the cache emptied before it."""
    path, _, query = address.partition("?")
    environ = RequestFactory()._base_environ(PATH_INFO=path, QUERY_STRING=query)
    cache.clear()
    begun = time.process_time()
    response = handler(environ)
    took = time.process_time() - begun
    assert response.status_code == 200, address
    return took


def test_pages_beside_an_empty_page(addresses, record_property):
    handler = ClientHandler(enforce_csrf_checks=True)
    for address in addresses.values():
        seconds(handler, address)
        seconds(handler, address)
    times = {name: [] for name in addresses}
    gc.collect()
    gc.disable()
    try:
        for _ in range(ROUNDS):
            for name, address in addresses.items():
                times[name].append(seconds(handler, address))
            gc.collect()
    finally:
        gc.enable()
    took = {name: statistics.median(values) for name, values in times.items()}
    ratios = {name: took[name] / took["empty"] for name in BARS}
    lines = [f"{connection.vendor}: empty page {took['empty'] * 1000:.1f} ms"]
    for name, bar in BARS.items():
        lines.append(f"{name:15} {took[name] * 1000:6.1f} ms  {ratios[name]:.2f} times, at most {bar}")
        record_property(name, lines[-1])
    print(*lines, sep="\n")  # noqa: T201 (the figures of the proof are its result)
    assert {name: ratio for name, ratio in ratios.items() if ratio > BARS[name]} == {}
