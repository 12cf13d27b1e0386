"""What an export holds, as typed records. Times are aware and in UTC; texts are plain unless they say HTML."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import Enum

from series.manuscripts.manuscript import BylineEntry


class State(Enum):
    """What may become of a post, from its status and whether a password is on it."""

    PUBLIC = "public"
    SCHEDULED = "scheduled"
    DRAFT = "draft"


@dataclass(frozen=True)
class Credit:
    """Whom a post names as its author. `entry` is None where the name is only a login that nobody is behind."""

    login: str
    entry: BylineEntry | None = None


@dataclass(frozen=True)
class Place:
    """A series that a post belongs to, and which part it says it is; None where the plugin kept no number."""

    slug: str
    name: str
    part: int | None = None
    description: str = ""


@dataclass(frozen=True)
class Attachment:
    """A file of the media library, without the file: its address, what is said about it, the post it was put in."""

    id: int
    address: str
    title: str = ""
    alt: str = ""
    caption: str = ""
    parent: int = 0


@dataclass(frozen=True)
class Post:
    """One post. `content` and `excerpt` are HTML as WordPress stores it; `notes` maps ids of notes to their HTML.

    `old_addresses` are the paths at which it stood, its `/?p=` left out. `created` and `changed` are None where the
    export has no usable date. `unplaced` names taxonomies that mean nothing here, with the terms of the post.
    """

    id: int
    guid: str
    title: str
    slug: str
    status: str
    state: State
    created: datetime | None = None
    changed: datetime | None = None
    old_addresses: tuple[str, ...] = ()
    credits: tuple[Credit, ...] = ()
    series: tuple[Place, ...] = ()
    subjects: tuple[str, ...] = ()
    unplaced: tuple[tuple[str, str], ...] = ()
    excerpt: str = ""
    content: str = field(default="", repr=False)
    notes: dict[str, str] = field(default_factory=dict, repr=False)
    thumbnail: int | None = None
    comments: int = 0
    spam: int = 0
    has_password: bool = False


@dataclass(frozen=True)
class Skipped:
    """An item that is no piece of commentary, or that WordPress had thrown away."""

    id: int
    kind: str
    status: str
    title: str


@dataclass
class Index:
    """What must be known before the first post is read, as an export names its parts in any order.

    `put_in` has the attachments of each post by its id; `targets` leads from addresses of posts, without scheme, to
    their GUIDs; `parts` has for each series, by its slug, the numbers of its posts by GUID; `offset` is what the old
    site's clock was ahead of UTC.
    """

    title: str = ""
    address: str = ""
    language: str = ""
    people: dict[str, BylineEntry | None] = field(default_factory=dict)
    has_people: bool = False
    guests: dict[str, BylineEntry] = field(default_factory=dict)
    terms: dict[tuple[str, str], tuple[int, str]] = field(default_factory=dict)
    attachments: dict[int, Attachment] = field(default_factory=dict)
    put_in: dict[int, list[Attachment]] = field(default_factory=dict)
    files: dict[str, int] = field(default_factory=dict)
    targets: dict[str, str] = field(default_factory=dict)
    parts: dict[str, dict[str, int]] = field(default_factory=dict)
    offset: timedelta = timedelta()
    posts: int = 0
    without_series: int = 0
    items: int = 0
    forbidden: int = 0
