"""What an editor sees of a piece before it stands: the card it will be in lists, the label of a last part."""

from dataclasses import replace

from django.utils import timezone

from series.place import Place
from series.reading.installment import Reading
from series.reading.shapes import Teaser


def as_teaser(page, reading: Reading, frame) -> Teaser:
    """The piece as a card in a list, from what was typed."""
    return Teaser(
        pk=page.pk or 0,
        title=page.title,
        address=frame.path,
        standfirst=page.standfirst,
        published_at=page.first_published_at or timezone.now(),
        minutes=page.reading_minutes,
        place=reading.place,
        series=reading.series,
        credits=reading.credits,
        is_withdrawn=page.is_withdrawn,
    )


def as_last_part(reading: Reading) -> Reading:
    """The piece as it will look when it closes its series: its number is the total, nothing follows."""
    number = reading.place.number or len(reading.contents) or 1
    return replace(
        reading,
        place=Place(number, number),
        series=replace(reading.series, total=number),
        next=None,
        next_forthcoming=None,
        forthcoming=(),
    )
