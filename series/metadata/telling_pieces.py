"""Pieces told to programs, many at once: their descriptions, and their texts where somebody asks for them."""

from dataclasses import dataclass, replace
from enum import Enum
from uuid import UUID

from django.utils import translation

from publication.frame import Frame
from publication.licences import Licence
from series.feeds.body import content_of
from series.feeds.markup import for_feed
from series.feeds.setting import Setting
from series.metadata.description import Description, Image
from series.metadata.framing import publisher_of_site
from series.metadata.twins import Twin, twins_of
from series.reading.full import find_links_of, find_plain, read_full
from series.reading.teasers import totals_of
from series.republication.copying import with_pictures_to_pass_on, without_anchors
from series.republication.plain import plain_copy


class Text(Enum):
    """How much of the text is wanted: none, all that the page shows, or what the licence lets others publish again."""

    NONE = "none"
    WHOLE = "whole"
    REPUBLISHABLE = "republishable"


@dataclass(frozen=True)
class PieceTold:
    """A piece. `content` is its text in HTML as the page has it, empty where none is wanted; `twins` its translations."""

    pk: int
    key: UUID
    about: Description
    licence: Licence | None
    is_withdrawn: bool
    twins: tuple[Twin, ...]
    series_id: int | None
    content: str = ""
    images: tuple[Image, ...] = ()

    @property
    def html(self) -> str:
        """The text as HTML with whole addresses."""
        return for_feed(self.content, self.about.own)

    @property
    def text(self) -> str:
        """The text in plain words; notes have their numbers in brackets."""
        return plain_copy(for_feed(without_anchors(self.content), self.about.own)) if self.content else ""


def tell_pieces(
    pieces, frame: Frame, *, start: int, limit: int, text: Text = Text.NONE
) -> tuple[list[PieceTold], int]:
    """`limit` pieces from `start` on of a queryset that the public may see, and the number of all.

    Nine queries at most when the pictures' copies exist, whatever the number of pieces.
    """
    read, count = read_full(pieces, frame, start=start, limit=limit, with_text=text is not Text.NONE)
    if not read:
        return [], count
    totals = totals_of({piece.row["series_id"] for piece in read if piece.row["series_id"]})
    twins = twins_of({piece.row["translation_key"] for piece in read}, frame)
    links = find_links_of(read, frame)
    pictures = find_plain(wanted for piece in read for wanted in piece.wanted)
    told = []
    for piece in read:
        language = frame.language_of(piece.row["locale_id"])
        others = tuple(twin for twin in twins[piece.row["translation_key"]] if twin.language != language)
        with translation.override(language):
            told.append(_told(Setting(piece, frame, links, pictures, totals), others, text))
    return told, count


def _told(setting: Setting, twins: tuple[Twin, ...], text: Text) -> PieceTold:
    row, licence = setting.row, setting.licence
    about = setting.description(publisher_of_site(setting.frame))
    piece = PieceTold(
        pk=row["pk"],
        key=row["translation_key"],
        about=replace(about, versions=tuple(twin.version for twin in twins)),
        licence=licence,
        is_withdrawn=row["is_withdrawn"],
        twins=twins,
        series_id=row["series_id"],
    )
    if text is Text.NONE or row["is_withdrawn"]:
        return piece
    whole, images = setting.whole(), setting.images()
    if text is Text.REPUBLISHABLE:
        if licence is None or not licence.passes_on:
            return piece
        whole = with_pictures_to_pass_on(whole)
        images = tuple(one for one in images if (own := Licence.of(one.licence)) and own.passes_on)
    return replace(piece, content=content_of(whole), images=images)
