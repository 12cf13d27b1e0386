"""Pieces as entries of a feed: read together, with one look-up for the links and one for the pictures of all of them."""

from django.utils import translation

from publication.frame import Frame
from publication.pictures import Wanted
from series.feeds.setting import Setting
from series.feeds.shapes import Read
from series.metadata.description import Publisher
from series.metadata.framing import image
from series.reading.full import find_links_of, find_plain, read_full
from series.reading.teasers import totals_of


def read_entries(
    pieces,
    frame: Frame,
    publisher: Publisher,
    authority: str,
    *,
    start: int,
    limit: int,
    image_id: int | None = None,
    count: int | None = None,
) -> Read:
    """`limit` entries from `start` on of a queryset of pieces that the public may see; the number is 0 after the last.

    `image_id` is that of the picture of what the feed follows, `count` the number of all, where it is known. Six
    queries at most when the pictures' copies exist, whatever the number of pieces.
    """
    read, count = read_full(pieces, frame, start=start, limit=limit, count=count)
    if not read:
        return Read()
    totals = totals_of({piece.row["series_id"] for piece in read if piece.row["series_id"]})
    links = find_links_of(read, frame)
    own = [Wanted(image_id)] if image_id else []
    pictures = find_plain([*own, *(wanted for piece in read for wanted in piece.wanted)])
    entries = []
    for piece in read:
        # The words between the paragraphs are in the language of the piece, whatever that of the feed.
        with translation.override(frame.language_of(piece.row["locale_id"])):
            entries.append(Setting(piece, frame, links, pictures, totals).entry(publisher, authority))
    return Read(tuple(entries), count, image(pictures.get(own[0]), frame) if own else None)
