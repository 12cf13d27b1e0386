"""The values that every format of a feed is written from. Plain and frozen; all addresses are absolute."""

from dataclasses import dataclass
from datetime import datetime

from series.metadata.description import Description, Image, Publisher, Topic


@dataclass(frozen=True)
class Entry:
    """One entry: what its page says of itself, under an id that never changes.

    `name` is what RSS calls it, another than `id` only for a piece that had a name on a site before. `content` is
    HTML.
    """

    id: str
    about: Description
    content: str
    updated: datetime
    name: str = ""
    pictures: tuple[Image, ...] = ()

    @property
    def address(self) -> str:
        """The address of its page on this site."""
        return self.about.own or self.about.address


@dataclass(frozen=True)
class Channel:
    """One page of a feed. `home` is the page that it follows, `first`, `previous` and `next` are pages of the feed."""

    id: str
    title: str
    subtitle: str
    home: str
    address: str
    language: str
    publisher: Publisher
    topics_address: str
    icon: str
    updated: datetime
    first: str = ""
    previous: str = ""
    next: str = ""
    rights: str = ""
    image: Image | None = None
    topic: Topic | None = None
    entries: tuple[Entry, ...] = ()

    @property
    def logo(self) -> str:
        """The address of the picture that stands for the feed: its own, or else the publisher's logo."""
        return self.image.address if self.image else self.publisher.logo


@dataclass(frozen=True)
class Read:
    """Entries of one page, the number of all there are, and the picture of what the feed follows."""

    entries: tuple[Entry, ...] = ()
    count: int = 0
    image: Image | None = None
