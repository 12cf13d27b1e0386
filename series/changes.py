"""Which public addresses show this thing. The only place of that rule: caches, editions, feeds and mail ask it.

`SHOWN_ON` says for each kind of thing on which surfaces it appears; a new surface joins with one line. Answers err on
the side of too many, cover all languages, and do not ask what is visible: what was just taken down has to be forgotten
as well. A change that takes something away (a topic from a piece, a piece from a series) is asked before and after.
"""

from collections.abc import Callable, Iterable
from functools import partial

from django.db.models import Model, Q
from wagtail.models import Page

from authors.belonging import tied_to
from authors.models import AuthorIndexPage, AuthorPage
from publication.models import CreditedImage, Masthead, OutgoingLink
from publication.tree import EditorialPage
from series import rows_to_books
from series.files_below import feeds_below, files_below, whole_series_below
from series.models import InstallmentPage, LinkUse, PlannedPart, SeriesIndexPage, SeriesPage, Topic
from series.reading.topic_kin import above_and_below
from series.rows_to_addresses import (
    addresses_of,
    around,
    frames_of_sites,
    group_of,
    of_pages,
    of_planned_parts,
    of_topics,
    of_view,
    one_answer,
    pages_that_use,
    pieces_where,
)
from series.share_cards.keeping import files_of

Surface = Callable[[Model], set[str]]
# What lists everything, whatever the thing: the sitemaps, which stand in a layer above this one.
_always: list[Callable[[], set[str]]] = []
# What stands beside pages at an address of its own: the same of the API.
_beside: list[Callable[[set[str]], set[str]]] = []


def always(addresses: Callable[[], set[str]]) -> None:
    """Have `addresses_showing` add these addresses for every thing."""
    _always.append(addresses)


def beside(addresses: Callable[[set[str]], set[str]]) -> None:
    """Have `addresses_showing` add what these make of all other addresses that show the thing."""
    _beside.append(addresses)


def addresses_showing(thing: Model) -> set[str]:
    """The addresses (paths from the host's root, not percent-encoded, without query) that show a thing.

    A thing is a page of any type, a topic, a planned part, an image, an outgoing link or the masthead; TypeError for any
    other.
    """
    if isinstance(thing, Page):
        thing = thing.specific
    for kind, surfaces in SHOWN_ON.items():
        if isinstance(thing, kind):
            with one_answer():
                return _shown(thing, surfaces)
    raise TypeError(f"Nothing is known of where a {type(thing).__name__} is shown.")


def _shown(thing: Model, surfaces: tuple[Surface, ...]) -> set[str]:
    shown = set().union(*(surface(thing) for surface in surfaces))
    more = (addresses() for addresses in _always)
    return shown.union(
        feeds_below(shown),
        files_below(shown),
        whole_series_below(shown),
        *more,
        *(add(shown) for add in _beside),
    )


# Surfaces of one thing.


def itself(page: Page) -> set[str]:
    """The page in all its languages, and its aliases."""
    return addresses_of(url_path for _pk, url_path in group_of(page))


def what_links_to_it(page: Page) -> set[str]:
    """Pages whose text links to it: the link goes when the page does."""
    return of_pages(pages_that_use(Page, *(pk for pk, _url_path in group_of(page))))


def around_the_piece(piece: InstallmentPage) -> set[str]:
    """Its series with all parts, its people and topics, and what lists it as related."""
    return around(pieces_where(Q(translation_key=piece.translation_key) | Q(pk=piece.pk)))


def around_the_parts(series: SeriesPage) -> set[str]:
    """All its parts, with their people and topics."""
    return around(pieces_where(Q(series__translation_key=series.translation_key)))


def its_versions(piece: InstallmentPage) -> set[str]:
    """The pages that show what changed between its versions."""
    return {f"{address}versions/" for address in itself(piece)}


def versions_of_the_parts(series: SeriesPage) -> set[str]:
    """The same pages of all its parts, which name the series."""
    parts = pieces_where(Q(series__translation_key=series.translation_key))
    return {f"{address}versions/" for address in of_pages(parts.values_list("pk", flat=True))}


def its_share_cards(page: Page) -> set[str]:
    """The pictures that were drawn for links to it."""
    frames = frames_of_sites()
    return {
        f"{address}{name}"
        for pk, url_path in group_of(page)
        for name in files_of(pk)
        for address in addresses_of([url_path], frames)
    }


def its_corrections(piece: InstallmentPage) -> set[str]:
    """The list of corrections, where it names the piece."""
    return _of_corrections(Q(translation_key=piece.translation_key) | Q(pk=piece.pk))


def corrections_of_the_parts(series: SeriesPage) -> set[str]:
    """The list of corrections, where it names a part of the series."""
    return _of_corrections(Q(series__translation_key=series.translation_key))


def people_of_the_series(series: SeriesPage) -> set[str]:
    """Its editors, and the authors announced for parts to come."""
    group = Q(page__translation_key=series.translation_key)
    planned = PlannedPart.objects.filter(series__translation_key=series.translation_key)
    return of_pages(
        series.editors.model.objects.filter(group).values_list("author_id", flat=True)
    ) | of_pages(planned.exclude(author=None).values_list("author_id", flat=True))


def planned_parts_of_the_series(series: SeriesPage) -> set[str]:
    """The pages of its parts to come."""
    return of_planned_parts(PlannedPart.objects.filter(series__translation_key=series.translation_key))


def the_authors_pieces(author: AuthorPage) -> set[str]:
    """The pieces that credit an author, and all that lists them."""
    return around(pieces_where(Q(bylines__author__translation_key=author.translation_key)))


def those_tied_to_the_author(author: AuthorPage) -> set[str]:
    """The organisation that an author names, and those who name it when it is one."""
    group = AuthorPage.objects.filter(translation_key=author.translation_key)
    return of_pages(tied_to(set(group.values_list("pk", flat=True))))


def the_authors_series(author: AuthorPage) -> set[str]:
    """The series that an author edits or is announced in, with the parts to come."""
    planned = PlannedPart.objects.filter(author__translation_key=author.translation_key)
    edited = SeriesPage.objects.filter(editors__author__translation_key=author.translation_key)
    return (
        of_pages(edited.values_list("pk", flat=True))
        | of_pages(planned.values_list("series_id", flat=True))
        | of_planned_parts(planned)
    )


def the_topics_own_pages(topic: Topic) -> set[str]:
    """Its page, and those of the topics above, below and merged into it."""
    return of_topics(Topic.objects.filter(pk__in=above_and_below({topic.pk})))


def the_topics_pieces(topic: Topic) -> set[str]:
    """The pieces and parts to come under a topic, and all that lists them."""
    planned = PlannedPart.objects.filter(topics=topic)
    return (
        around(pieces_where(Q(topic_rows__topic=topic)))
        | of_planned_parts(planned)
        | of_pages(planned.values_list("series_id", flat=True))
    )


def around_the_planned_part(part: PlannedPart) -> set[str]:
    """Its own page, its series with all parts, its author and topics."""
    return (
        of_planned_parts(PlannedPart.objects.filter(pk=part.pk))
        | of_pages([part.series_id])
        | of_pages(
            pieces_where(Q(series__translation_key=part.series.translation_key)).values_list("pk", flat=True)
        )
        | (of_pages([part.author_id]) if part.author_id else set())
        | of_topics(part.topics.all())
    )


def lists(thing: Model) -> set[str]:
    """The front page, the lists of series, authors and topics, and the archive's."""
    addresses = {frame.address(root) for frame in frames_of_sites() for root in frame.roots.values()}
    addresses |= of_view("topics") | of_view("archive")
    indexes = Page.objects.type(SeriesIndexPage, AuthorIndexPage).values_list("pk", flat=True)
    return addresses | of_pages(indexes)


def everywhere(thing: Model | None) -> set[str]:
    """Every page of the site: what stands in the header or the footer of all."""
    pages = Page.objects.filter(depth__gt=1).values_list("url_path", flat=True)
    return addresses_of(pages) | of_topics(Topic.objects.all()) | lists(thing)


def pages_with_the_image(image: CreditedImage) -> set[str]:
    """The pages that use an image, and all that shows those pages."""
    users = Page.objects.filter(pk__in=pages_that_use(CreditedImage, image.pk)).specific()
    return set().union(*(addresses_showing(page) for page in users))


def pieces_with_the_link(link: OutgoingLink) -> set[str]:
    """The pieces that lead to an address elsewhere: behind the link stands the copy that the editors name."""
    pieces = InstallmentPage.objects.filter(pk__in=LinkUse.objects.filter(link=link).values("page"))
    return set().union(*(addresses_showing(piece) for piece in pieces))


# The order matters where one kind is a special case of another: the first that fits is taken.
SHOWN_ON: dict[type[Model], tuple[Surface, ...]] = {
    InstallmentPage: (
        itself,
        its_versions,
        its_share_cards,
        what_links_to_it,
        around_the_piece,
        its_corrections,
        lists,
    ),
    SeriesPage: (
        itself,
        its_share_cards,
        what_links_to_it,
        around_the_parts,
        versions_of_the_parts,
        corrections_of_the_parts,
        people_of_the_series,
        planned_parts_of_the_series,
        lists,
    ),
    AuthorPage: (
        itself,
        what_links_to_it,
        the_authors_pieces,
        the_authors_series,
        those_tied_to_the_author,
        lists,
    ),
    Topic: (the_topics_own_pages, the_topics_pieces, lists),
    PlannedPart: (around_the_planned_part, lists),
    CreditedImage: (pages_with_the_image,),
    OutgoingLink: (pieces_with_the_link,),
    # Standing pages, lists and front pages stand in the header and the footer.
    EditorialPage: (everywhere,),
    Masthead: (everywhere,),
}


# Books: whatever can stand in one. Asked by kind and ids, as a thing may be gone by then. Pages of other types stand in
# books as what a text links to; with the kind `Page` all is meant that stands at and below a page.
IN_BOOKS: dict[type[Model], Callable[[Iterable[int]], set[int]]] = {
    InstallmentPage: rows_to_books.of_pieces,
    SeriesPage: rows_to_books.of_series,
    AuthorPage: rows_to_books.of_authors,
    Topic: rows_to_books.of_topics,
    CreditedImage: partial(rows_to_books.that_link_to, model=CreditedImage),
    OutgoingLink: rows_to_books.of_outgoing_links,
    Masthead: rows_to_books.all_books,
    EditorialPage: rows_to_books.that_link_to,
    Page: rows_to_books.below,
}


def books_showing(kind: type[Model], ids: Iterable[int]) -> set[int]:
    """The ids of the pieces and series whose books may show any of these things of one kind. TypeError as above."""
    for known, books in IN_BOOKS.items():
        if kind is known or (known is not Page and issubclass(kind, known)):
            return books(set(ids))
    raise TypeError(f"Nothing is known of the books in which a {kind.__name__} stands.")


# How rows become addresses.


def _of_corrections(pieces: Q) -> set[str]:
    """The list of corrections in all languages, when one of these pieces has one.

    Every page when no other piece has: the footer leads to the list as long as there is something on it.
    """
    corrected = InstallmentPage.objects.exclude(corrections=None).order_by()
    if not corrected.filter(pieces).exists():
        return set()
    if not corrected.exclude(pieces).exists():
        return everywhere(None) | of_view("corrections")
    return of_view("corrections")
