"""The values that templates print. Frozen and plain: nothing here asks the database, no template needs to.

Addresses are relative to the host. Every text that may be in another language than the page carries its language.
"""

from dataclasses import dataclass, field, fields
from datetime import date, datetime
from functools import cached_property
from uuid import UUID

from django.utils.safestring import SafeString

from authors.portraits import Portrait
from series.place import Place


@dataclass(frozen=True)
class Link:
    """A name that leads somewhere; `address` is empty where it may not be followed."""

    name: str
    address: str = ""
    language: str = ""


@dataclass(frozen=True)
class Credit:
    """Somebody named in a byline, as credited then; `address` is empty when their page is not public."""

    name: str
    address: str = ""
    role: str = "author"
    role_label: str = ""
    position: str = ""
    organisation: str = ""
    second_name: str = ""  # the name in the other script: 최원기 on an English page
    second_language: str = ""
    language: str = ""
    family: str = ""
    given: str = ""
    is_organisation: bool = False
    orcid: str = ""
    ror: str = ""  # of an organisation
    portrait: Portrait = Portrait()
    biography: SafeString = SafeString("")
    person: UUID | None = None  # the same for all profiles of one person (models/bylines.py)

    @property
    def affiliation(self) -> str:
        """Position and organisation in one line."""
        return ", ".join(part for part in (self.position, self.organisation) if part)


# A series on one page has at most so many parts: more would take long to load.
MOST_ON_ONE_PAGE = 100


@dataclass(frozen=True)
class SeriesCard:
    """A series in a list or above a piece."""

    pk: int
    title: str
    address: str
    cloth: str
    standfirst: str = ""
    status: str = "ongoing"
    is_numbered: bool = True
    total: int | None = None
    published: int = 0
    minutes: int = 0
    next_on: date | None = None
    language: str = ""
    spines: tuple["Spine", ...] = ()
    first: "Spine | None" = None
    latest: "Spine | None" = None
    key: UUID | None = None  # the same in all languages

    def __hash__(self) -> int:
        return self._hash

    @cached_property
    def _hash(self) -> int:
        """Counted once: a card with all its spines is what its printed form is kept for (`{% kept %}`)."""
        return hash(tuple(getattr(self, each.name) for each in fields(self)))

    @property
    def fits_one_page(self) -> bool:
        """Can all its parts be read on one page?"""
        return 0 < self.published <= MOST_ON_ONE_PAGE

    @property
    def is_complete(self) -> bool:
        """Have the editors closed it?"""
        return self.status == "complete"


@dataclass(frozen=True)
class Spine:
    """One bar of the house device: a part, published or to come."""

    number: int | None
    minutes: int = 6
    title: str = ""
    address: str = ""
    author: str = ""
    is_forthcoming: bool = False
    is_current: bool = False
    pk: int = 0
    language: str = ""

    @property
    def shelf_minutes(self) -> int:
        """Minutes within what the shelf's style sheet can draw, 3 to 15."""
        return max(3, min(15, self.minutes))


@dataclass(frozen=True)
class Teaser:
    """A piece in any list; of a withdrawn one there is no text and no reading time (0 minutes)."""

    pk: int
    title: str
    address: str
    standfirst: str
    published_at: datetime | None
    minutes: int
    place: Place
    series: SeriesCard | None = None
    credits: tuple[Credit, ...] = ()
    language: str = ""
    excerpt: str = ""
    is_withdrawn: bool = False
    key: UUID | None = None  # the same in all languages
    highlight: SafeString = SafeString("")


@dataclass(frozen=True)
class Forthcoming:
    """An announced part that is not there yet."""

    number: int | None
    title: str  # empty: to be announced
    address: str
    standfirst: str = ""
    author: Link | None = None
    expected_on: date | None = None
    place: Place = Place(None)
    language: str = ""
    standfirst_language: str = ""


@dataclass(frozen=True)
class Block:
    """One block of a body: the template that prints it, the values it prints, and its id in the stored text."""

    template: str
    value: dict = field(default_factory=dict)
    id: str = ""


@dataclass(frozen=True)
class Section:
    """A heading of the piece, for its table of contents."""

    anchor: str
    text: str


@dataclass(frozen=True)
class Note:
    """A footnote: its number, its text, and the anchors of the marks that lead to it."""

    number: int
    text: SafeString
    marks: tuple[str, ...] = ()


@dataclass(frozen=True)
class TopicLink:
    """A topic with the number of visible pieces under it."""

    name: str
    address: str
    count: int = 0
    description: str = ""
    language: str = ""


@dataclass(frozen=True)
class EditionFile:
    """A file of a piece or series that is there: its size in bytes, and its pages on paper, 0 where its text flows."""

    size: int
    sheets: int
