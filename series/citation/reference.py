"""What is cited: one plain reference, from which every style and format is written."""

from dataclasses import dataclass
from datetime import date
from enum import Enum

from series.citation.identifiers import doi_address
from series.citation.lines import one_line


class Kind(Enum):
    """What a reference is to; the first four values are those of a series' own setting (and Zotero's item types)."""

    BLOG_POST = "blogPost"
    NEWSPAPER_ARTICLE = "newspaperArticle"
    MAGAZINE_ARTICLE = "magazineArticle"
    REPORT = "report"
    SERIES = "series"


@dataclass(frozen=True)
class Name:
    """Somebody who is credited. An organisation, or somebody with one name only, is `literal`."""

    family: str = ""
    given: str = ""
    literal: str = ""

    @classmethod
    def of(cls, family: str, given: str, literal: str, *, is_organisation: bool = False) -> "Name":
        """A name from its parts; `literal` stands for all of it where the parts are not both there."""
        if is_organisation or not (family and given):
            return cls(literal=one_line(literal))
        return cls(one_line(family), one_line(given))

    @property
    def inverted(self) -> str:
        """ "Family, Given", or the one name that there is."""
        return self.literal or f"{self.family}, {self.given}"


@dataclass(frozen=True)
class Reference:
    """A piece or a series to be cited. Texts are plain and of one line; `number` is the part's place in the series.

    `key` is stable and unique on the site. `version` is 1 until a correction makes another one.
    """

    key: str
    kind: Kind
    title: str
    container: str
    url: str
    subtitle: str = ""
    authors: tuple[Name, ...] = ()
    editors: tuple[Name, ...] = ()
    translators: tuple[Name, ...] = ()
    series: str = ""
    number: int | None = None
    issued: date | None = None
    accessed: date | None = None
    doi: str = ""
    publisher: str = ""
    language: str = ""
    abstract: str = ""
    keywords: tuple[str, ...] = ()
    version: int = 1
    original_title: str = ""

    def __post_init__(self):
        for name in ("title", "subtitle", "container", "series", "publisher", "abstract", "original_title"):
            object.__setattr__(self, name, one_line(getattr(self, name)))
        object.__setattr__(self, "keywords", tuple(filter(None, map(one_line, self.keywords))))

    @property
    def full_title(self) -> str:
        """Title and subtitle, as they are cited: "Title: Subtitle", or "Title? Subtitle" behind a sign of its own."""
        if not self.subtitle:
            return self.title
        return f"{self.title}{' ' if self.title.endswith(('?', '!', ':')) else ': '}{self.subtitle}"

    @property
    def address(self) -> str:
        """Where it is found for good: the DOI's address where there is one."""
        return doi_address(self.doi) or self.url
