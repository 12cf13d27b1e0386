"""Which books rows stand in: what series/changes.py puts its answers about editions together from.

A book is that of a piece or a series, told by the id of its page. As in series/rows_to_addresses.py, too many is better
than too few, and all languages are covered. Each answer takes a few queries, however many ids are asked for.
"""

from collections.abc import Iterable

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, Q
from wagtail.models import Page, ReferenceIndex

from authors.models import AuthorPage
from series.models import InstallmentPage, LinkUse, SeriesPage


def all_books(ids: Iterable[int] = ()) -> set[int]:
    """Every piece and every series."""
    books = Page.objects.type(InstallmentPage, SeriesPage).order_by()
    return set(books.values_list("pk", flat=True))


def of_pieces(ids: Iterable[int]) -> set[int]:
    """Pieces themselves, their series with all their parts, on whose covers they stand, and what links to them."""
    keys = InstallmentPage.objects.filter(pk__in=ids).order_by().values("translation_key")
    pieces = _with_series(Q(translation_key__in=keys) | Q(alias_of__translation_key__in=keys))
    return pieces | of_series(pieces) | that_link_to(ids)


def of_series(ids: Iterable[int]) -> set[int]:
    """Series with all their parts, and what links to them."""
    keys = SeriesPage.objects.filter(pk__in=ids).order_by().values("translation_key")
    own = SeriesPage.objects.filter(Q(translation_key__in=keys) | Q(alias_of__translation_key__in=keys))
    series = set(own.order_by().values_list("pk", flat=True))
    parts = InstallmentPage.objects.filter(series__in=series).order_by()
    return series | set(parts.values_list("pk", flat=True)) | that_link_to(ids)


def of_authors(ids: Iterable[int]) -> set[int]:
    """Pieces that credit authors, or those they were merged into, the series they edit, and what links to them."""
    rows = AuthorPage.objects.filter(pk__in=ids).order_by()
    heirs = rows.exclude(merged_into=None).values("merged_into__translation_key")
    people = AuthorPage.objects.filter(
        Q(translation_key__in=rows.values("translation_key")) | Q(translation_key__in=heirs)
    )
    people = set(people.order_by().values_list("pk", flat=True))
    edited = SeriesPage.objects.filter(editors__author__in=people).order_by()
    return (
        _with_series(Q(bylines__author__in=people))
        | set(edited.values_list("pk", flat=True))
        | that_link_to(people)
    )


def of_topics(ids: Iterable[int]) -> set[int]:
    """Pieces under topics."""
    return _with_series(Q(topic_rows__topic__in=ids))


def of_outgoing_links(ids: Iterable[int]) -> set[int]:
    """Pieces that lead to addresses elsewhere, behind which a copy may be named, with their series."""
    return _with_series(Q(pk__in=LinkUse.objects.filter(link__in=ids).values("page")))


def below(ids: Iterable[int]) -> set[int]:
    """All pieces and series at and below pages, with what stands beside them and what links to them."""
    paths = Page.objects.filter(pk__in=ids).values_list("path", flat=True)
    branch = Q(pk__in=())
    for path in paths:
        branch |= Q(path__startswith=path) | Q(alias_of__path__startswith=path)
    pages = Page.objects.filter(branch).order_by()
    series = set(pages.type(SeriesPage).values_list("pk", flat=True))
    return of_pieces(set(pages.type(InstallmentPage).values_list("pk", flat=True))) | of_series(series)


def that_link_to(ids: Iterable[int], model: type[Model] = Page) -> set[int]:
    """Pieces and series whose text or fields point at pages, or at objects of another model, by the index of references."""
    # As the index names models: by the first of a line of inheritance.
    kind = ContentType.objects.get_for_model(Page if issubclass(model, Page) else model)
    references = ReferenceIndex.objects.filter(
        to_content_type=kind,
        to_object_id__in=[str(pk) for pk in ids],
        base_content_type__app_label="wagtailcore",
        base_content_type__model="page",
    )
    pages = {int(pk) for pk in references.order_by().values_list("object_id", flat=True).distinct()}
    if not pages:
        return set()
    series = SeriesPage.objects.filter(pk__in=pages).order_by()
    return _with_series(Q(pk__in=pages)) | set(series.values_list("pk", flat=True))


def _with_series(pieces: Q) -> set[int]:
    """Pieces under a condition and the series that they are parts of."""
    found = InstallmentPage.objects.filter(pieces).order_by().values_list("pk", "series_id")
    return {pk for row in found for pk in row if pk}
