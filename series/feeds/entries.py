"""Pieces as entries of a feed: read together, with one look-up for the links and one for the pictures of all of them."""

from dataclasses import replace

from django.utils import translation

from publication.frame import Frame
from publication.pictures import Picture, Wanted, find_pictures
from publication.prose import find_links, sanitise
from series.feeds.rows import Attached, attached_to, read_rows
from series.feeds.setting import Piece, Setting
from series.feeds.shapes import Read
from series.metadata.description import Publisher
from series.metadata.framing import image
from series.reading.body import read_body
from series.reading.people import CreditRow, credits_of
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
) -> Read:
    """`limit` entries from `start` on of a queryset of pieces that the public may see; the number is 0 after the last.

    `image_id` is that of the picture of what the feed follows. Six queries at most when the pictures' copies exist,
    whatever the number of pieces.
    """
    rows, count = read_rows(pieces, start=start, limit=limit)
    if not rows:
        return Read()
    ids = [row["pk"] for row in rows]
    totals = totals_of({row["series_id"] for row in rows if row["series_id"]})
    attached, credits = attached_to(ids), credits_of(ids, frame)
    read = [_read(row, attached[row["pk"]], credits.get(row["pk"], [])) for row in rows]
    links = find_links(
        (text for piece in read for text in piece.texts),
        frame,
        pages=[pk for piece in read for pk in piece.draft.needs.pages],
        documents=[pk for piece in read for pk in piece.draft.needs.documents],
    )
    own = [Wanted(image_id)] if image_id else []
    pictures = _find_plain([*own, *(wanted for piece in read for wanted in piece.wanted)])
    entries = []
    for piece in read:
        # The words between the paragraphs are in the language of the piece, whatever that of the feed.
        with translation.override(frame.language_of(piece.row["locale_id"])):
            entries.append(Setting(piece, frame, links, pictures, totals).entry(publisher, authority))
    return Read(tuple(entries), count, image(pictures.get(own[0]), frame) if own else None)


def _read(row: dict, attached: Attached, credits: list[CreditRow]) -> Piece:
    lead = None
    if row["image_id"]:
        lead = Wanted(
            row["image_id"],
            alt=row["image_alt"],
            decorative=row["image_is_decorative"],
            caption=row["image_caption"],
        )
    return Piece(
        row=row,
        attached=attached,
        credits=credits,
        draft=read_body(row["body"]),
        notes={uuid: sanitise(text) for uuid, text in attached.notes.items()},
        editors_note=sanitise(row["editors_note"]),
        corrections=[sanitise(text) for _kind, _day, text in attached.corrections],
        lead=lead,
    )


def _find_plain(wanted) -> dict[Wanted, Picture]:
    """The pictures in the one size that a feed carries."""
    plain = {each: replace(each, plain=True) for each in wanted}
    found = find_pictures(plain.values())
    return {each: found[one] for each, one in plain.items() if one in found}
