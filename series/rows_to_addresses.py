"""How rows become addresses, in all languages and on all sites: what series/changes.py puts its answers together from."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, Q, QuerySet
from django.urls import reverse
from django.utils import translation
from wagtail.models import Page, ReferenceIndex, Site

from authors.belonging import tied_to
from authors.models import AuthorPage
from publication.frame import frame_of
from series.models import InstallmentPage, PlannedPart, SeriesPage, Topic
from series.reading.archive_addresses import addresses_in_archive
from series.reading.topic_kin import above_and_below
from series.topic_addresses import addresses_of_topic

# What was read for the answer that is being put together: surfaces ask the same of the same rows.
_read: ContextVar[dict | None] = ContextVar("read", default=None)


@contextmanager
def one_answer() -> Iterator[None]:
    """Put an answer together in here: what its surfaces share is read once. An answer within an answer is part of it."""
    if _read.get() is not None:
        yield
        return
    token = _read.set({})
    try:
        yield
    finally:
        _read.reset(token)


def once(about: tuple, read: Callable[[], Any]) -> Any:
    """What `read()` gives, once for an answer and what it is about; outside of one, each time."""
    kept = _read.get()
    if kept is None:
        return read()
    if about not in kept:
        kept[about] = read()
    return kept[about]


def of_view(name: str) -> set[str]:
    """The addresses of a view that every language has."""
    addresses = set()
    for code in addresses_of_topic(""):
        with translation.override(code):
            addresses.add(reverse(name))
    return addresses


def around(pieces: QuerySet[InstallmentPage]) -> set[str]:
    """Where pieces are shown but on the lists: themselves, series, siblings, people, topics, related pieces."""
    found = pieces.values_list("pk", "series_id")
    ids, series = {pk for pk, _ in found}, {pk for _, pk in found if pk}
    keys = SeriesPage.objects.filter(pk__in=series).values("translation_key")
    authors = AuthorPage.objects.filter(bylines__page__in=ids)
    people = set(authors.values_list("pk", flat=True))
    topics = Topic.objects.filter(installment_rows__page__in=ids)
    siblings = set(pieces_where(Q(series__translation_key__in=keys)).values_list("pk", flat=True))
    related = pieces_where(
        Q(topic_rows__topic__in=topics.values("pk")) | Q(bylines__author__in=authors.values("pk"))
    )
    return (
        of_pages(
            ids | series | siblings | set(related.values_list("pk", flat=True)) | people | tied_to(people)
        )
        | addresses_in_archive(ids | siblings)
        | of_topics(
            Topic.objects.filter(pk__in=above_and_below(set(topics.order_by().values_list("pk", flat=True))))
        )
    )


def pieces_where(condition: Q) -> QuerySet[InstallmentPage]:
    """Pieces under a condition, open or not, each once."""
    return InstallmentPage.objects.filter(condition).order_by().distinct()


def of_pages(ids: Iterable[int]) -> set[str]:
    """Pages by their ids, in all languages, with their aliases."""
    ids = frozenset(ids)
    return once(("pages", ids), lambda: _of_pages(ids)) if ids else set()


def _of_pages(ids: frozenset[int]) -> set[str]:
    pages = in_all_languages(Page.objects.filter(pk__in=ids))
    return addresses_of(pages.values_list("url_path", flat=True))


def group_of(page: Page) -> list[tuple[int, str]]:
    """(id, `url_path`) of a page in all languages, with its aliases."""
    pages = in_all_languages(Page.objects.filter(pk=page.pk))
    return once(("group", page.pk), lambda: list(pages.values_list("pk", "url_path")))


def in_all_languages(pages: QuerySet[Page]) -> QuerySet[Page]:
    """Pages with their translations and their aliases."""
    keys = pages.order_by().values("translation_key")
    return Page.objects.filter(Q(translation_key__in=keys) | Q(alias_of__translation_key__in=keys))


def of_topics(topics: QuerySet[Topic]) -> set[str]:
    """The pages of topics."""
    slugs = set(topics.order_by().values_list("slug", flat=True))
    return {address for slug in slugs for address in addresses_of_topic(slug).values()}


def of_planned_parts(planned: QuerySet[PlannedPart]) -> set[str]:
    """The pages of planned parts, below their series in all its languages; those without a number have none."""
    return {
        f"{address}forthcoming/{number}/"
        for series_id, number in planned.exclude(part_number=None).values_list("series_id", "part_number")
        for address in of_pages([series_id])
    }


def pages_that_use(model: type[Model], *pks: int) -> set[int]:
    """The ids of pages whose text or fields point at things of a model, by Wagtail's index of references."""
    references = ReferenceIndex.objects.filter(
        to_content_type=ContentType.objects.get_for_model(model),
        to_object_id__in=[str(pk) for pk in pks],
        base_content_type__app_label="wagtailcore",
        base_content_type__model="page",
    )
    return {int(pk) for pk in references.values_list("object_id", flat=True)}


def addresses_of(url_paths: Iterable[str], frames=None) -> set[str]:
    """Places in the tree as addresses; what stands on no site has none."""
    frames = frames or frames_of_sites()
    found = {frame.address(url_path) for url_path in set(url_paths) for frame in frames}
    return found - {None}


@dataclass(frozen=True)
class Standing:
    """A piece, series or author that stands at one of some addresses."""

    pk: int
    kind: type[Page]
    addresses: frozenset[str]


def standing_at(shown: Iterable[str]) -> list[Standing]:
    """The pieces, series and authors at addresses: what is asked of many grows with the addresses, not with the site."""
    shown = frozenset(shown)
    return once(("standing", shown), lambda: _standing_at(shown))


def _standing_at(shown: frozenset[str]) -> list[Standing]:
    wanted, frames = set(), frames_of_sites()
    for frame in frames:
        for root in frame.roots.values():
            home = frame.address(root)
            wanted |= {f"{root}{each.removeprefix(home)}" for each in shown if each.startswith(home)}
    kinds = ContentType.objects.get_for_models(InstallmentPage, SeriesPage, AuthorPage)
    by_id = {content_type.pk: kind for kind, content_type in kinds.items()}
    rows = Page.objects.filter(url_path__in=wanted, content_type__in=by_id).order_by()
    return [
        Standing(pk, by_id[content_type_id], frozenset({frame.address(url_path) for frame in frames} & shown))
        for pk, url_path, content_type_id in rows.values_list("pk", "url_path", "content_type_id")
    ]


def frames_of_sites():
    """The frame of every site."""
    return once(("frames",), lambda: [frame_of(site) for site in Site.objects.select_related("root_page")])
