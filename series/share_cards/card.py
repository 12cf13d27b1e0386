"""What a share card says, as plain values: of a piece its title, series, place and people, of a series how far it is."""

import hashlib
import json
from dataclasses import asdict, dataclass
from typing import Protocol

from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from publication.models import Masthead
from publication.templatetags.words import joined
from series.reading.collection import SeriesReading
from series.reading.installment import Reading
from series.reading.shapes import Spine
from series.templatetags.credits import leading
from series.templatetags.series_words import place_label, series_status


class HasMasthead(Protocol):
    """What knows the name of its site: a frame, and what a page prints of one."""

    masthead: Masthead


WIDTH, HEIGHT = 1200, 630
# Changed with the drawing, so that cards drawn before it are drawn anew.
DRAWING = 1


@dataclass(frozen=True)
class Bar:
    """A spine on the card's shelf; `weight` is its part of the shelf's width, 3 to 15."""

    number: int | None
    weight: int
    is_forthcoming: bool = False
    is_current: bool = False


@dataclass(frozen=True)
class Card:
    """All that a card shows. `series` is empty on the card of a series, whose title it is.

    `place` says where a piece stands, or how far a series is; `count` is the same in digits alone ("6 / 6"), for cards
    whose language no font on the machine can write. `site` is the name in the masthead.
    """

    language: str
    site: str
    cloth: str
    title: str
    series: str = ""
    place: str = ""
    count: str = ""
    names: str = ""
    bars: tuple[Bar, ...] = ()

    @property
    def key(self) -> str:
        """A hash of all that it shows: another title, number, author or cloth is another card."""
        said = json.dumps([DRAWING, asdict(self)], sort_keys=True)
        return hashlib.sha256(said.encode(errors="replace")).hexdigest()[:20]

    @property
    def file(self) -> str:
        """The last part of its address, below that of its page."""
        return f"card-{self.key}.png"

    @property
    def words(self) -> str:
        """What it says to those who do not see it."""
        about = ", ".join(part for part in (self.series, self.place) if part)
        return ". ".join(part for part in (self.title, about, self.names) if part)


def card_of(page, reading: Reading | SeriesReading, frame: HasMasthead) -> Card:
    """The card of a page, from what it shows, in the language at hand."""
    site = frame.masthead.local_name
    if isinstance(reading, SeriesReading):
        return _of_series(page.title, reading, site)
    return _of_piece(page.title, reading, site)


def _of_piece(title: str, reading: Reading, site: str) -> Card:
    place = reading.place
    digits = [str(number) for number in (place.number, place.total) if number] if place.counts else []
    return Card(
        language=get_language() or "en",
        site=site,
        cloth=reading.series.cloth,
        title=title,
        series=reading.series.title,
        place=place_label(place),
        count=" / ".join(digits),
        names=_names(credit.name for credit in leading(reading.credits)) if reading.credits else "",
        bars=_bars(reading.series.spines),
    )


def _of_series(title: str, reading: SeriesReading, site: str) -> Card:
    names = _names(editor.name for editor in reading.editors)
    return Card(
        language=get_language() or "en",
        site=site,
        cloth=reading.card.cloth,
        title=title,
        place=series_status(reading.card),
        names=_("Edited by {names}.").format(names=names).rstrip(".") if names else "",
        bars=_bars(reading.card.spines),
    )


def _names(names) -> str:
    # They are plain text and stay it: nothing in them is to be escaped for a page.
    return str(joined(SafeString(name) for name in names))


def _bars(spines: tuple[Spine, ...]) -> tuple[Bar, ...]:
    return tuple(
        Bar(spine.number, spine.shelf_minutes, spine.is_forthcoming, spine.is_current) for spine in spines
    )
