"""Corrections as entries of a feed: what was put right, when, and in which piece."""

from datetime import datetime, time

from django.utils import timezone

from publication.frame import Frame, absolute
from publication.prose import plain_text
from series.feeds.markup import for_feed
from series.feeds.names import name_of
from series.feeds.shapes import Entry, Read
from series.metadata.description import Description, PageKind, Publisher, SeriesFacts
from series.reading.corrections import ListedCorrection, listed_corrections


def read_corrections(frame: Frame, publisher: Publisher, authority: str, *, start: int, limit: int) -> Read:
    """`limit` entries from `start` on, the newest first. Three queries at most."""
    listed, count = listed_corrections(frame, start=start, limit=limit)
    return Read(tuple(_entry(one, frame, publisher, authority) for one in listed), count)


def _entry(correction: ListedCorrection, frame: Frame, publisher: Publisher, authority: str) -> Entry:
    page = absolute(frame, correction.piece.address)
    address, moment = f"{page}#correction", _moment(correction)
    series = None
    if correction.series:
        series = SeriesFacts(
            title=correction.series.name,
            address=absolute(frame, correction.series.address),
            total=correction.place.total,
            position=correction.place.number,
        )
    return Entry(
        id=name_of(authority, "correction", correction.key, correction.code),
        about=Description(
            kind=PageKind.PAGE,
            title=f"{correction.label}: {correction.piece.name}",
            summary=plain_text(correction.text),
            address=address,
            own=address,
            language=correction.code,
            publisher=publisher,
            published_at=moment,
            modified_at=moment,
            series=series,
        ),
        content=for_feed(f"<p>{correction.text}</p>", page),
        updated=moment,
    )


def _moment(correction: ListedCorrection) -> datetime:
    """The day that it tells, never later than it appeared: editors may date it ahead."""
    day = timezone.make_aware(datetime.combine(correction.date, time.min))
    return min(day, correction.published_at) if correction.published_at else day
