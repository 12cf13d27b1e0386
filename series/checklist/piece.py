"""What a rule is told of a piece: plain values, looked up before, so that no rule asks the database."""

from dataclasses import dataclass
from enum import Enum

from series.clearance.states import Standing


class Leads(Enum):
    """Where a link leads."""

    NOWHERE = "nowhere"  # no address, or a page or document that was deleted
    ADMIN = "admin"
    DRAFT = "draft"  # a page of the site that the public may not see (yet)
    ON = "on"


@dataclass(frozen=True)
class Link:
    """A link, by its words, and the field in which it stands."""

    words: str
    leads: Leads
    field: str


@dataclass(frozen=True)
class Picture:
    """A picture as it is placed: its alternative text and credit, its own or the image's. `name` is for editors."""

    name: str
    alt: str
    credit: str
    field: str
    is_decorative: bool = False


@dataclass(frozen=True)
class Credit:
    """A byline. `is_organisation`: an organisation has no affiliation. `has_page`: readers can follow the name."""

    name: str
    affiliation: str = ""
    is_organisation: bool = False
    has_page: bool = True


@dataclass(frozen=True)
class Note:
    """A footnote: its text without markup, and whether a mark in the text leads to it."""

    text: str
    is_referred_to: bool = True


@dataclass(frozen=True)
class Piece:
    """A piece in the version that is checked: its latest draft, or the version that is about to be published.

    Texts are without markup. `lost_marks` counts footnote marks whose note is missing. `is_last`: it is, or would be
    once it is published, the last part of a series whose total is known. `waiting`: the passages of a translation that are
    still in the original's language.
    """

    title: str = ""
    standfirst: str = ""
    search_title: str = ""
    search_description: str = ""
    language: str = ""
    text: str = ""
    editors_note: str = ""
    disclosure: str = ""
    outlet: str = ""
    source_address: str = ""
    permission: str = ""
    doi_twins: tuple[str, ...] = ()  # titles of other pieces with the same DOI
    is_last: bool = False
    credits: tuple[Credit, ...] = ()
    topics: int = 0
    pictures: tuple[Picture, ...] = ()
    headings: tuple[tuple[int, str], ...] = ()
    links: tuple[Link, ...] = ()
    notes: tuple[Note, ...] = ()
    lost_marks: int = 0
    waiting: tuple[str, ...] = ()
    clearances: tuple[Standing, ...] = ()
