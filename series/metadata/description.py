"""The one description of a page. Addresses are absolute, times are aware, texts are plain; nothing unknown is guessed."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum

# Roles that make somebody an author of the piece for those who cite it.
AUTHORS = frozenset({"author", "summary_by", "interviewer", "interviewee"})

# Below these pixels other sites show the picture of a link as a thumbnail only.
LEAST_WIDTH = 600


class PageKind(Enum):
    """What a page is, as far as anybody outside cares."""

    SITE = "site"
    INSTALLMENT = "installment"
    SERIES = "series"
    SERIES_LIST = "series list"
    PROFILE = "profile"
    PROFILE_LIST = "profile list"
    TOPIC = "topic"
    LIST = "list"
    PAGE = "page"


@dataclass(frozen=True)
class Who:
    """Somebody named on a page, as credited there. `address` is that of their public page, "" where there is none.

    `other_name` is the name in the other script, with its language. `orcid` (of a person) and `ror` (of an
    organisation) are bare identifiers, `organisation_ror` that of the organisation; `portrait` is the address of the
    photo; `links` are addresses elsewhere that are about the same person. `key` is the same wherever the same person is
    credited, in any language; only of those with a public page.
    """

    name: str
    role: str = "author"
    family: str = ""
    given: str = ""
    is_organisation: bool = False
    language: str = ""
    other_name: str = ""
    other_language: str = ""
    position: str = ""
    organisation: str = ""
    address: str = ""
    orcid: str = ""
    ror: str = ""
    portrait: str = ""
    links: tuple[str, ...] = ()
    organisation_address: str = ""
    organisation_ror: str = ""
    languages: tuple[str, ...] = ()
    subjects: tuple["Topic", ...] = ()
    members: tuple["Who", ...] = ()
    key: str = ""


@dataclass(frozen=True)
class Topic:
    """A topic of a page; `address` is empty where it has no public page."""

    name: str
    address: str = ""


@dataclass(frozen=True)
class Image:
    """A picture that stands for a page. `licence` is a value of Licence; empty: it may be shown there only."""

    address: str
    width: int
    height: int
    alt: str = ""
    caption: str = ""
    credit: str = ""
    licence: str = ""

    @property
    def fits_a_preview(self) -> bool:
        """May other sites crop it to a preview of a link? They cut about 1.91:1, large ones from LEAST_WIDTH on.

        Of one between 4:3 and 12:5 they lose a third at most; of a portrait they would cut the head off.
        """
        return self.width >= LEAST_WIDTH and 4 / 3 <= self.width / self.height <= 12 / 5


@dataclass(frozen=True)
class Neighbour:
    """A part of a series in its order: `position` is its number, None where it has none.

    `language` is that of a part which is there in another language than the page only.
    """

    title: str
    address: str
    position: int | None = None
    published_at: datetime | None = None
    people: tuple[Who, ...] = ()
    language: str = ""


@dataclass(frozen=True)
class SeriesFacts:
    """The series that a page is or belongs to. `kind` is what its pieces are cited as (Zotero's item types)."""

    title: str
    address: str
    kind: str = "blogPost"
    status: str = ""
    total: int | None = None
    position: int | None = None
    parts: tuple[Neighbour, ...] = ()
    editors: tuple[Who, ...] = ()


@dataclass(frozen=True)
class Correction:
    """A correction that was published: its kind, its text, its day."""

    kind: str
    text: str
    on: date


@dataclass(frozen=True)
class Version:
    """The same page in another language."""

    language: str
    address: str


@dataclass(frozen=True)
class Source:
    """Where a piece was first published."""

    outlet: str
    address: str = ""
    on: date | None = None


@dataclass(frozen=True)
class Publisher:
    """The institution that answers for the site, and the site itself."""

    site: str
    home: str
    name: str = ""
    logo: str = ""
    policies: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Feed:
    """A feed that belongs to a page."""

    title: str
    type: str
    address: str


@dataclass(frozen=True)
class Description:
    """All that a page says of itself.

    `address` is the canonical one, `own` that of the page in hand where it differs (an alias, a piece whose reference
    is its first publication). `licence` is the address of the licence's text. `version` counts corrections from 1.
    `list_page` is the page of a list in hand, `search` the address of the site's search where the page offers it,
    `preview` where other sites find what to show of a link to the page (oEmbed). `card` is the picture drawn for links
    to the page, of pages that have one.
    """

    kind: PageKind
    title: str
    address: str
    language: str
    publisher: Publisher
    own: str = ""
    title_for_search: str = ""
    subtitle: str = ""
    summary: str = ""
    is_private: bool = False
    is_for_search: bool = True
    published_at: datetime | None = None
    modified_at: datetime | None = None
    people: tuple[Who, ...] = ()
    topics: tuple[Topic, ...] = ()
    image: Image | None = None
    card: Image | None = None
    series: SeriesFacts | None = None
    previous: Neighbour | None = None
    next: Neighbour | None = None
    versions: tuple[Version, ...] = ()
    corrections: tuple[Correction, ...] = ()
    trail: tuple[tuple[str, str], ...] = ()
    feeds: tuple[Feed, ...] = ()
    licence: str = ""
    rights: str = ""
    doi: str = ""
    disclosure: str = ""
    source: Source | None = None
    minutes: int = 0
    key: str = ""
    profile: Who | None = None
    items: tuple[Neighbour, ...] = ()
    list_page: int = 1
    search: str = ""
    preview: str = ""

    @property
    def authors(self) -> tuple[Who, ...]:
        """Those who wrote it, in order: an original author is who it is based on, and no author of it."""
        return authors_among(self.people)

    @property
    def contributors(self) -> tuple[Who, ...]:
        """Those who had another part in it than writing it, in order. An original author had none."""
        return tuple(who for who in self.people if who.role not in AUTHORS | {"original_author"})

    @property
    def shared_image(self) -> Image | None:
        """What other sites show of a link: the page's own picture where it fits or nothing else is there, else its card."""
        own_fits = self.image is not None and self.image.fits_a_preview
        return self.image if own_fits else self.card or self.image

    @property
    def translators(self) -> tuple[Who, ...]:
        return self.with_role("translator")

    def with_role(self, role: str) -> tuple[Who, ...]:
        """Those credited in a role, in order."""
        return tuple(who for who in self.people if who.role == role)

    @property
    def headline(self) -> str:
        """Title and subtitle, as they are cited together."""
        return f"{self.title}: {self.subtitle}" if self.subtitle else self.title

    @property
    def version(self) -> int:
        """1, and one more for each correction that was published."""
        return 1 + len(self.corrections)


def authors_among(people: tuple[Who, ...]) -> tuple[Who, ...]:
    """Those of a byline who wrote the piece, in order."""
    return tuple(who for who in people if who.role in AUTHORS)
