"""What the index finds, as rows in order: the best match first, or the newest.

The index only says what matches. The order is made here, the same on both databases: what has all terms in its title
stands before what has them in title and standfirst, and that before what has them elsewhere; then the newer first.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from django.contrib.contenttypes.models import ContentType
from django.db import connections
from django.db.models import DateTimeField, Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone, translation
from wagtail.models import Page

from authors.models import AuthorPage
from home.search.asked import Asked
from publication.frame import Frame
from publication.one_of import OneOf
from publication.prepared import MadeOfRows, Slot, rows_in
from publication.search_backend import ids_of_matches
from publication.search_words import fold, words_of_line
from publication.site_state import STAMP, Counted, SiteState, state_of
from publication.visibility import is_open, is_open_among_many
from series.models import Byline, InstallmentPage, SeriesPage
from series.reading.teasers import OF_SERIES

PIECE, SERIES, AUTHOR = "piece", "series", "author"
KINDS = {PIECE: InstallmentPage, SERIES: SeriesPage, AUTHOR: AuthorPage}
# So many matches are put in order and counted, the newest where there are more.
MOST = 1000
MOST_READ = 4 * MOST

OF_PAGE = ("pk", "title", "url_path", "locale_id", "translation_key", "content_type_id", "first_published_at")
OF_PIECE = ("subtitle", "standfirst", "reading_minutes", "part_number", "is_withdrawn", "series_id")
FIELDS = (
    *OF_PAGE,
    *(f"installmentpage__{name}" for name in OF_PIECE),
    *(f"installmentpage__series__{name}" for name in (*OF_SERIES, "slug")),
    "seriespage__subtitle",
    "seriespage__standfirst",
    "seriespage__cloth",
    "authorpage__native_name",
    "authorpage__latin_name",
    "authorpage__position",
    "authorpage__organisation",
    "slug",
)


@dataclass(frozen=True, eq=False)
class _Read:
    """A row of FIELDS with what is made of it alone, whatever was looked for: kept for the same row."""

    kind: str
    row: dict
    address: str
    language: str
    year: str  # in which it appeared, on the editorial clock; of what has no date, and of authors, empty


@dataclass(frozen=True, eq=False)
class Match:
    """One page that was found. `row` holds FIELDS."""

    kind: str
    row: dict
    address: str
    language: str
    published_at: datetime | None
    year: str

    @property
    def pk(self) -> int:
        """The id of the page."""
        return self.row["pk"]

    @property
    def age(self) -> tuple[float, int]:
        """What puts the newer first."""
        return -self.published_at.timestamp() if self.published_at else 0.0, -self.pk

    @property
    def title(self) -> str:
        """The title, or the name of an author."""
        return self.row["title"]

    @property
    def subtitle(self) -> str:
        """The subtitle; of an author the other names."""
        if self.kind == AUTHOR:
            names = (self.row["authorpage__native_name"], self.row["authorpage__latin_name"])
            return " ".join(filter(None, names))
        return self.row["installmentpage__subtitle"] or self.row["seriespage__subtitle"] or ""

    @property
    def standfirst(self) -> str:
        """What stands under the title; of an author the affiliation. Empty for what was withdrawn."""
        if self.kind == AUTHOR:
            about = (self.row["authorpage__position"], self.row["authorpage__organisation"])
            return ", ".join(filter(None, about))
        if self.row["installmentpage__is_withdrawn"]:
            return ""
        return self.row["installmentpage__standfirst"] or self.row["seriespage__standfirst"] or ""

    @property
    def series(self) -> str:
        """The address word of its series, of a series its own; empty for an author."""
        return self.row["slug"] if self.kind == SERIES else self.row["installmentpage__series__slug"] or ""

    @property
    def series_title(self) -> str:
        """The title of that series."""
        return self.title if self.kind == SERIES else self.row["installmentpage__series__title"] or ""


@dataclass(frozen=True)
class Hits:
    """Matches that the public may see, the best first, at most 1,000; what is made of them is kept for the `state`.

    `known_by` says what they are: for whom they were looked for, and which they are.
    """

    matches: tuple[Match, ...] = ()
    state: SiteState = SiteState(None)
    known_by: tuple = ()

    def __len__(self) -> int:
        return len(self.matches)


def find(frame: Frame, asked: Asked) -> Hits:
    """What is found for a line. Two queries at most, one where the same was found before in this state of the site."""
    if not asked:
        return Hits()
    ids, state = _newest_that_match(asked)
    known_by = asked, ids, frame.places, translation.get_language(), timezone.get_current_timezone_name()
    return Hits(HITS.made(state, lambda: _in_order(frame, asked, ids), *known_by), state, known_by)


# The index is asked each time, as nobody notes when it changes. A few megabytes each, where very much is found.
HITS = Counted(most=8)


def _newest_that_match(asked: Asked) -> tuple[tuple[int, ...], SiteState]:
    """The ids of the newest public pages that match, and the state of the site in which they were found. One query."""
    pages = _all_with_stamp(*_kinds())
    # Not by the key itself on SQLite, which would put all that match in order, and not look at the newest until it has enough.
    key = F("pk") + 0 if connections[pages.db].vendor == "sqlite" else F("pk")
    found = pages.filter(OneOf(ids_of_matches(Page, asked.for_index()), key))
    rows = rows_in(found[:MOST], now=timezone.now())
    return tuple(pk for pk, *_stamp in rows), state_of(*rows[0][1:]) if rows else SiteState(None)


@cache
def _all_with_stamp(*kinds: int) -> QuerySet:
    """The ids of all public pages, the newest first, with the stamp of the state; its slot is the moment `now`."""
    pages = newest(_public(kinds, Slot("now", DateTimeField())))
    return pages.annotate(**STAMP).values_list("pk", *STAMP)


def _in_order(frame: Frame, asked: Asked, ids: tuple[int, ...]) -> tuple[Match, ...]:
    """The pages with these ids as matches, the best first. One query, or none."""
    rows = Page.objects.filter(pk__in=ids).order_by().values(*FIELDS)
    about = frame.places, timezone.get_current_timezone_name()
    found = [
        Match(read.kind, read.row, read.address, read.language, read.row["first_published_at"], read.year)
        for read in READ.of(rows, about, lambda row: _read(row, frame))
        if read.address
    ]
    return tuple(sorted(_each_author_once(found), key=lambda match: _rank(match, asked)))


def _read(row: dict, frame: Frame) -> _Read:
    kind = next(kind for kind, model in KINDS.items() if type_id(model) == row["content_type_id"])
    at = row["first_published_at"]
    return _Read(
        kind,
        row,
        frame.address(row["url_path"]) or "",
        frame.language_of(row["locale_id"]),
        "" if kind == AUTHOR or at is None else str(timezone.localtime(at).year),
    )


READ = MadeOfRows(most=MOST_READ)


def public_pages():
    """Pages of our kinds that everybody may see, aliases left out. Everything this package shows starts here.

    Authors have a public page while a piece of theirs is public; merged profiles have none.
    """
    return _public(_kinds())


def _public(kinds: Sequence[int], at: datetime | Slot | None = None) -> QuerySet:
    seen = Page.objects.filter(content_type_id__in=kinds, alias_of=None).filter(is_open_among_many(at))
    return seen.filter(listed_authors(at=at))


def _kinds() -> tuple[int, ...]:
    return tuple(type_id(model) for model in KINDS.values())


def newest(pages):
    """The newest first; those without a date last."""
    return pages.order_by(F("first_published_at").desc(nulls_last=True), "-pk")


def listed_authors(page: str = "", at=None) -> Q:
    """Any page but that of an author without a public one; `page` is the way to the page, such as "page__"."""
    # Asked of each author that was found: by the keys of their profiles, so that few bylines are looked at.
    public = Byline.objects.filter(page__alias_of=None).filter(is_open(at, path="page__path"))
    key = OuterRef(f"{page}translation_key")
    own = Exists(public.filter(author__merged_into=None, author__translation_key=key))
    merged = Exists(public.filter(author__merged_into__translation_key=key))
    another_type = ~Q(**{f"{page}content_type_id": type_id(AuthorPage)})
    return another_type | (Q(own | merged) & Q(**{f"{page}authorpage__merged_into": None}))


def type_id(model) -> int:
    """The id of a page type, which Django remembers after the first time."""
    return ContentType.objects.get_for_model(model).pk


def _each_author_once(found: list[Match]) -> list[Match]:
    """Somebody with a page in both languages only in the language of the page in hand."""
    here = translation.get_language()
    in_hand = {m.row["translation_key"] for m in found if m.kind == AUTHOR and m.language == here}
    return [
        match
        for match in found
        if match.kind != AUTHOR or match.language == here or match.row["translation_key"] not in in_hand
    ]


def _rank(match: Match, asked: Asked) -> tuple:
    """(0 for a title that is the query itself, where the last term was first met, how far down all were, date)."""
    title = words_of_line(match.title)
    lines = (title, words_of_line(match.subtitle) if match.subtitle else "", words_of_line(match.standfirst))
    levels = [
        next((level for level, words in enumerate(lines) if words and term.is_in(words)), len(lines))
        for term in asked.terms
    ]
    exact = 0 if "".join(fold(match.title).split()) == "".join(asked.key.split()) else 1
    return exact, max(levels), sum(levels), *match.age
