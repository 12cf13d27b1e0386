"""What a book is made of. Frozen and plain; addresses are absolute."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.safestring import SafeString

from publication.licences import Licence
from publication.pictures import Picture
from series.place import Place
from series.reading.body import Body
from series.reading.shapes import Credit, Note, Spine

NOTHING = SafeString("")


@dataclass(frozen=True)
class Told:
    """A correction as it is told in a book."""

    label: str
    date: date
    text: SafeString


@dataclass(frozen=True)
class Chapter:
    """One piece in a book. `name` is its file in an EPUB and its anchor on one page: "part-3"."""

    pk: int
    name: str
    title: str
    subtitle: str
    standfirst: str
    place: Place
    language: str
    address: str
    credits: tuple[Credit, ...]
    published_at: datetime | None
    modified_at: datetime | None
    lead: Picture | None
    lead_caption: tuple[str, str]
    editors_note: SafeString
    body: Body
    notes: tuple[Note, ...]
    corrections: tuple[Told, ...]
    disclosure: str
    outlet: str
    outlet_address: str
    outlet_on: date | None
    outlet_permission: str
    outlet_copy: SafeString
    doi: str
    licence: Licence | None
    is_withdrawn: bool

    @property
    def profiles(self) -> tuple[Credit, ...]:
        """Those who are introduced below the text, each once, as of publication."""
        told = (one for one in self.credits if one.biography or one.orcid or one.ror)
        return tuple({(one.name, one.address): one for one in told}.values())


@dataclass(frozen=True)
class Book:
    """A piece or a series that can be taken away whole.

    `name` is the slug, for file names; `key` a URI that stays the same whatever changes; `version` the moment of the
    last change of anything that stands in it.
    """

    name: str
    key: str
    title: str
    subtitle: str
    standfirst: str
    language: str
    cloth: str
    publisher: str
    address: str
    chapters: tuple[Chapter, ...]
    editors: tuple[str, ...] = ()
    introduction: SafeString = NOTHING
    spines: tuple[Spine, ...] = ()
    status: str = ""
    licence: Licence | None = None
    citation: SafeString = NOTHING
    version: datetime | None = None
    series: str = ""  # of the book of a single piece, the series that it belongs to
    series_key: str = ""
    doi: str = ""  # of the book of a single piece

    @property
    def is_series(self) -> bool:
        """A whole series, not a single piece."""
        return not self.series

    @property
    def people(self) -> tuple[Credit, ...]:
        """All who wrote, each once, in the order of the chapters, with the first role that they have."""
        found = {}
        for chapter in self.chapters:
            for credit in chapter.credits:
                found.setdefault(credit.person, credit)
        return tuple(found.values())
