"""The pages that the sitemap lists: what everybody may see and what is its own reference, in every language.

One or two queries for each kind, whatever the number of pages. Aliases, merged profiles, withdrawn pieces and pieces
whose reference is their first publication elsewhere are left out.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils import translation
from wagtail.models import Page

from authors.models import AuthorIndexPage, AuthorPage
from authors.reading import people_with_a_page
from home.models import HomePage, StandingPage
from publication.frame import Frame, absolute
from publication.visibility import is_open
from series.models import InstallmentPage, SeriesIndexPage, SeriesPage
from series.reading.archive import months_with_pieces, years_of
from series.reading.corrections import public_corrections
from series.reading.pieces import listed_pieces
from series.reading.topics import listed_topics, newest_under_topics

GENERAL = (HomePage, StandingPage, SeriesIndexPage, AuthorIndexPage)


@dataclass(frozen=True)
class Listed:
    """A page: its language, its absolute address, when it last changed; pages with the same `twin` are translations."""

    language: str
    address: str
    twin: object
    changed_at: datetime | None = None
    image_id: int | None = None


def _pages(frame: Frame) -> list[Listed]:
    types = [model._meta.label_lower.split(".") for model in GENERAL]
    of_types = Q()
    for app, model in types:
        of_types |= Q(content_type__app_label=app, content_type__model=model)
    rows = Page.objects.filter(of_types, live=True, alias_of=None).filter(is_open())
    return _from_tree(frame, rows)


def _series(frame: Frame) -> list[Listed]:
    return _from_tree(frame, SeriesPage.objects.visible().filter(alias_of=None))


def _pieces(frame: Frame) -> list[Listed]:
    elsewhere = Q(canonical=InstallmentPage.Canonical.THERE) & ~Q(first_published_address="")
    pieces = listed_pieces().filter(is_withdrawn=False).exclude(elsewhere)
    return _from_tree(frame, pieces, image_id="image_id")


def _authors(frame: Frame) -> list[Listed]:
    rows = AuthorPage.objects.visible().filter(merged_into=None, alias_of=None)
    people = people_with_a_page()
    return [author for author in _from_tree(frame, rows) if author.twin in people]


def _topics(frame: Frame) -> list[Listed]:
    changed = newest_under_topics()
    found = [
        _view(frame, language, view, changed=None)
        for language in _languages(frame)
        for view in _lists(has_topics=bool(changed))
    ]
    for language in _languages(frame):
        with translation.override(language):
            slugs = [topic.address.rstrip("/").rpartition("/")[2] for topic in listed_topics()]
            found += [_view(frame, language, "topic", slug, changed=changed.get(slug)) for slug in slugs]
    return found


def _archive(frame: Frame) -> list[Listed]:
    found = []
    for language in _languages(frame):
        with translation.override(language):
            years = years_of(months_with_pieces())
            periods = [period for year, months in years for period in (year, *months)]
            addresses = [(each.address, each.changed_at) for each in periods]
        if periods:
            found.append(_view(frame, language, "archive", changed=None))
        found += [
            Listed(language, absolute(frame, address), ("archive", each.year, each.month), changed)
            for each, (address, changed) in zip(periods, addresses, strict=True)
        ]
    return found


# Kind of page -> its pages; the names are part of the addresses of the sitemap's files.
KINDS: dict[str, Callable[[Frame], list[Listed]]] = {
    "pages": _pages,
    "series": _series,
    "pieces": _pieces,
    "authors": _authors,
    "topics": _topics,
    "archive": _archive,
}


def _from_tree(frame: Frame, rows, **more: str) -> list[Listed]:
    """Pages of the tree in the order in which they were made, so that a file of the sitemap keeps its pages."""
    fields = ("url_path", "locale_id", "translation_key", "last_published_at", *more.values())
    found = []
    for row in rows.order_by("pk").values(*fields):
        address = frame.address(row["url_path"])
        if address:
            found.append(
                Listed(
                    frame.language_of(row["locale_id"]),
                    absolute(frame, address),
                    row["translation_key"],
                    row["last_published_at"],
                    **{name: row[column] for name, column in more.items()},
                )
            )
    return found


def _lists(*, has_topics: bool) -> list[str]:
    """The lists beside the tree that have something on them."""
    lists = ["api", "topics"] if has_topics else []
    return [*lists, "corrections"] if public_corrections().exists() else lists


def _view(frame: Frame, language: str, name: str, *arguments: str, changed: datetime | None) -> Listed:
    with translation.override(language):
        address = reverse(name, args=arguments)
    return Listed(language, absolute(frame, address), (name, *arguments), changed)


def _languages(frame: Frame) -> list[str]:
    return [code for code, _name in settings.LANGUAGES if code in frame.roots]
