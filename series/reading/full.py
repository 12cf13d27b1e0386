"""Pieces with all that belongs to them, read together: what feeds and editions carry away whole.

First everything is read and sanitised, then what all pieces need (links, pictures) is looked up in one go, whatever
their number; a piece is set from that, in its own language.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from publication.frame import Frame
from publication.pictures import Picture, Wanted, find_pictures
from publication.prose import Links, find_links, sanitise
from series.reading.body import Draft, read_body
from series.reading.full_rows import Attached, attached_to, read_rows, rows_of_known
from series.reading.people import CreditRow, credits_of


@dataclass(frozen=True)
class FullPiece:
    """A piece on its way: its row (`full_rows.OWN` and `OTHERS`), and all its texts, sanitised, before they are set."""

    row: dict
    attached: Attached
    credits: list[CreditRow]
    draft: Draft
    notes: dict[str, str]
    editors_note: str
    corrections: list[str]
    lead: Wanted | None

    @property
    def texts(self) -> list[str]:
        """Everything in which links may stand."""
        return [*self.draft.needs.texts, *self.notes.values(), self.editors_note, *self.corrections]

    @property
    def addresses(self) -> list[str]:
        """The addresses elsewhere that stand in fields of their own."""
        return [*self.draft.needs.addresses, self.row["first_published_address"]]

    @property
    def wanted(self) -> list[Wanted]:
        """Its pictures, the photos of those credited last."""
        photos = [row.photo for row in self.credits if row.photo]
        return [*([self.lead] if self.lead else []), *self.draft.needs.pictures, *photos]


def read_full(
    pieces, frame: Frame, *, start: int, limit: int, with_text: bool = True
) -> tuple[list[FullPiece], int]:
    """`limit` pieces from `start` on of a queryset that the public may see, and the number of all. Three queries.

    Without their text they are what a list tells of them.
    """
    rows, count = read_rows(pieces, start=start, limit=limit, with_text=with_text)
    return _whole(rows, frame, with_text), count


def read_known(ids: Sequence[int], frame: Frame) -> list[FullPiece]:
    """Those of the pieces with these ids that the public may see, in this order. Three queries, or none."""
    return _whole(rows_of_known(ids), frame, with_text=True)


def _whole(rows: list[dict], frame: Frame, with_text: bool) -> list[FullPiece]:
    ids = [row["pk"] for row in rows]
    attached = attached_to(ids, with_notes=with_text)
    credits = credits_of(ids, frame) if ids else {}
    return [_read(row, attached[row["pk"]], credits.get(row["pk"], [])) for row in rows]


def find_links_of(pieces: Iterable[FullPiece], frame: Frame, also: Iterable[str] = ()) -> Links:
    """What the texts of all these pieces lead to, and those of other sanitised texts."""
    pieces = list(pieces)
    return find_links(
        [*(text for piece in pieces for text in piece.texts), *also],
        frame,
        pages=[pk for piece in pieces for pk in piece.draft.needs.pages],
        documents=[pk for piece in pieces for pk in piece.draft.needs.documents],
        addresses=[address for piece in pieces for address in piece.addresses],
    )


def find_plain(wanted: Iterable[Wanted]) -> dict[Wanted, Picture]:
    """The pictures in the one size and format that every reader of files has."""
    plain = {each: replace(each, plain=True) for each in wanted}
    found = find_pictures(plain.values())
    return {each: found[one] for each, one in plain.items() if one in found}


def _read(row: dict, attached: Attached, credits: list[CreditRow]) -> FullPiece:
    lead = None
    if row["image_id"]:
        lead = Wanted(
            row["image_id"],
            alt=row["image_alt"],
            decorative=row["image_is_decorative"],
            caption=row["image_caption"],
        )
    return FullPiece(
        row=row,
        attached=attached,
        credits=credits,
        draft=read_body(row["body"]),
        notes={uuid: sanitise(text) for uuid, text in attached.notes.items()},
        editors_note=sanitise(row["editors_note"]),
        corrections=[sanitise(text) for _kind, _day, text in attached.corrections],
        lead=lead,
    )
