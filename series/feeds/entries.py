"""Pieces as entries of a feed: read together, with one look-up for the links and one for the pictures of all of them."""

import pickle
from collections.abc import Sequence
from hashlib import blake2b

from django.utils import timezone, translation

from publication.frame import Frame
from publication.pictures import Wanted
from series.feeds.setting import Setting
from series.feeds.shapes import Entry, Read
from series.metadata.description import Publisher
from series.metadata.framing import image
from series.reading.full import FullPiece, find_links_of, find_plain, read_full, read_known
from series.reading.teasers import totals_of

# Entries by the digest of all that they are made of; some 20 kB each.
_kept: dict[bytes, Entry] = {}
MOST = 500


def read_entries(
    pieces,
    frame: Frame,
    publisher: Publisher,
    authority: str,
    *,
    start: int,
    limit: int,
    image_id: int | None = None,
) -> Read:
    """`limit` entries from `start` on of a queryset of pieces that the public may see; the number is 0 after the last.

    `image_id` is that of the picture of what the feed follows. Six queries at most when the pictures' copies exist,
    whatever the number of pieces.
    """
    read, count = read_full(pieces, frame, start=start, limit=limit)
    return _entries(read, count, frame, publisher, authority, image_id)


def read_known_entries(
    ids: Sequence[int], count: int, frame: Frame, publisher: Publisher, authority: str
) -> Read:
    """The same of pieces with these ids, of `count` that there are."""
    return _entries(read_known(ids, frame), count, frame, publisher, authority)


def _entries(
    read: list[FullPiece],
    count: int,
    frame: Frame,
    publisher: Publisher,
    authority: str,
    image_id: int | None = None,
) -> Read:
    if not read:
        return Read()
    totals = totals_of({piece.row["series_id"] for piece in read if piece.row["series_id"]})
    links = find_links_of(read, frame)
    own = [Wanted(image_id)] if image_id else []
    pictures = find_plain([*own, *(wanted for piece in read for wanted in piece.wanted)])
    zone = timezone.get_current_timezone_name()
    around = pickle.dumps((links, pictures, totals, frame.places, frame.origin, publisher, authority, zone))
    entries = []
    for piece in read:
        # The words between the paragraphs are in the language of the piece, whatever that of the feed.
        with translation.override(frame.language_of(piece.row["locale_id"])):
            setting = Setting(piece, frame, links, pictures, totals)
            entries.append(_entry(setting, around, publisher, authority))
    return Read(tuple(entries), count, image(pictures.get(own[0]), frame) if own else None)


def _entry(setting: Setting, around: bytes, publisher: Publisher, authority: str) -> Entry:
    """The entry of a piece, kept for the same rows of it and the same things `around` it: setting it is most of a feed.

    A piece is read whole from its row and what is attached to it, so these stand for it.
    """
    piece = setting.piece
    key = blake2b(around + pickle.dumps((piece.row, piece.attached, piece.credits)), digest_size=24).digest()
    entry = _kept.get(key)
    if entry is None:
        entry = setting.entry(publisher, authority)
        if len(_kept) >= MOST:
            _kept.clear()
        _kept[key] = entry
    return entry
