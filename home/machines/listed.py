"""The pages that the sitemap lists: what everybody may see and what is its own reference, in every language.

One or two queries for each kind, whatever the number of pages. Aliases, merged profiles, withdrawn pieces and pieces
whose reference is their first publication elsewhere are left out. Pages of the tree come one after another, in the order
in which they were made, so that a file of the sitemap keeps its pages, and are nowhere all together.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db.models import OuterRef, Q, QuerySet, Subquery, Value
from django.urls import reverse
from django.utils import translation
from wagtail.models import Page

from authors.models import AuthorIndexPage, AuthorPage
from authors.reading import people_with_a_page
from home.models import HomePage, StandingPage
from publication.frame import Frame, absolute
from publication.pictures import address_of_file, file_made
from publication.visibility import is_open
from series.models import InstallmentPage, SeriesIndexPage, SeriesPage
from series.reading.archive import months_with_pieces, years_of
from series.reading.corrections import public_corrections
from series.reading.pieces import listed_pieces
from series.reading.topics import listed_topics, newest_under_topics

GENERAL = (HomePage, StandingPage, SeriesIndexPage, AuthorIndexPage)
AT_ONCE = 500


@dataclass(frozen=True)
class Listed:
    """A page: its place among those of its kind, its language, its absolute address, when it last changed.

    `versions` are the addresses of its translations and its own, by language; `picture` the file of its picture.
    """

    place: int
    language: str
    address: str
    changed_at: datetime | None = None
    versions: tuple[tuple[str, str], ...] = ()
    picture: str = ""

    def picture_address(self, frame: Frame) -> str:
        """The absolute address of its picture; empty where no copy of it was made."""
        return absolute(frame, address_of_file(self.picture)) if self.picture else ""


# From which place of a kind on, and to which, None for all that come.
Places = tuple[int, int | None]
EVERYTHING: Places = (0, None)


def _pages(frame: Frame, places: Places) -> Iterator[Listed]:
    types = [model._meta.label_lower.split(".") for model in GENERAL]
    of_types = Q()
    for app, model in types:
        of_types |= Q(content_type__app_label=app, content_type__model=model)
    rows = Page.objects.filter(of_types, live=True, alias_of=None).filter(is_open())
    return _from_tree(frame, rows, places)


def _series(frame: Frame, places: Places) -> Iterator[Listed]:
    return _from_tree(frame, SeriesPage.objects.visible().filter(alias_of=None), places)


def _pieces(frame: Frame, places: Places) -> Iterator[Listed]:
    elsewhere = Q(canonical=InstallmentPage.Canonical.THERE) & ~Q(first_published_address="")
    pieces = listed_pieces().filter(is_withdrawn=False).exclude(elsewhere)
    return _from_tree(frame, pieces, places, picture=file_made("image_id"))


def _authors(frame: Frame, places: Places) -> Iterator[Listed]:
    people = people_with_a_page()
    rows = AuthorPage.objects.visible().filter(merged_into=None, alias_of=None)
    return _from_tree(frame, rows, places, only=people)


def _topics(frame: Frame, places: Places) -> Iterator[Listed]:
    changed = newest_under_topics()
    found = [
        (language, (view,), None)
        for language in _languages(frame)
        for view in _lists(has_topics=bool(changed))
    ]
    for language in _languages(frame):
        with translation.override(language):
            slugs = [topic.address.rstrip("/").rpartition("/")[2] for topic in listed_topics()]
            found += [(language, ("topic", slug), changed.get(slug)) for slug in slugs]
    return _from_views(
        frame, ((language, _address(language, *view), view, at) for language, view, at in found), places
    )


def _archive(frame: Frame, places: Places) -> Iterator[Listed]:
    found = []
    for language in _languages(frame):
        with translation.override(language):
            years = years_of(months_with_pieces())
            periods = [period for year, months in years for period in (year, *months)]
            if periods:
                found.append((language, reverse("archive"), ("archive",), None))
            found += [
                (language, each.address, ("archive", each.year, each.month), each.changed_at)
                for each in periods
            ]
    return _from_views(frame, found, places)


# Kind of page -> its pages; the names are part of the addresses of the sitemap's files.
KINDS: dict[str, Callable[[Frame, Places], Iterator[Listed]]] = {
    "pages": _pages,
    "series": _series,
    "pieces": _pieces,
    "authors": _authors,
    "topics": _topics,
    "archive": _archive,
}


def _from_tree(
    frame: Frame, rows: QuerySet, places: Places, *, picture=None, only: set | None = None
) -> Iterator[Listed]:
    """Pages of the tree by their ids, which are their places; `only` with these translation keys. One query."""
    first, stop = places
    wanted = rows.filter(pk__gte=first) if stop is None else rows.filter(pk__gte=first, pk__lt=stop)
    twins = {
        f"in_{code}": Subquery(
            rows.order_by("pk")
            .filter(translation_key=OuterRef("translation_key"), locale_id=pk)
            .values("url_path")[:1]
        )
        for pk, code in frame.languages.items()
    }
    fields = ("pk", "url_path", "locale_id", "translation_key", "last_published_at")
    found = wanted.order_by("pk").annotate(picture=picture or Value(""), **twins)
    for row in found.values(*fields, "picture", *twins).iterator(chunk_size=AT_ONCE):
        address = frame.address(row["url_path"])
        if not address or (only is not None and row["translation_key"] not in only):
            continue
        versions = [
            (code, absolute(frame, twin))
            for code in frame.languages.values()
            if (path := row[f"in_{code}"]) and (twin := frame.address(path))
        ]
        yield Listed(
            row["pk"],
            frame.language_of(row["locale_id"]),
            absolute(frame, address),
            row["last_published_at"],
            tuple(versions),
            row["picture"] or "",
        )


def _from_views(frame: Frame, found: Iterable[tuple], places: Places) -> Iterator[Listed]:
    """What is in no tree, from (language, address, what is the same in all languages, moment of its last change)."""
    found = list(found)
    versions: dict[tuple, list] = {}
    for language, address, same, _at in found:
        versions.setdefault(same, []).append((language, absolute(frame, address)))
    first, stop = places
    for place, (language, address, same, at) in enumerate(found[first:stop], start=first):
        yield Listed(place, language, absolute(frame, address), at, tuple(versions[same]))


def _lists(*, has_topics: bool) -> list[str]:
    """The lists beside the tree that have something on them."""
    lists = ["api", "topics"] if has_topics else []
    return [*lists, "corrections"] if public_corrections().exists() else lists


def _address(language: str, name: str, *arguments: str) -> str:
    with translation.override(language):
        return reverse(name, args=arguments)


def _languages(frame: Frame) -> list[str]:
    return [code for code, _name in settings.LANGUAGES if code in frame.roots]
